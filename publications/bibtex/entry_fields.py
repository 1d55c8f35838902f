"""The fields of one entry on their way into a record: each finds a place or is left over."""

from publications.bibtex.journals import journal_of
from publications.bibtex.latex import decode, decode_bare
from publications.bibtex.richtext import plain

_JOURNAL = ("journal", "journaltitle", "booktitle", "series")


class EntryFields:
    """The fields of an entry, each marked when its value has found its place."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.values = fields
        self.used: set[str] = set()
        self.problems: list[str] = []
        self.extra: dict[str, str] = {}

    def has(self, name: str) -> bool:
        """Whether a field is there, has a value and has not found its place."""
        return bool(self.values.get(name)) and name not in self.used

    def first(self, names: tuple[str, ...]) -> str:
        """The first value that is there, marked as used."""
        for name in names:
            value = self.values.get(name)
            if value:
                self.used.add(name)
                return value
        return ""

    def _written(self, name: str) -> str:
        """The value of a field, marked as used; of a journal its name where it is a command."""
        value = self.first((name,))
        return journal_of(value) if name in _JOURNAL else value

    def plain(self, *names: str) -> str:
        """The bare text of the first value that is there."""
        for name in names:
            value = self.values.get(name)
            if value:
                self.used.add(name)
                return self.decoded(journal_of(value) if name in _JOURNAL else value)
        return ""

    def decoded(self, value: str) -> str:
        """The bare text of a value; what it has that is not understood is noted."""
        text, problems = decode_bare(value)
        if problems:
            self.problems += problems
        return text

    def rich(self, name: str, *, paragraphs: bool = False) -> str:
        """The rich text of a field."""
        value = self._written(name)
        if not value:
            return ""
        text, _, problems = decode(value, paragraphs=paragraphs)
        self.problems += problems
        return text

    def titled(self, stem: str) -> tuple[str, tuple[str, ...]]:
        """A title with its subtitle, as one rich text, and what is protected in it.

        Where only a subtitle is told, it is the title.
        """
        value = self._written(f"{stem}title")
        subtitle = self.first((f"{stem}subtitle",))
        if not value:
            value, subtitle = subtitle, ""
        if not value:
            return "", ()
        text, protected, problems = decode(value, paragraphs=False, protect=True)
        self.problems += problems
        if subtitle:
            more = decode(subtitle, paragraphs=False, protect=True)
            self.problems += more.problems
            text = joined(text, more.text)
            protected += tuple(phrase for phrase in more.protected if phrase not in protected)
        return text, protected

    def leave(self, name: str, value: str) -> None:
        """Keep a value that has no place of its own."""
        self.used.add(name)
        if value:
            self.extra[name] = value


def joined(title: str, subtitle: str) -> str:
    """A title and its subtitle with a colon, unless the title's own end separates them."""
    if not (title and subtitle):
        return title or subtitle
    ends = plain(title).rstrip()[-1:] in {"?", "!", ":", "."}
    return f"{title}{' ' if ends else ': '}{subtitle}"
