"""What templates of any floor above say of publications."""

from collections.abc import Iterable
from html import escape

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.frame import each_once_a_version
from publications import addresses, wording
from publications.facets import Option
from publications.lines import Line, named
from publications.links import links_line
from publications.models import Authorship, Publication
from publications.richtext import to_html

register = template.Library()
MOST_NAMES = 12  # a line names that many authors, and the owner wherever the owner stands


def _request(context: Context) -> HttpRequest | None:
    return context.get("request")


@register.simple_tag(takes_context=True)
def publication_url(context: Context, publication: Publication, file: str = "/") -> str:
    """`{% publication_url publication %}`, `{% publication_url publication ".bib" %}`."""
    return addresses.publication_path(publication, _request(context), file)


@register.simple_tag(takes_context=True)
def publications_url(context: Context) -> str:
    return addresses.index_path(_request(context))


@register.simple_tag(takes_context=True)
def publication_links(context: Context, publication: Publication) -> SafeString:
    return links_line(publication, _request(context))


@register.simple_tag
def venue_line(publication: Publication, date: bool = True, typed: bool = False) -> SafeString:
    return wording.venue_line(publication, date=date, typed=typed)


@register.simple_tag(takes_context=True)
def byline(
    context: Context, authorships: list[Authorship], others: bool = False, most: int = MOST_NAMES
) -> SafeString:
    request = _request(context)
    return wording.byline(named(authorships, request), others, most, request)


@register.simple_tag
def filter_links(options: Iterable[Option], narrowed: bool) -> SafeString:
    """The items of a list of filters. Search engines do not follow them into what is `narrowed`."""
    rel = ' rel="nofollow"' if narrowed else ""
    drawn = [
        f'<li><a href="{escape(one.url)}"{' aria-current="true"' if one.active else rel}>'
        f'<span>{escape(one.label)}</span> <span class="count">{one.count}</span></a></li>'
        for one in options
    ]
    return mark_safe("".join(drawn))  # noqa: S308  each is escaped


@register.simple_tag(takes_context=True)
def publication_lines(context: Context, publications: Iterable[Publication | Line]) -> SafeString:
    """The items of a list of publications; `show_type` in the context says whether they name their type.

    Each is drawn once a version of the site, since the same ones stand on many lists.
    """
    request, typed = _request(context), bool(context.get("show_type"))
    listed = list(publications)
    by_key = {one.pk: one for one in listed}

    def draw(missing: list[int]) -> dict[int, str]:
        return {key: _line(_line_of(by_key[key], request), request, typed) for key in missing}

    name = ("drawn lines", addresses.index_path(request), get_language(), typed)
    drawn = each_once_a_version(request, name, by_key, draw)
    return mark_safe("".join([drawn[one.pk] for one in listed]))  # noqa: S308  as each is


def _line_of(publication: Publication | Line, request: HttpRequest | None) -> Line:
    return publication if isinstance(publication, Line) else Line.of(publication, request)


def _line(line: Line, request: HttpRequest | None, typed: bool) -> str:
    """One of them, written without a template since a page has fifty."""
    path, title = addresses.publication_path(line, request), to_html(line.title) or escape(line.key)
    names = wording.byline(line.authors, line.others, MOST_NAMES, request)
    if not line.authors:
        names = wording.byline(line.editors, False, MOST_NAMES, request)
    byline = f'<p class="publication-authors">{names}</p>' if names else ""
    venue = wording.venue_line(line, typed=typed)
    if typed:
        kind = escape(line.get_type_display())
        venue = SafeString(f'<span class="publication-type">{kind}</span> {venue}')
    return (
        f'<li><article class="publication">'
        f'<h3 class="publication-title"><a href="{escape(path)}">{title}</a></h3>\n'
        f'{byline}<p class="publication-venue">{venue}</p>{links_line(line, request)}'
        f"</article></li>\n"
    )
