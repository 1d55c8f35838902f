import pytest

from core.colours import DARK_PAPER, LIGHT_PAPER, contrast, readable_pair


def test_black_on_white_has_the_contrast_that_wcag_names():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    # WCAG's own example of a grey that just passes on white
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    "accent", ["#ffff00", "#000000", "#ffffff", "#b8442a", "#1f4e5f", "#ff69b4"]
)
def test_any_accent_is_made_readable_on_both_papers(accent):
    light, dark = readable_pair(accent)
    assert contrast(light, LIGHT_PAPER) >= 4.5
    assert contrast(dark, DARK_PAPER) >= 4.5


def test_an_accent_that_is_readable_already_stays_as_chosen():
    assert readable_pair("#1f4e5f")[0] == "#1f4e5f"
