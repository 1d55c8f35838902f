"""What packages, TeX's primitives and publishers' exports put into values, as it would print."""

import unicodedata

import pytest

from publications.bibtex.encode import encode, encode_plain
from publications.bibtex.latex import decode, decode_plain
from publications.bibtex.reader import Entry, read
from publications.bibtex.record import interpret
from publications.bibtex.richtext import math_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\nicefrac{1}{2} and \frac{3}{8}", "1/2 and 3/8"),
        (r"\frac{\alpha}{n+1}", r"\(\frac{\alpha}{n+1}\)"),
        (r"\hat{a}, \bar{x}, \mathring{a}", "â, x̄, å"),
        (r"\path|a~b_c|", "a~b_c"),
        (r"\url|https://x.org/~a|", '<a href="https://x.org/~a">https://x.org/~a</a>'),
        (r"\path", ""),
        (r"\path|a", "|a"),
        (r"\sout{old} new", "old new"),
        (r"In \textcite[pp.~5--7]{noe} and \cite[see][12]{x}", "In noe, pp. 5–7 and see x, 12"),
        (r"\citep[][]{x}", "x"),
    ],
)
def test_what_people_take_out_of_mathematics_and_other_packages_prints(
    latex: str, text: str
) -> None:
    decoded = decode(latex)
    assert (decoded.text, decoded.problems) == (text, ())


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        # The encodings T2A, T2B, T2C and X2 ("Cyrillic languages support in LaTeX", cyrguide).
        (r"{\CYRV}{\cyro}{\cyrishrt}{\cyrn}{\cyra}", "Война"), (r"\CYRSHCH\cyrshch", "Щщ"),
        (r"\'{\cyrk}\'\CYRG", "ќЃ"), (r"\U\cyrzh", "ӂ"), (r"\cyrschwa\CYRKDSC", "әҚ"),
        (r"\cyrie{}\cyrii{}\cyryi{}\cyrgup", "єіїґ"), (r"\CYRpalochka", "Ӏ"),
        # LGR and textgreek; tipa and the T4 encoding of African languages.
        (r"\textbeta-catenin", "β-catenin"), (r"\'\textalpha", "ά"), (r"\textOmega", "Ω"),
        (r"\textesh\textbari\textglotstop", "ʃɨʔ"), (r"\textopeno\textEopen\textrtaild", "ɔƐɖ"),
        # textcomp and amssymb.
        (r"\textlangle a\textrangle", "⟨a⟩"), (r"\textdiscount", "⁒"), (r"\textoverline", "‾"),
        (r"\METAFONT{} and \AmSTeX", "METAFONT and AmSTeX"), (r"a\emdash{}b", "a—b"),
        (r"\preccurlyeq\nvDash\leqq", "≼⊭≦"), (r"a\hyp b", "a-b"),
        # What reviews of mathematics are written with.
        (r"Gel{\cprime}fand", "Gelʹfand"), (r"Z{\polhk{a}}b, \ocirc{U}", "Ząb, Ů"),
        (r"{\dbar}or{\dbar}", "đorđ"),
        (r"\cftil{o}, \udot{s}, {\lfhook{S}}", "ỗ, ṣ, Ș"), (r"\lasp Al\rasp", "ʿAlʾ"), (r"\Angstrom", "Å"),
        # Numbers that TeX reads and does not print.
        (r"user\penalty0---\penalty0 interface", "user—interface"), (r"A\spacefactor1000{} B", "A B"),
        (r"a\penalty-200 b", "ab"),
    ],
)  # fmt: skip
def test_letters_and_symbols_of_the_other_encodings_are_known(latex: str, text: str) -> None:
    assert decode(latex) == (text, (), ())


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        # "The TeXbook", appendix F: the accents of OT1 by their positions.
        (r"(11\=22)", "(112\u03042)"),
        (r"Caf\accent19 e", "Café"), (r"\accent'27A", "Å"), (r'\accent"7F{u}ber', "über"),
        (r"\accent1 e", "e"),
        # ^^ with two small hexadecimal digits is a character ("The TeXbook", chapter 8).
        ("na^^efve", "naïve"), ("2^^2", "2^^2"),
        # Spaces of a width; what only moves letters a little prints none.
        (r"A\kern-.1em B", "AB"), (r"a\kern 1em b", "a b"), (r"a\hspace{1cm}b", "a b"),
        (r"a\hspace*{-2pt}b", "ab"), (r"a\hskip 1em plus 2pt minus 1pt b", "a b"),
        (r"\raise.5ex\hbox{a}b", "ab"),
        (r"\uppercase{stra{\ss}e}", "STRASSE"), (r"\MakeLowercase{A \emph{B} $C$}", r"a <i>b</i> \(C\)"),
        (r"\begin{itemize}\item a\item b\end{itemize}", "• a\n\n• b"), (r"\item[x] a", "x a"),
        # babel's German and French, csquotes, biblatex.
        (r'G{"o}del', "Gödel"), (r'{"s}', "ß"), ('"`Wort"\'', "„Wort“"), ('say "\'tis"', 'say "\'tis"'),
        (r"1\ier{} \'etage, 2\ieme rang", "1<sup>er</sup> étage, 2<sup>e</sup> rang"),
        (r"\bsc{Dupont}", "<sc>Dupont</sc>"), (r"\enquote*{a \enquote{b}}", "‘a ‘b’’"),
        (r"a \textelp{} b \textins{c}", "a […] b [c]"),
        (r"\mkbibordinal{2} and \mkbibordinal{12}", "2nd and 12th"),
    ],
)  # fmt: skip
def test_primitives_and_languages_print_as_their_manuals_say(latex: str, text: str) -> None:
    decoded = decode(latex)
    assert (decoded.text, decoded.problems) == (text, ())


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        # mhchem manual: numbers after an element are lowered, charges and masses raised.
        (r"\ce{H2O}", "H<sub>2</sub>O"), (r"\ce{Ca(OH)2}", "Ca(OH)<sub>2</sub>"),
        (r"\ce{NH4+}", "NH<sub>4</sub><sup>+</sup>"), (r"\ce{Fe^{3+}}", "Fe<sup>3+</sup>"),
        (r"\ce{^{14}C}", "<sup>14</sup>C"), (r"\ce{2H2 + O2 -> 2H2O}",
         "2H<sub>2</sub> + O<sub>2</sub> → 2H<sub>2</sub>O"),
        (r"\ce{MgSO4.7H2O}", "MgSO<sub>4</sub>·7H<sub>2</sub>O"),
        (r"\ce{\gamma-Al2O3}", "γ–Al<sub>2</sub>O<sub>3</sub>"), (r"\ce{$x$H}", r"\(x\)H"),
        # siunitx manual.
        (r"\SI{10}{\micro\metre}", "10\u2009µm"), (r"\qty{3}{\metre\per\second\squared}",
         "3\u2009m\u2009s<sup>−2</sup>"),
        (r"\si{\kilo\gram\cubic\metre}", "kg\u2009m<sup>3</sup>"), (r"\unit{kg.m^{-1}}",
         "kg\u2009m<sup>−1</sup>"),
        (r"\num{1.5e-3}", "1.5 × 10<sup>−3</sup>"), (r"\num{-4}", "−4"), (r"\ang{12;30;}", "12°30′"),
        (r"\SI{20}{\percent}", "20%"), (r"\SI{20}{\celsius}", "20\u2009°C"),
        (r"\SI{2}{\furlong}", "2\u2009furlong"),
    ],
)  # fmt: skip
def test_substances_and_quantities_print_as_their_packages_print_them(
    latex: str, text: str
) -> None:
    decoded = decode(latex)
    assert (decoded.text, decoded.problems) == (text, ())


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<tex>$\\beta$</tex> rays", r"\(\beta\) rays"), ('<i class="x">a</i>', "<i>a</i>"),
        ('<span class="nocase">DNA</span> x', "DNA x"), ("<scp>Ab</scp>", "<sc>Ab</sc>"),
        ('<span style="font-variant:small-caps">Ab</span>', "<sc>Ab</sc>"),
        ('<a href="http://x.org">a</a>', "a"), ("a <b and c> d", "a &lt;b and c&gt; d"),
        ("the <font> element", "the &lt;font&gt; element"), ("<ul><li>a</li></ul>", "a"),
        ("<b>a <u>b</u></b>", "<b>a b</b>"), ("List<String>", "List&lt;String&gt;"),
    ],
)  # fmt: skip
def test_markup_of_publishers_is_read_and_what_has_no_partner_is_text(
    written: str, text: str
) -> None:
    assert decode(written).text == text


