"""How a hit of the search looks: written in Python, since a page of results has ten of them and a
template takes longer to look up the names of what it shows than everything else takes together."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from core.models import SiteImage
    from core.searchindex.documents import Searchable


@dataclass(slots=True)
class Hit:
    """One thing that was found, of the class `model`; `url` leads to the second at which it is said.

    `title_html` and `passage_html` are safe, the words that were asked for in `<mark>`; `card` is
    that of its `Document`.
    """

    model: "type[Searchable]"
    url: str
    title: str
    title_html: str
    passage_html: str
    facet: str
    year: int | None
    card: Mapping[str, Any]
    facet_label: str = ""
    image_id: int | None = None
    image: "SiteImage | None" = None
    seconds: float | None = None

    @property
    def html(self) -> SafeString:
        return SafeString(self.model.search_hit_html(self))

    def told(self, name: str) -> str:
        """What its card says under this name; "" where it says nothing."""
        return str(self.card.get(name) or "")

    @property
    def timecode(self) -> str:
        """The second as people read it: 1:05."""
        whole = int(self.seconds or 0)
        hours, rest = divmod(whole, 3600)
        clock = f"{rest // 60}:{rest % 60:02}"
        return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else clock


def article(hit: Hit, meta: str, *, figure: str = "", byline: str = "") -> str:
    """A hit whose line of facts is `meta`; all parts are safe HTML, "" for what it does not have."""
    url = escape(hit.url)
    passage = hit.passage_html
    if passage and hit.seconds is not None:
        said = f'<span class="visually-hidden">{escape(_("Said at"))} </span>{hit.timecode}'
        passage = f'<a class="hit-second" href="{url}">{said}</a> {passage}'
    shown = f'<p class="hit-passage">{passage}</p>' if passage else ""
    return (
        f'<article class="hit hit-{escape(hit.facet)}">{figure}<div class="hit-words">'
        f'<h2 class="hit-title"><a href="{url}">{hit.title_html}</a></h2>'
        f'<p class="hit-meta">{meta}</p>{byline}{shown}</div></article>'
    )


def facts(kind: str, year: int | None, **more: str) -> str:
    """The line of facts of a hit: what it is, then each of `more` under its own class, then the year."""
    told = {"type": kind, **more, "year": str(year) if year else ""}
    return " ".join(
        f'<span class="hit-{name}">{escape(text)}</span>' for name, text in told.items() if text
    )


def picture(hit: Hit) -> str:
    """Its image, where it has one."""
    return _figure(hit, "hit-picture", hit.image.picture("thumbnail", alt="")) if hit.image else ""


def waveform(hit: Hit) -> str:
    """The picture of a sound, where its card holds one."""
    line = hit.told("waveform")
    if not line:
        return ""
    box = f"0 0 {escape(hit.told('waveform_width'))} 64"
    return _figure(
        hit, "hit-picture hit-wave",
        f'<svg class="waveform" viewBox="{box}" preserveAspectRatio="none" focusable="false">'
        f'<path d="{escape(line)}"/></svg>',
    )  # fmt: skip


def _figure(hit: Hit, classes: str, html: str) -> str:
    """The title leads there too: whoever hears the page needs no second link to the same."""
    return (
        f'<a class="{classes}" href="{escape(hit.url)}" tabindex="-1" aria-hidden="true">{html}</a>'
    )
