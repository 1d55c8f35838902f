"""What templates of any floor above say of publications."""

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.safestring import SafeString

from publications import addresses, wording
from publications.links import links_line
from publications.models import Authorship, Publication

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
    context: Context, people: list[Authorship], others: bool = False, most: int = MOST_NAMES
) -> SafeString:
    return wording.byline(people, others, most, _request(context))
