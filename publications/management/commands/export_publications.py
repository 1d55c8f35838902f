"""Write the site's listed publications to a file or to the output."""

import os
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from publications.exporting import parents_among, streamed
from publications.formats import bibtex, csl_json, ris
from publications.formats.citations import STYLES, as_text
from publications.models import Publication

# Blanks that are no line breaks (no-break and narrow ones) are part of the citation.
_LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
Writer = Callable[[Iterable[Publication]], Iterator[str]]


def _whole_bibtex(publications: Iterable[Publication]) -> Iterator[str]:
    return bibtex.dumps(publications, parents_among(Publication.objects.listed()))


FORMATS: dict[str, Writer] = {
    "bibtex": _whole_bibtex,
    "ris": ris.dumps,
    "csl-json": csl_json.dumps,
}


def _citations(style: str) -> Writer:
    """`key<TAB>citation`, a line for each publication."""

    def lines(publications: Iterable[Publication]) -> Iterator[str]:
        for publication in publications:
            citation = as_text(csl_json.to_csl(publication), style)
            yield f"{publication.key}\t{_LINE_BREAKS.sub(' ', citation.strip())}\n"

    return lines


def _format(name: str) -> Writer:
    kind, colon, style = name.partition(":")
    if kind == "citations" and colon:
        if style in STYLES:
            return _citations(style)
        raise ArgumentTypeError(f"there is no style “{style}”; there are {', '.join(STYLES)}")
    if name not in FORMATS:
        known = ", ".join([*FORMATS, *(f"citations:{style}" for style in STYLES)])
        raise ArgumentTypeError(f"there is no format “{name}”; there are {known}")
    return FORMATS[name]


class Command(BaseCommand):
    help = (
        "Write every listed publication as BibTeX (which import_publications reads back as "
        "unchanged), RIS, CSL-JSON, or as formatted citations (citations:apa, …:ieee, …:mla, "
        "…:chicago, …:nature, …:vancouver), a line each: citation key, tab, citation."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", type=_format, default="bibtex", metavar="FORMAT",
                            help="bibtex (default), ris, csl-json or citations:STYLE")  # fmt: skip
        parser.add_argument("file", nargs="?", metavar="FILE", help="the output without it, or -")

    def handle(self, *args: Any, **options: Any) -> None:
        # Called from code, a format comes as its name.
        chosen = options["format"]
        write = _format(chosen) if isinstance(chosen, str) else chosen
        listed = Publication.objects.listed().order_by("pk")
        to_file = options["file"] not in (None, "-")
        needs = bibtex.NEEDS if write is _whole_bibtex else ()
        bar = tqdm(streamed(listed, needs), total=listed.count(), unit=" publications", leave=False,
                   # Shown on a terminal only, and not between the lines that are printed there.
                   disable=None if to_file or not sys.stdout.isatty() else True)  # fmt: skip
        try:
            with bar, self._output(options["file"] if to_file else None) as output:
                for piece in write(bar):
                    output.write(piece)
        except BrokenPipeError:
            # Who reads has read enough, as `head` does; nothing is left to be flushed to them.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _output(self, name: str | None) -> Any:
        if name is None:
            self.stdout.ending = ""
            return nullcontext(self.stdout)
        try:
            return Path(name).open("w", encoding="utf-8", newline="")
        except OSError as problem:
            raise CommandError(f"{name} cannot be written: {problem.strerror}.") from problem
