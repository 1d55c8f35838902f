import pytest
from django.core.files.storage import default_storage

from core.models.image import PRESETS
from core.pictures import learn
from tests.factories import ImageFactory, picture_file

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
def test_pictures_of_any_number_cost_one_query_once_they_are_prefetched(
    number, django_assert_num_queries
):
    images = [ImageFactory() for _ in range(number)]
    for image in images:
        image.picture("cover")
    fresh = list(type(images[0]).objects.all())
    with django_assert_num_queries(1):
        learn([], also=fresh)
        for image in fresh:
            image.picture("cover")


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
