"""The formats in which publications leave the site, one by one or a hundred thousand at a time."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import batched

from django.db.models.fields.json import KeyTextTransform
from django.http import StreamingHttpResponse

from publications.formats import bibtex, csl_json, ris
from publications.models import Publication, Source
from publications.models.publication import PublicationQuerySet

CHUNK = 200  # publications held in memory at once while a list is sent


@dataclass(frozen=True, slots=True)
class Format:
    """A machine's way to read publications; `dumps` gives text piece by piece.

    `needs` are the relations that it looks into, beyond those of a line of a list.
    """

    name: str
    extension: str
    media_type: str
    dumps: Callable[[Iterable[Publication]], Iterator[str]]
    needs: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8"


FORMATS = {
    one.extension: one
    for one in (
        Format("BibTeX", "bib", bibtex.MEDIA_TYPE, bibtex.dumps, bibtex.NEEDS),
        Format("RIS", "ris", ris.MEDIA_TYPE, ris.dumps),
        Format("CSL-JSON", "json", csl_json.MEDIA_TYPE, csl_json.dumps),
    )
}


def streamed(
    publications: PublicationQuerySet, needs: tuple[str, ...] = ()
) -> Iterator[Publication]:
    """The listed ones of `publications` with all that an export says, a chunk in memory at a time.

    Their keys are found first: one query over all that is said would be worked off, and kept on disk by
    PostgreSQL, before the first byte is sent, and is open for as long as somebody is slow to read.
    """
    whole = Publication.objects.listed().with_authors().select_related("source")
    whole = whole.prefetch_related(*needs)
    found_keys = array("q", publications.values_list("pk", flat=True).iterator())
    for keys in batched(found_keys, CHUNK):
        found = {one.pk: one for one in whole.filter(pk__among=keys)}
        # Each is let go once it is sent, so that no two chunks are held at once.
        yield from (found.pop(key) for key in keys if key in found)


def parents_among(publications: PublicationQuerySet) -> frozenset[str]:
    """The keys of those publications that an entry names as its `crossref` and can go on inheriting
    from: one that an editor changed would lend it other things. A few queries for each 500 of them.
    """
    named = Source.objects.annotate(parent=KeyTextTransform("crossref", "fields"))
    keys = named.filter(parent__isnull=False).values("parent")
    parents = streamed(publications.filter(key__in=keys), bibtex.NEEDS)
    return frozenset(parent.key for parent in parents if bibtex.is_as_it_came(parent))


def download(publications: PublicationQuerySet, chosen: Format) -> StreamingHttpResponse:
    """A file of these publications, sent while they are read."""
    pieces = chosen.dumps(streamed(publications, chosen.needs))
    response = StreamingHttpResponse(pieces, content_type=chosen.content_type)
    name = f"publications.{chosen.extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
