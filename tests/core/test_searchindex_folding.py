"""Words as the index holds them."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core.searchindex import columns, folding
from core.searchindex.stemming import stem

# Words whose stems the published description of the algorithm gives as examples.
STEMS = {
    "consign": "consign", "consigned": "consign", "consigning": "consign", "consignment": "consign",
    "consist": "consist", "consisted": "consist", "consistency": "consist", "consistent": "consist",
    "consistently": "consist", "consolation": "consol",
    "consolations": "consol", "consolatory": "consolatori",
    "consolidate": "consolid", "conspicuous": "conspicu",
    "conspicuously": "conspicu", "conspiracy": "conspiraci",
    "constable": "constabl", "constance": "constanc", "constancy": "constanc", "constant": "constant",
    "knack": "knack", "knackeries": "knackeri", "knaves": "knave", "knavish": "knavish",
    "kneaded": "knead", "kneel": "kneel", "kneeled": "kneel", "knew": "knew", "knightly": "knight",
    "knitted": "knit", "knocked": "knock", "knots": "knot", "network": "network", "networks": "network",
    "skies": "sky", "dying": "die", "ties": "tie", "cries": "cri", "gas": "gas", "gaps": "gap",
    "hopping": "hop", "hoping": "hope", "generate": "generat", "generally": "general", "proceed": "proceed",
    "by": "by", "say": "say", "enjoy": "enjoy", "happily": "happili", "news": "news",
}  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), STEMS.items())
def test_stems(word, expected):
    assert stem(word) == expected


@pytest.mark.django_db
@pytest.mark.postgresql  # asks its own stemmer
def test_postgresql_stems_alike():
    bases = [
        "general",
        "operat",
        "communic",
        "relat",
        "condition",
        "hope",
        "conflate",
        "trouble",
        "size",
        "fall",
        "fizz",
        "fail",
        "file",
        "happ",
        "final",
        "active",
        "formal",
        "sensit",
        "electric",
        "revive",
        "allow",
        "infer",
        "adopt",
        "probat",
        "rate",
        "control",
        "roll",
        "vision",
        "learn",
        "convolve",
        "segment",
        "parse",
        "label",
        "optim",
        "regular",
        "normal",
        "embed",
        "train",
        "infer",
        "represent",
    ]
    endings = [
        "e",
        "s",
        "es",
        "ed",
        "ing",
        "ings",
        "ly",
        "ation",
        "ations",
        "ational",
        "ational",
        "ness",
        "fulness",
        "ousness",
        "ive",
        "iveness",
        "ize",
        "izer",
        "ization",
        "able",
        "ability",
        "abilities",
        "al",
        "alism",
        "alist",
        "ality",
        "ance",
        "ence",
        "ancy",
        "ency",
        "ant",
        "ent",
        "ement",
        "ment",
        "ism",
        "ous",
        "ously",
        "ion",
        "ions",
        "ate",
        "ated",
        "ating",
        "ator",
        "icate",
        "ical",
        "ful",
        "less",
        "lessly",
        "y",
        "ies",
        "ied",
        "er",
        "ers",
        "est",
        "eed",
        "eedly",
        "edly",
        "ingly",
        "ogi",
        "ogy",
        "ly",
        "li",
    ]
    words = sorted({base + ending for base in bases for ending in endings})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, (ts_lexize('english_stem', word))[1] FROM unnest(%s::text[]) AS word",
            [words],
        )
        theirs = dict(cursor.fetchall())
    differing = {
        word: (stem(word), known) for word, known in theirs.items() if known and stem(word) != known
    }
    assert not differing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller", ["muller"]),
        ("MÜLLER", ["muller"]),
        ("Mu\N{COMBINING DIAERESIS}ller", ["muller"]),
        ("ﬁlters", ["filter"]),
        ("naïve Bayes’s rule", ["naiv", "bay", "rule"]),
        ("encyclopædia œuvre Łódź Straße", ["encyclopedia", "oeuvr", "lodz", "strass"]),
        ("C++ and C#, not C", ["cplusplus", "and", "csharp", "not", "c"]),
        ("end-to-end", ["end", "to", "end"]),
        ("co\xadoperate", ["cooper"]),
        ("שָׁלוֹם", ["שלום"]),
        ("", []),
        ("🎵 — …", []),
    ],
)
def test_folding(text, expected):
    assert folding.stems(text) == expected


@pytest.mark.parametrize(
    "name", ["Gel'fand", "Gel’fand", "Gel‘fand", "Gel`fand", "Gel´fand", "Gel′fand", "Gelʹfand", "Gelʼfand"]
)  # fmt: skip
def test_a_soft_sign_is_one_however_it_is_written_and_no_word_is_parted_by_it(name):
    held = columns.column([name.split()], "name").split()
    assert "gelfand" in held
    assert folding.told(folding.words(name)[0]) in ("gelfand", "")


def test_a_letter_of_another_script_that_stands_for_itself_does_not_count():
    assert folding.stems("Ibn ʿArabī and Qurʾān, Gogolʹ") == folding.stems(
        "Ibn Arabi and Quran, Gogol"
    )


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("conv-nets", {"convnets"}),
        ("NeuFlow", {"Neu", "Flow"}),
        ("Müller", {"mueller"}),
        ("by Goedel", {"godel"}),
        ("a poet", set()),
        ("plain words", set()),
    ],
)
def test_other_spellings(text, others):
    assert set(folding.spellings(text)) == others


def test_a_name_in_lower_case_is_a_name():
    assert set(folding.spellings("mueller", names=True)) == {"muller"}


def test_only_the_whole_of_a_title_is_exactly_it():
    assert columns.exactly(["Scene", "Parsing"]) == columns.exactly(["scene", "parsing!"])
    assert columns.exactly(["Scene", "Parsing"]) != columns.exactly(["Scene"])
    assert columns.exactly(["…"]) == ""


@pytest.mark.parametrize(
    "text", ["10.1109/5.771073", "https://doi.org/10.1109/5.771073", "DOI:10.1109/5.771073"]
)
def test_an_identifier_is_one_token_however_it_is_written(text):
    assert folding.identifier(text) == folding.identifier("10.1109/5.771073") != ""


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("TNF-α", "tnf-alpha"), ("β-Amyloid", "Beta amyloid"), ("The .NET runtime", "the dotnet runtime"),
        ("C# and F#", "csharp and fsharp"),
    ],
)  # fmt: skip
def test_names_that_are_written_with_signs_are_their_words(written, asked):
    assert folding.stems(written) == folding.stems(asked)


@pytest.mark.parametrize(
    ("written", "asked"),
    [("fMRI", "MRI"), ("mRNAs", "RNA"), (".NET", "net"), ("TCP/IP", "tcpip"), ("R&D", "rd")],
)
def test_a_name_is_found_by_what_else_it_is_called(written, asked):
    assert folding.stem_of(asked) in columns.column([written.split()]).split()


SPELLED_OTHERWISE = {
    "tumour": "tumor", "Colours": "color", "behavioural": "behavioral", "labour": "labor",
    "optimisation": "optimizations", "optimised": "optimizing", "generalise": "generalized",
    "organiser": "organizer", "criticises": "criticize", "analysed": "analyzing", "centre": "centers",
    "fibres": "fiber", "kilometre": "kilometers", "catalogues": "catalog", "defence": "defenses",
    "paediatric": "Pediatrics", "anæsthesia": "anesthesia", "leukaemia": "leukemia",
    "haemoglobin": "hemoglobin", "oestrogen": "estrogens", "foetal": "fetal",
    "palaeolithic": "paleolithic", "œdema": "edema", "diarrhoea": "diarrhea", "sulphur": "sulfur",
    "programmes": "program", "matrices": "matrix", "vertices": "vertex", "indices": "indexes",
    "hypotheses": "hypothesis", "analyses": "analysis", "crises": "crisis", "mice": "mouse",
    "women": "woman", "criteria": "criterion", "spectra": "spectrum",
    # What the stemmer brings together stays together.
    "precise": "precision", "revising": "revision", "supervised": "supervision",
    "advertise": "advertisements", "improvised": "improvisation", "exercises": "exercise",
    "promising": "promise",
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SPELLED_OTHERWISE.items())
def test_a_word_is_one_word_however_it_is_spelled(one, other):
    assert folding.stems(one) == folding.stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("contour", "contor"),
        ("secret", "secert"),
        ("phases", "phasis"),
        ("ices", "ix"),
    ],
)
def test_what_only_looks_like_another_spelling_is_none(one, other):
    assert folding.stems(one) != folding.stems(other)


@given(st.text("aeouxABNnt.,()[]-'’2é#+", max_size=12))
def test_a_word_that_is_taken_for_plain_is_no_other_and_has_no_other_spelling(piece):
    word = folding.plain_word(piece)

    if word:
        assert folding.words(piece) == (word,)
        assert not [*folding.spellings(piece), *folding.spellings(piece, names=True)]


@pytest.mark.parametrize("piece", ["networks", "Networks,", "(networks)", "networks."])
def test_most_words_are_plain(piece):
    assert folding.plain_word(piece) == "networks"


@pytest.mark.parametrize("kind", ["body", "title", "name"])
def test_a_text_that_comes_again_is_worked_out_as_its_pieces_are(kind, monkeypatch):
    names = ["Jörg Müller-Lüdenscheidt", "Ada O’Neil", "Proceedings of the NeuFlow Society", ""]
    expected = columns.column([name.split() for name in names], kind)
    monkeypatch.setattr(columns, "_MOST_WHOLE", 30)

    assert [columns.column(names, kind) for _ in range(3)] == [expected] * 3
    assert columns._REMEMBERED[0].whole_size < 100


def test_what_is_remembered_of_texts_is_bounded_and_makes_no_difference(monkeypatch) -> None:
    texts = [f"Müller’s conv-nets and {'x' * n}y NeuFlow{n}".split() for n in range(1, 40)]
    freely = [columns.column([text], "title") for text in texts]
    monkeypatch.setattr(columns, "_MOST", 100)

    assert [columns.column([text], "title") for text in texts] == freely
    assert columns._REMEMBERED[0].size < 300
