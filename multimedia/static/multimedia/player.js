// What films and recordings share: a bar of the site's own in place of the browser's controls.
import { listen } from "./keys.js";
import { tellSystem } from "./session.js";

const PLAYERS = "poly-video, poly-audio";
const remember = (name, value) => {
  try {
    if (value === undefined) return localStorage.getItem(`player-${name}`);
    localStorage.setItem(`player-${name}`, value);
  } catch {
    return null; // storage is refused: nothing is remembered
  }
};

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  if (whole >= 3600) parts.unshift(Math.floor(whole / 3600));
  return parts.map((part, i) => (i ? String(part).padStart(2, "0") : part)).join(":");
}

// Of tracks that say the same, the one in the visitor's language.
const mine = (tracks) => tracks.find((track) => navigator.language.startsWith(track.language)) ?? tracks[0];

export class Player extends HTMLElement {
  connectedCallback() {
    [this.media, ...this.followers] = this.querySelectorAll("video, audio");
    this.bar = this.querySelector(".player-bar");
    if (!this.media || !this.bar || this.ready) return;
    this.ready = true;
    for (const each of [this.media, ...this.followers]) each.controls = false;
    this.bar.hidden = false;
    this.seekBar = this.find("seek");
    this.wire();
    listen(this);
    this.show();
    this.fromAddress();
  }

  find(name) {
    return this.bar.querySelector(`[data-do="${name}"]`);
  }

  get length() {
    return Number.isFinite(this.media.duration) ? this.media.duration : Number(this.dataset.seconds);
  }

  wire() {
    this.bar.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (button) this[button.dataset.do]();
    });
    this.seekBar.addEventListener("input", () => this.seek(Number(this.seekBar.value)));
    const speed = this.find("speed");
    speed?.addEventListener("change", () => this.pace(Number(speed.value)));
    const media = this.media;
    for (const name of ["timeupdate", "play", "pause", "volumechange", "durationchange", "seeked"])
      media.addEventListener(name, () => this.show());
    media.addEventListener("play", () => this.started());
    media.addEventListener("ended", () => this.hasAttribute("data-next") && this.next());
    media.addEventListener("error", () => this.failed(), true);
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-second]");
      if (!link) return;
      event.preventDefault();
      this.seek(Number(link.dataset.second));
      this.media.play();
    });
    if (remember("captions") === "on" && this.words().length) this.captions(true);
  }

  started() {
    for (const other of document.querySelectorAll(PLAYERS))
      if (other !== this && other.media) other.media.pause();
    this.follow();
    this.describe();
    tellSystem(this);
  }

  failed() {
    if (this.media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) this.dataset.failed = "";
  }

  toggle() {
    this.media.paused ? this.media.play().catch(() => this.failed()) : this.media.pause();
  }

  seek(second) {
    const target = Math.min(Math.max(0, second), this.length || 0);
    if (this.media.readyState) this.media.currentTime = target;
    else {
      this.media.addEventListener("loadedmetadata", () => (this.media.currentTime = target), { once: true });
      this.media.preload = "metadata";
      this.media.load();
    }
    this.show(target);
  }

  skip(seconds) {
    this.seek(this.media.currentTime + seconds);
  }

  pace(rate) {
    for (const each of [this.media, ...this.followers]) each.playbackRate = rate;
  }

  mute() {
    this.media.muted = !this.media.muted;
  }

  louder(by) {
    this.media.volume = Math.min(1, Math.max(0, this.media.volume + by));
  }

  tracks(kinds) {
    return [...this.media.textTracks].filter((track) => kinds.includes(track.kind));
  }

  words() {
    return this.tracks(["captions", "subtitles"]);
  }

  // A screen reader says what is to be seen: browsers load descriptions and tell them to nobody.
  describe() {
    const told = this.querySelector("[data-told]");
    const track = mine(this.tracks(["descriptions"]));
    if (!told || !track || track.mode === "hidden") return;
    track.mode = "hidden";
    track.addEventListener("cuechange", () => {
      const lines = [...track.activeCues].map((cue) => cue.getCueAsHTML().textContent);
      if (lines.length) told.textContent = lines.join(" ");
    });
  }

  captions(on = !this.words().some((track) => track.mode === "showing")) {
    const words = this.words();
    const chosen = mine(words);
    for (const track of words) track.mode = on && track === chosen ? "showing" : "disabled";
    this.find("captions")?.setAttribute("aria-pressed", String(on));
    remember("captions", on ? "on" : "off");
  }

  // The player after this one, when both play through.
  neighbour(step) {
    const all = [...document.querySelectorAll("[data-next]")];
    return all[all.indexOf(this) + step];
  }

  next() {
    const other = this.neighbour(1);
    if (!other) return;
    other.seek(0);
    other.media.play();
    if (this.contains(document.activeElement)) other.find("toggle").focus();
  }

  // The second that plays now, in the address of the page: asked for by hand.
  address() {
    const hash = `#t=${Math.floor(this.media.currentTime)}&m=${this.dataset.media}`;
    history.replaceState(null, "", hash);
    navigator.clipboard?.writeText(location.href).catch(() => {});
    this.find("address").dataset.done = "";
  }

  // `#t=83&m=3`; without a player's number, the first.
  fromAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const second = asked.get("t");
    const named = asked.get("m");
    const mine = named ? named === this.dataset.media : document.querySelector(PLAYERS) === this;
    if (second === null || !mine) return;
    this.seek(Number(second) || 0);
    this.scrollIntoView({ block: "center" });
  }

  follow() {
    const { currentTime, paused } = this.media;
    for (const other of this.followers) {
      if (Math.abs(other.currentTime - currentTime) > 0.08) other.currentTime = currentTime;
      if (paused !== other.paused) paused ? other.pause() : other.play().catch(() => {});
    }
  }

  show(second = this.media.currentTime) {
    const { paused, muted } = this.media;
    const length = this.length || 1;
    this.follow();
    this.toggleAttribute("data-playing", !paused);
    this.style.setProperty("--played", `${(second / length) * 100}%`);
    this.seekBar.max = length;
    this.seekBar.value = second;
    this.seekBar.setAttribute("aria-valuetext", `${clock(second)} / ${clock(length)}`);
    this.bar.querySelector(".player-now").textContent = clock(second);
    for (const [name, on] of [["toggle", !paused], ["mute", muted]]) {
      const button = this.find(name);
      button?.setAttribute("aria-label", on ? button.dataset.on : button.dataset.off);
      button?.toggleAttribute("data-active", on);
    }
    this.mark(second);
  }

  // The cue that stands now, in the words below.
  mark(second) {
    this.lines ??= [...this.querySelectorAll(".transcript a[data-second]")];
    const now = this.lines.findLast((line) => Number(line.dataset.second) <= second + 0.01);
    if (now === this.marked) return;
    this.marked?.removeAttribute("aria-current");
    if (second > 0) now?.setAttribute("aria-current", "true");
    this.marked = now;
  }
}

addEventListener("hashchange", () => {
  for (const player of document.querySelectorAll(PLAYERS)) if (player.ready) player.fromAddress();
});
