"""The names that BibTeX, biblatex and their tools give to types and fields of entries."""

import re
from collections.abc import Mapping

FIELD_ALIASES = {
    "address": "location",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "journal": "journaltitle",
    "key": "sortkey",
    "primaryclass": "eprintclass",
    "school": "institution",
}
"""BibTeX's field names and biblatex's for the same (biblatex manual, 2.2.5)."""

BEFORE_A_MARK = (
    "publisher",
    "address",
    "location",
    "place",
    "journal",
    "journaltitle",
    "booktitle",
)
"""Fields that catalogues of libraries end with the mark which stands before the next one."""
MARKS_BETWEEN = (",", ";", ":")

NOT_PUBLICATIONS = frozenset(
    {"xdata", "set", "bibnote", "ieeetranbstctl", "control", "rev-ctrl", "acs-ctrl", "settings"}
)
"""Entry types that hold data or settings for other entries and are no publications."""

_TYPES = {
    "article": "journal",
    "suppperiodical": "journal",
    "periodical": "collection",
    "inproceedings": "conference",
    "conference": "conference",
    "proceedings": "collection",
    "mvproceedings": "collection",
    "book": "book",
    "mvbook": "book",
    "booklet": "book",
    "collection": "collection",
    "mvcollection": "collection",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "suppcollection": "chapter",
    "inreference": "reference",
    "reference": "collection",
    "mvreference": "collection",
    "phdthesis": "phd",
    "mastersthesis": "master",
    "mathesis": "master",
    "bachelorsthesis": "bachelor",
    "bathesis": "bachelor",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "manual": "manual",
    "standard": "manual",
    "patent": "patent",
    "online": "online",
    "electronic": "online",
    "www": "online",
    "webpage": "online",
    "software": "software",
    "softwareversion": "software",
    "softwaremodule": "software",
    "codefragment": "software",
    "dataset": "dataset",
    "data": "dataset",
    "artwork": "media",
    "audio": "media",
    "image": "media",
    "movie": "media",
    "music": "media",
    "performance": "media",
    "video": "media",
    "review": "review",
    "unpublished": "unpublished",
    "preprint": "preprint",
    "misc": "misc",
    # What Mendeley exports, and people make up
    **dict.fromkeys(("book_section", "bookchapter", "chapter"), "chapter"),
    "conference_proceedings": "conference",
    **dict.fromkeys(("dissertation", "phd"), "phd"),
    **dict.fromkeys(("working_paper", "workingpaper"), "report"),
    "blog": "blog",
    "encyclopedia_article": "reference",
    **dict.fromkeys(("computer_program", "code"), "software"),
    **dict.fromkeys(("web_page", "website", "internet"), "online"),
    **dict.fromkeys(("magazine", "magazine_article", "newspaper", "newspaper_article"), "article"),
    **dict.fromkeys(("film", "podcast", "recording", "television_broadcast"), "media"),
    **dict.fromkeys(("talk", "presentation", "lecture", "poster"), "workshop"),
}

_MISCELLANEOUS = frozenset(
    [
        "commentary",
        "jurisdiction",
        "legal",
        "legislation",
        "letter",
        "generic",
        "bill",
        "case",
        "hearing",
        "statute",
        *(f"custom{n}" for n in "abcdef"),
    ]
)
"""Entry types of biblatex (manual, 2.1.3) and Mendeley that the site has no type for."""

_THESES = (
    ("phd", ("phd", "doctor", "habil", "dissertation")),
    ("master", ("mathesis", "master", "msc", "m.sc", "diplom", "licentiate")),
    ("bachelor", ("bachelor", "undergrad", "bsc", "b.sc", "bathesis", "honours", "honors")),
)
_THESIS_TYPES = {"thesis", "phd", "master", "bachelor"}
_WHOLE = {"book", "collection", "manual", "report", *_THESIS_TYPES}
_SUBTYPES = {
    "article": {
        "newspaper": "article",
        "magazine": "article",
        "nonacademic": "article",  # biblatex-apa's word for both
        "review": "review",
        "preprint": "preprint",
    },
    "conference": {"workshop": "workshop", "talk": "workshop"},
}
_FREE = {"unpublished", "misc", "online"}
_FREE_SUBTYPES = {
    "blog": "blog",
    "blog post": "blog",
    "blogpost": "blog",
    "weblog": "blog",
    "software": "software",
    "computer software": "software",
    "dataset": "dataset",
    "data set": "dataset",
    "patent": "patent",
    "newspaper": "article",
    "magazine": "article",
    "preprint": "preprint",
    "workshop": "workshop",
    "talk": "workshop",
    "review": "review",
}
_PREPRINT_SERVERS = frozenset({
    "authorea", "computing research repository", "corr", "osf preprints", "preprints.org",
    "research square", "ssrn", "ssrn electronic journal",
})  # fmt: skip
# What a search engine adds: "arXiv preprint …", "bioRxiv : the preprint server", "SSRN 123".
_SERVER = re.compile(r"arxiv|\w+r[x\u03c7]iv\b|authorea preprints|ssrn \d+$")

