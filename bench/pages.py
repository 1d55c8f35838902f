"""How fast the demo site's pages are: drawn anew, from the page cache, and during slow downloads.

    python bench/pages.py [SITE] [--times 60]

Asks the site at SITE, or makes a demo site in a throw-away folder and serves it as `make serve`
does. For each page: its HTML's size, and in milliseconds the median and the 95th percentile of
drawing it anew (for a visitor whom no cache serves) and of giving it from the page cache. Then the
95th percentiles of the home page and of /health/ alone, and while forty visitors download films at
200 kB/s.
"""

import argparse
import contextlib
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.media_serving import download_slowly, largest_file  # noqa: E402  found from the root
from core.listening import answers, free_port  # noqa: E402

PAGES = ["/", "/research/", "/research/scene-parsing/", "/publications/", "/publications/?group=type",
         "/music/", "/search/?q=vision", "/publications/feed/", "/sitemap.xml"]  # fmt: skip
UNCACHED = {"Cookie": "csrftoken=bench"}  # whoever sends a form's token is answered anew
VISITORS, RATE = 40, 200_000  # bytes a second, each


@contextlib.contextmanager
def demo_site() -> Iterator[str]:
    """Make a demo site, serve it and yield its address."""
    with tempfile.TemporaryDirectory(prefix="polymath-bench-") as folder:
        port = free_port()
        told = {"VAR_DIR": folder, "PORT": str(port), "SECRET_KEY": "only for this run" * 4}
        environment = os.environ | told
        for name in ("DATABASE_URL", "STORAGE_URL", "SITE_URL"):
            environment.pop(name, None)

        def manage(*arguments: str) -> list[str]:
            return [sys.executable, str(ROOT / "manage.py"), *arguments]

        for command in (manage("prepare"), manage("load_demo")):
            subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
        server = subprocess.Popen(
            manage("serve"), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
        )
        try:
            if not answers("127.0.0.1", port):
                raise SystemExit("The demo site does not answer.")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(30)


def timed(site: str, path: str, times: int, headers: dict[str, str]) -> tuple[list[float], int]:
    """Milliseconds of each of so many requests over one connection, and the body's length."""
    parts = urlsplit(site)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=60)
    taken, length = [], 0
    for _ in range(times):
        start = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        length = len(answer.read())
        taken.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{path} answers {answer.status}")
        if answer.will_close:
            connection.close()
    connection.close()
    return taken, length


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def page_times(site: str, times: int) -> None:
    print(f"{'page':32}{'kB':>6}{'new p50':>9}{'p95':>8}{'kept p50':>10}{'p95':>8}   ms")
    for path in PAGES:
        timed(site, path, 4, UNCACHED)  # each worker has compiled the templates then
        new, length = timed(site, path, times, UNCACHED)
        timed(site, path, 4, {})
        kept, _ = timed(site, path, times, {})
        figures = (statistics.median(new), p95(new), statistics.median(kept), p95(kept))
        columns = "{:9.1f}{:8.1f}{:10.1f}{:8.1f}".format(*figures)
        print(f"{path:32}{length / 1000:6.0f}{columns}")


def during_downloads(site: str, times: int) -> None:
    film, length = largest_file(site)
    paths = ("/", "/health/")
    alone = {path: p95(timed(site, path, times * 5, {})[0]) for path in paths}
    stop = threading.Event()
    for _ in range(VISITORS):
        threading.Thread(target=download_slowly, args=(site, film, RATE, stop), daemon=True).start()
    time.sleep(2)
    busy = {path: p95(timed(site, path, times * 5, {})[0]) for path in paths}
    stop.set()
    print(
        f"\n{VISITORS} visitors download {film} ({length / 1e6:.1f} MB) at {RATE // 1000} kB/s each:"
    )
    for path in paths:
        ratio = busy[path] / alone[path]
        print(
            f"{path:32}p95 alone {alone[path]:.1f} ms, meanwhile {busy[path]:.1f} ms, {ratio:.2f}×"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", nargs="?", help="address of a demo site that is served already")
    parser.add_argument("--times", type=int, default=60, help="requests for each figure")
    options = parser.parse_args()
    with contextlib.nullcontext(options.site) if options.site else demo_site() as site:
        page_times(site.rstrip("/"), options.times)
        during_downloads(site.rstrip("/"), options.times)


if __name__ == "__main__":
    main()
