"""A site on which nobody has made a page yet."""

import pytest
from wagtail.models import Page, Site

from home.models import HomePage


@pytest.fixture
def welcomed(roots):
    """As Wagtail's migrations leave a site: a welcome, and nothing else."""
    welcome = roots.add_child(instance=Page(title="Welcome", slug="welcome"))
    Site.objects.all().delete()
    return Site.objects.create(hostname="testserver", root_page=welcome, is_default_site=True)


def test_the_editor_is_led_to_the_first_page_and_it_takes_the_place_of_the_welcome(
    welcomed, admin, client, uncached
):
    assert (
        f"/admin/pages/add/home/homepage/{Page.get_first_root_node().pk}/"
        in admin.get("/admin/").content.decode()
    )
    root = Page.get_first_root_node()
    page = root.add_child(
        instance=HomePage(title="Ada", slug="ada", name="Ada Example", live=False)
    )
    assert "Ada Example" not in client.get("/").content.decode()
    page.save_revision().publish()
    assert "Ada Example" in client.get("/").content.decode()
    assert f"/admin/pages/{page.pk}/edit/" in admin.get("/admin/").content.decode()


def test_a_first_page_that_somebody_chose_stays_the_first(home_page):
    other = Page.get_first_root_node().add_child(instance=HomePage(title="Two", slug="two"))
    other.save_revision().publish()
    assert Site.objects.get().root_page_id == home_page.pk