_BACK: dict[str, tuple[str, dict[str, str]]] = {
    "journal": ("article", {}),
    "conference": ("inproceedings", {}),
    "workshop": ("inproceedings", {"entrysubtype": "workshop"}),
    "preprint": ("misc", {"entrysubtype": "preprint"}),
    "chapter": ("incollection", {}),
    "book": ("book", {}),
    "collection": ("collection", {}),
    "phd": ("phdthesis", {}),
    "master": ("mastersthesis", {}),
    "bachelor": ("thesis", {"entrysubtype": "bachelor"}),
    "thesis": ("thesis", {}),
    "patent": ("patent", {}),
    "blog": ("online", {"entrysubtype": "blog"}),
    "report": ("techreport", {}),
    "manual": ("manual", {}),
    "reference": ("inreference", {}),
    "review": ("article", {"entrysubtype": "review"}),
    "article": ("article", {"entrysubtype": "magazine"}),
    "software": ("software", {}),
    "dataset": ("dataset", {}),
    "media": ("video", {}),
    "online": ("online", {}),
    "unpublished": ("unpublished", {}),
    "misc": ("misc", {}),
}

# What an export says where the entry type has to be another: every type, whose word is its name.
# But "article", which means any to those who write it into an `@article`.
_SUBTYPE_OF = {type_: type_ for type_ in _BACK} | {"article": "magazine article"}
_TOLD = {subtype: type_ for type_, subtype in _SUBTYPE_OF.items()}

KINDS = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "mastersthesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "US patent",
    "patreq": "Patent request",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "US patent request",
}
"""What biblatex prints for the keys that its `type` field may hold (manual, 4.9.2.13)."""

# What EndNote, Scopus and the Web of Science call their types, where the entry type says so much or more.
_SAID = {
    "journal": {"journal article", "article", "research article", "article; early access",
                "article in press", "article; proceedings paper"},
    "chapter": {"book section", "book chapter"},
    "conference": {"conference proceedings", "conference paper", "proceedings paper"},
    "book": {"book", "edited book"},
    "phd": {"thesis", "theses"},  # HAL's word for one
    "master": {"thesis", "theses"},
    "report": {"report"},
    "online": {"web page"},
}  # fmt: skip

_PATENTS = frozenset(
    word.casefold()
    for key, printed in KINDS.items()
    if key.startswith("patent")
    for word in (key, printed)
)

STATES = {
    "inpreparation": "in preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in press",
    "prepublished": "pre-published",
}
"""What biblatex prints for the keys of `pubstate` (manual, 4.9.2.11)."""


_STRINGS = {
    "newseries": "new series", "oldseries": "old series", "number": "no.", "volume": "vol.",
    "page": "p.", "pages": "pp.", "chapter": "chap.", "edition": "ed.", "nodate": "n.d.",
    "countryde": "Germany", "countryeu": "European Union", "countryep": "European Union",
    "countryfr": "France", "countryuk": "United Kingdom", "countryus": "United States of America",
}  # fmt: skip
_LANGUAGES = frozenset(
    ["american", "brazilian", "bulgarian", "catalan", "croatian", "czech", "danish", "dutch",
     "english", "estonian", "finnish", "french", "galician", "german", "greek", "hungarian", "italian",
     "japanese", "latin", "latvian", "lithuanian", "marathi", "norwegian", "persian", "polish",
     "portuguese", "romanian", "russian", "serbian", "slovak", "slovene", "spanish", "swedish",
     "turkish", "ukrainian"]
)  # fmt: skip


def printed_string(key: str) -> str:
    """What biblatex prints for a localization key (manual, 4.9.2), in English; others as they are."""
    if key.startswith("lang") and key[4:] in _LANGUAGES:
        return key[4:].capitalize()
    return _STRINGS.get(key) or STATES.get(key) or KINDS.get(key, key)


def printed_list(value: str) -> str:
    """A list with `and` of which every item is a localization key as biblatex prints it."""
    keys = value.split(" and ")
    items = [printed_string(key) for key in keys]
    if any(key == item for key, item in zip(keys, items, strict=True)):
        return value
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]]))


