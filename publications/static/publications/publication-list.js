// <publication-list>: filter links and the filter form change the list in place. The address follows,
// the focus stays on the link that was used, and the new count is said by its live region.
const PARTS = [".publication-filters", ".publication-results"];

class PublicationList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.onClick(event));
    this.addEventListener("submit", (event) => this.onSubmit(event));
    this.onPop = () => this.show(location.href, { push: false });
    addEventListener("popstate", this.onPop);
  }

  disconnectedCallback() {
    removeEventListener("popstate", this.onPop);
  }

  onClick(event) {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented || link.hasAttribute("download")) return;
    const url = new URL(link.getAttribute("href"), document.baseURI);
    if (url.origin !== location.origin || url.pathname !== location.pathname) return;
    event.preventDefault();
    this.show(url, { focus: this.placeOf(link), top: Boolean(link.closest(".pages")) });
  }

  onSubmit(event) {
    event.preventDefault();
    const form = event.target;
    const asked = [...new FormData(form)].filter(([, value]) => value);
    const url = new URL(form.action);
    url.search = new URLSearchParams(asked);
    this.show(url, { focus: this.placeOf(document.activeElement) });
  }

  // How to find the same control in the new list: its id, or its words within the same part.
  placeOf(element) {
    if (element.id) return { id: element.id };
    const part = element.closest("[data-facet], .asked, .arrangement, .pages, .years-picture");
    const facet = part?.dataset.facet;
    const selector = facet ? `[data-facet="${facet}"]` : part && `.${part.classList[0]}`;
    return { selector, words: wordsOf(element) };
  }

  async show(url, { push = true, focus = null, top = false }) {
    this.request?.abort();
    this.request = new AbortController();
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: this.request.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (push) history.pushState(null, "", answer.url);
      this.replace(page);
      document.title = page.title;
      this.restore(focus, top);
    } catch (error) {
      if (error.name === "AbortError") return;
      location.assign(url); // the plain way always works
    }
    this.removeAttribute("aria-busy");
  }

  replace(page) {
    const open = new Set([...this.querySelectorAll("details[open]")].map(nameOf));
    const count = this.querySelector("#count");
    for (const selector of PARTS) {
      const now = this.querySelector(selector);
      const next = page.querySelector(`publication-list ${selector}`);
      if (now && next) now.replaceWith(next);
      else now?.toggleAttribute("hidden", !next);
    }
    for (const details of this.querySelectorAll("details")) details.open = open.has(nameOf(details));
    // A live region is only heard when it stays and its words change.
    const fresh = this.querySelector("#count");
    if (count && fresh) {
      const words = fresh.textContent;
      fresh.replaceWith(count);
      requestAnimationFrame(() => (count.textContent = words));
    }
  }

  restore(place, top) {
    if (!place) return;
    if (top) this.querySelector("#count")?.scrollIntoView();
    const links = place.selector ? [...this.querySelectorAll(`${place.selector} a`)] : [];
    const same = place.id ? this.querySelector(`#${CSS.escape(place.id)}`) : links.find((one) => wordsOf(one) === place.words);
    (top ? this.querySelector("#count") : (same ?? this.querySelector("#count")))?.focus({ preventScroll: true });
  }
}

const nameOf = (details) => details.dataset.facet ?? details.className;
const wordsOf = (element) => (element.querySelector("span:not(.visually-hidden, [aria-hidden])") ?? element).textContent.trim();

customElements.define("publication-list", PublicationList);
