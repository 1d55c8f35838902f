"""Publications that an editor should look at: what is missing in them, and what may be there twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import django_filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from publications.edtf import FORTHCOMING, this_year
from publications.importing.admin import may_merge, merging_address
from publications.models import Author, Authorship, Publication
from publications.naming import folded

NO_LINK = Q(
    doi="", arxiv_id="", url="", pdf__isnull=True, pdf_url="", code_url="", slides_url="", video_url="",
    poster_url="", data_url="",
)  # fmt: skip
WRONG = {
    "no_year": gettext_lazy("No year"),
    "far_year": gettext_lazy("A year far in the future"),
    "no_link": gettext_lazy("No link"),
    "no_author": gettext_lazy("No author"),
    "duplicate": gettext_lazy("Possible duplicate"),
    "unmerged": gettext_lazy("An author may be there twice"),
}


def _parts(given: str) -> list[str]:
    """The given names one by one, in small letters; of some only the initial."""
    return folded(given).replace("-", " ").replace(".", " ").split()


def _may_be_one(names: list[str], others: list[str]) -> bool:
    """Whether these given names may be one person's, of which at least one name is abbreviated."""
    abbreviated = any(len(name) == 1 for name in (*names, *others)) or not names or not others
    return abbreviated and all(
        name == other or (1 in (len(name), len(other)) and name[0] == other[0])
        for name, other in zip(names, others, strict=False)
    )


def alike() -> dict[int, int]:
    """Authors of one family name whose given names may be those of one person, initials considered.

    Each with the one whose name says most of those that it may be. One query; the rest is done with
    what it gives, since no database compares initials.
    """
    families: dict[str, list[tuple[int, str]]] = defaultdict(list)
    people = Author.objects.filter(literal="").values_list("pk", "particle", "family", "given")
    for key, particle, family, given in people:
        families[folded(f"{particle} {family}")].append((key, given))
    found: dict[int, tuple[int, int]] = {}  # the length of the other's given names, and its key
    for same in families.values():
        for (key, given), (other, other_given) in _pairs(same):
            found[key] = max(found.get(key, (0, 0)), (len(other_given), other))
            found[other] = max(found.get(other, (0, 0)), (len(given), key))
    return {key: other for key, (_length, other) in found.items()}


def _pairs(same: list[tuple[int, str]]) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
    """Those of one family name who may be one, two by two; only who begins alike is compared."""
    by_initial: dict[str, list[tuple[tuple[int, str], list[str]]]] = defaultdict(list)
    for one in same:
        parts = _parts(one[1])
        by_initial[parts[0][0] if parts else ""].append((one, parts))
    nameless = by_initial.pop("", [])
    for group in by_initial.values():
        for (one, parts), (other, others) in combinations([*group, *nameless], 2):
            if _may_be_one(parts, others):
                yield one, other


def needing_attention() -> QuerySet:
    """Publications with something wrong; each says what in `no_year`, `no_link`, and so on."""
    twin = Publication.objects.filter(
        sort_title=OuterRef("sort_title"), type=OuterRef("type"), year=OuterRef("year")
    ).exclude(pk=OuterRef("pk"))
    written = Authorship.objects.filter(publication=OuterRef("pk"))
    marked = Publication.objects.annotate(
        no_year=Q(year__isnull=True),
        far_year=Q(year__gt=this_year() + FORTHCOMING),
        no_link=NO_LINK,
        no_author=~Exists(written),
        duplicate=Exists(twin) & ~Q(sort_title=""),
        twin=twin.order_by("pk").values("pk")[:1],
        unmerged=Exists(written.filter(author__in=alike())),
    )
    wrong = Q()
    for name in WRONG:
        wrong |= Q(**{name: True})
    return marked.filter(wrong).order_by(F("date_order").desc(), "-pk")


def what_is_wrong(publication: Any) -> list[str]:
    return [str(words) for name, words in WRONG.items() if getattr(publication, name)]


class Merging(NamedTuple):
    """Two that may be one, and where an editor is asked whether they are."""

    stays: str
    goes: str
    address: str


def mergings(publications: Sequence[Any]) -> dict[int, list[Merging]]:
    """By publication, what may be there twice in it or with it; three queries."""
    twins = Publication.objects.in_bulk({one.twin for one in publications if one.duplicate})
    others = alike() if any(one.unmerged for one in publications) else {}
    named = {
        one.pk: {row.author_id for row in one.authorships.all()} & others.keys()
        for one in publications
    }
    keys = set().union(*named.values())
    people = Author.objects.in_bulk(keys | {others[key] for key in keys})
    found: dict[int, list[Merging]] = {}
    for one in publications:
        found[one.pk] = pairs = []
        if one.duplicate and one.twin in twins:
            # What is on the site stays there; of two drafts, or two that are live, the older one does.
            both = (one, twins[one.twin])
            stays, goes = sorted(both, key=lambda each: (not each.live, each.pk))
            pairs.append(Merging(stays.key, goes.key, merging_address(stays, goes)))
        for pair in sorted({frozenset((key, others[key])) for key in named[one.pk]}, key=min):
            short, full = sorted((people[key] for key in pair), key=lambda who: len(who.given))
            pairs.append(Merging(full.name, short.name, merging_address(full, short)))
    return found


class WrongColumn(Column):
    """What is wrong, and where it is put right if two are to be merged."""

    cell_template_name = "publications/admin/wrong.html"

    def get_value(self, instance: Any) -> list[str]:
        return what_is_wrong(instance)

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "mergings": instance.mergings}


class AttentionFilterSet(WagtailFilterSet):
    wrong = django_filters.ChoiceFilter(
        label=gettext_lazy("What is wrong"), choices=list(WRONG.items()), method="of_kind"
    )

    class Meta:
        model = Publication
        fields = ["type"]

    def of_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{value: True})


def _edit_url(publication: Publication) -> str:
    viewset = publication.snippet_viewset
    return reverse(viewset.get_url_name("edit"), args=[publication.pk])


class NeedsAttentionView(ReportView):
    page_title = gettext_lazy("Publications that need attention")
    header_icon = "warning"
    index_url_name = "publications_admin:attention"
    index_results_url_name = "publications_admin:attention_results"
    filterset_class = AttentionFilterSet
    list_export = ["key", "plain_title", "type", "date"]
    columns = [
        TitleColumn("plain_title", label=gettext_lazy("Title"), get_url=_edit_url),
        Column("key", label=gettext_lazy("Citation key")),
        Column("type", label=gettext_lazy("Type"), accessor="get_type_display"),
        Column("date", label=gettext_lazy("Date")),
        WrongColumn("wrong", label=gettext_lazy("What is wrong")),
    ]
    model = Publication
    any_permission_required = ["add", "change"]

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Publication)

    def get_base_queryset(self) -> QuerySet:
        return needing_attention()

    def get_table(self, object_list: Any) -> Any:
        publications = list(object_list.prefetch_related("authorships"))
        allowed = may_merge(Publication, self.request.user) and may_merge(Author, self.request.user)
        found = mergings(publications) if allowed else {}
        for publication in publications:
            publication.mergings = found.get(publication.pk, ())
        return super().get_table(publications)

    def get_no_results_message(self) -> str:
        return _("Nothing needs your attention.")
