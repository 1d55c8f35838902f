"""`?search=` in the API, the best first, as the site's own search has it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from rest_framework.request import Request
from wagtail.api.v2.views import BaseAPIViewSet

from core.api import SearchFilter
from core.searchindex import searchable_models
from search import finding, ranking
from search.query import parse
from search.ranking.filters import Filters

MOST = 1000  # are ranked; what follows comes in the order of the list
_KEY = (1 << 40) - 1  # the bits of an entry's id that are the object's key


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a queryset holds, the `best` of it first, as the API's pages ask for it."""

    queryset: QuerySet[Model]
    best: list[int]  # primary keys of objects, whether the queryset holds them or not

    def count(self) -> int:
        return self.queryset.count()

    def __getitem__(self, part: slice) -> list[Model]:
        """The objects from `start` to `stop`; three queries, whatever their number."""
        held = set(self.queryset.filter(pk__among=self.best).values_list("pk", flat=True))
        best = [pk for pk in self.best if pk in held]
        chosen = best[part]
        first, last = (max(end - len(best), 0) for end in (part.start, part.stop))
        if last:
            others = self.queryset.exclude(pk__among=best).values_list("pk", flat=True)
            chosen += others[first:last]
        things = self.queryset.in_bulk(chosen)
        return [things[pk] for pk in chosen if pk in things]


class BestFirst(SearchFilter):
    """`?search=…` in the order of the site's search, unless another is asked for with `order`."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        found = super().filter_queryset(request, queryset, view)
        query = parse(request.query_params.get("search", ""))
        others = {
            kind: None
            for kind, model in searchable_models().items()
            if not issubclass(model, queryset.model)
        }
        named = len(others) < len(searchable_models())  # an image is not in the index
        if "order" in request.query_params or query.is_empty or not named:
            return found
        if request.query_params.get("search_operator") == "or":
            query = query.relaxed()
        filters = Filters(finding.hidden(others))
        best = ranking.find(query, filters, count=MOST, facets=False).ids
        return Ranked(found, [pk & _KEY for pk in best])


def best_first[Endpoint: type[BaseAPIViewSet]](endpoint: Endpoint) -> Endpoint:
    """The same endpoint, whose `?search=` gives the best first."""
    filters = [BestFirst if each is SearchFilter else each for each in endpoint.filter_backends]
    return type(endpoint.__name__, (endpoint,), {"filter_backends": filters})  # type: ignore[return-value]
