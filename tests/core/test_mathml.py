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


@pytest.mark.parametrize(
    ("tex", "letters"),
    [
        (r"{\cal N}=4", "𝒩"), (r"\mathcal{B}", "ℬ"), (r"\Bbb R^n", "ℝ"), (r"{\bf x}", "𝐱"),
        (r"\germ{g}", "𝔤"), (r"\frak C", "ℭ"), (r"\scr F", "ℱ"), (r"\boldsymbol\beta", "𝜷"),
        (r"\mathbb{1}", "𝟙"), (r"\mathtt{a}", "𝚊"), (r"\mathsf{P}", "𝖯"),
    ],
)  # fmt: skip
def test_letters_of_another_alphabet_need_no_attribute_that_browsers_pass_over(tex, letters):
    html = to_mathml(tex)
    assert f">{letters}<" in html
    assert "mathvariant" not in html


def test_an_operator_of_several_letters_is_a_row():
    assert "<mo><" not in to_mathml(r"\mathop{\rm Hom}\nolimits")


def test_upright_letters_say_so():
    assert '<mi mathvariant="normal">d</mi>' in to_mathml(r"{\rm d}")


@pytest.mark.parametrize(
    "tex",
    [r"K^\dag", r"\ensuremath{x}", r"\slashed{E}", r"x\sb 2\sp 3", r"\mathop{\rm Hom}\nolimits",
     r"\textsc{Max-Cut}", r"\germ{sl}_n(\Bbb{R})"],
)  # fmt: skip
def test_no_command_of_old_files_is_shown_as_it_was_typed(tex):
    html = to_mathml(tex)
    assert "\\" not in html.replace(f'alttext="{tex}"', "")


def test_a_formula_that_is_no_formula_is_escaped():
    assert to_mathml(r"\frac{<b>{") == r"<code>\frac{&lt;b&gt;{</code>"
