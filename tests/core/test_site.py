import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core.models import SiteSettings
from home.models import HomePage
from research.models import ResearchTopicPage
from tests.factories import ImageFactory, picture_file
from tests.queries import queries_of


def test_the_menu_holds_the_public_pages_below_the_home_page(
    client, home_page, publication_index, music_page, research_index
):
    research_index.unpublish()
    PageViewRestriction.objects.create(page=music_page, restriction_type="login")
    html = client.get("/").content.decode()
    assert '<a href="/publications/">Publications</a>' in html
    assert 'href="/research/"' not in html
    assert 'href="/music/"' not in html


def test_the_page_that_is_open_is_marked_in_the_menu(client, publication_index):
    html = client.get("/publications/").content.decode()
    assert '<a href="/publications/" aria-current="page">' in html


@pytest.mark.parametrize("private", ["the page itself", "one above it"])
def test_an_alias_is_as_private_as_the_page_it_is_of(private, client, research_index):
    topic = research_index.add_child(instance=ResearchTopicPage(title="Hush", slug="hush"))
    alias = topic.create_alias(parent=research_index, update_slug="copy")
    restricted = topic if private == "the page itself" else research_index
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    assert client.get(alias.get_url()).status_code == 302
    assert len(alias.specific.get_view_restrictions()) == 1


def test_an_alias_of_a_private_page_is_listed_nowhere(client, research_index, uncached):
    image = ImageFactory()
    topic = research_index.add_child(
        instance=ResearchTopicPage(title="Hush-hush", slug="x", summary="Secret", lead_image=image)
    )
    alias = topic.create_alias(parent=research_index, update_slug="copy")
    promoted = Query.get("whisper").editors_picks.create(page=alias)
    picture = image.get_rendition("width-20").url
    paths = (
        "/research/", "/sitemap-pages.xml", "/api/v2/pages/", "/search/?q=secret",
        "/search/?q=whisper",
    )  # fmt: skip
    for path in paths:
        assert alias.get_url() in client.get(path).content.decode()
    assert promoted.page.live
    PageViewRestriction.objects.create(page=topic, restriction_type="login")
    for path in paths:
        assert alias.get_url() not in client.get(path).content.decode()
    assert client.get(picture).status_code == 403


def test_a_page_below_one_of_the_menu_is_not_said_to_be_that_page(client, research_index):
    research_index.add_child(instance=ResearchTopicPage(title="Seeing"))
    html = client.get("/research/seeing/").content.decode()
    assert '<a href="/research/" aria-current="true">' in html


def test_a_page_with_a_password_asks_for_it_and_tells_nothing_of_itself(client, research_index):
    topic = research_index.add_child(
        instance=ResearchTopicPage(title="Hush-hush", slug="x", summary="Between us")
    )
    PageViewRestriction.objects.create(page=topic, restriction_type="password", password="sesame")
    asked = client.get("/research/x/")
    html = asked.content.decode()
    assert '<header class="site-header">' in html
    assert "Hush-hush" not in html
    assert "Between us" not in html
    restriction = PageViewRestriction.objects.get()
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, topic.pk])
    wrong = client.post(address, {"password": "sesam", "return_url": "/research/x/"})
    assert "Hush-hush" not in wrong.content.decode()
    assert 'class="errorlist' in wrong.content.decode()
    right = client.post(address, {"password": "sesame", "return_url": "/research/x/"}, follow=True)
    assert "Hush-hush" in right.content.decode()


def test_a_form_that_went_stale_and_a_strange_host_are_answered_in_words(home_page):
    strict = Client(enforce_csrf_checks=True)
    address = reverse("wagtailcore_authenticate_with_password", args=[1, 1])
    stale = strict.post(address, {"password": "sesame"})
    assert stale.status_code == 403
    assert "The form has gone stale" in stale.content.decode()
    strange = strict.get("/", headers={"host": "evil.example"})
    assert strange.status_code == 400
    assert "cannot be understood" in strange.content.decode()


def test_a_page_for_some_accounts_leads_to_a_form_in_the_sites_own_look(client, research_index):
    PageViewRestriction.objects.create(page=research_index, restriction_type="login")
    answer = client.get("/research/", follow=True)
    assert '<header class="site-header">' in answer.content.decode()
    assert 'name="password"' in answer.content.decode()


def test_a_site_without_a_page_says_so_in_its_own_look(client, db):
    html = client.get("/").content.decode()
    assert "Nothing is here yet" in html
    assert "Wagtail" not in html


def test_the_settings_name_the_site_on_every_page(client, home_page):
    SiteSettings.objects.create(
        site=home_page.get_site(),
        site_name="Ada & Co",
        footer_credit="Designed by hand",
        social_links=[
            {"type": "link", "value": {"label": "Elsewhere", "url": "https://example.org/"}}
        ],
    )
    html = client.get("/nowhere/").content.decode()
    assert "Ada &amp; Co" in html
    assert "Designed by hand" in html
    assert '<a href="https://example.org/" rel="me">Elsewhere</a>' in html


def test_a_page_is_in_the_language_it_is_written_in_whatever_the_browser_asks_for(
    client, home_page, publication_index
):
    french = {"accept-language": "fr"}
    for path in ("/", "/publications/", "/search/?q=example", "/nothing-here/"):
        assert '<html lang="en">' in client.get(path, headers=french).content.decode()
    feed = client.get("/publications/feed/", headers=french).content.decode()
    assert 'xml:lang="en"' in feed


