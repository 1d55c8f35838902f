"""What stands beside names and belongs to none of them."""

import pytest

from publications.bibtex.encode import encode_names
from publications.bibtex.names import Name, parse_names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Jane Roe* and Max Poe*†", ["Jane Roe", "Max Poe"]),
        ("Roe*, Jane and Poe, Max\\*", ["Jane Roe", "Max Poe"]),
        ("Roe, Jane$^*$ and Poe$^{\\dagger}$, Max", ["Jane Roe", "Max Poe"]),
        ("Jane Roe$^{1,*}$ and Max Poe$^{a,2}$", ["Jane Roe", "Max Poe"]),
        ("Jane Roe{$^\\ast$} and Max Poe\\(^1\\)", ["Jane Roe", "Max Poe"]),
        (r"Jane Roe\textsuperscript{1,2} and Poe\textsuperscript{$\dagger$}, Max", ["Jane Roe", "Max Poe"]),
        (r"Jane Roe\dag and Poe\textdagger, Max and Bo Coe $\ddagger$", ["Jane Roe", "Max Poe", "Bo Coe"]),
        (r"Jane Roe\thanks{Equal {\em work}} and Max Poe\footnotemark[1]", ["Jane Roe", "Max Poe"]),
        ("Jane Roe# and Poe\\#, Max", ["Jane Roe", "Max Poe"]),
        ("Jane Roe<sup>1,*</sup> and Max Poe^", ["Jane Roe", "Max Poe"]),
        (r"\textbf{Jane Roe*} and \textbf{Poe, Max}*", ["Jane Roe", "Max Poe"]),
        (r"{\bf Jane Roe} and {\bf Poe, Max} and {\bfseries Coe}, Bo", ["Jane Roe", "Max Poe", "Bo Coe"]),
        ("<b>Jane Roe</b> and <u>Poe</u>, Max", ["Jane Roe", "Max Poe"]),
        ("**Jane Roe** and *Max Poe*", ["Jane Roe", "Max Poe"]),
        ("李一* and 王二#", ["李一", "王二"]),
    ],
)  # fmt: skip
def test_a_mark_is_no_part_of_a_name(written: str, names: list[str]) -> None:
    found = parse_names(written).names
    assert [f"{name.given} {name.family}".strip() for name in found] == names


@pytest.mark.parametrize(
    "written",
    [
        r"L$^3$ Collaboration",
        r"M\textsuperscript{me} Roe",
        r"M\textsuperscript{c}Roe, A.",
        r"Ro\^e, A.",
        r"{C\# Group}",
    ],
)
def test_what_is_raised_within_a_name_stays(written: str) -> None:
    assert not any("Marks" in problem for problem in parse_names(written).problems)


def test_the_receipt_says_which_marks_were_left() -> None:
    found = parse_names("Jane Roe* and Max Poe$^1$ and Bo Coe*")
    assert found.problems == ("Marks beside names were left out: “*”, “$^1$”.",)


@pytest.mark.parametrize("name", [Name(family="Roe*"), Name(literal="C# † *"), Name("Roe#", "A.")])
def test_a_sign_that_an_editor_wrote_is_exported_as_a_part_of_the_name(name: Name) -> None:
    assert parse_names(encode_names([name])).names == (name,)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Dr. Ada Poe", Name(family="Poe", given="Ada")),
        ("Prof. Dr. med. Ada B. Poe", Name(family="Poe", given="Ada B.")),
        ("Poe, Dr. Ada", Name(family="Poe", given="Ada")),
        ("Dr. Poe, Ada", Name(family="Poe", given="Ada")),
        ("Dr.-Ing. Max von Roe", Name(family="Roe", given="Max", particle="von")),
        ("Dipl.-Inform. Max Roe", Name(family="Roe", given="Max")),
        ("Assoc. Prof. Max Roe", Name(family="Roe", given="Max")),
        ("Mrs. Ada Poe", Name(family="Poe", given="Ada")),
    ],
)
def test_a_title_is_no_part_of_a_name(written: str, name: Name) -> None:
    found = parse_names(written)
    assert found.names == (name,)
    assert found.problems == (f"The title in “{written}” was left out.",)


@pytest.mark.parametrize(
    "written", ["Dr. Who", "Mr. X", "Dr. Poe Laboratories Ltd.", "Drew Poe", "Proffitt, D."]
)
def test_a_name_that_only_has_a_title_keeps_it(written: str) -> None:
    found = parse_names(written)
    assert found.problems == ()
    assert [name.literal or f"{name.given} {name.family}" for name in found.names] in (
        [written.strip("{}")],
        ["D. Proffitt"],
    )
