import re

import pytest
from django.core.exceptions import ValidationError

from publications.models import Topic
from research.models import ResearchTopicPage
from tests.factories import AuthorFactory, ImageFactory, PublicationFactory
from tests.queries import queries_of
from tests.stories import figure, prose


def make_topic(index, number=0, **fields):
    page = ResearchTopicPage(
        title=f"Topic {number}", slug=f"topic-{number}", summary="Short", **fields
    )
    return index.add_child(instance=page)


def fill(page, tag, size):
    author = AuthorFactory()
    publications = [PublicationFactory(authors=[author]) for _ in range(size)]
    for publication in [*publications, PublicationFactory(authors=[author])]:
        publication.topics.add(tag)
        publication.save()
    page.body = [
        *(figure(ImageFactory()) for _ in range(size)),
        *(prose("<p>Words</p>") for _ in range(size)),
        *({"type": "equation", "value": {"tex": "x^2", "number": "1"}} for _ in range(size)),
        {
            "type": "publications",
            "value": {"heading": "", "publications": [p.pk for p in publications]},
        },
    ]
    page.save_revision().publish()


@pytest.mark.parametrize("path", ["/research/", "/research/topic-0/"])
def test_research_costs_a_fixed_number_of_queries(
    client, research_index, publication_index, path, uncached
):
    tag = Topic.objects.create(name="Seeing")
    page = make_topic(research_index, 0, lead_image=ImageFactory(), first_year=2010, last_year=2012)
    page.topics.add(tag)
    fill(page, tag, 1)
    few = queries_of(client, path)
    fill(page, tag, 6)
    for number in range(1, 5):
        make_topic(research_index, number, lead_image=ImageFactory())
    assert queries_of(client, path) == few <= 20


def test_a_topic_lists_the_publications_that_it_covers_and_no_drafts(
    client, research_index, publication_index
):
    covered, other = Topic.objects.create(name="Covered"), Topic.objects.create(name="Other")
    for title, topic, live in [
        ("On it", covered, True),
        ("Aside", other, True),
        ("Draft", covered, False),
    ]:
        publication = PublicationFactory(title=title, live=live)
        publication.topics.add(topic)
        publication.save()
    page = make_topic(research_index)
    page.topics.add(covered)
    page.save_revision().publish()
    html = client.get("/research/topic-0/").content.decode()
    assert "On it" in html
    assert "Aside" not in html
    assert "Draft" not in html


def test_equations_are_shown_as_mathematics(client, research_index, publication_index):
    page = make_topic(research_index)
    page.body = [{"type": "equation", "value": {"tex": r"\sqrt{2}", "number": "7"}}]
    page.save_revision().publish()
    html = client.get("/research/topic-0/").content.decode()
    assert "<msqrt>" in html
    assert "(7)" in html


def test_an_equation_that_cannot_be_read_is_refused_in_words():
    block = ResearchTopicPage._meta.get_field("body").stream_block.child_blocks["equation"]
    with pytest.raises(Exception, match="Validation error") as refused:
        block.clean(block.to_python({"tex": r"\frac{", "number": ""}))
    assert "Is a brace missing" in str(refused.value.block_errors["tex"])


def test_the_years_of_a_topic_are_read_as_a_span(db):
    assert ResearchTopicPage(first_year=2010, last_year=2012).years == "2010–2012"
    assert ResearchTopicPage(first_year=2010, last_year=2010).years == "2010"
    assert ResearchTopicPage(first_year=2010).years == "2010"
    assert ResearchTopicPage().years == ""


def test_a_topic_that_ends_before_it_begins_is_refused_in_words(research_index):
    make_topic(research_index, 0, first_year=2010, last_year=2010)
    with pytest.raises(ValidationError) as refused:
        make_topic(research_index, 1, first_year=2019, last_year=2015)
    assert refused.value.message_dict == {"last_year": ["It ends before it begins."]}


def test_publications_without_a_heading_stand_at_no_level_that_skips_one(
    client, research_index, publication_index
):
    page = make_topic(research_index)
    chosen = {"heading": "", "publications": [PublicationFactory().pk]}
    page.body = [{"type": "publications", "value": chosen}]
    page.save_revision().publish()
    html = client.get("/research/topic-0/").content.decode()
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels == [1, 2, 3]


def test_an_editor_ticks_topics_in_the_order_of_their_names(admin, research_index):
    for name in ("Zebras", "apples", "Maps"):
        Topic.objects.create(name=name)
    page = research_index.add_child(instance=ResearchTopicPage(title="A topic"))
    html = admin.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    ticks = re.findall(r'<input type="checkbox" name="topics" value="(\d+)"', html)
    names = dict(Topic.objects.values_list("pk", "name"))
    assert [names[int(key)] for key in ticks] == ["apples", "Maps", "Zebras"]
