import re

import pytest
from playwright.sync_api import expect

from publications.models import Authorship
from tests.browser.accessibility import fits
from tests.factories import PublicationFactory

LIST = "/publications/"


@pytest.fixture(autouse=True)
def _papers(site_url):
    """Two papers of this module's own, beside the ones that the site has."""
    from publications.models import Publication

    if not Publication.objects.filter(key="browsed1").exists():
        author = Authorship.objects.first().author
        PublicationFactory(
            key="browsed1",
            title="Browsed manuals",
            type="manual",
            date="1999",
            authors=[author],
        )
        PublicationFactory(
            key="browsed2",
            title="Browsed theses \\(x^2\\)",
            type="phd",
            date="2001",
            doi="10.1000/browsed",
            abstract="With \\(\\sqrt{2}\\) in it.",
            authors=[author],
        )


def facet(page, name, words):
    details = page.locator(f'[data-facet="{name}"]')
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    return details.get_by_role("link", name=re.compile(words))


def test_a_filter_changes_the_list_in_place_and_keeps_address_and_focus(page, axe):
    page.goto(LIST)
    page.evaluate("window.stillHere = true")
    facet(page, "type", "Manuals").click()
    expect(page.locator("#count")).to_have_text("1 publication")
    expect(page).to_have_url(re.compile(r"\?type=manual$"))
    assert page.evaluate("window.stillHere")
    assert "Manuals" in page.evaluate("document.activeElement.textContent")
    axe(page)
    page.go_back()
    expect(page.locator("#count")).not_to_have_text("1 publication")
    expect(page).to_have_url(re.compile(r"/publications/$"))


def test_words_typed_into_the_list_find_in_place(page):
    page.goto(LIST)
    page.evaluate("window.stillHere = true")
    page.get_by_label("Find in this list").fill("browsed theses")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("1 publication")
    expect(page).to_have_url(re.compile(r"\?q=browsed\+theses$"))
    assert page.evaluate("window.stillHere")
    assert page.evaluate("document.activeElement.id") == "publications-q"


def test_a_name_leads_to_what_was_written_with_the_owner(page, phone, axe):
    for one in (page, phone):
        one.goto(LIST)
        link = one.locator(".publication-authors a").first
        name = link.text_content()
        link.click()
        expect(one.locator(".coauthor h2")).to_have_text(name)
        expect(one).to_have_url(re.compile(r"\?author="))
        axe(one, within="main")
        assert fits(one)


def test_the_filters_work_without_a_script(plain):
    plain.goto(LIST)
    facet(plain, "type", "Manuals").click()
    expect(plain.locator("#count")).to_have_text("1 publication")
    expect(plain.get_by_role("link", name="Browsed manuals", exact=True)).to_be_visible()


def test_a_phone_shows_the_list_before_it_opens_the_filters(phone, axe):
    phone.goto(LIST)
    expect(phone.locator('[data-facet="type"]')).not_to_be_visible()
    phone.locator(".facets > summary").click()
    expect(phone.locator('[data-facet="type"]')).to_be_visible()
    assert fits(phone)
    axe(phone, within="main")


@pytest.mark.parametrize(
    ("path", "title"), [(LIST, ".publication-title a"), ("/search/?q=browsed", ".hit-title a")]
)
def test_a_word_as_long_as_chemists_make_them_does_not_widen_a_phone(phone, path, title):
    phone.goto(path)
    phone.locator(title).first.evaluate("title => { title.textContent = 'Oxazolidin'.repeat(9) }")
    assert fits(phone)


def test_a_citation_is_copied_with_one_click(new_context):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(LIST)
    page.locator(".publication-title a", has_text="Browsed theses").click()
    page.get_by_role("button", name="Copy APA 7").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Browsed theses" in copied
    assert "https://doi.org/10.1000/browsed" in copied


def test_the_page_of_a_publication_meets_the_guidelines(page, phone, axe):
    for one in (page, phone):
        one.goto(f"{LIST}browsed-theses-x2/")
        expect(one.locator("h1 math")).to_be_visible()
        axe(one, within="main")
        assert fits(one)


def test_the_printed_list_is_a_clean_list(page):
    page.goto(LIST)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Browsed manuals", exact=True)).to_be_visible()
    for gone in (".publication-filters", ".years-picture", ".arrangement", ".exports"):
        expect(page.locator(gone).first).not_to_be_visible()


def test_the_form_shows_what_the_type_asks_for(signed_in):
    signed_in.goto("/admin/snippets/publications/publication/add/")
    volume = signed_in.get_by_label("volume", exact=False).first
    signed_in.locator("#id_type").select_option("phd")
    expect(signed_in.locator("#id_institution")).to_be_visible()
    expect(signed_in.locator("#id_volume")).not_to_be_visible()
    signed_in.locator("#id_type").select_option("journal")
    expect(volume).to_be_visible()
    expect(signed_in.locator("#id_institution")).not_to_be_visible()
    signed_in.get_by_role("button", name="Show all fields").click()
    expect(signed_in.locator("#id_institution")).to_be_visible()
