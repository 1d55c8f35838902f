"""How an editor finds a publication, an author or a topic, in the lists and where one is chosen."""

import re
from functools import reduce
from operator import and_
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

from publications.models import AuthorName, Authorship, Publication, Topic, TopicName
from publications.naming import folded, normal_name, normal_title
from publications.topics import with_counts

NAMES_SHOWN = 3
MOST_WORDS = 8  # of what an editor looks for
_YEAR = re.compile(r"[0-9]{4}")


def short_names(publication: Publication) -> str:
    """The first authors, and how many more there are."""
    names = [str(authorship.author.initials_name) for authorship in publication.authors]
    more = len(names) - NAMES_SHOWN
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown} +{more}" if more > 0 else shown


def _known_by(word: str) -> QuerySet:
    """Keys of the authors in one of whose names this word stands."""
    return AuthorName.objects.filter(normal__contains=word).values("author_id")


def _says(word: str) -> Q:
    """A word somewhere in the title, the venue, the identifiers, the key, or an author's name; or a
    year. Titles and names are kept without their signs: “k-means”, “O'Neill”, “cave:”."""
    named = Authorship.objects.filter(author__in=_known_by(normal_name(word)))
    bare = normal_title(word)
    says = Q(words__contains=word) | Q(words__contains=bare)
    if _YEAR.fullmatch(bare):
        says |= Q(year=int(bare))
    return says | Q(key__icontains=word) | Q(pk__in=named.values("publication_id"))


def saying(publications: QuerySet, asked: str) -> QuerySet:
    """Those that say each of the words asked for. Drafts too, which the site's index does not hold."""
    for word in folded(asked.replace("\0", "")).split()[:MOST_WORDS]:
        publications = publications.filter(_says(word))
    return publications


def called(authors: QuerySet, asked: str) -> QuerySet:
    """Those in whose names all these words stand, in any order and spelling, or of this ORCID."""
    text = asked.replace("\0", "").strip()
    words = normal_name(text).split()[:MOST_WORDS]
    named = [Q(pk__in=_known_by(word)) for word in words]
    return authors.filter(reduce(and_, named) | Q(orcid=text)) if words else authors


def named(topics: QuerySet, asked: str) -> QuerySet:
    """Those in one of whose names each of these words stands."""
    for word in asked.replace("\0", "").split()[:MOST_WORDS]:
        others = TopicName.objects.filter(normal__contains=folded(word)).values("topic_id")
        topics = topics.filter(Q(name__icontains=word) | Q(pk__in=others))
    return topics


class _SearchForm(SearchFilterMixin, BaseFilterForm):
    def filter(self, objects: QuerySet) -> QuerySet:
        asked = self.cleaned_data.get("q") or ""
        self.is_searching, self.search_query = bool(asked), asked
        return self.find(objects, asked)


class _PublicationSearch(_SearchForm):
    find = staticmethod(saying)


class _AuthorSearch(_SearchForm):
    find = staticmethod(called)


class _TopicSearch(_SearchForm):
    find = staticmethod(named)


class _Publications(BaseSnippetChooseView):
    filter_form_class = _PublicationSearch
    ordering = ("-date_order", "-pk")

    def get_object_list(self) -> QuerySet:
        return Publication.objects.with_authors().defer("abstract", "words", "extra")

    @property
    def columns(self) -> list[Column]:
        title, *others = super().columns
        return [
            title,
            Column("key", label=_("Citation key")),
            Column("authors", label=_("Authors"), accessor=short_names),
            Column("type", label=_("Type"), accessor="get_type_display"),
            Column("year", label=_("Year")),
            *others,
        ]


class _ChoosePublication(_Publications, ChooseView):
    pass


class _PublicationResults(_Publications, ChooseResultsView):
    pass


class PublicationChooserViewSet(SnippetChooserViewSet):
    choose_view_class: Any = _ChoosePublication
    choose_results_view_class: Any = _PublicationResults


class _Authors(BaseSnippetChooseView):
    filter_form_class = _AuthorSearch


class _ChooseAuthor(_Authors, ChooseView):
    pass


class _AuthorResults(_Authors, ChooseResultsView):
    pass


class AuthorChooserViewSet(SnippetChooserViewSet):
    """Who is not there yet can be added on the spot."""

    choose_view_class: Any = _ChooseAuthor
    choose_results_view_class: Any = _AuthorResults
    form_fields = ("given", "particle", "family", "suffix", "literal")
    creation_tab_label = _("Add someone new")


class _Topics(BaseSnippetChooseView):
    filter_form_class = _TopicSearch
    ordering = ("sort_name", "pk")

    def get_object_list(self) -> QuerySet:
        return with_counts(Topic.objects.all())

    @property
    def columns(self) -> list[Column]:
        name, *others = super().columns
        return [name, Column("written", label=_("Publications")), *others]


class _ChooseTopic(_Topics, ChooseView):
    pass


class _TopicResults(_Topics, ChooseResultsView):
    pass


class TopicChooserViewSet(SnippetChooserViewSet):
    choose_view_class: Any = _ChooseTopic
    choose_results_view_class: Any = _TopicResults
