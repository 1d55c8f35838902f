// <copy-text>: a button that copies the text beside it and says that it did. Without a script there is
// no button, and the text can be selected as ever.
class CopyText extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.status = this.querySelector("[role=status]");
    if (!this.button) return;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const source = this.querySelector(".citation-text");
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      this.say(this.dataset.copied);
    } catch {
      // The browser does not let us: select the text, so that one key press copies it.
      getSelection().selectAllChildren(source);
      this.say(this.dataset.failed);
    }
  }

  say(words) {
    this.status.textContent = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.status.textContent = ""), 4000);
  }
}

customElements.define("copy-text", CopyText);
