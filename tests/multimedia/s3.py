"""A store that speaks as much of S3 as the site needs, on this machine, in memory."""

import email.utils
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        data = self.rfile.read(length)
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            data = _unchunked(data)
        self.server.objects[self.key] = data
        self.answer(200)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append((self.command, self.key))
        if "list-type" in query or not self.key:
            self.answer(200, _listing(self.server.objects, query), kind="application/xml")
            return
        data = self.server.objects.get(self.key)
        if data is None:
            self.answer(404)
            return
        kind = query.get("response-content-type", ["binary/octet-stream"])[0]
        kept = query.get("response-content-disposition", [""])[0]
        ranged = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if ranged:
            data = data[int(ranged[1]) : int(ranged[2] or len(data)) + 1]
        self.answer(206 if ranged else 200, data, kind=kind, disposition=kept)

    def do_DELETE(self) -> None:
        self.server.objects.pop(self.key, None)
        self.answer(204)

    @property
    def key(self) -> str:
        """What is asked for, without the bucket before it."""
        return unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]

    def answer(self, status: int, data: bytes = b"", kind: str = "", disposition: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", '"an-etag"')
        self.send_header("Last-Modified", email.utils.formatdate(usegmt=True))
        for name, text in (("Content-Type", kind), ("Content-Disposition", disposition)):
            if text:
                self.send_header(name, text)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def _listing(objects: dict[str, bytes], query: dict[str, list[str]]) -> bytes:
    prefix = query.get("prefix", [""])[0]
    keys = "".join(
        f"<Contents><Key>{key}</Key><Size>{len(data)}</Size></Contents>"
        for key, data in objects.items()
        if key.startswith(prefix)
    )
    return f"<ListBucketResult><IsTruncated>false</IsTruncated>{keys}</ListBucketResult>".encode()


def _unchunked(data: bytes) -> bytes:
    """The bytes in what boto sends with a checksum behind them."""
    found = b""
    while data:
        head, _, rest = data.partition(b"\r\n")
        size = int(head.partition(b";")[0], 16)
        if not size:
            break
        found, data = found + rest[:size], rest[size + 2 :]
    return found


@contextmanager
def store() -> Iterator[ThreadingHTTPServer]:
    """Run it; its `objects` are what it holds by key, `asked` what was asked of it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.objects, server.asked = {}, []
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
