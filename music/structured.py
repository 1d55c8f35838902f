"""Releases and tracks as schema.org's MusicAlbum and MusicRecording."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from music.models import ReleasePage, Track


def _duration(seconds: float) -> str:
    """ISO 8601: 95 seconds are PT1M35S."""
    minutes, rest = divmod(round(seconds), 60)
    return f"PT{minutes}M{rest}S"


def _artist(release: "ReleasePage") -> dict[str, str]:
    return {"@type": "MusicGroup", "name": release.artist} if release.artist else {}


def recording(request: HttpRequest, track: "Track") -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "MusicRecording",
        "name": track.title,
        "byArtist": _artist(track.release),
        "inAlbum": {
            "@type": "MusicAlbum",
            "name": track.release.title,
            "url": request.build_absolute_uri(track.release.get_url(request)),
        },
    }
    if track.media is not None:  # else it has no page either
        data |= {
            "url": request.build_absolute_uri(track.address(request)),
            "duration": _duration(track.media.duration),
            "audio": track.media.json_ld(request),
        }
    return data


def album(request: HttpRequest, release: "ReleasePage", tracks: list["Track"]) -> dict[str, Any]:
    return {
        "@type": "MusicAlbum",
        "name": release.title,
        "description": release.description,
        "url": release.full_url,
        "byArtist": _artist(release),
        "datePublished": str(release.released or ""),
        "numTracks": len(tracks),
        "track": [recording(request, track) for track in tracks],
    }
