"""The site's search: a page of results, suggestions while typing, and how a browser adds it."""

from functools import partial
from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import frame
from core.models import SiteSettings
from search import answers, asked, finding, promoting
from search.paging import Paging
from search.query import LONGEST, Query, parse

LAST_PAGE = 100
MOST_DIGITS = 9  # of a number that is read


class Answer(HttpResponse):
    """A page of results; once it is sent, so that nobody waits for that, the search is counted, and
    the answer kept where others have asked the same."""

    text = ""  # "" for what is not counted
    found = 0
    key = ""

    def close(self) -> None:
        if self.text and not self.closed:
            times = asked.remember(self.text, self.found)
            if times > 1:
                answers.keep(self.key, self.content, self.text, self.found)
        super().close()

    @classmethod
    def again(cls, kept: answers.Kept) -> "Answer":
        """One that was given before."""
        answer = cls(kept.html)
        answer.text, answer.found = kept.text, kept.found
        return answer


def _number(text: str, most: int) -> int | None:
    """A whole number from 1 to `most`, else None."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
    return number if 0 < number <= most else None


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What is found for `q`, narrowed to `type` and `year`, ten to a page; behind the last page stands
    the last."""
    text = request.GET.get("q", "")
    key = answers.key(request)
    if kept := answers.kept(key):
        response = Answer.again(kept)
    else:
        query = parse(text)
        if address := finding.straight_to(query, request):
            return HttpResponseRedirect(address)
        response = _answer(request, query)
        response.key = key
    # Each search is counted, and answered as the site is now.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _answer(request: HttpRequest, query: Query) -> Answer:
    facet = "".join(filter(str.isprintable, request.GET.get("type", "")))[:40]
    year = _number(request.GET.get("year", ""), 9999)
    page = _number(request.GET.get("page", ""), LAST_PAGE) or 1
    find = partial(finding.search, query, request, facet=facet, year=year)
    found, shown = find(page=page), page
    if found.total and not found.hits:
        # A page that there was before something was taken down, or that somebody typed.
        shown = min(ceil(found.total / finding.PAGE_SIZE), LAST_PAGE)
        found = find(page=shown)
    promoted = promoting.promoted(query.text, request) if page == 1 else []
    html = Paging(found, facet, year, shown).html(promoted)
    response = Answer(_page(request, query.text, html))
    if page == 1 and not facet and year is None:
        response.text, response.found = query.text, found.found_as_typed
    return response


def _page(request: HttpRequest, text: str, answer: str) -> str:
    """The whole page; what stands around the answer is drawn once a version of the site."""
    title = _("%(query)s: search") % {"query": text} if text else _("Search")
    typed = format_html(' value="{}"', text) if text else " autofocus"
    filled = (escape(title), typed, answer, "")
    pieces = frame.around(request, "search/page.html")
    return "".join(part for pair in zip(pieces, filled, strict=True) for part in pair)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """`{"query", "suggestions": [{"title", "html", "url", "type", "year"}]}` for what is being typed.

    `html` is the title, safe, with the letters that were typed in `<mark>`.
    """
    text = request.GET.get("q", "")[:LONGEST]
    query, hits = finding.suggest(text, request)
    answer = {
        "query": query.text,
        "suggestions": [
            {
                "title": hit.title,
                "html": hit.title_html,
                "url": hit.url,
                "type": hit.facet_label,
                "year": hit.year,
            }
            for hit in hits
        ],
    }
    response = JsonResponse(answer)
    patch_cache_control(response, private=True, max_age=30)
    return response


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The search as browsers add it (OpenSearch 1.1, draft 6)."""
    context = {
        "name": SiteSettings.for_request(request).name[:16],
        "description": _("Search %(site)s") % {"site": SiteSettings.for_request(request).name},
        "results": settings.SITE_URL + reverse("search"),
        "suggestions": settings.SITE_URL + reverse("search_completions"),
        "icon": settings.SITE_URL,
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", context, content_type=kind)


@require_safe
def completions(request: HttpRequest) -> JsonResponse:
    """Suggestions as browsers read them: `[query, [titles], [types], [addresses]]`."""
    text = request.GET.get("q", "")[:LONGEST]
    hits = finding.suggest(text, request)[1]
    lists = [[hit.title for hit in hits], [hit.facet_label for hit in hits]]
    urls = [request.build_absolute_uri(hit.url) for hit in hits]
    kind = "application/x-suggestions+json"
    response = JsonResponse([text, *lists, urls], safe=False, content_type=kind)
    patch_cache_control(response, private=True, max_age=30)
    return response
