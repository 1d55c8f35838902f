"""Every public page in a real browser."""

import pytest

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
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
