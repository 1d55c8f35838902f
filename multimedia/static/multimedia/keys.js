// One key, one deed, and only while the focus is in the player (WCAG 2.2, 2.1.4).
const DEEDS = {
  " ": (player) => player.toggle(),
  k: (player) => player.toggle(),
  j: (player) => player.skip(-10),
  l: (player) => player.skip(10),
  arrowleft: (player) => player.skip(-5),
  arrowright: (player) => player.skip(5),
  arrowup: (player) => player.louder(0.1),
  arrowdown: (player) => player.louder(-0.1),
  m: (player) => player.mute(),
  c: (player) => player.captions(),
  f: (player) => player.fullscreen?.(),
};

export function listen(player) {
  player.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    const key = event.key.toLowerCase();
    if (target.matches("select, input:not([type=range]), textarea")) return;
    if (key === " " && target.matches("button, a, summary")) return;
    const deed = /^\d$/.test(key)
      ? () => player.seek((player.length * Number(key)) / 10)
      : DEEDS[key];
    if (!deed) return;
    event.preventDefault();
    deed(player);
  });
}
