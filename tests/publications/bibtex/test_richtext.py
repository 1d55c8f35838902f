"""Rich text: safe, well nested, and readable without its markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.bibtex.richtext import clean, escape, link, math_text, plain


@pytest.mark.parametrize(
    ("rich", "bare"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"), ("<i>a</i> <sup>2</sup>", "a 2"), (r"\(x^2\)", "x²"),
        ("&#92;(x", r"\(x"),
        ('<a href="https://x.org">x</a>', "x"), (r"a \(\alpha &lt; \beta\) b", "a α < β b"),
        ("plain", "plain"),
    ],
)  # fmt: skip
def test_the_bare_text_has_no_markup(rich: str, bare: str) -> None:
    assert plain(rich) == bare


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("x", "x"), ("x^2", "x²"), ("x_{ij}", "xᵢⱼ"), ("10^{-3}", "10⁻³"), (r"20^{\circ}", "20°"),
        (r"\alpha+\beta", "α+β"),
        (r"\frac{a}{b}", "a/b"), (r"\frac{a+1}{b}", "(a+1)/b"), (r"\sqrt{x}", "√x"),
        (r"\sqrt[3]{x+y}", "∛(x+y)"),
        (r"\mathrm{CO}_2", "CO₂"), (r"\mathbb{R}^n", "ℝⁿ"), (r"\hat{x}", "x̂"),
        (r"\acute{\omega}", "ώ"), (r"\hat{\bar x}", "x̂̄"),
        (r"a \leq b", "a ≤ b"), (r"\left(a\right)", "(a)"),
        (r"\text{if } x", "if x"), (r"a\,b", "a b"),
        (r"x^{y_z}", "x^(y_z)".replace("^(y_z)", "^(y_z)")), (r"\foo x", "foo x"), ("f'", "f′"),
        (r"O(n\log n)", "O(n log n)"), (r"W[1]", "W[1]"), (r"\ll", "≪"), (r"\{a\}", "{a}"),
        ("p<0.05", "p<0.05"),
        # How titles in mathematics and physics are written since the eighties.
        (r"\germ{sl}_n(\Bbb{R})", "slₙ(ℝ)"), (r"\Bbb R^n", "ℝⁿ"), (r"{\cal N}=4", "N=4"),
        (r"^{12}{\rm C}(\alpha,\gamma)^{16}{\rm O}", "¹²C(α,γ)¹⁶O"), (r"D^{(*)}", "D^(*)"),
        (r"\not\!\!E_T", "E̸_T"), (r"\slashed{E}", "E̸"), (r"a \notin b", "a ∉ b"),
        (r"\binom{n}{k}", "(n choose k)"), (r"X\stackrel{d}{=}Y", "X=Y"), (r"A \xrightarrow{f} B", "A → B"),
        (r"\log\log n", "log log n"), (r"\kern1pt x", "x"), (r"\textsc{Max-Cut}", "Max-Cut"),
        (r"x\sb 2", "x₂"),
    ],
)  # fmt: skip
def test_a_formula_can_be_read_without_its_tex(tex: str, text: str) -> None:
    assert math_text(tex) == text


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("<i>a", "&lt;i&gt;a"), ("a</i>", "a&lt;/i&gt;"), ("<i>a</b></i>", "<i>a&lt;/b&gt;</i>"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ('<a href="javascript:x">a</a>', '&lt;a href="javascript:x"&gt;a&lt;/a&gt;'),
        ("a < b & c", "a &lt; b &amp; c"),
        ("  a \n b  ", "a b"), ("a\n\n\nb", "a\n\nb"), ("\\alpha", "&#92;alpha"),
        (r"\(\{\)", r"\(\lbrace\)"), (r"\(}\)", "}"),
        ("e\u0301", "é"), ("a\x00\x1bb", "ab"),
        ('<i onclick="x">a</i>', '&lt;i onclick="x"&gt;a&lt;/i&gt;'),
        ('<a href="https://a.b"><a href="https://c.d">x</a></a>', None),
    ],
)  # fmt: skip
def test_any_text_becomes_safe(given_text: str, cleaned: str | None) -> None:
    if cleaned is not None:
        assert clean(given_text) == cleaned
    assert clean(clean(given_text)) == clean(given_text)


def test_a_link_leads_only_to_the_web() -> None:
    assert link("https://x.org/a&b", "t") == '<a href="https://x.org/a&amp;b">t</a>'
    assert link("javascript:alert(1)", "t") == "t"
    assert link('https://x.org/"onclick=', "t") == "t"


ELEMENT = re.compile(r'<(/?)(i|b|sup|sub|sc|code)>|<a href="https?://[^"<>\s]*">|</a>')


@given(st.text() | st.text(alphabet='<>/ibsupa="&;\\(){}$ \nhref:'))
def test_cleaned_text_has_no_other_element_than_those_allowed(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    left = ELEMENT.sub("", cleaned)
    assert "<" not in left
    assert ">" not in left


@given(st.text())
def test_escaping_is_undone_by_the_bare_text(text: str) -> None:
    assert plain(escape(text)) == text
