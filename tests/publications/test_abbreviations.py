"""Venues and people are found by how they are written for short."""

import pytest

from publications.abbreviations import acronyms, with_initials


@pytest.mark.parametrize(
    ("venue", "known"),
    [
        ("IEEE Transactions on Pattern Analysis and Machine Intelligence", {"TPAMI", "PAMI"}),
        ("Journal of Machine Learning Research", {"JMLR"}),
        ("Proceedings of the International Conference on Machine Learning (ICML'12)", {"ICML"}),
        ("Physical Review Letters", {"PRL"}),
        ("Proceedings of the National Academy of Sciences", {"PNAS"}),
        ("Zeitschrift für Physik", set()),
        ("Nature", set()),
        ("", set()),
    ],
)
def test_a_venue_is_known_by_the_letters_that_its_words_begin_with(venue, known):
    found = set(acronyms(venue))
    assert known <= found
    assert bool(known) == bool(found)


def test_a_name_is_known_by_its_initials():
    assert with_initials(["Yoko Ada Example", "Example"]) == ("Y. Example", "Y. A. Example")