@pytest.mark.parametrize(
    ("mathml", "tex"),
    [
        ("<msub><mi>x</mi><mn>2</mn></msub>", "x_{2}"), ("<msup><mi>&alpha;</mi><mn>2</mn></msup>",
         r"\alpha^{2}"),
        ("<msubsup><mi>K</mi><mn>1</mn><mo>+</mo></msubsup>", "K_{1}^{+}"),
        ("<mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac>", r"\frac{1}{a+b}"),
        ("<msqrt><mi>n</mi></msqrt>", r"\sqrt{n}"), ("<mroot><mi>n</mi><mn>3</mn></mroot>",
         r"\sqrt[3]{n}"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", r"\bar{x}"), ("<mi>log</mi><mi>n</mi>",
         r"\mathrm{log}n"),
        ("<msup><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow><mn>2</mn></msup>", "{(a)}^{2}"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"), ("<mn>5</mn><mtext>% of</mtext>",
         r"5\text{\% of}"),
        ("<semantics><mi>x</mi><annotation>y</annotation></semantics>", "x"),
    ],
)  # fmt: skip
def test_mathml_becomes_mathematics(mathml: str, tex: str) -> None:
    for opening, prefix in [
        ("<math>", ""), ('<math xmlns="http://www.w3.org/1998/Math/MathML">', ""),
        ('<mml:math altimg="a.gif" overflow="scroll">', "mml:"),
    ]:  # fmt: skip
        inner = mathml.replace("</", "\0").replace("<", "<" + prefix).replace("\0", f"</{prefix}")
        value = f"a {opening}{inner}</{prefix}math> b"
        assert decode(value).text == f"a \\({tex}\\) b"


