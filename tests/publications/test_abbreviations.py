"""Venues and people are found by how they are written for short."""

import pytest

from publications.abbreviations import acronyms, other_names, with_initials
from tests.factories import PublicationFactory
from tests.search.asking import titles


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


@pytest.mark.parametrize(
    ("venue", "others"),
    [
        ("The Astrophysical Journal", ("apj",)),
        ("Astrophysical Journal", ("apj",)),
        ("ApJ", ("The Astrophysical Journal",)),
        ("J. ACM", ("jacm", "Journal of the ACM")),
        ("Journal of the ACM", ("jacm",)),
        ("Nature", ("nat",)),
        ("Icarus", ()),
        ("Journal of Pears", ()),
        ("Phys. Rev. Lett.", ("physical review letters physics reviews",)),
        ("Phys. Rev. Q", ("physical review quarterly physics reviews",)),
        ("Ann. of Stat.", ("annals statistics statistical",)),
        ("Int J Robot Res", ("international journal robotics research",)),
        ("Process Design", ()),
        ("Trans. ACM", ()),
        ("", ()),
    ],
)
def test_a_journal_is_known_by_its_other_name(venue, others):
    assert other_names(venue) == others


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("venue", "asked"),
    [
        ("The Astrophysical Journal", "apj"),
        ("ApJ", "astrophysical journal"),
        ("J. ACM", "jacm"),
        ("Journal of Statistical Software", "J. Stat. Softw."),
        ("Annals of Statistics", "Ann. Stat."),
        ("J. Stat. Softw.", "journal of statistical software"),
        ("J Stat Softw", "statistical software"),
        ("Transactions on Robotics", "ice trans robot"),
        ("Psychological Review", "Psychol. Rev. ice"),
        ("Journal of Clinical Oncology", "j clin oncol"),
        ("Phys. Rev. Lett.", 'venue:"physical review letters"'),
    ],
)
def test_what_appeared_in_a_journal_is_found_by_its_other_name(publication_index, venue, asked):
    PublicationFactory(title="On Ice", venue=venue)
    PublicationFactory(title="Jaguars", venue="Weekly")
    assert titles(asked) == ["On Ice"]
