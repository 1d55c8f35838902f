"""Slugs of long titles end with a word."""

import pytest

from core.slugs import free_slug, whole_words
from publications.importing.naming import slug_stem
from publications.models import Publication


@pytest.mark.parametrize(
    ("slug", "short"),
    [
        ("on-the-growing-of-pears", "on-the-growing-of"),
        ("on-the-growing-of", "on-the-growing-of"),
        ("on-the-growing-ofx", "on-the-growing"),
        ("a-" + "pears" * 9, "a-pearspearspears"),
        ("-pears-", "pears"),
        ("", ""),
    ],
)
def test_a_long_slug_ends_with_a_whole_word(slug, short):
    assert whole_words(slug, 17) == short


@pytest.mark.django_db
def test_a_title_has_one_slug_whether_it_is_written_or_imported():
    title = "A study of the growing of pears in the wind " * 6
    slug = free_slug(Publication.objects.all(), title, 120)
    assert slug == slug_stem(title, Publication)
    assert slug.endswith("-of-the-growing")
