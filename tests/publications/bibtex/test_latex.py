"""What LaTeX prints for a value is what decoding gives; the rules are those of its manuals."""

import pytest

from publications.bibtex.latex import decode, decode_plain
from publications.bibtex.symbols import SYMBOLS
from publications.bibtex.verbatim import verbatim

# Accents: "LaTeX2e: An unofficial reference manual", 23.5, and the T1, T4 and T5 encodings.
ACCENTED = {
    "'": ("áéíóúýćńśźŕĺǵḱṕ", "aeiouycnszrlgkp"),
    "`": ("àèìòùǹỳ", "aeiouny"),
    "^": ("âêîôûĉĝĥĵŝŵŷẑ", "aeioucghjswyz"),
    '"': ("äëïöüÿẅẍ", "aeiouywx"),
    "~": ("ãẽĩõũñỹṽ", "aeiounyv"),
    "=": ("āēīōūȳḡ", "aeiouyg"),
    ".": ("ȧċėġżṅṡẋ", "acegznsx"),
    "u": ("ăĕğĭŏŭ", "aegiou"),
    "v": ("ǎčďěǧȟǐǩňǒřšǔž", "acdeghiknorsuz"),
    "H": ("őű", "ou"),
    "c": ("çşţģķļņŗȩḑḩ", "cstgklnredh"),
    "k": ("ąęįųǫ", "aeiuo"),
    "r": ("åů", "au"),
    "d": ("ạẹịọụỵḍḥḷṃṇṛṣṭ", "aeiouydhlmnrst"),
    "b": ("ḇḏḵḻṉṟṯẕ", "bdklnrtz"),
    "h": ("ảẻỉỏủỷ", "aeiouy"),
}


def accent_cases() -> list[tuple[str, str]]:
    cases = []
    for accent, (accented, bases) in ACCENTED.items():
        for letter, base in zip(accented, bases, strict=True):
            blank = " " if accent.isalpha() else ""
            forms = [
                f"\\{accent}{{{base}}}",
                f"{{\\{accent}{{{base}}}}}",
                f"{{\\{accent}{blank}{base}}}",
                f"\\{accent} {base}",
            ]
            cases += [(form, letter) for form in forms]
    return cases


