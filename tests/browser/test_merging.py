"""An editor merges two that are one, with a phone in the hand."""

import pytest
from django.urls import reverse

from publications.models import Topic
from tests.browser.accessibility import fits
from tests.factories import AuthorFactory, PublicationFactory

# How far apart each two neighbours among the buttons are, in pixels; less than 0 where they overlap.
GAPS = """() => {
    const boxes = [...document.querySelectorAll("main form .button")].map(
        button => button.getBoundingClientRect());
    return boxes.slice(1).map((box, n) => Math.max(
        box.top - boxes[n].bottom, box.left - boxes[n].right));
}"""


def two_topics() -> list[Topic]:
    return [Topic.objects.create(name=name, slug=name) for name in ("merging", "mergers")]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("merge", lambda: [PublicationFactory(title=f"Merged {n}") for n in ("once", "twice")]),
        ("merge_author", lambda: [AuthorFactory(given=n, family="Merged") for n in ("Ida", "Isa")]),
        ("merge_topic", two_topics),
    ],
)
def test_the_buttons_that_merge_two_lie_apart_on_a_phone(signed_in, axe, name, make):
    stays, goes = make()
    signed_in.set_viewport_size({"width": 360, "height": 740})
    signed_in.goto(f"{reverse(f'publications_admin:{name}', args=[stays.pk])}?other={goes.pk}")
    gaps = signed_in.evaluate(GAPS)
    assert len(gaps) == 1
    assert min(gaps) >= 8  # a finger's tip must not be on both
    assert fits(signed_in)
    axe(signed_in, within="main form")
