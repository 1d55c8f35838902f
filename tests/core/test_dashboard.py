"""What an editor meets first."""

import pytest

from core.models import SiteSettings
from tests.factories import ImageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def test_the_owner_of_an_empty_site_is_led_to_its_name_and_first_page(admin_client):
    html = admin_client.get("/admin/").content.decode()
    assert html.index("Name the site") < html.index("Make your first page")


def test_once_the_site_has_a_name_nobody_is_asked_for_it(admin_client, home_page):
    SiteSettings.objects.create(site=home_page.get_site(), site_name="Ada")
    html = admin_client.get("/admin/").content.decode()
    assert "Name the site" not in html
    assert "Tell your story" in html


def test_a_report_lists_the_images_that_nobody_has_described(admin_client):
    ImageFactory(title="A mute picture", description="")
    ImageFactory(title="A telling picture", description="A field")
    html = admin_client.get("/admin/reports/undescribed-images/").content.decode()
    assert "A mute picture" in html
    assert "A telling picture" not in html
    export = admin_client.get("/admin/reports/undescribed-images/?export=csv")
    assert b"A mute picture" in b"".join(export.streaming_content)


def test_the_report_costs_the_same_queries_for_many_images_as_for_one(admin_client):
    ImageFactory(description="")
    few = queries_of(admin_client, "/admin/reports/undescribed-images/")
    for _ in range(5):
        ImageFactory(description="")
    assert queries_of(admin_client, "/admin/reports/undescribed-images/") == few


def test_the_report_is_not_for_who_may_change_no_image(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get("/admin/reports/undescribed-images/").status_code == 302