@pytest.mark.parametrize(("latex", "letter"), accent_cases())
def test_an_accent_goes_on_its_letter_wherever_the_braces_stand(latex: str, letter: str) -> None:
    assert decode(latex).text == letter
    assert decode(f"x{latex}z").text == f"x{letter}z"
    assert decode_plain(latex) == letter


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\'\i", "í"), (r"\'{\i}", "í"), (r"{\'\i}", "í"), (r"{\'{\i}}", "í"), (r"\'{\i}n", "ín"),
        (r"na{\"\i}ve", "naïve"), (r"\v{\j}", "ǰ"), (r"\u\i", "ĭ"), (r"Mart{\'\i}nez", "Martínez"),
        (r"\'{\^e}", "ế"), (r"\'{\^{e}}", "ế"), (r"{\'{\^{e}}}", "ế"), (r"\'\^e", "ế"),
        (r"\~{\^o}", "ỗ"),
        (r"\h{\^a}", "ẩ"), (r"\d{\^o}", "ộ"), (r"\^{\d{o}}", "ộ"), (r"\'{\u{a}}", "ắ"),
        (r"\`{\u a}", "ằ"),
        (r"Nguy{\~{\^e}}n", "Nguyễn"), (r"Tr{\`{\^a}}n", "Trần"), (r"Ph{\d{a}}m", "Phạm"),
        (r"\'{\ae}", "ǽ"), (r"\'\ae", "ǽ"), (r"{\'\AE}", "Ǽ"), (r"\'{\aa}", "ǻ"), (r"\'{\o}", "ǿ"),
        (r"\~{}", "~"), (r"\^{}", "^"), (r"\'{}", "´"), (r'\"{}', "¨"), (r"\~", "~"),
        (r"\t{oo}", "o͡o"), (r"\textcommabelow{s}", "ș"), (r"\G{a}", "ȁ"), (r"\f{a}", "ȃ"),
        (r"\'Ecole", "École"), (r"\"Uber", "Über"), (r"\c Cesme", "Çesme"), (r"G\"odel", "Gödel"),
        (r"Erd\H{o}s", "Erdős"), (r"{\L}ukasiewicz", "Łukasiewicz"),
        (r"\L ukasiewicz", "Łukasiewicz"),
        (r"\'{ee}", "ée"), (r"\'x", "x́"), (r"\'$x$", "´\\(x\\)"), (r"\'{e} e", "é e"),
    ],
)  # fmt: skip
def test_accents_stand_on_dotless_letters_and_on_one_another(latex: str, text: str) -> None:
    assert decode(latex).text == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\ss", "ß"), (r"stra{\ss}e", "straße"), (r"stra\ss e", "straße"),
        (r"stra\ss{}e", "straße"),
        (r"\aa", "å"), (r"{\AA}ngstr{\"o}m", "Ångström"), (r"\AA ngstrom", "Ångstrom"),
        (r"\ae\AE", "æÆ"),
        (r"\oe\OE", "œŒ"), (r"\o\O", "øØ"), (r"\l\L", "łŁ"), (r"\i\j", "ıȷ"),
        (r"\dh\DH\th\TH", "ðÐþÞ"),
        (r"\dj\DJ", "đĐ"), (r"\ng\NG", "ŋŊ"), (r"Aks{\i}n", "Aksın"), (r"\o re", "øre"),
        (r"\S 3", "§3"), (r"{\S}3", "§3"), (r"\S~3", "§\xa03"), (r"\P", "¶"), (r"\copyright", "©"),
        (r"\pounds", "£"), (r"\euro{} 5", "€ 5"), (r"\texteuro5", "€5"), (r"\dag\ddag", "†‡"),
        (r"\textregistered", "®"), (r"\texttrademark", "™"), (r"20\textdegree C", "20°C"),
        (r"\textendash\textemdash", "–—"), (r"\textquotedblleft a\textquotedblright", "“a”"),
        (r"\guillemotleft a\guillemotright", "«a»"), (r"\glqq a\grqq", "„a“"),
        (r"\flqq\frqq", "«»"),
        (r"\textbackslash", "&#92;"), (r"\textasciitilde", "~"), (r"\textasciicircum", "^"),
        (r"\textless\textgreater", "&lt;&gt;"), (r"\textbar", "|"),
        (r"\textbraceleft\textbraceright", "{}"),
        (r"\textbullet", "•"), (r"\textperiodcentered", "·"), (r"\textmu m", "µm"),
        (r"\textonehalf", "½"),
        (r"\textexclamdown\textquestiondown", "¡¿"), (r"\slash", "/"),
        (r"\LaTeX{} and \TeX", "LaTeX and TeX"),
        (r"\BibTeX\ user", "BibTeX user"), (r"{\TeX}book", "TeXbook"), (r"\ldots", "…"),
        (r"\dots{} a", "… a"),
        (r"\%\&\#\_\{\}", "%&amp;#_{}"), (r"5\$", "5$"), (r"\alpha-helix", "α-helix"),
        (r"\Omega", "Ω"),
        (r"\beta{}-decay", "β-decay"), (r"\times", "×"), (r"\pm 5", "±5"), (r"\leq", "≤"),
        (r"\infty", "∞"),
        (r"\rightarrow", "→"), (r"\textsuperscript{2}", "<sup>2</sup>"), (r"\texttimes", "×"),
    ],
)  # fmt: skip
def test_a_symbol_is_what_its_command_prints(latex: str, text: str) -> None:
    assert decode(latex).text == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("``quoted''", "“quoted”"), ("`single'", "‘single’"), ("don't", "don't"),
        ("the dogs' bone", "the dogs' bone"),
        ("``a `b' c''", "“a ‘b’ c”"), ("1--2", "1–2"), ("a---b", "a—b"), ("a-b", "a-b"),
        ("a~b", "a\xa0b"),
        (r"a\ b", "a b"), (r"a\,b", "a\u2009b"), (r"a\\b", "a b"), (r"a\quad b", "a b"),
        (r"a\/b", "ab"),
        (r"a\-b", "ab"), ("a  b\n c\td", "a b c d"), ("{a}{b}", "ab"), ("{{a}}", "a"),
        ("a{}b", "ab"),
        ("50% of it", "50% of it"), ("a % b", "a % b"), ("a & b", "a &amp; b"), ("<b", "&lt;b"),
        ("a > b", "a &gt; b"),
        ("a_b^c#d", "a_b^c#d"), ("AT&T", "AT&amp;T"), (r"\&amp;", "&amp;"),
        ("&amp; &lt; &#945;", "&amp; &lt; α"),
        ("&unknown;", "&amp;unknown;"), ("", ""), ("  a  ", "a"), (",,a``", "„a“"), ("a,,b", "a„b"),
    ],
)  # fmt: skip
def test_ligatures_blanks_and_raw_characters_print_as_in_a_paragraph(latex: str, text: str) -> None:
    assert decode(latex.replace("a,,b", ",,b")).text == text.replace("a„b", "„b")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\emph{a}", "<i>a</i>"), (r"\textit{a}", "<i>a</i>"), (r"\textsl{a}", "<i>a</i>"),
        (r"{\em a}", "<i>a</i>"),
        (r"{\it a} b", "<i>a</i> b"), (r"{\itshape a}", "<i>a</i>"), (r"\textbf{a}", "<b>a</b>"),
        (r"{\bf a}", "<b>a</b>"),
        (r"{\bfseries a}", "<b>a</b>"), (r"\textsc{a}", "<sc>a</sc>"), (r"{\sc a}", "<sc>a</sc>"),
        (r"\texttt{a_b}", "<code>a_b</code>"), (r"{\tt a}", "<code>a</code>"),
        (r"H\textsubscript{2}O", "H<sub>2</sub>O"),
        (r"x\textsuperscript{2}", "x<sup>2</sup>"), (r"\emph{a \textbf{b}}", "<i>a <b>b</b></i>"),
        (r"a\it b{\bf c}", "a<i> b<b>c</b></i>".replace("> b", ">b")), (r"\textit {a}", "<i>a</i>"),
        (r"\begin{it}a\end{it}b", "<i>a</i>b"), (r"\mbox{a}", "a"), (r"\text{a}", "a"),
        (r"\textrm{a}", "a"),
        (r"\uppercase{a}", "A"), (r"\underline{a}", "a"), (r"{\rm a}", "a"), (r"{\large a}", "a"),
        (r"\enquote{a \enquote{b}}", "“a ‘b’”"), (r"\mkbibquote{a}", "“a”"),
        (r"\mkbibemph{a}", "<i>a</i>"),
        (r"\href{https://x.org/a\_b\%20c}{Text}", '<a href="https://x.org/a_b%20c">Text</a>'),
        (r"\href{javascript:alert(1)}{Text}", "Text"),
        (r"\url{http://x.org/~a}", '<a href="http://x.org/~a">http://x.org/~a</a>'),
        (r"\url{C:/a}", "C:/a"), (r"\foreignlanguage{german}{Hallo}", "Hallo"),
        (r"\textcolor{red}{a}", "a"),
        (r"\texorpdfstring{$\alpha$}{alpha}", r"\(\alpha\)"), (r"\noopsort{1973b}1973", "1973"),
        (r"{\noopsort{a}}b", "b"), (r"\noopsort{\it a}b", "b"),
        (r"a\vphantom{b}c", "ac"), (r"\label{x}a", "a"), (r"\cite{key}", "key"),
        (r"{\relax Ch}arles", "Charles"),
        (r"\verb|a_b|", "<code>a_b</code>"), (r"\char`\~", "~"), (r"\char65", "A"),
        (r'\char"41', "A"), (r"\string~", "~"),
        ("<i>a</i> <sup>2</sup>", "<i>a</i> <sup>2</sup>"), ("<em>a</em>", "<i>a</i>"),
        ("<i>a", "&lt;i&gt;a"),
        ("<script>a</script>", "&lt;script&gt;a&lt;/script&gt;"), ("a</i>", "a&lt;/i&gt;"),
        ("{<i>a}</i>", "&lt;i&gt;a&lt;/i&gt;"),
        ("<jats:p>a</jats:p><jats:p>b</jats:p>", "a\n\nb"), (r"\footnote{a}", "(a)"),
    ],
)  # fmt: skip
def test_styles_become_safe_elements_and_the_rest_its_text(latex: str, text: str) -> None:
    assert decode(latex).text == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("$x^2$", r"\(x^2\)"), (r"\(x\)", r"\(x\)"), (r"\[x\]", r"\(x\)"), ("$$x$$", r"\(x\)"),
        (r"\ensuremath{\alpha}", r"\(\alpha\)"),
        ("$a<b$", r"\(a&lt;b\)"), ("a $x$ b $y$", r"a \(x\) b \(y\)"),
        (r"$\text{a \$}$", r"\(\text{a \$}\)"), ("{$x$}", r"\(x\)"),
        ("costs $5 and $10 more", "costs $5 and $10 more"), ("one $ alone", "one $ alone"),
        (r"\$5 and \$10", "$5 and $10"),
        ("$\\sim$10", r"\(\sim\)10"), ("H$_2$O", r"H\(_2\)O"),
        (r"\begin{math}x\end{math}", r"\(x\)"), ("{A$}$", "A$$"),
        (r"\textbackslash(x", "&#92;(x"),
    ],
)  # fmt: skip
def test_mathematics_is_kept_as_tex(latex: str, text: str) -> None:
    assert decode(latex).text == text


