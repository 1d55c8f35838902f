"""How tracks are found by the site's search; releases are pages, and found as such."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.searchindex import hits
from core.searchindex.documents import Document
from core.searchindex.hits import Hit

if TYPE_CHECKING:
    from music.models import Track


def found_tracks(tracks: Any, releases: Any) -> QuerySet["Track"]:
    """Those on releases that strangers may see."""
    found: QuerySet[Track] = tracks.filter(release__in=releases.values("pk"))
    return found.select_related("release", "media")


def track_hit_html(hit: Hit) -> str:
    """A track among the results: its waveform, how long it is and on which release."""
    on = _("on %(release)s") % {"release": hit.told("on")}
    meta = hits.facts(_("Track"), hit.year, length=hit.told("length"), on=on)
    return hits.article(hit, meta, figure=hits.waveform(hit) or hits.picture(hit))


def track_document(track: "Track") -> Document | None:
    release, media = track.release, track.media
    address = release.get_url()
    if address is None:
        return None
    slug = quote(track.slug)
    return Document(
        title=track.title,
        url=f"{address}{slug}/" if media else f"{address}#{slug}",  # without it there is no page
        people=(release.artist,) if release.artist else (),
        keywords=(release.title, _("Track")),
        body=track.notes,
        year=release.released,
        image=release.cover_id,
        collection_id=media.collection_id if media else None,
        expires_at=release.expire_at,
        genre="track",
        card={
            "on": release.title,
            "length": media.clock if media and media.duration else "",
            "waveform": media.waveform_path if media and media.peaks else "",
            "waveform_width": media.waveform_width if media else 0,
        },
    )
