// The film beside its words: a click into a cue shows its second, a button starts a cue here.
const form = document.querySelector("[data-caption-editor]");
const film = form?.querySelector("video, audio");
const text = form?.querySelector("textarea[name=text]");
const button = form?.querySelector("[data-cue]");
const START = /((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})\s*-->/g;

const seconds = (stamp) =>
  stamp.replace(",", ".").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

const stamp = (second) => {
  const parts = [second / 3600, (second / 60) % 60, second % 60].map((part) => Math.floor(part));
  const whole = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return `${whole}.${String(Math.floor((second % 1) * 1000)).padStart(3, "0")}`;
};

if (film && text) {
  text.addEventListener("click", () => {
    const end = text.value.indexOf("\n\n", text.selectionStart);
    const before = text.value.slice(0, end < 0 ? undefined : end);
    const last = [...before.matchAll(START)].at(-1);
    if (last) film.currentTime = seconds(last[1]);
  });
  button.hidden = false;
  button.addEventListener("click", () => {
    const now = film.currentTime;
    if (!text.value.trim()) text.value = "WEBVTT\n";
    text.value = `${text.value.trimEnd()}\n\n${stamp(now)} --> ${stamp(now + 3)}\n`;
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    text.scrollTop = text.scrollHeight;
  });
}
