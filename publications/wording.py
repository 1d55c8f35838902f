"""What is said of a publication under its title: who wrote it, where it appeared, and when.

Written without templates, since a page of the list says it fifty times.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from publications import edtf
from publications.addresses import author_path, index_path
from publications.lines import Line, Person
from publications.models import Publication
from publications.models.types import PublicationType
from publications.richtext import to_html

THESES = ("phd", "master", "bachelor", "thesis")
IN_SOMETHING = ("conference", "workshop", "chapter", "reference")


def _name_of_venue(publication: Publication | Line) -> SafeString:
    return SafeString(f"<i>{to_html(publication.venue)}</i>" if publication.venue else "")


def _pages(publication: Publication | Line) -> str:
    if not publication.pages:
        return ""
    several = any(mark in publication.pages for mark in "–-,")
    return f"{_('pp.') if several else _('p.')} {publication.pages}"


def _in_a_journal(publication: Publication | Line) -> list[str]:
    issue = publication.volume
    if publication.number:
        issue = f"{issue}({publication.number})" if issue else _("no. %s") % publication.number
    name = _name_of_venue(publication)
    named = SafeString(f"{name} {escape(issue)}") if name and issue else name or issue
    return [named, _pages(publication), "" if name else publication.publisher]


def _in_a_book(publication: Publication | Line) -> list[str]:
    name = _name_of_venue(publication)
    if publication.type == "chapter" and name:
        name = format_html(_("in {}"), name)
    place = publication.event_place or publication.place
    return [
        name or publication.event or publication.kind,
        publication.series,
        place,
        _pages(publication),
        publication.publisher or publication.institution,
    ]


def _preprint(publication: Publication | Line) -> list[str]:
    if publication.arxiv_id:
        return [f"arXiv:{publication.arxiv_id}"]
    return [_name_of_venue(publication) or publication.publisher or _("Preprint")]


def _patent(publication: Publication | Line) -> list[str]:
    kind = publication.kind or str(PublicationType.PATENT.label)
    return [f"{kind} {publication.number}".strip(), publication.institution, publication.place]


def _from_an_institution(publication: Publication | Line) -> list[str]:
    kind = publication.kind or publication.get_type_display()
    number = publication.number if publication.type not in THESES else ""
    return [
        f"{capfirst(kind)} {number}".strip(),
        publication.institution or publication.publisher,
        publication.place,
    ]


def _edition(publication: Publication | Line) -> str:
    edition = publication.edition
    return _("edition %s") % edition if edition.isdecimal() else edition


def _whole(publication: Publication | Line) -> list[str]:
    """A book, a program, a film: something that is not part of another."""
    return [
        _name_of_venue(publication),
        publication.kind,
        publication.series,
        _edition(publication),
        publication.institution or publication.publisher,
        publication.place,
    ]


_FORMS = {
    "journal": _in_a_journal,
    "article": _in_a_journal,
    "review": _in_a_journal,
    "preprint": _preprint,
    "patent": _patent,
    "report": _from_an_institution,
    **dict.fromkeys(THESES, _from_an_institution),
    **dict.fromkeys(IN_SOMETHING, _in_a_book),
}


@lru_cache(2_000)
def _date_in_words(date: str, language: str | None) -> str:
    return edtf.in_words(date)


def venue_line(
    publication: Publication | Line, *, date: bool = True, typed: bool = False
) -> SafeString:
    """Where it appeared, as fits its type: “*J. Vis.* 3(2), pp. 4–9, October 2011”.

    `typed` says that the type itself stands before the line.
    """
    pieces = _FORMS.get(publication.type, _whole)(publication)
    pieces += [
        publication.status,
        _date_in_words(publication.date, get_language()) if date else "",
    ]
    # The type stands before the line; a kind that only repeats it says nothing more.
    said = publication.get_type_display().casefold() if typed else ""
    seen = dict.fromkeys(piece for piece in pieces if piece and piece.casefold() != said)
    pieces = [piece if isinstance(piece, SafeString) else escape(piece) for piece in seen]
    return SafeString(", ".join(pieces))


@lru_cache(2_000)
def _name(person: Person, list_path: str) -> str:
    """A name in HTML as it stands in every line, leading to what they wrote in the list at that path."""
    name = escape(person.name)
    if person.is_owner:
        return f'<b class="owner">{name}</b>'
    return f'<a href="{escape(author_path(person.slug, person.owners_slug, list_path))}">{name}</a>'


def byline(
    people: Sequence[Person], others: bool, most: int, request: HttpRequest | None = None
) -> SafeString:
    """At most `most` of `people` in their order, the owner among them, each leading to a list.

    Then the number of those left out or, where the publication itself leaves some out, “and others”.
    """
    shown = [*people[:most], *(one for one in people[most:] if one.is_owner)]
    list_path = index_path(request)
    line = SafeString(", ".join([_name(one, list_path) for one in shown]))
    if more := len(people) - len(shown):
        return format_html("{} {}", line, ngettext("and %d more", "and %d more", more) % more)
    return format_html("{} {}", line, _("and others")) if others else line
