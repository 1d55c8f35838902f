"""The answer to a search as HTML: what was found, and the links to other facets, years and pages.

Written in Python as hits are (see `core.searchindex.hits`), since each search waits for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from urllib.parse import quote_plus

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.searchindex import facet_labels
from search.finding import PAGE_SIZE, Results
from search.promoting import Promoted

MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: `url` chooses it, or lets it go where it is `chosen`."""

    label: str
    count: int
    url: str
    chosen: bool


def _choice_html(choice: Choice) -> str:
    attribute, said = "", ""
    if choice.chosen:
        note = _(", chosen; follow to let it go")
        attribute = ' aria-current="true"'
        said = f'<span class="visually-hidden">{escape(note)}</span>'
    return (
        f'<li><a href="{escape(choice.url)}"{attribute}>{escape(choice.label)} '
        f'<span class="count">{choice.count}</span>{said}</a></li>'
    )


def _facet_html(name: str, choices: list[Choice]) -> str:
    if not choices:
        return ""
    items = "".join(map(_choice_html, choices))
    return f'<nav aria-label="{escape(name)}"><h2>{escape(name)}</h2><ul>{items}</ul></nav>'


def _status(html: str) -> str:
    return f'<p class="search-status" role="status">{html}</p>'


def _advice() -> str:
    return render_to_string("search/advice.html")


def _promoted_html(promoted: Iterable[Promoted]) -> str:
    """What an editor puts before all others; "" where there is nothing."""
    items = []
    for pick in promoted:
        said = f"<p>{escape(pick.description)}</p>" if pick.description else ""
        items.append(f'<li><a href="{escape(pick.url)}">{escape(pick.title)}</a>{said}</li>')
    name = escape(_("Recommended"))
    return f'<ul class="search-promoted" aria-label="{name}">{"".join(items)}</ul>' if items else ""


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
        found = [(facet, n, facet == self.facet) for facet, n in counts.items() if facet in labels]
        return [
            Choice(str(labels[facet]), n, self._url(type="" if chosen else facet), chosen)
            for facet, n, chosen in found
        ]

    @cached_property
    def years(self) -> list[Choice]:
        """The fullest years, newest first, and the chosen one in any case.

        Of years that are equally full the newer are shown, in whatever order a database counts.
        """
        fullest = sorted(self.results.years.items(), key=lambda item: (-item[1], -item[0]))
        counts = dict(fullest[:MOST_YEARS])
        if self.year:
            counts.setdefault(self.year, self.results.years[self.year])
        any_year = self._url(year="")
        return [
            Choice(str(year), count, any_year, chosen=True)
            if year == self.year
            else Choice(str(year), count, f"{any_year}&year={year}", chosen=False)
            for year, count in sorted(counts.items(), reverse=True)
        ]

    def html(self, promoted: Iterable[Promoted] = ()) -> str:
        """All that stands below the box in which was searched; safe."""
        results = self.results
        if results.query.is_empty:
            nothing = _("There is no word in this to look for.")
            return (_status(escape(nothing)) if results.query.text else "") + _advice()
        return (
            f"{_promoted_html(promoted)}{_status(self._status)}{self._meant}"
            f'<div class="search-columns">{self._facets}{self._hits if results.hits else _advice()}</div>'
            f"{self._pages}"
        )

    @property
    def _facets(self) -> str:
        """The choices of both facets; "" where there is nothing to choose."""
        types, years = _facet_html(_("Type"), self.types), _facet_html(_("Year"), self.years)
        return f'<div class="search-facets">{types}{years}</div>' if types or years else ""

    @property
    def _status(self) -> str:
        """How many were found, for what, and which of them are here; or that nothing was."""
        said = [self._found if self.results.hits else self._nothing]
        if self.results.query.shortened:
            said.append(escape(_("Only the first words were looked for.")))
        return " ".join(said)

    @property
    def _found(self) -> str:
        total, shown = self.results.total, len(self.results.hits)
        told = ngettext("%(total)s result", "%(total)s results", total) % {"total": total}
        if total > shown:
            here = _("%(first)s–%(last)s here") % {"first": self.first, "last": self.last}
            told = f"{told}, {here}"
        return f"{self._otherwise}{escape(told)}"

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
    def _nothing(self) -> str:
        said = _("Nothing was found for “%(query)s”.") % {"query": escape(self.results.query.text)}
        if not (self.facet or self.year):
            return said
        return f'{said} <a href="{escape(self.everything_url)}">{escape(_("Look everywhere"))}</a>'

    @property
    def _meant(self) -> str:
        """What was probably meant, where that is not what is shown."""
        if not self.results.meant or self.results.instead:
            return ""
        link = f'<a href="{escape(self.meant_url)}">{escape(self.results.meant)}</a>'
        return f'<p class="search-meant">{escape(_("Did you mean"))} {link}?</p>'

    @property
    def _hits(self) -> str:
        items = "".join([f"<li>{hit.html}</li>" for hit in self.results.hits])
        return f'<ol class="search-hits" start="{self.first}">{items}</ol>'

    @property
    def _pages(self) -> str:
        """The ways to the pages before and behind; "" where this is all."""
        before, behind = self.previous_url, self.next_url
        if not (before or behind):
            return ""
        label, here = _("Pages of results"), _("Page %(page)s") % {"page": self.page}
        if before:
            before = f'<a href="{escape(before)}" rel="prev">{escape(_("Previous"))}</a>'
        if behind:
            behind = f'<a href="{escape(behind)}" rel="next">{escape(_("Next"))}</a>'
        return (
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
