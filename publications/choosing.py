"""How an editor chooses a publication for a page: found by its words, told apart by its line."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)

from publications.models import AuthorName, Authorship, Publication
from publications.naming import folded

NAMES_SHOWN = 3
MOST_WORDS = 8  # of what an editor looks for


def short_names(publication: Publication) -> str:
    """The first authors, and how many more there are."""
    names = [str(authorship.author.initials_name) for authorship in publication.authors]
    more = len(names) - NAMES_SHOWN
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown} +{more}" if more > 0 else shown


def _says(word: str) -> Q:
    """A word somewhere in the title, the venue, the identifiers, or in the name of an author."""
    named = AuthorName.objects.filter(normal__contains=word)
    written = Authorship.objects.filter(author__in=named.values("author_id"))
    return Q(words__contains=word) | Q(pk__in=written.values("publication_id"))


def saying(publications: QuerySet, asked: str) -> QuerySet:
    """Those that say each of the words asked for. Drafts too, which the site's index does not hold."""
    for word in folded(asked.replace("\0", "")).split()[:MOST_WORDS]:
        publications = publications.filter(_says(word))
    return publications


class _Search(SearchFilterMixin, BaseFilterForm):
    def filter(self, objects: QuerySet) -> QuerySet:
        asked = self.cleaned_data.get("q") or ""
        self.is_searching, self.search_query = bool(asked), asked
        return saying(objects, asked)


class _Newest(BaseSnippetChooseView):
    filter_form_class = _Search
    ordering = ("-date_order", "-pk")

    def get_object_list(self) -> QuerySet:
        return Publication.objects.with_authors().defer("abstract", "words", "extra")

    @property
    def columns(self) -> list[Column]:
        title, *others = super().columns
        authors = Column("authors", label=_("Authors"), accessor=short_names)
        return [title, authors, Column("year", label=_("Year")), *others]


class _Choose(_Newest, ChooseView):
    pass


class _ChooseResults(_Newest, ChooseResultsView):
    pass


class PublicationChooserViewSet(SnippetChooserViewSet):
    choose_view_class: Any = _Choose
    choose_results_view_class: Any = _ChooseResults
