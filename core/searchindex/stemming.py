"""The stem of an English word, by the rules of Porter's second stemmer.

After M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org, as PostgreSQL's
`english_stem` applies them; done here, so that SQLite and PostgreSQL hold the same stems.
"""

import re

_VOWELS = "aeiouy"
_DOUBLES = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
_LI_ENDINGS = frozenset("cdeghkmnrt")
_R1_EXCEPTIONS = ("gener", "commun", "arsen")
_WHOLE = {
    "skis": "ski", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "idly": "idl",
    "gently": "gentl", "ugly": "ugli", "early": "earli", "only": "onli", "singly": "singl",
    "sky": "sky", "news": "news", "howe": "howe", "atlas": "atlas", "cosmos": "cosmos",
    "bias": "bias", "andes": "andes",
}  # fmt: skip
_AFTER_1A = frozenset(
    ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"]
)
_STEP_2 = {
    "ization": "ize", "ational": "ate", "fulness": "ful", "ousness": "ous", "iveness": "ive",
    "tional": "tion", "biliti": "ble", "lessli": "less", "entli": "ent", "ation": "ate",
    "alism": "al", "aliti": "al", "ousli": "ous", "iviti": "ive", "fulli": "ful", "enci": "ence",
    "anci": "ance", "abli": "able", "izer": "ize", "ator": "ate", "alli": "al", "bli": "ble",
    "ogi": "og", "li": "",
}  # fmt: skip
_STEP_3 = {
    "ational": "ate", "tional": "tion", "alize": "al", "icate": "ic", "iciti": "ic", "ative": "",
    "ical": "ic", "ness": "", "ful": "",
}  # fmt: skip
_STEP_2_ENDINGS, _STEP_3_ENDINGS = tuple(_STEP_2), tuple(_STEP_3)
_STEP_4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic",
)  # fmt: skip
_REGION = re.compile(r"[aeiouy][^aeiouy]")
_CONSONANT_Y = re.compile(r"(?<=[aeiouy])y|^y")
_SHORT = re.compile(r"(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$")
_VOWEL = re.compile(r"[aeiouy]")


def _regions(word: str) -> tuple[int, int]:
    """Where R1 and R2 begin: after the first consonant that follows a vowel, and that once more."""
    start = next((len(s) for s in _R1_EXCEPTIONS if word.startswith(s)), None)
    if start is None:
        match = _REGION.search(word)
        start = match.end() if match else len(word)
    match = _REGION.search(word, start)
    return start, match.end() if match else len(word)


def _ending(word: str, endings: tuple[str, ...]) -> str:
    """The longest of `endings` (given longest first) that `word` has."""
    if not word.endswith(endings):
        return ""
    return next(ending for ending in endings if word.endswith(ending))


def _plural(word: str) -> str:
    """Step 1a."""
    ending = _ending(word, ("sses", "ied", "ies", "us", "ss", "s"))
    if ending == "sses":
        return word[:-2]
    if ending in ("ied", "ies"):
        return word[:-2] if len(word) > 4 else word[:-1]
    if ending == "s" and _VOWEL.search(word[:-2]):
        return word[:-1]
    return word


def _past(word: str, r1: int) -> str:
    """Step 1b."""
    ending = _ending(word, ("eedly", "ingly", "edly", "eed", "ing", "ed"))
    stem = word[: len(word) - len(ending)]
    if ending in ("eedly", "eed"):
        return f"{stem}ee" if len(stem) >= r1 else word
    if not ending or not _VOWEL.search(stem):
        return word
    if stem.endswith(("at", "bl", "iz")):
        return f"{stem}e"
    if stem.endswith(_DOUBLES):
        return stem[:-1]
    if len(stem) <= r1 and _SHORT.search(stem):
        return f"{stem}e"
    return stem


def _suffixes(word: str, r1: int, r2: int) -> str:
    """Steps 2 and 3."""
    ending = _ending(word, _STEP_2_ENDINGS)
    stem = word[: len(word) - len(ending)]
    fits = {"ogi": stem.endswith("l"), "li": stem[-1:] in _LI_ENDINGS}.get(ending, bool(ending))
    if fits and len(stem) >= r1:
        word = stem + _STEP_2[ending]
    ending = _ending(word, _STEP_3_ENDINGS)
    stem = word[: len(word) - len(ending)]
    if ending and len(stem) >= (r2 if ending == "ative" else r1):
        word = stem + _STEP_3[ending]
    return word


def _residue(word: str, r1: int, r2: int) -> str:
    """Steps 4 and 5."""
    ending = _ending(word, _STEP_4)
    stem = word[: len(word) - len(ending)]
    if ending and len(stem) >= r2 and (ending != "ion" or stem.endswith(("s", "t"))):
        word = stem
    if word.endswith("e"):
        at = len(word) - 1
        if at >= r2 or (at >= r1 and not _SHORT.search(word[:-1])):
            return word[:-1]
    elif word.endswith("ll") and len(word) - 1 >= r2:
        return word[:-1]
    return word


def stem(word: str) -> str:
    """The stem of a word of lower-case letters a to z: `network` of `networks`."""
    if len(word) <= 2:
        return word
    if word in _WHOLE:
        return _WHOLE[word]
    word = _CONSONANT_Y.sub("Y", word)
    r1, r2 = _regions(word)
    word = _plural(word)
    if word in _AFTER_1A:
        return word
    word = _past(word, r1)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        word = f"{word[:-1]}i"
    return _residue(_suffixes(word, r1, r2), r1, r2).replace("Y", "y")
