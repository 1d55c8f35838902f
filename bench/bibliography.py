"""A bibliography of any length, made by code: varied entries with accents, three authors, abstracts."""

import random
from collections.abc import Iterator

_FAMILIES = [
    r"M{\"u}ller",
    r"Garc{\'i}a",
    r"Smith",
    r"O'Neil",
    r"Dupont",
    r"{\"O}zt{\"u}rk",
    r"Nov{\'a}k",
    r"Lee",
    r"Chen",
    r"Kowalski",
    r"S{\o}rensen",
    r"Nguyen",
    r"Rossi",
    r"Ivanov",
    r"Tanaka",
    r"Silva",
    r"Fran{\c{c}}ois",
    r"Andersson",
    r"K{\"u}hn",
    r"Farag{\'o}",
    r"Bianchi",
    r"Popescu",
]
_GIVEN = [
    r"Cl{\'e}ment",
    r"Anna",
    r"J{\"o}rg",
    r"Ver{\'o}nica",
    r"Jos{\'e}",
    r"Wei",
    r"Fatima",
    r"Ren{\'e}e",
    r"Lars",
    r"Olga",
    r"Hiro",
    r"Bj{\"o}rn",
    r"Maria",
    r"John",
    r"Ada",
    r"Grace",
    r"Emmy",
    r"Carl",
    r"David",
    r"Sophie",
]
_SYLLABLES = [
    "con",
    "vo",
    "lu",
    "tion",
    "net",
    "work",
    "par",
    "sing",
    "scene",
    "data",
    "flow",
    "ob",
    "ject",
    "de",
    "tec",
    "learn",
    "ing",
    "ac",
    "tive",
    "re",
    "cog",
    "ni",
    "graph",
    "ma",
    "trix",
    "op",
    "ti",
    "mal",
    "pro",
    "ba",
    "bi",
    "lis",
    "tic",
    "rep",
    "re",
    "sen",
    "ta",
    "vi",
    "sion",
    "em",
    "bed",
    "de",
    "sign",
    "sys",
    "tem",
    "mo",
    "del",
]
_TYPES = ("article", "inproceedings", "incollection", "phdthesis", "techreport", "misc")


def _vocabulary(dice: random.Random, size: int = 5000) -> list[str]:
    return ["".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) for _ in range(size)]


def _names(dice: random.Random, people: int) -> str:
    names = []
    for _ in range(3):
        one = random.Random(dice.randrange(people))
        family, given = one.choice(_FAMILIES), one.choice(_GIVEN)
        initial = chr(65 + one.randrange(26)) + chr(97 + one.randrange(26))
        names.append(f"{family}{initial.lower()}{one.choice(_SYLLABLES)}, {given} {initial[0]}.")
    return " and ".join(names)


def bibliography(count: int, seed: int = 1) -> Iterator[str]:
    """`count` entries of about 750 bytes, the same for the same seed."""
    dice = random.Random(seed)
    words = _vocabulary(dice)
    people = max(3, count // 4)
    for number in range(count):
        title = dice.choices(words, k=dice.randint(4, 10))
        abstract = " ".join(dice.choices(words, k=dice.randint(35, 60)))
        kind = dice.choice(_TYPES)
        where = "journal" if kind == "article" else "booktitle"
        yield (
            f"@{kind}{{entry{number},\n"
            f"  author    = {{{_names(dice, people)}}},\n"
            f"  title     = {{{title[0].capitalize()} {{FPGA}} {' '.join(title[1:])}}},\n"
            f"  {where:9} = {{Proceedings of the {words[dice.randrange(300)]} {{\\&}} Society}},\n"
            f"  year      = {dice.randrange(1970, 2027)},\n"
            f"  pages     = {{{number % 900}--{number % 900 + 12}}},\n"
            f"  doi       = {{10.5555/{seed}.{number}}},\n"
            f"  keywords  = {{{words[dice.randrange(400)]}, {words[dice.randrange(400)]}}},\n"
            f"  abstract  = {{{abstract}.}},\n"
            "}\n\n"
        )
