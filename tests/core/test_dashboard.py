"""What an editor meets first."""

import pytest

from core.models import SiteSettings

pytestmark = pytest.mark.django_db


def test_the_owner_of_an_empty_site_is_led_to_its_name_and_first_page(admin_client):
    html = admin_client.get("/admin/").content.decode()
    assert html.index("Name the site") < html.index("Make your first page")


def test_once_the_site_has_a_name_nobody_is_asked_for_it(admin_client, home_page):
    SiteSettings.objects.create(site=home_page.get_site(), site_name="Ada")
    html = admin_client.get("/admin/").content.decode()
    assert "Name the site" not in html
    assert "Tell your story" in html
