// A search form whose box suggests while one types: a combobox with a list box, as the ARIA
// Authoring Practices Guide describes it ("editable combobox with list autocomplete").
// Without this script the form is an ordinary one.

const PAUSE = 120; // milliseconds after the last key
const TOO_SHORT = /^[\x00-\x7f]?$/; // one letter; one ideograph is a word

let count = 0;

class SearchBox extends HTMLElement {
  #answers = new Map();
  #active = -1;
  #timer = 0;
  #request = null;
  #suggestions = [];

  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.querySelector("input[type=search]");
    if (!this.form || !this.input || this.list) return;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${++count}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.list, this.status);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);

    this.input.addEventListener("input", () => this.#later());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#close());
    // A press must not take the focus from the box before its click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#follow([...this.list.children].indexOf(option));
    });
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(this.input.value), PAUSE);
  }

  async #ask(text) {
    this.#request?.abort();
    if (TOO_SHORT.test(text.trim())) return this.#close();
    if (!this.#answers.has(text)) {
      this.#request = new AbortController();
      try {
        const address = `${this.dataset.suggestions}?q=${encodeURIComponent(text)}`;
        const response = await fetch(address, { signal: this.#request.signal });
        if (!response.ok) return;
        this.#answers.set(text, (await response.json()).suggestions);
      } catch {
        return; // superseded, or offline: the form still works
      }
    }
    if (text === this.input.value && document.activeElement === this.input) this.#show(this.#answers.get(text));
  }

  #show(suggestions) {
    this.#suggestions = suggestions;
    this.#active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...suggestions.map((suggestion, position) => this.#option(suggestion, position)));
    this.#open(suggestions.length > 0);
    this.status.textContent = suggestions.length ? this.dataset.some.replace("%s", suggestions.length) : this.dataset.none;
  }

  #option(suggestion, position) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${position}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const title = document.createElement("span");
    title.innerHTML = suggestion.html; // escaped by the server, but for its <mark>
    const about = document.createElement("span");
    about.className = "suggestion-about";
    about.textContent = [suggestion.type, suggestion.year].filter(Boolean).join(", ");
    option.append(title, " ", about);
    return option;
  }

  #open(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }

  #close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#active = -1;
    this.status.textContent = "";
    this.#open(false);
  }

  #move(step) {
    const options = this.list.children;
    if (!options.length) return;
    if (this.list.hidden) this.#open(true);
    options[this.#active]?.setAttribute("aria-selected", "false");
    // One place more than there are options: the box itself.
    this.#active = ((this.#active + 1 + step + options.length + 1) % (options.length + 1)) - 1;
    const option = options[this.#active];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  #follow(position) {
    location.assign(this.#suggestions[position].url);
  }

  #key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.children.length) this.#move(event.key === "ArrowDown" ? 1 : -1);
      else this.#ask(this.input.value);
    } else if (event.key === "Enter" && open && this.#active >= 0) {
      event.preventDefault();
      this.#follow(this.#active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // the first closes the list, the second empties the box
      this.#close();
    }
  }
}

customElements.define("search-box", SearchBox);

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const input = document.querySelector("search-box input[type=search]");
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});