def is_printed_otherwise(value: str) -> bool:
    """Whether it is made of localization keys, and not in capitals as a name is."""
    return value.islower() and printed_list(value) != value


def is_preprint_journal(name: str) -> bool:
    """Whether a "journal" is only where a preprint lies."""
    folded = name.casefold().strip().removeprefix("the ").removeprefix("available at ")
    return bool(_SERVER.match(folded)) or folded in _PREPRINT_SERVERS


def type_of(entry_type: str, told: Mapping[str, str], *, posted: bool, published: bool) -> str:
    """One of the publication types for an entry.

    `told` has the plain texts of `entrysubtype` and `type`; `posted` says that it lies on a preprint
    server and `published` that a journal or book other than that is named. What lies there and
    nowhere else is a preprint, unless its `entrysubtype` repeats what the entry type says.
    """
    base = entry_base(entry_type)
    subtype, kind = told.get("entrysubtype", "").casefold(), told.get("type", "").casefold()
    subtypes = _SUBTYPES.get("article" if entry_type == "article" else base, {})
    meant = subtypes.get(subtype) or _TOLD.get(subtype)
    if meant:
        return meant
    if base in _THESIS_TYPES:
        return _thesis(base, subtype, kind or ("" if entry_type in _TYPES else entry_type))
    if base in _FREE:
        for word in (subtype, kind):
            if word in _FREE_SUBTYPES:
                return _FREE_SUBTYPES[word]
            if word in _PATENTS:
                return "patent"
    unpublished = posted and not published and subtype != base
    if unpublished and (base in _FREE or entry_type == "article"):
        return "preprint"
    return base


def _thesis(base: str, subtype: str, kind: str) -> str:
    for told in (subtype, kind):
        # "Bachelor" before "doctor": an entry type is a form that people fill with another type.
        for type_, words in reversed(_THESES):
            if told and any(word in told for word in words):
                if type_ == "phd" and "dissertation" in told and base != "thesis":
                    continue
                return type_
    return base


def entry_type_of(type_: str) -> tuple[str, dict[str, str]]:
    """The entry type for a publication type, and the fields that tell what the type does not."""
    entry_type, fields = _BACK.get(type_, ("misc", {}))
    return entry_type, dict(fields)


def subtype_of(type_: str) -> str:
    """The `entrysubtype` by which reading finds a publication type in most entry types."""
    return _SUBTYPE_OF.get(type_, type_)


def subtypes_of(type_: str) -> set[str]:
    """The values of `entrysubtype` that say nothing but that a publication is of a type."""
    return {subtype_of(type_), entry_type_of(type_)[1].get("entrysubtype", type_)}


def venue_stems(entry_type: str) -> tuple[str, ...]:
    """The stems of the fields that name what holds an entry of a type, the best first."""
    base = entry_base(entry_type)
    if base in {"book", "collection"}:
        return ("journal",)
    return ("journal", "book") if base == "journal" else ("book", "journal")


def entry_base(entry_type: str) -> str:
    """The publication type that an entry type alone tells."""
    return _TYPES.get(entry_type) or ("thesis" if entry_type.endswith("thesis") else "misc")


def is_known(entry_type: str) -> bool:
    """Whether an entry type is one of BibTeX's, biblatex's or their tools'."""
    return entry_base(entry_type) != "misc" or entry_type in {"misc", *_MISCELLANEOUS}


def is_whole(entry_type: str) -> bool:
    """Whether entries of a type describe a work of its own, and not what stands in one."""
    return entry_base(entry_type) in _WHOLE


def may_be_a_patent(entry_type: str) -> bool:
    """Whether entries of a type are patents where they say so."""
    return entry_base(entry_type) in _FREE


def is_said(entry_type: str, kind: str) -> bool:
    """Whether a kind in words says nothing that the entry type does not say."""
    return kind.casefold() in _SAID.get(entry_base(entry_type), ())


_ADDRESSES = frozenset(
    ["url", "html", "website", "link", "ee", "weblink", "adsurl", "pdf", "code", "slides", "video", "poster",
     "data"]
)  # fmt: skip
_VERBATIM = _ADDRESSES | frozenset(
    ["eprint", "preview", "file", "verba", "verbb", "verbc", "local-url", "localfile", "filename"]
)


def _is_address(name: str) -> bool:
    return name in _ADDRESSES or name.startswith(("bdsk-url", "url_"))


def is_verbatim(name: str) -> bool:
    """Whether the values of a field are addresses, paths and the like, and no LaTeX."""
    return name in _VERBATIM or _is_address(name)


def blank_of(name: str) -> str:
    """What a blank in the verbatim value of a field is: nothing in an address, itself in a path."""
    return "" if _is_address(name) else " "
