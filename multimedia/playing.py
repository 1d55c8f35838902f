"""What players, feeds and search engines are told of a film or a recording."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from multimedia.probe import Facts

if TYPE_CHECKING:
    from multimedia.models import CaptionTrack, Derivative, Media

UNKNOWN = Facts(kind="", container="", mime="", bytes=0, duration=0, bit_rate=0)
POSTER_SPEC = "width-960|format-webp"
CARD_SPEC = "fill-640x360|format-webp"
FEED_ORDER = ("aac", "large")  # what podcast apps play for certain
FEED_TYPES = ("audio/mpeg", "audio/mp4", "video/mp4")  # and of originals
PLAY_ORDER = {"video": ("small", "large"), "audio": ("opus", "aac")}
WORTH_IT = 0.8  # of the large film's bytes; a small one of more is not worth its blur
SMALL_SCREEN = "(max-width: 40rem)"
NAMES = {"small": "MP4", "large": "MP4", "opus": "Opus", "aac": "AAC"}


def target_loudness() -> float:
    """LUFS at which everything plays; -16 is what podcast and music apps ask for (AES TD1004)."""
    return float(getattr(settings, "MEDIA_LOUDNESS", -16.0))


def summary(
    derivatives: Iterable["Derivative"], tracks: Iterable["CaptionTrack"]
) -> dict[str, Any]:
    """Return what of these the media's own row remembers."""
    return {
        "derivatives": {
            made.kind: {
                "name": made.name,
                "version": made.version,
                "mime": made.mime,
                "bytes": made.bytes,
                "width": made.width,
                "height": made.height,
            }
            for made in derivatives
        },
        "tracks": [
            {
                "name": track.filename,
                "kind": track.kind,
                "language": track.language,
                "label": track.label or track.language,
                "version": format(int(track.changed_at.timestamp() * 1000), "x"),
            }
            for track in tracks
        ],
    }


def address(media: "Media", name: str, version: str = "") -> str:
    """The address of one of a media's files; with its version it may be kept for a year."""
    url = reverse("multimedia:file", args=[media.pk, name])
    return f"{url}?{urlencode({'v': version})}" if version else url


def made(media: "Media") -> dict[str, dict[str, Any]]:
    return media.player.get("derivatives", {})


def sources(media: "Media") -> list[dict[str, Any]]:
    """Return name, bytes and the `attributes` of each `<source>`, best first.

    The original is one only while nothing better is there, and where every browser plays it.
    """
    found = []
    large = made(media).get("large")
    for kind in PLAY_ORDER.get(media.type, ()):
        item = made(media).get(kind)
        if kind == "small" and item and large and item["bytes"] > large["bytes"] * WORTH_IT:
            continue
        if item:
            attributes = {
                "src": address(media, item["name"], item["version"]),
                "type": item["mime"],
            }
            if kind == "small":
                attributes["media"] = SMALL_SCREEN
            found.append({"kind": kind, "bytes": item["bytes"], "attributes": attributes})
    if all(source["kind"] == "small" for source in found) and media.known.playable:
        attributes = {"src": address(media, media.filename, media.version), "type": media.mime}
        found.append({"kind": "original", "bytes": media.bytes, "attributes": attributes})
    return found


def loop(media: "Media") -> dict[str, Any] | None:
    item = made(media).get("loop")
    if item is None:
        return None
    return {
        "src": address(media, item["name"], item["version"]),
        "type": item["mime"],
        "width": item["width"],
        "height": item["height"],
    }


def downloads(media: "Media") -> list[dict[str, Any]]:
    found = []
    if media.downloads_offered in ("formats", "all"):
        for kind, name in NAMES.items():
            if item := made(media).get(kind):
                size = f", {item['height']}p" if item["height"] else ""
                found.append(_download(media, item["name"], f"{name}{size}", item))
    if media.downloads_offered in ("original", "all"):
        label = _("Original (%(kind)s)") % {"kind": media.file_extension.upper()}
        item = {"bytes": media.bytes, "mime": media.mime}
        found.append(_download(media, media.filename, label, item))
    return found


def _download(media: "Media", name: str, label: str, item: dict[str, Any]) -> dict[str, Any]:
    url = f"{address(media, name)}?download"
    return {"url": url, "label": label, "bytes": item["bytes"], "mime": item["mime"]}


def enclosure(media: "Media") -> tuple[str, int, str] | None:
    """Return the address (without host), length in bytes and type of the best file for a feed;
    None while there is none that podcast apps play."""
    for kind in FEED_ORDER:
        if item := made(media).get(kind):
            return address(media, item["name"]), item["bytes"], item["mime"]
    if media.known.playable and media.mime in FEED_TYPES:
        return _original(media)
    return None


def best_file(media: "Media") -> tuple[str, int, str]:
    """The same for whoever plays anything: the original where there is nothing better."""
    return enclosure(media) or _original(media)


def _original(media: "Media") -> tuple[str, int, str]:
    return address(media, media.filename), media.bytes, media.mime


def tracks(media: "Media") -> list[dict[str, Any]]:
    """Return the attributes of each `<track>`; the first captions are shown by themselves on none:
    who needs them switches them on, and the player remembers it."""
    return [
        {
            "src": address(media, track["name"], track["version"]),
            "kind": track["kind"],
            "srclang": track["language"],
            "label": track["label"],
        }
        for track in media.player.get("tracks", [])
    ]


def poster_url(media: "Media") -> str:
    """The address of the poster in the players' size, "" where there is none."""
    return media.poster.address_of(POSTER_SPEC) if media.poster else ""


def json_ld(media: "Media", request: HttpRequest | None) -> dict[str, Any]:
    """Return schema.org's VideoObject or AudioObject, with absolute addresses.

    The names are those of https://developers.google.com/search/docs/appearance/structured-data/video
    """

    def absolute(url: str) -> str:
        if not url or "://" in url:
            return url
        base = request.build_absolute_uri("/") if request else settings.WAGTAILADMIN_BASE_URL + "/"
        return base.rstrip("/") + url

    url, size, mime = best_file(media)
    hours, rest = divmod(round(media.duration), 3600)
    data: dict[str, Any] = {
        "@type": "VideoObject" if media.type == "video" else "AudioObject",
        "name": media.title,
        "description": media.title,
        "contentUrl": absolute(url),
        "contentSize": str(size),
        "encodingFormat": mime.split(";")[0],
        "duration": f"PT{hours}H{rest // 60}M{rest % 60}S",
        "uploadDate": media.created_at.isoformat() if media.created_at else "",
        "thumbnailUrl": absolute(poster_url(media)),
        "transcript": " ".join(cue.text for cue in media.transcript),
    }
    if media.type == "video":
        data |= {"width": media.width, "height": media.height}
    return data
