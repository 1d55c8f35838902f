import pytest

from tests.stories import prose


@pytest.mark.parametrize("blocks", [1, 9])
def test_links_in_any_number_of_paragraphs_cost_one_query(
    client, home_page, music_page, blocks, django_assert_max_num_queries
):
    link = f'<p><a linktype="page" id="{music_page.pk}">the music</a></p>'
    home_page.body = [prose(link)] * blocks
    home_page.save_revision().publish()
    client.get("/")
    with django_assert_max_num_queries(12) as counted:
        html = client.get("/").content.decode()
    assert html.count('<a href="/music/">the music</a>') == blocks
    asked = [
        query["sql"]
        for query in counted.captured_queries
        if f"IN ('{music_page.pk}')" in query["sql"]
    ]
    assert len(asked) <= 1


def test_a_link_to_a_page_that_is_gone_leaves_its_words(client, home_page):
    home_page.body = [prose('<p><a linktype="page" id="99999">gone</a></p>')]
    home_page.save_revision().publish()
    assert "gone</a>" in client.get("/").content.decode()
