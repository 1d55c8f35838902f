"""The search box as a combobox, the page of results, and both without a script."""

import re

import pytest
from playwright.sync_api import Page, expect


def box(page: Page):
    return page.get_by_role("combobox", name="Search the site")


def suggestions(page: Page):
    return page.locator("header").get_by_role("option")


def type_into(page: Page, text: str) -> None:
    box(page).press_sequentially(text)
    expect(suggestions(page).first).to_be_visible()


def test_a_slash_goes_to_the_box_and_no_further(page):
    page.goto("/")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    page.keyboard.type("a/b")
    expect(box(page)).to_have_value("a/b")


def test_suggestions_have_the_roles_that_screen_readers_know(page, axe):
    page.goto("/")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_attribute("aria-autocomplete", "list")
    type_into(page, "fiel")
    listbox = page.get_by_role("listbox", name="Suggestions")
    expect(listbox).to_be_visible()
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    assert box(page).get_attribute("aria-controls") == listbox.get_attribute("id")
    expect(page.locator("header").get_by_role("status")).to_have_text(
        re.compile(r"\d+ suggestions")
    )
    assert "<mark>" in suggestions(page).first.inner_html()
    axe(page, within="header")


def test_arrows_move_through_the_suggestions_and_the_focus_stays(page):
    page.goto("/")
    type_into(page, "fiel")
    first, last = suggestions(page).first, suggestions(page).last
    box(page).press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    assert box(page).get_attribute("aria-activedescendant") == first.get_attribute("id")
    expect(box(page)).to_be_focused()
    box(page).press("ArrowUp")
    assert box(page).get_attribute("aria-activedescendant") is None
    box(page).press("ArrowUp")
    expect(last).to_have_attribute("aria-selected", "true")
    expect(first).to_have_attribute("aria-selected", "false")


def test_enter_goes_to_the_chosen_suggestion(page):
    page.goto("/")
    type_into(page, "streams of da")
    box(page).press("ArrowDown")
    box(page).press("Enter")
    page.wait_for_url("**/publications/streams-of-data/")


def test_enter_without_a_choice_searches(page):
    page.goto("/")
    type_into(page, "field")
    box(page).press("Enter")
    page.wait_for_url("**/search/?q=field")
    expect(page.get_by_role("main").locator("mark").first).to_be_visible()


def test_escape_closes_the_list_before_it_empties_the_box(page):
    page.goto("/")
    type_into(page, "field")
    box(page).press("Escape")
    expect(suggestions(page)).to_have_count(0)
    expect(box(page)).to_have_value("field")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    box(page).press("ArrowDown")
    expect(suggestions(page).first).to_be_visible()


def test_leaving_the_box_closes_the_list(page):
    page.goto("/")
    type_into(page, "field")
    box(page).press("Tab")
    expect(suggestions(page)).to_have_count(0)


def test_a_click_follows_a_suggestion(page):
    page.goto("/")
    type_into(page, "streams of da")
    suggestions(page).first.click()
    page.wait_for_url("**/publications/streams-of-data/")


def test_the_list_fits_a_phone(phone):
    phone.goto("/")
    type_into(phone, "field")
    left, right = suggestions(phone).first.evaluate(
        "e => { const r = e.parentElement.getBoundingClientRect(); return [r.left, r.right] }"
    )
    assert left >= 0
    assert right <= phone.evaluate("innerWidth")


def test_the_search_works_without_a_script(plain):
    plain.goto("/")
    plain.get_by_label("Search the site").fill("field")
    plain.get_by_label("Search the site").press("Enter")
    plain.wait_for_url("**/search/?q=field")
    assert plain.locator(".hit").count() > 0
    plain.get_by_role("navigation", name="Type").get_by_role("link", name="Publications").click()
    plain.wait_for_url("**type=publication**")
    assert plain.locator(".hit").count() == plain.locator(".hit-publication").count() > 0


@pytest.mark.parametrize("query", ["field", "xylophonist", "", "author:sample"])
def test_the_results_are_accessible(page, axe, query):
    page.goto(f"/search/?q={query}")
    axe(page)


def test_the_waveform_of_a_track_is_seen(page):
    page.goto("/search/?q=morning")
    line = page.locator(".hit-wave path").first
    assert line.bounding_box()["width"] > 50
    assert line.evaluate("e => getComputedStyle(e).stroke") not in ("none", "")


def test_the_page_of_results_has_one_box_to_which_the_slash_goes(page):
    page.goto("/search/?q=field")
    expect(page.get_by_role("combobox")).to_have_count(1)
    expect(page.get_by_role("search")).to_have_count(1)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("field")
