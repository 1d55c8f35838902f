"""Spans of years, as one reads them."""


def span_of_years(first: int | None, last: int | None) -> str:
    """“2010–2013”, “2008–11” is not shortened; one year alone where both are the same or one is missing."""
    if first and last and first != last:
        return f"{first}–{last}"
    return str(first or last or "")
