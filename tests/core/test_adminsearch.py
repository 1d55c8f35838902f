"""What editors type where the admin finds pages, images, documents and media."""

import pytest

from tests.factories import ImageFactory

LISTS = (
    "/admin/images/", "/admin/images/chooser/results/", "/admin/documents/", "/admin/media/",
    "/admin/media/chooser/", "/admin/pages/search/", "/admin/choose-page/search/",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "asked", ['"', '"blue', 'the "blue" one', 'a"b', "'", "\\", "a\0b", "NOT", "(", "*"]
)
def test_no_list_of_the_admin_stumbles_over_a_sign(admin, home_page, address, asked):
    assert admin.get(address, {"q": asked}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["blue horse", '"blue horse"', 'the "blue', "BLUE"])
def test_an_image_is_found_by_words_in_quotation_marks(admin, asked):
    ImageFactory(title="The blue horse")
    ImageFactory(title="A red one")
    found = admin.get("/admin/images/results/", {"q": asked}).content.decode()
    assert ("The blue horse" in found, "A red one" in found) == (True, False)
