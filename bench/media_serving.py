"""How fast pages are while many visitors download films slowly.

    python bench/media_serving.py http://localhost:8000 [--visitors 40] [--rate 200000]

Run it against the server that `make demo` starts. Each visitor reads the largest file of the
library at so many bytes a second, again and again; the home page's p95 meanwhile is owed to be
under twice what it is without them.
"""

import argparse
import json
import socket
import statistics
import threading
import time
import urllib.request
from urllib.parse import urlsplit


def ask(url: str, method: str = "GET") -> tuple[bytes, int]:
    """The body and the length that a site of ours says it has."""
    request = urllib.request.Request(url, method=method)  # noqa: S310  the operator's own address
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return answer.read(), int(answer.headers["Content-Length"] or 0)


def largest_file(site: str) -> tuple[str, int]:
    """The address and length in bytes of the largest file that the API tells of."""
    items = json.loads(ask(f"{site}/api/v2/media/?fields=sources&limit=100")[0])["items"]
    found = []
    for item in items:
        for source in item["sources"]:
            path = urlsplit(source["src"])._replace(scheme="", netloc="").geturl()
            found.append((ask(site + path, "HEAD")[1], path))
    length, path = max(found)
    return path, length


def download_slowly(site: str, path: str, rate: int, stop: threading.Event) -> None:
    parts = urlsplit(site)
    while not stop.is_set():
        with socket.create_connection((parts.hostname, parts.port or 80)) as connection:
            # A small window, as a slow line has: the system must not take in the file at once.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()
            )
            while not stop.is_set():
                if not connection.recv(rate // 10):
                    break
                time.sleep(0.1)


def p95(site: str, seconds: float) -> float:
    """95th percentile in milliseconds of asking for the home page, one request after the other."""
    times = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.perf_counter()
        ask(f"{site}/")
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    return statistics.quantiles(times, n=20)[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("--visitors", type=int, default=40)
    parser.add_argument("--rate", type=int, default=200_000, help="bytes a second")
    parser.add_argument("--seconds", type=float, default=15)
    options = parser.parse_args()
    site = options.site.rstrip("/")
    path, length = largest_file(site)
    p95(site, 2)  # warm
    alone = p95(site, options.seconds)
    stop = threading.Event()
    for _ in range(options.visitors):
        arguments = (site, path, options.rate, stop)
        threading.Thread(target=download_slowly, args=arguments, daemon=True).start()
    time.sleep(2)
    busy = p95(site, options.seconds)
    stop.set()
    print(
        f"file {path}, {length / 1e6:.1f} MB; {options.visitors} visitors at {options.rate / 1e3:.0f} kB/s"
    )
    print(f"home page p95: alone {alone:.1f} ms, with them {busy:.1f} ms, ratio {busy / alone:.2f}")


if __name__ == "__main__":
    main()