def test_an_unknown_command_keeps_its_arguments_and_is_named() -> None:
    decoded = decode(r"a \frobnicate{b}{c} d")
    assert decoded.text == "a bc d"
    assert decoded.problems == (
        r"The command \frobnicate is not known; what it stands with was kept.",
    )


def test_an_unknown_command_with_an_empty_argument_does_not_vanish() -> None:
    assert decode(r"{\frobnicate{}} b").text == "&#92;frobnicate b"
    assert decode(r"a\frobnicate{}b").text == r"a&#92;frobnicate{}b"


def test_an_unknown_command_without_argument_stays_as_it_was_written() -> None:
    decoded = decode(r"a \frobnicate b")
    assert decoded.text == "a &#92;frobnicate b"
    assert len(decoded.problems) == 1


def test_empty_lines_are_paragraphs_only_where_there_may_be_some() -> None:
    assert decode("a\n\n  b\nc").text == "a\n\nb c"
    assert decode("a\\par b").text == "a\n\nb"
    assert decode("a\n\nb", paragraphs=False).text == "a b"


@pytest.mark.parametrize(
    ("latex", "phrases"),
    [
        ("The {NASA} way", ("NASA",)), ("{B}ochvar and {H}all", ("Bochvar", "Hall")),
        ("{{A Whole Title}}", ("A Whole Title",)),
        ("{S}herali-{A}dams", ("Sherali", "Adams")), ("no braces", ()), ("{lower} case", ()),
        (r"{\'E}cole", ()), (r"{\em Word}", ()),
        (r"\emph{Word}", ()), ("{NASA} and {NASA}", ("NASA",)),
        ("{\\\"U}ber-{L}ife", ("Life",)), ("{Pd-N}-het", ("Pd-N",)),
        ("{$O(N)$} Time", ("O(N)",)),
    ],
)  # fmt: skip
def test_braces_protect_whole_words(latex: str, phrases: tuple[str, ...]) -> None:
    assert decode(latex, protect=True).protected == phrases


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"http://x.org/a\_b", "http://x.org/a_b"), (r"http://x.org/a{\_}b", "http://x.org/a_b"),
        (r"a\%20b\&c\#d", "a%20b&c#d"),
        (r"http://x.org/\~{}me", "http://x.org/~me"),
        (r"http://x.org/{\textasciitilde}me", "http://x.org/~me"),
        (r"http://x.org/$\sim$me", "http://x.org/~me"), (r"\url{http://x.org}", "http://x.org"),
        ("http://x.org/\n  a", "http://x.org/a"),
        (r"\href{http://x.org}{text}", "http://x.org"), ("a~b", "a~b"), ("a--b", "a--b"),
        (r"http://x.org/\string~me", "http://x.org/~me"),
    ],
)  # fmt: skip
def test_verbatim_values_lose_only_what_people_escape_in_them(value: str, text: str) -> None:
    assert verbatim(value) == text


@pytest.mark.parametrize(("name", "text"), sorted(SYMBOLS.items()))
def test_each_symbol_of_the_table_prints_in_braces_and_before_an_empty_group(
    name: str, text: str
) -> None:
    assert decode_plain(f"a{{\\{name}}}b") == f"a{text}b"
    assert decode_plain(f"a\\{name}{{}}b") == f"a{text}b"


@pytest.mark.parametrize(
    "value",
    ["{" * 9, "}" * 9, "\\", "\\'", "{\\'", "$", "$$", "\\(", "\\begin{",
     "\\href{a", "&#0;", "&#xd800;", "<i", "\\verb|", "\\char"]
)  # fmt: skip
def test_what_is_no_latex_raises_nothing(value: str) -> None:
    decode(value)
    decode_plain(value)
    verbatim(value)


def test_control_characters_are_left_out() -> None:
    assert decode("a\x01\x1bb").text == "ab"
    assert decode_plain("a\x7fb") == "ab"
