import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core.models.image import PRESETS, SiteImage
from core.pictures import learn
from multimedia.models import Media
from music.models import MusicPage, ReleasePage
from research.models import ResearchTopicPage
from tests.factories import ImageFactory, ReleaseFactory, picture_file
from tests.stories import card, chapter, figure

pytestmark = pytest.mark.django_db


def test_a_picture_is_offered_in_two_formats_with_its_size_and_its_words():
    image = ImageFactory(description="A green field", file=picture_file(size=(900, 600)))
    html = image.picture("card")
    assert '<source type="image/avif"' in html
    assert ".webp" in html
    assert 'alt="A green field"' in html
    assert 'width="640" height="426"' in html
    assert 'loading="lazy"' in html


def test_a_picture_that_decorates_has_empty_words():
    assert 'alt=""' in ImageFactory().picture("card", alt="")


def test_words_in_a_description_are_escaped():
    html = ImageFactory(description='"><script>').picture("card")
    assert "<script>" not in html


def test_a_page_stands_though_the_file_of_an_image_is_lost():
    image = ImageFactory()
    default_storage.delete(image.file.name)
    assert image.picture("lead") == ""


@pytest.mark.parametrize("number", [1, 7])
def test_pictures_of_any_number_cost_two_queries_once_they_are_learned(
    number, rf, django_assert_num_queries
):
    images = [ImageFactory() for _ in range(number)]
    for image in images:
        image.picture("cover")
    fresh = list(type(images[0]).objects.all())
    with django_assert_num_queries(2):  # their renditions, and who may see them
        learn(rf.get("/"), [], also=fresh)
        for image in fresh:
            image.picture("cover")


def test_a_link_to_a_page_on_other_sites_is_shown_with_its_picture(client, home_page):
    home_page.portrait = ImageFactory(description="A face", file=picture_file(size=(1300, 900)))
    home_page.save_revision().publish()
    html = client.get("/").content.decode()
    address = re.search(
        r'property="og:image" content="http://[^/]+(/media/images/[^"]+\.jpe?g)"', html
    )
    assert address, html[:3000]
    assert client.get(address[1]).status_code == 200
    assert '<meta property="og:image:alt" content="A face">' in html


def test_every_preset_makes_no_more_than_six_renditions():
    assert all(len(preset.specs()) <= 6 for preset in PRESETS.values())


def test_a_rendition_is_served_to_be_kept_and_an_original_is_not_served(client, home_page):
    image = ImageFactory()
    rendition = image.get_rendition("width-40|format-webp")
    response = client.get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert "immutable" in response["Cache-Control"]
    assert b"".join(response.streaming_content)[:4] == b"RIFF"
    again = client.get(rendition.url, headers={"if-modified-since": response["Last-Modified"]})
    assert again.status_code == 304
    assert client.get(f"/media/{image.file.name}").status_code == 404


@pytest.mark.parametrize("name", ["../site.sqlite3", "..%2f..%2fetc/passwd", "nothing.webp", ""])
def test_nothing_but_renditions_is_served_as_an_image(client, home_page, name):
    assert client.get(f"/media/images/{name}").status_code in (400, 404)


# --- privacy ------------------------------------------------------------------------------------


@pytest.fixture
def shelf(home_page) -> Collection:
    return Collection.get_first_root_node().add_child(name="Shelf").add_child(name="Inner")


def close(collection: Collection, kind: str = "login", **more: str) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind, **more
    )


def shown_on(home_page, image, **fields) -> ReleasePage:
    music = MusicPage.objects.first() or home_page.add_child(
        instance=MusicPage(title="Music", slug="music")
    )
    return music.add_child(instance=ReleasePage(title="Release", cover=image, **fields))


def test_an_image_of_a_private_collection_is_kept_from_strangers(client, admin, shelf):
    url = ImageFactory(collection=shelf).get_rendition("width-40|format-webp").url
    assert client.get(url).status_code == 200
    close(shelf.get_parent())
    for headers in ({}, {"if-modified-since": "Sat, 01 Jan 2050 00:00:00 GMT"}):
        refused = client.get(url, headers=headers)
        assert refused.status_code == 403
        assert "no-store" in refused["Cache-Control"]
    assert client.head(url).status_code == 403
    assert admin.get(url)["Cache-Control"] == "private, no-cache"


def test_the_password_of_a_collection_shows_its_images(client, shelf):
    url = ImageFactory(collection=shelf).get_rendition("width-40|format-webp").url
    restriction = close(shelf, "password", password="sesame")
    assert client.get(url).status_code == 403
    client.post(
        f"/documents/authenticate_with_password/{restriction.pk}/",
        {"password": "sesame", "return_url": "/"},
    )
    assert client.get(url).status_code == 200


