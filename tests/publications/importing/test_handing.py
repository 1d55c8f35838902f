"""Steps on their way from the process that reads to the one that writes."""

import pytest

from publications.bibtex.reader import Known, read
from publications.importing import handing
from publications.importing.items import Item
from publications.importing.reading import _prepared

BIB = rb"""@article{one, author = {M{\"u}ller, J{\"o}rg and {The Group}}, title = {On {FPGA}s}, year = 2001,
  keywords = {one, two}, abstract = {A text.}, month = sep, doi = {10.1/x}}
@inproceedings{two, title = {No authors}, crossref = {three}}
@article{broken, title = {Never closed
@proceedings{three, title = {Proceedings}, year = 2002}
"""


@pytest.mark.parametrize("ahead", [None, False, True])
def test_a_step_is_handed_over_whole(ahead):
    step = [(n, _prepared(n, found)) for n, found in enumerate(read(BIB))]
    step.append((len(step), Known("refs.bib", 3, "known", "0123", 40)))
    for _position, found in step:
        if ahead is not None and isinstance(found, Item):
            found.prepare(indexed=ahead)

    assert handing.unpacked(handing.packed(step)) == step
    assert {type(found).__name__ for _position, found in step} == {"Item", "Rejected", "Known"}