def test_mathml_that_is_broken_keeps_its_text() -> None:
    text = decode_plain("a <math><mi>x</mo></math> b")
    assert "x" in text and text.startswith("a ") and text.endswith(" b")
    deep = "<math>" + "<mrow>" * 5000 + "<mi>x</mi>" + "</mrow>" * 5000 + "</math>"
    assert "x" in decode_plain(deep)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"a \not\in b", "a ∉ b"), (r"a\not=b", "a≠b"), (r"\frac12", "1/2"), (r"e^{x_{1}}", "e^(x₁)"),
        (r"{}^{\mbox{th}}", "ᵗʰ"), (r"\begin{pmatrix} a & b \end{pmatrix}", "a b"),
        (r"\frac{a}{\sqrt{b}}", "a/(√b)"),
    ],
)  # fmt: skip
def test_nested_formulas_can_be_read(tex: str, text: str) -> None:
    assert math_text(tex) == unicodedata.normalize("NFC", text)


PREAMBLE = rb"""
@misc{a, title = {Soft{\Dash}Hard, \Dash\ \two{x}, \two[y]{z}, \kind, \noopsort{b}c}}
@preamble{"\newcommand{\Dash}{---}" # "\def\two#1{#1} \newcommand\two[2][one]{#1 and #2}"
  # "\let\kind=\sort \providecommand*{\sort}{\emph{Kind}} \newcommand{\noopsort}[1]{}"}
"""


def titles(source: bytes) -> list[str]:
    return [interpret(entry).title for entry in read(source) if isinstance(entry, Entry)]


def test_commands_that_a_preamble_defines_print_as_it_says_wherever_it_stands() -> None:
    assert titles(PREAMBLE) == ["Soft—Hard, — one and x, y and z, <i>Kind</i>, c"]


def test_a_preamble_that_is_a_program_or_never_ends_changes_nothing() -> None:
    source = rb"""@preamble{"\def\loop{\loop\loop} \def\odd{\csname x\endcsname} \newcommand{\cut}{"}
    @misc{a, title = {\odd b}}  @misc{b, title = {\loop}}"""
    assert titles(source)[0] == "&#92;odd b"
    grows = rb'@preamble{"\def\aa#1{x}\def\grow{\grow\grow\grow\grow}"} @misc{a, title={{\grow}}}'
    assert len(titles(grows)[0]) < 1 << 22


@pytest.mark.parametrize(
    ("latex", "phrases"),
    [
        (r"\emph{Homo {S}apiens}{NASA} x", ("Sapiens", "NASA")),
        (r"On {the \emph{Beagle} of Darwin}", ("Beagle", "of Darwin")),
        (r"{On \emph{Homo} in Rome}", ("On Homo in Rome",)),
        (r"A \ce{H2O}{NASA} and {MIT}\url{https://x.org/a}", ("ONASA", "MIT")),
        (r"{{\_NASA}} and $x^2${MIT} and {{\(\mbox{$z$}\)-Set}}", ("_NASA", "x²MIT", "$z$-Set")),
    ],
)
def test_what_braces_protect_ends_where_an_element_does(
    latex: str, phrases: tuple[str, ...]
) -> None:
    decoded = decode(latex, protect=True)
    assert decoded.protected == phrases
    assert decode(encode(decoded.text, decoded.protected), protect=True) == decoded


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Fran\textbackslash{}c\{c\}ois", "François"),
        (r"Ren{\textbackslash}'{\{}e{\}} and {\textbackslash}`a", "René and à"),
        (r"{\textbackslash}'{e}t{\textbackslash}'e", "été"),
        (r"{\textbackslash}{\textasciicircum}\{a\}ge, ma{\textbackslash}{\textasciitilde}nana",
         "âge, mañana"),
        (r"{\textbackslash}textit{\{}in vivo{\}} {\textbackslash}emph\{so\}", "<i>in vivo</i> <i>so</i>"),
        (r"$\backslash$textit{\{}E. coli{\}}", "<i>E. coli</i>"),
        (r"The {\$}{\textbackslash}alpha\_1{\$} of {\$}x{\^{}}{\{}{\textbackslash}prime{\}}{\$}",
         r"The \(\alpha_1\) of \(x^{\prime}\)"),
        # Nothing of this was a command.
        (r"{\$}5 in C:{\textbackslash}n, not \$6", "$5 in C:&#92;n, not $6"),
        (r"The {\textbackslash}emph of \{a\}", "The &#92;emph of {a}"),
        (r"C:{\textbackslash}new and {\textbackslash}textit\{open", r"C:&#92;new and &#92;textit{open"),
    ],
)  # fmt: skip
def test_a_command_that_a_program_escaped_is_a_command(latex: str, text: str) -> None:
    assert decode(latex).text == text


@pytest.mark.parametrize("text", [r"\'e", r"\"o is an umlaut", "\\`e", r"\textit{x}", r"$\alpha$"])
def test_a_text_about_commands_is_exported_as_one(text: str) -> None:
    assert decode_plain(encode_plain(text)) == text