def test_an_image_that_only_a_draft_or_a_private_page_shows_is_private(client, admin, home_page):
    image = ImageFactory()
    url = image.get_rendition("width-40|format-webp").url
    assert client.get(url).status_code == 200, "what nothing shows is as public as its collection"
    page = shown_on(home_page, image, live=False)
    assert client.get(url).status_code == 403
    assert admin.get(url).status_code == 200
    page.save_revision().publish()
    answer = client.get(url)
    assert answer.status_code == 200
    assert "s-maxage=3600" in answer["Cache-Control"], "proxies ask again what may become private"
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert client.get(url).status_code == 403


def test_an_image_on_a_private_and_on_a_public_page_is_public(client, home_page):
    image = ImageFactory()
    url = image.get_rendition("width-40|format-webp").url
    PageViewRestriction.objects.create(page=shown_on(home_page, image), restriction_type="login")
    assert client.get(url).status_code == 403
    shown_on(home_page, image)
    assert client.get(url).status_code == 200


def test_the_api_lists_no_private_images_and_no_address_of_an_original(client, home_page, shelf):
    close(shelf.get_parent())
    hidden, draft, open_one = ImageFactory(collection=shelf), ImageFactory(), ImageFactory()
    shown_on(home_page, draft, live=False)
    listed = client.get("/api/v2/images/?fields=*").json()
    assert [item["id"] for item in listed["items"]] == [open_one.pk]
    assert "original_images" not in str(listed)
    for image in (hidden, draft):
        assert client.get(f"/api/v2/images/{image.pk}/").status_code == 404


def test_an_image_costs_as_many_queries_among_many_as_among_few(
    client, home_page, django_assert_max_num_queries
):
    url = (image := ImageFactory()).get_rendition("width-40|format-webp").url
    for number in (1, 5):
        for _ in range(number):
            shown_on(home_page, image)
            ImageFactory().get_rendition("width-40|format-webp")
        with django_assert_max_num_queries(8):
            assert client.get(url).status_code == 200


@pytest.fixture
def pages_with(home_page, research_index, music_page, shelf):
    """Pages that show images of one collection in every way, by their address."""
    secret = {"collection": shelf, "description": "A secret", "credit": "by Nobody", "title": "Hid"}

    def image() -> SiteImage:
        return ImageFactory(**secret, file=picture_file("hid.png"))

    topic = research_index.add_child(
        instance=ResearchTopicPage(title="Flow", slug="flow", lead_image=image())
    )
    ReleaseFactory(music_page, title="Sketches", slug="sketches", tracks=1, cover=image())
    Media.objects.update(poster=image())
    home_page.portrait = image()
    home_page.body = [
        chapter(card(image())),
        figure(image(), caption="Of the figure"),
        {"type": "featured_research", "value": {"heading": "R", "topics": [topic.pk]}},
        {"type": "music", "value": {"heading": "M", "line": "", "limit": 1}},
    ]
    home_page.save_revision().publish()
    return ["/", "/research/", "/research/flow/", "/music/", "/music/feed/", "/music/sketches/",
            "/music/sketches/tune-0/"]  # fmt: skip


TOLD = ("/media/images/hid", "A secret", "by Nobody", "Of the figure", "<picture", "og:image:alt")


def told(client, addresses) -> dict[str, list[str]]:
    """What of the images each page tells."""
    answers = {address: client.get(address).content.decode() for address in addresses}
    return {
        address: found
        for address, text in answers.items()
        if (found := [words for words in TOLD if words in text])
    }


@pytest.mark.django_db(transaction=True)  # a kept page ends with a commit
def test_a_page_tells_strangers_nothing_of_a_picture_that_they_may_not_see(
    client, admin, shelf, pages_with
):
    assert set(told(client, pages_with)) == set(pages_with)
    assert told(client, ["/"]) == {"/": list(TOLD)}
    close(shelf.get_parent())
    assert told(client, pages_with) == {}
    assert set(told(admin, pages_with)) == set(pages_with)
    assert told(client, pages_with) == {}, "what an editor was shown is not kept for others"


@pytest.mark.parametrize("number", [1, 7])
def test_private_pictures_cost_a_fixed_number_of_queries(
    number, rf, shelf, django_assert_num_queries
):
    close(shelf)
    request = rf.get("/")
    request.user = AnonymousUser()
    images = [ImageFactory(collection=shelf) for _ in range(number)]
    with django_assert_num_queries(4):
        assert learn(request, [], also=images) == {}
    assert all(image.is_hidden for image in images)


@pytest.mark.django_db(transaction=True)
def test_who_knows_the_password_of_a_collection_sees_its_pictures_on_pages(
    client, shelf, pages_with
):
    restriction = close(shelf, "password", password="sesame")
    assert told(client, pages_with) == {}
    client.post(
        f"/documents/authenticate_with_password/{restriction.pk}/",
        {"password": "sesame", "return_url": "/"},
    )
    assert set(told(client, pages_with)) == set(pages_with)
    assert told(Client(), pages_with) == {}
