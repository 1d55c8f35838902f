"""Results that an editor puts before all others for a search."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import MAX_QUERY_STRING_LENGTH, normalise_query_string

from core.frame import once_a_version
from core.visibility import restricted_paths


@dataclass(frozen=True, slots=True)
class Promoted:
    title: str
    url: str
    description: str


def _is_public(page: Page) -> bool:
    if not page.live or (page.expire_at and page.expire_at <= timezone.now()):
        return False
    return not any(page.path.startswith(path) for path, _restriction in restricted_paths())


def _words() -> frozenset[str]:
    """For which searches anything is promoted: for few, if any."""
    return frozenset(SearchPromotion.objects.values_list("query__query_string", flat=True))


def promoted(text: str, request: HttpRequest) -> list[Promoted]:
    """What is promoted for exactly these words; pages only that a stranger may see."""
    wanted = normalise_query_string(text[:MAX_QUERY_STRING_LENGTH])
    if wanted not in once_a_version(request, "promoted", _words):
        return []
    picks = SearchPromotion.objects.filter(query__query_string=wanted).select_related("page")
    found = []
    for pick in picks:
        if pick.page is None:
            found.append(Promoted(pick.external_link_text or pick.external_link_url,
                                  pick.external_link_url, pick.description))  # fmt: skip
        elif _is_public(pick.page) and (url := pick.page.get_url()):
            found.append(Promoted(pick.page.title, url, pick.description))
    return found
