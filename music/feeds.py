"""The music as a podcast: RSS 2.0 that podcast apps accept, with their own elements.

Elements follow https://podcasters.apple.com/support/823-podcast-requirements (itunes) and
https://github.com/Podcastindex-org/podcast-namespace (podcast).
"""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import strip_tags

from core.models import SiteImage, SiteSettings
from core.pictures import learn
from core.xmltext import legible
from music import covers

if TYPE_CHECKING:
    from multimedia.models import Media
    from music.models import MusicPage, ReleasePage, Track

PODCAST_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # of podcast:guid


class PodcastFeed(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
            "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
        }

    def add_root_elements(self, handler: Any) -> None:
        self.feed = legible(self.feed)
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", self.feed["artist"])
        handler.addQuickElement("itunes:type", "serial")
        handler.addQuickElement("itunes:explicit", self.feed["explicit"])
        handler.addQuickElement("itunes:category", None, {"text": "Music"})
        handler.addQuickElement("podcast:guid", self.feed["guid"])
        handler.addQuickElement("podcast:medium", "music")
        if self.feed["contact"]:
            handler.addQuickElement("podcast:locked", "yes", {"owner": self.feed["contact"]})
            handler.startElement("itunes:owner", {})
            handler.addQuickElement("itunes:name", self.feed["artist"])
            handler.addQuickElement("itunes:email", self.feed["contact"])
            handler.endElement("itunes:owner")
        if self.feed["image"]:
            handler.addQuickElement("itunes:image", None, {"href": self.feed["image"]})
            handler.startElement("image", {})
            handler.addQuickElement("url", self.feed["image"])
            handler.addQuickElement("title", self.feed["title"])
            handler.addQuickElement("link", self.feed["link"])
            handler.endElement("image")

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        item = legible(item)
        super().add_item_elements(handler, item)
        handler.addQuickElement("itunes:title", item["title"])
        handler.addQuickElement("itunes:author", item["artist"])
        handler.addQuickElement("itunes:duration", str(item["seconds"]))
        handler.addQuickElement("itunes:episode", str(item["number"]))
        handler.addQuickElement("itunes:season", str(item["release_number"]))
        handler.addQuickElement(
            "podcast:season", str(item["release_number"]), {"name": item["release"]}
        )
        handler.addQuickElement("itunes:episodeType", "full")
        handler.addQuickElement("itunes:explicit", self.feed["explicit"])
        if item["image"]:
            handler.addQuickElement("itunes:image", None, {"href": item["image"]})
        for transcript in item["transcripts"]:
            handler.addQuickElement("podcast:transcript", None, transcript)
        if item["chapters"]:
            attributes = {"url": item["chapters"], "type": "application/json+chapters"}
            handler.addQuickElement("podcast:chapters", None, attributes)


def _cover_url(request: HttpRequest, cover: SiteImage | None) -> str:
    address = cover.address_of(covers.SPEC) if cover else ""
    return address and request.build_absolute_uri(address)


def _items(request: HttpRequest, releases: list["ReleasePage"]) -> Iterator[dict[str, Any]]:
    for release_number, release in enumerate(reversed(releases), start=1):
        for number, track in enumerate(release.playable_tracks, start=1):
            if track.media is not None and (enclosure := track.media.enclosure):
                place = {"release_number": release_number, "number": number}
                # Apps sort by date: the tracks of a release keep their order.
                published = release.first_published_at or track.media.created_at
                date = published + timedelta(seconds=number)
                yield {**_item(request, track, track.media, enclosure), **place, "pubdate": date}


def _item(
    request: HttpRequest, track: "Track", media: "Media", enclosure: tuple[str, int, str]
) -> dict[str, Any]:
    absolute = request.build_absolute_uri
    release = track.release
    url, length, mime = enclosure
    address = absolute(track.address(request))
    description = track.notes or strip_tags(release.notes) or release.summary or release.title
    return {
        "title": track.title,
        "link": address,
        "description": description,
        "unique_id": f"{release.translation_key}/{track.pk}",  # stays whatever it is called
        "unique_id_is_permalink": False,
        "enclosures": [Enclosure(absolute(url), str(length), mime)],
        "artist": release.artist,
        "seconds": max(1, round(media.duration)),
        "release": release.title,
        "image": _cover_url(request, release.cover),
        "transcripts": [
            {
                "url": absolute(words["src"]),
                "type": "text/vtt",
                "language": words["srclang"],
                "rel": "captions",
            }
            for words in media.tracks
            if words["kind"] in ("captions", "subtitles")
        ],
        "chapters": f"{address}chapters.json" if media.chapters else "",
    }


def podcast(request: HttpRequest, page: "MusicPage") -> HttpResponse:
    """Every public track of the page's releases, the newest release first; one that has no file yet
    which podcast apps play comes in once the worker has made it."""
    releases = page.releases
    learn(request, [], also=page.other_pictures(request))
    site = SiteSettings.for_request(request)
    address = request.build_absolute_uri(page.get_url(request))
    covers_there = (_cover_url(request, release.cover) for release in releases)
    feed = PodcastFeed(
        title=f"{site.name}: {page.title}",
        link=address,
        description=page.description or strip_tags(page.introduction) or page.title,
        # What it is written in, whatever the buttons of this visitor's browser say.
        language=page.locale.language_code,
        feed_url=f"{address}feed/",
        artist=site.name,
        contact=page.contact,
        explicit="true" if page.explicit else "false",
        # https://podcasting2.org: a version 5 UUID of the feed's address without its scheme
        guid=str(uuid.uuid5(PODCAST_NAMESPACE, f"{address}feed".partition("://")[2])),
        image=next(filter(None, covers_there), ""),
    )
    for item in _items(request, releases):
        feed.add_item(**item)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def playlist(request: HttpRequest, release: "ReleasePage") -> HttpResponse:
    """The release as extended M3U, for players outside of the browser."""
    lines = ["#EXTM3U", f"#PLAYLIST:{release.title}"]
    for track in release.playable_tracks:
        if track.media is not None:
            title = " - ".join(part for part in (release.artist, track.title) if part)
            lines += [
                f"#EXTINF:{round(track.media.duration)},{title}",
                request.build_absolute_uri(track.media.best_file[0]),
            ]
    return HttpResponse("\n".join(lines) + "\n", content_type="audio/x-mpegurl; charset=utf-8")
