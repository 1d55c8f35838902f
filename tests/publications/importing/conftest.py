"""Ways to import a text and to look at what came of it."""

from pathlib import Path

import pytest

from publications.importing.run import import_files
from publications.models import Publication

PAPER = """
@article{smith2000,
  author = {Smith, Ada and Jones, Bob},
  title = {On the Weight of {FPGA} Boards},
  journal = {Journal of Boards},
  year = 2000,
  pages = {1--9},
  keywords = {boards, weight}
}
"""


@pytest.fixture
def bring(db, tmp_path):
    """Import texts, each as a file of its own, and return the receipt."""

    def bring(*texts: str, name: str = "refs", **options):
        files = []
        for number, text in enumerate(texts):
            path = Path(tmp_path) / (f"{name}.bib" if number == 0 else f"{name}-{number}.bib")
            path.write_text(text, encoding="utf-8")
            files.append(path)
        return import_files(files, **options)

    return bring


@pytest.fixture
def lines(bring):
    """Import texts and return the entries of the receipt."""

    def lines(*texts: str, **options):
        return list(bring(*texts, **options).entries())

    return lines


def only() -> Publication:
    return Publication.objects.get()
