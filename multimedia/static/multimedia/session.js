// What the system shows on its lock screen, and what its keys do.
export function tellSystem(player) {
  const session = navigator.mediaSession;
  if (!session) return;
  const { title, artist, cover } = player.dataset;
  session.metadata = new MediaMetadata({
    title: title ?? "",
    artist: artist ?? "",
    artwork: cover ? [{ src: cover }] : [],
  });
  const handlers = {
    play: () => player.media.play(),
    pause: () => player.media.pause(),
    seekbackward: () => player.skip(-10),
    seekforward: () => player.skip(10),
    seekto: (details) => player.seek(details.seekTime),
    nexttrack: player.neighbour(1) && player.hasAttribute("data-next") ? () => player.next() : null,
    previoustrack: player.hasAttribute("data-next") ? () => player.seek(0) : null,
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // this browser does not know the action
    }
  }
}
