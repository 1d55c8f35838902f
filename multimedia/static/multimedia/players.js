// The elements of the page that play. Without them, the browser's own controls do.
import { Player } from "./player.js";

class PolyAudio extends Player {}

class PolyVideo extends Player {
  wire() {
    super.wire();
    for (const each of [this.media, ...this.followers]) {
      each.tabIndex = 0;
      each.addEventListener("click", () => this.toggle());
    }
    const pip = this.find("pip");
    if (pip && !document.pictureInPictureEnabled) pip.hidden = true;
    const whole = this.find("fullscreen");
    if (whole && !document.fullscreenEnabled && !this.media.webkitEnterFullscreen) whole.hidden = true;
  }

  pip() {
    if (document.pictureInPictureElement) document.exitPictureInPicture();
    else this.media.requestPictureInPicture?.().catch(() => {});
  }

  fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.requestFullscreen) this.requestFullscreen().catch(() => {});
    else this.media.webkitEnterFullscreen?.();
  }
}

// Somebody else's player, which is asked for nothing before a click.
class PolyEmbed extends HTMLElement {
  connectedCallback() {
    this.querySelector("a").addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      Object.assign(frame, { src: this.dataset.src, title: this.dataset.title, allowFullscreen: true });
      frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
      this.querySelector(".embed-stage").replaceChildren(frame);
      frame.focus();
    });
  }
}

// Three silent seconds that play while somebody points at the card.
class PolyLoop extends HTMLElement {
  connectedCallback() {
    const film = this.querySelector("video");
    const card = this.closest("a, li, article") ?? this;
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const play = () => still.matches || film.play().catch(() => {});
    for (const name of ["pointerenter", "focusin"]) card.addEventListener(name, play);
    for (const name of ["pointerleave", "focusout"]) card.addEventListener(name, () => film.pause());
  }
}

customElements.define("poly-audio", PolyAudio);
customElements.define("poly-video", PolyVideo);
customElements.define("poly-embed", PolyEmbed);
customElements.define("poly-loop", PolyLoop);
