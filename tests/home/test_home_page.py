import pytest
from django.urls import reverse
from wagtail.blocks import Block

from home.models import HomePage
from research.models import ResearchTopicPage
from tests.factories import AuthorFactory, ImageFactory, PublicationFactory, ReleaseFactory
from tests.multimedia.making import media
from tests.queries import queries_of
from tests.stories import card, chapter, figure, prose


def topic(index, number):
    page = ResearchTopicPage(title=f"Topic {number}", summary="Short", lead_image=ImageFactory())
    return index.add_child(instance=page)


def fill(home_page, research_index, music_page, size):
    author = AuthorFactory()
    for _ in range(size):
        PublicationFactory(is_selected=True, authors=[author])
        ReleaseFactory(parent=music_page)
    first = research_index.get_children().count()
    topics = [topic(research_index, first + number) for number in range(size)]
    home_page.portrait = ImageFactory()
    home_page.body = [
        *(chapter(*(card(ImageFactory()) for _ in range(3))) for _ in range(size)),
        {
            "type": "featured_research",
            "value": {"heading": "R", "topics": [page.pk for page in topics]},
        },
        {
            "type": "selected_publications",
            "value": {"heading": "P", "publications": [], "limit": 30},
        },
        {"type": "music", "value": {"heading": "M", "line": "", "limit": 6}},
        *(figure(ImageFactory()) for _ in range(size)),
        *(prose(f'<p><a linktype="page" id="{page.pk}">Words</a></p>') for page in topics),
        *(
            {"type": "video", "value": {"video": media().pk, "caption": "A film", "legend": []}}
            for _ in range(size)
        ),
    ]
    home_page.save_revision().publish()


def test_the_home_page_costs_at_most_twelve_queries_whatever_it_holds(
    client, home_page, research_index, publication_index, music_page, uncached
):
    fill(home_page, research_index, music_page, 1)
    few = queries_of(client, "/")
    fill(home_page, research_index, music_page, 4)
    assert queries_of(client, "/") == few <= 12


def test_chapters_cards_and_what_lies_below_are_told_in_the_editors_order(
    client, home_page, research_index, publication_index, music_page
):
    home_page.name = "Ada Example"
    home_page.roles = [{"type": "role", "value": "Engineer"}, {"type": "role", "value": "Player"}]
    first, second = topic(research_index, 1), topic(research_index, 2)
    chosen = PublicationFactory(title="Chosen by hand")
    home_page.body = [
        chapter(
            card(ImageFactory(), "One card", "https://example.org/"), heading="The first years"
        ),
        {"type": "featured_research", "value": {"heading": "R", "topics": [second.pk, first.pk]}},
        {
            "type": "selected_publications",
            "value": {"heading": "P", "publications": [chosen.pk], "limit": 6},
        },
    ]
    home_page.save_revision().publish()
    html = client.get("/").content.decode()
    words = [
        "Ada Example",
        "Engineer",
        "The first years",
        "One card",
        "Topic 2",
        "Topic 1",
        "Chosen by hand",
    ]
    places = [html.index(word, html.index("<main")) for word in words]
    assert places == sorted(places)
    assert '<a href="https://example.org/">One card</a>' in html


def test_what_is_not_public_is_left_out_of_the_home_page(
    client, home_page, research_index, publication_index, music_page
):
    draft_topic = topic(research_index, 1)
    draft_topic.unpublish()
    draft = PublicationFactory(title="A draft", live=False)
    PublicationFactory(title="Selected draft", live=False, is_selected=True)
    release = ReleaseFactory(parent=music_page, title="Unheard")
    release.unpublish()
    home_page.body = [
        {"type": "featured_research", "value": {"heading": "R", "topics": [draft_topic.pk]}},
        {
            "type": "selected_publications",
            "value": {"heading": "P", "publications": [draft.pk], "limit": 6},
        },
        {
            "type": "selected_publications",
            "value": {"heading": "P", "publications": [], "limit": 6},
        },
        {"type": "music", "value": {"heading": "M", "line": "", "limit": 6}},
    ]
    home_page.save_revision().publish()
    html = client.get("/").content.decode()
    for hidden in ("Topic 1", "A draft", "Selected draft", "Unheard"):
        assert hidden not in html


def test_a_page_survives_that_its_images_and_publications_are_deleted(client, home_page):
    image, publication = ImageFactory(), PublicationFactory()
    home_page.body = [
        figure(image),
        chapter(card(image, "Still here")),
        {
            "type": "selected_publications",
            "value": {"heading": "P", "publications": [publication.pk], "limit": 6},
        },
    ]
    home_page.save_revision().publish()
    image.delete()
    publication.delete()
    response = client.get("/")
    assert response.status_code == 200
    assert "Still here" in response.content.decode()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org"])
def test_a_card_leads_to_the_web_or_to_this_site_and_nowhere_else(link):
    block = HomePage._meta.get_field("body").stream_block.child_blocks["chapter"]
    card_block = block.child_blocks["cards"].child_block
    value = card_block.to_python(card(None, "A card", link))
    with pytest.raises(Exception, match="Validation error"):
        card_block.clean(value)


def preview_of(admin_client, block):
    address = reverse("wagtailadmin_block_preview")
    return admin_client.get(address, {"id": block.definition_prefix}).content.decode()


BLOCKS = [
    block
    for page_type in (HomePage, ResearchTopicPage)
    for block in page_type._meta.get_field("body").stream_block.child_blocks.values()
]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.name}")
def test_each_block_tells_editors_what_it_is_before_they_take_it(admin_client, home_page, block):
    assert block.meta.icon != Block._meta_class.icon, "an icon of its own"
    assert block.get_description()
    assert block.is_previewable
    assert "<main" in preview_of(admin_client, block)


def test_a_look_at_what_lies_below_is_previewed_with_what_there_is(
    admin_client, home_page, research_index, publication_index, music_page
):
    topic(research_index, 1)
    PublicationFactory(title="On fields", is_selected=True)
    ReleaseFactory(parent=music_page, title="Sketches")
    blocks = HomePage._meta.get_field("body").stream_block.child_blocks
    assert "Topic 1" in preview_of(admin_client, blocks["featured_research"])
    assert "On fields" in preview_of(admin_client, blocks["selected_publications"])
    assert "Sketches" in preview_of(admin_client, blocks["music"])
