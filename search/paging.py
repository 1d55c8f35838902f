"""The links of a page of results: other facets, other years, other pages."""

from dataclasses import dataclass
from functools import cached_property
from html import escape
from urllib.parse import quote_plus

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.searchindex import facet_labels
from search.finding import PAGE_SIZE, Results

MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: `url` chooses it, or lets it go where it is `chosen`."""

    label: str
    count: int
    url: str
    chosen: bool


def _facet_html(name: str, choices: list[Choice]) -> str:
    """Written in Python as hits are, see `core.searchindex.hits`."""
    if not choices:
        return ""
    note = _(", chosen; follow to let it go")
    chosen = ' aria-current="true"', f'<span class="visually-hidden">{escape(note)}</span>'
    items = []
    for choice in choices:
        attribute, said = chosen if choice.chosen else ("", "")
        items.append(
            f'<li><a href="{escape(choice.url)}"{attribute}>{escape(choice.label)} '
            f'<span class="count">{choice.count}</span>{said}</a></li>'
        )
    return (
        f'<nav aria-label="{escape(name)}"><h2>{escape(name)}</h2><ul>{"".join(items)}</ul></nav>'
    )


@dataclass
class Paging:
    results: Results
    facet: str
    year: int | None
    page: int

    @cached_property
    def _text(self) -> str:
        return f"q={quote_plus(self.results.query.text)}"

    def _url(self, **changes: object) -> str:
        values = {"type": self.facet, "year": self.year, **changes}
        given = [
            f"&{name}={value if isinstance(value, int) else quote_plus(str(value))}"
            for name, value in values.items()
            if value
        ]
        return f"?{self._text}{''.join(given)}"

    @cached_property
    def types(self) -> list[Choice]:
        """Facets with something in them, the fullest first, and the chosen one in any case."""
        counts = dict(sorted(self.results.facets.items(), key=lambda item: (-item[1], item[0])))
        if self.facet:
            counts.setdefault(self.facet, 0)
        labels = facet_labels()
        return [
            self._choice(str(labels[facet]), count, facet == self.facet, type=facet)
            for facet, count in counts.items()
            if facet in labels
        ]

    def _choice(self, label: str, count: int, chosen: bool, **value: object) -> Choice:
        """A link that chooses a value, or lets it go."""
        url = self._url(**(dict.fromkeys(value, "") if chosen else value))
        return Choice(label, count, url, chosen)

    @cached_property
    def years(self) -> list[Choice]:
        """The fullest years, newest first, and the chosen one in any case.

        Of years that are equally full the newer are shown, in whatever order a database counts.
        """
        fullest = sorted(self.results.years.items(), key=lambda item: (-item[1], -item[0]))
        counts = dict(fullest[:MOST_YEARS])
        if self.year:
            counts.setdefault(self.year, self.results.years[self.year])
        return [
            self._choice(str(year), count, year == self.year, year=year)
            for year, count in sorted(counts.items(), reverse=True)
        ]

    @property
    def facets_html(self) -> SafeString:
        """The choices of both facets; "" where there is nothing to choose."""
        types, years = _facet_html(_("Type"), self.types), _facet_html(_("Year"), self.years)
        return SafeString(
            f'<div class="search-facets">{types}{years}</div>' if types or years else ""
        )

    @property
    def status_html(self) -> SafeString:
        """How many were found, for what, and which of them are here."""
        total, shown = self.results.total, len(self.results.hits)
        told = ngettext("%(total)s result", "%(total)s results", total) % {"total": total}
        if total > shown:
            here = _("%(first)s–%(last)s here") % {"first": self.first, "last": self.last}
            told = f"{told}, {here}"
        return SafeString(f"{self._otherwise}{escape(told)}")

    @property
    def _otherwise(self) -> str:
        """What stands before it where the hits are not those of what was typed."""
        if self.results.instead:
            said = _("Nothing was found for “%(query)s”. This is what was found for %(meant)s:")
            meant = f"<strong>{escape(self.results.meant)}</strong>"
            return said % {"query": escape(self.results.query.text), "meant": meant} + " "
        if self.results.loosely:
            return _("Nothing holds all of these words. This holds some of them:") + " "
        return ""

    @property
    def hits_html(self) -> SafeString:
        items = "".join(f"<li>{hit.html}</li>" for hit in self.results.hits)
        return SafeString(f'<ol class="search-hits" start="{self.first}">{items}</ol>')

    @property
    def pages_html(self) -> SafeString:
        """The ways to the pages before and behind; "" where this is all."""
        before, behind = (
            url and f'<a href="{escape(url)}" rel="{rel}">{escape(name)}</a>'
            for url, rel, name in (
                (self.previous_url, "prev", _("Previous")),
                (self.next_url, "next", _("Next")),
            )
        )
        if not (before or behind):
            return SafeString("")
        label, here = _("Pages of results"), _("Page %(page)s") % {"page": self.page}
        return SafeString(
            f'<nav class="search-pages" aria-label="{escape(label)}">'
            f"{before}<span>{escape(here)}</span>{behind}</nav>"
        )

    @property
    def previous_url(self) -> str:
        return self._url(page=self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        more = self.results.total > self.page * PAGE_SIZE and self.results.hits
        return self._url(page=self.page + 1) if more else ""

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.results.hits) - 1

    @property
    def everything_url(self) -> str:
        """The same search without facet and year."""
        return self._url(type="", year="")

    @property
    def meant_url(self) -> str:
        return f"?q={quote_plus(self.results.meant)}"
