import pytest

from core.mathml import to_mathml


def test_a_formula_becomes_mathml_with_its_tex_as_the_text_beside_it():
    html = to_mathml(r"\frac{a}{b}")
    assert html.startswith("<math")
    assert "<mfrac>" in html
    assert r'alttext="\frac{a}{b}"' in html


def test_a_formula_on_its_own_line_says_so():
    assert 'display="block"' in to_mathml("x^2", block=True)


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
        r"\color{red}{x}",
        r"\class{big}{x}",
        r"<script>alert(1)</script>",
    ],
)
def test_nothing_in_a_formula_reaches_the_page_but_mathematics(tex):
    html = to_mathml(tex)
    markup = html.replace(html[html.find('alttext="') : html.find('">', html.find("alttext"))], "")
    for forbidden in ("href", "style=", "script>", "class=", "mathcolor"):
        assert forbidden not in markup


@pytest.mark.parametrize(
    "tex", [r"\frac{", "{" * 5000, "x" * 100_000, r"\begin{matrix}", "^", "\\"]
)
def test_what_cannot_be_read_is_shown_as_it_was_typed(tex):
    html = to_mathml(tex)
    assert html.startswith(("<code>", "<math"))
    assert tex[:50] in html


def test_a_formula_that_is_no_formula_is_escaped():
    assert to_mathml(r"\frac{<b>{") == r"<code>\frac{&lt;b&gt;{</code>"
