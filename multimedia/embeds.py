"""Films and recordings that lie with others, told by their address alone: nobody is asked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from django.urls import reverse

SECONDS = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")


@dataclass(frozen=True, slots=True)
class Provider:
    """Where players of one kind come from; `frame` takes a `key` that `key_pattern` allows."""

    name: str
    hosts: tuple[str, ...]
    key_pattern: str
    frame: str
    origin: str
    find_key: Callable[[str, dict[str, list[str]]], str]
    start: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """A film or recording elsewhere; `start` in seconds."""

    provider: str
    key: str
    start: int
    page_url: str

    @property
    def name(self) -> str:
        return PROVIDERS[self.provider].name

    @property
    def address(self) -> str:
        """The page of ours that holds the other's player."""
        url = reverse("multimedia:embed", args=[self.provider, self.key])
        return f"{url}?start={self.start}" if self.start else url


def _last_part(path: str, query: dict[str, list[str]]) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _youtube_key(path: str, query: dict[str, list[str]]) -> str:
    return query["v"][0] if query.get("v") else _last_part(path, query)


def _vimeo_key(path: str, query: dict[str, list[str]]) -> str:
    numbers = [part for part in path.split("/") if part.isdigit()]
    return numbers[-1] if numbers else ""


def _archive_key(path: str, query: dict[str, list[str]]) -> str:
    parts = path.strip("/").split("/")
    return parts[1] if len(parts) > 1 and parts[0] in ("details", "embed") else ""


PROVIDERS = {
    "youtube": Provider(
        "YouTube",
        ("youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com", "music.youtube.com"),
        r"[\w-]{11}",
        "https://www.youtube-nocookie.com/embed/{key}?autoplay=1&rel=0{start}",
        "https://www.youtube-nocookie.com",
        _youtube_key,
        "&start={start}",
    ),
    "vimeo": Provider(
        "Vimeo",
        ("vimeo.com", "player.vimeo.com"),
        r"\d{5,12}",
        "https://player.vimeo.com/video/{key}?autoplay=1&dnt=1{start}",
        "https://player.vimeo.com",
        _vimeo_key,
        "#t={start}s",
    ),
    "dailymotion": Provider(
        "Dailymotion",
        ("dailymotion.com", "dai.ly"),
        r"[a-z0-9]{5,12}",
        "https://www.dailymotion.com/embed/video/{key}?autoplay=1{start}",
        "https://www.dailymotion.com",
        _last_part,
        "&start={start}",
    ),
    "archive": Provider(
        "Internet Archive",
        ("archive.org",),
        r"[\w.-]{3,100}",
        "https://archive.org/embed/{key}?autoplay=1{start}",
        "https://archive.org",
        _archive_key,
        "&start={start}",
    ),
}


def recognise(url: str) -> Embed:
    """Return what lies at `url`. Raises ValueError where no player is known for it."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    query = parse_qs(parts.query)
    for slug, provider in PROVIDERS.items():
        if host in provider.hosts and parts.scheme in ("http", "https"):
            key = provider.find_key(parts.path, query)
            if re.fullmatch(provider.key_pattern, key):
                start = (query.get("t") or query.get("start") or [parts.fragment[2:]])[0]
                return Embed(slug, key, _seconds(start), url.strip())
    raise ValueError(url)


def frame_address(provider: str, key: str, start: int = 0) -> str:
    """Return the address of the other's player. Raises ValueError for what is not one."""
    known = PROVIDERS.get(provider)
    if known is None or not re.fullmatch(known.key_pattern, key):
        raise ValueError(key)
    at = known.start.format(start=start) if start else ""
    return known.frame.format(key=quote(key), start=at)


def names() -> str:
    return ", ".join(provider.name for provider in PROVIDERS.values())


def _seconds(text: str) -> int:
    match = SECONDS.fullmatch(text)
    if match is None:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