def test_the_credit_at_the_foot_may_lead_to_whom_it_names(client, home_page):
    SiteSettings.objects.create(
        site=home_page.get_site(),
        footer_credit="Designed by Ada & Co",
        footer_credit_url="https://example.org/?a&b",
    )
    html = client.get("/nowhere/").content.decode()
    assert '<a href="https://example.org/?a&amp;b">Designed by Ada &amp; Co</a>' in html


def sheet_of(client) -> str:
    """The address of the one style sheet that the home page asks for."""
    (address,) = re.findall(
        r'<link rel="stylesheet" href="([^"]+)"', client.get("/").content.decode()
    )
    return address


def test_every_page_asks_for_one_style_sheet_which_holds_the_look_of_all(client, home_page):
    response = client.get(sheet_of(client))
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    for name in settings.STYLE_SHEETS:
        assert Path(finders.find(name)).read_text() in response.content.decode()
    assert len(gzip.compress(response.content)) < 12_000


def test_the_accent_colour_is_a_part_of_the_look_and_of_its_address(client, home_page, uncached):
    before = sheet_of(client)
    SiteSettings.objects.update(accent_colour="#1f4e5f")
    assert sheet_of(client) != before
    assert b"light-dark(#1f4e5f,#" in client.get(sheet_of(client)).content
    # A page that was drawn earlier gets the look as it is now, but may not keep it.
    old = client.get(before)
    assert b"light-dark(#1f4e5f,#" in old.content and "immutable" not in old["Cache-Control"]


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#b8442a;}body{display:none"])
def test_a_colour_that_is_none_is_refused(home_page, colour):
    row = SiteSettings(site=home_page.get_site(), accent_colour=colour)
    with pytest.raises(Exception, match="A colour is written #rrggbb"):
        row.full_clean()


def test_an_address_that_leads_nowhere_says_so_in_the_sites_own_look(client, home_page):
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()


def test_robots_are_shown_the_sitemap_and_kept_out_of_the_admin(client, home_page):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_sitemap_lists_public_pages_and_no_others(
    client, home_page, music_page, research_index
):
    PageViewRestriction.objects.create(page=music_page, restriction_type="password", password="x")
    research_index.unpublish()
    index = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemap-pages.xml" in index
    pages = client.get("/sitemap-pages.xml").content.decode()
    assert "<loc>http://testserver/</loc>" in pages
    assert "/music/" not in pages
    assert "/research/" not in pages


def test_the_api_shows_public_pages_and_pictures_only(client, home_page, music_page):
    music_page.unpublish()
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    below = private.add_child(name="Below")
    seen = ImageFactory(title="Seen")
    ImageFactory(title="Hidden", collection=private)
    ImageFactory(title="Hidden below", collection=below)
    pages = json.loads(client.get("/api/v2/pages/").content)
    assert [page["title"] for page in pages["items"]] == [home_page.title]
    images = json.loads(client.get("/api/v2/images/").content)
    assert [image["id"] for image in images["items"]] == [seen.pk]


def test_the_api_gives_the_sizes_of_a_picture_by_addresses_that_answer(client, home_page):
    big = picture_file(size=(640, 480))
    image = ImageFactory(file=big, description="A tree", credit="Ada")
    image.picture("thumbnail")
    found = client.get(f"/api/v2/images/{image.pk}/").json()
    assert (found["description"], found["credit"]) == ("A tree", "Ada")
    assert {size["width"] for size in found["renditions"]} == {160, 320}
    assert all(client.get(size["url"]).status_code == 200 for size in found["renditions"])
    assert "download_url" not in found["meta"]


def test_the_api_lists_pictures_by_a_fixed_number_of_queries(client, home_page, uncached):
    path = "/api/v2/images/?fields=*"
    ImageFactory().picture("thumbnail")
    few = queries_of(client, path)
    for _image in range(4):
        ImageFactory().picture("thumbnail")
    assert queries_of(client, path) == few


def test_the_api_tells_what_a_page_says(client, home_page, research_index):
    topic = research_index.add_child(
        instance=ResearchTopicPage(
            title="Seeing", summary="With eyes.", first_year=2010, body=[("prose", "<p>How?</p>")]
        )
    )
    found = client.get(f"/api/v2/pages/{topic.pk}/").json()
    assert (found["summary"], found["first_year"]) == ("With eyes.", 2010)
    assert [(block["type"], block["value"]) for block in found["body"]] == [
        ("prose", "<p>How?</p>")
    ]


def test_the_api_names_a_picture_of_a_page_by_its_number_alone(client, home_page):
    """Its title is not for everyone where its collection is private."""
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    home_page.portrait = ImageFactory(title="Hidden", collection=private)
    home_page.save_revision().publish()
    answer = client.get(f"/api/v2/pages/{home_page.pk}/")
    assert answer.json()["portrait"] == home_page.portrait.pk
    assert b"Hidden" not in answer.content


def test_a_redirect_leads_from_an_old_address_to_the_new_one(client, home_page, music_page):
    from wagtail.contrib.redirects.models import Redirect

    Redirect.objects.create(old_path="/songs", redirect_page=music_page)
    response = client.get("/songs/")
    assert response.status_code == 301
    assert response["Location"].endswith("/music/")


def test_a_page_describes_itself_by_its_own_sentence_or_by_its_summary(db):
    assert HomePage(summary="Short").description == "Short"
    assert HomePage(summary="Short", search_description="For engines").description == "For engines"
