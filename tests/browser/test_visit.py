"""Every public page in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import fits

PAGES = ["/", "/research/", "/research/seeing-fields/", "/publications/", "/publications/seeing-fields/",
         "/music/", "/music/sketches/", "/search/?q=field"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_asks_nobody_else(page, axe, address):
    answer = page.goto(address)
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    axe(page)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_a_phone(phone, address):
    phone.goto(address)
    assert fits(phone)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_a_phone_whose_letters_are_twice_as_large(phone, address):
    phone.goto(address)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert fits(phone)


def test_the_search_on_a_phone_opens_where_it_is_touched(phone):
    phone.goto("/")
    field = phone.get_by_role("search").get_by_role("combobox")
    closed = field.bounding_box()
    assert closed["width"] >= 24 and closed["height"] >= 24
    field.tap()
    expect(field).to_have_js_property("offsetWidth", 328)  # all of the 360, but for the margins
    field.fill("field")
    field.blur()  # as some browsers do when a button is touched, before it hears of it
    expect(field).to_have_js_property("offsetWidth", 328)
    phone.get_by_role("search").get_by_role("button").tap()
    phone.wait_for_url("**/search/?q=field")
