"""How a publication looks among the results of the search."""

from html import escape

from core.searchindex import hits
from core.searchindex.hits import Hit


def hit_html(hit: Hit) -> str:
    """Its type, its year, who wrote it and where it came out; safe HTML."""
    authors, venue = escape(hit.told("authors")), escape(hit.told("venue"))
    byline = " · ".join(filter(None, (authors, venue and f"<cite>{venue}</cite>")))
    shown = f'<p class="hit-byline">{byline}</p>' if byline else ""
    return hits.article(hit, hits.facts(hit.told("kind"), hit.year), byline=shown)
