"""How films and recordings are found by the site's search: by their titles and their words."""

import operator
from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from core import privacy
from core.searchindex import hits
from core.searchindex.documents import Document, Passage
from core.searchindex.hits import Hit
from core.visibility import listed

if TYPE_CHECKING:
    from multimedia.models import Media


def found_media(media: Any) -> QuerySet["Media"]:
    """Those in public collections; `prepare` sees to the pages that show them."""
    private = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    within = [Q(collection__path__startswith=path) for path in private]
    found: QuerySet[Media] = media.exclude(reduce(operator.or_, within)) if within else media.all()
    return found.select_related("poster").prefetch_related("tags", "caption_tracks")


def prepare(things: list["Media"]) -> None:
    """Tell each which public page shows it, if any, and whether a stranger may see it."""
    public = privacy.among_public(things)
    pages = _pages_showing(things)
    for media in things:
        media.search_page = pages.get(media.pk) if media.pk in public else None
        media.search_open = media.pk in public


def _pages_showing(things: list["Media"]) -> dict[int, Page]:
    """For each medium the first public page in the tree that shows it."""
    types = ContentType.objects.get_for_models(Page, *{type(media) for media in things})
    page_type = types.pop(Page)
    uses = ReferenceIndex.objects.filter(
        base_content_type=page_type,
        to_content_type__in=types.values(),
        to_object_id__in=[str(media.pk) for media in things],
    ).values_list("to_object_id", "object_id")
    by_page: dict[int, set[int]] = {}
    for media_pk, page_pk in uses:
        by_page.setdefault(int(page_pk), set()).add(int(media_pk))
    open_pages = listed(Page.objects.filter(pk__in=by_page))
    unexpired = open_pages.filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now()))
    found: dict[int, Page] = {}
    # A page deeper in the tree says more of what it shows than the home page does.
    for page in unexpired.order_by("-depth", "path"):
        for media_pk in by_page[page.pk]:
            found.setdefault(media_pk, page)
    return found


def _said(media: "Media") -> Iterator[Passage]:
    """What is said and to be seen in it, in every language in which somebody wrote it down."""
    for track in media.caption_tracks.all():
        if track.kind in track.WORDS:
            yield from (Passage(cue.start, cue.text) for cue in track.cues)


def _kind(kind: str) -> str:
    return _("Film") if kind == "video" else _("Recording")


def media_document(media: "Media") -> Document | None:
    if not media.search_open:
        return None
    page = media.search_page
    address = page.get_url() if page else None
    return Document(
        title=media.title,
        url=f"{address}#media-{media.pk}" if address else media.url,
        keywords=(_kind(media.type), media.type, *(tag.name for tag in media.tags.all())),
        passages=tuple(_said(media)),
        date=media.created_at.date(),
        facet="video" if media.type == "video" else "audio",
        image=media.poster_id,
        collection_id=media.collection_id,
        card={
            "length": media.clock if media.duration else "",
            "on": page.title if page else "",
            "waveform": media.waveform_path if media.peaks else "",
            "waveform_width": media.waveform_width,
        },
    )


def hit_html(hit: Hit) -> str:
    """A film or recording among the results: its poster or its waveform, how long it is and where."""
    page = hit.told("on")
    on = _("on %(page)s") % {"page": page} if page else ""
    meta = hits.facts(_kind(hit.facet), None, length=hit.told("length"), on=on)
    return hits.article(hit, meta, figure=hits.picture(hit) or hits.waveform(hit))
