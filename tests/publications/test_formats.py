# ruff: noqa: E501, SIM905  tables of cases, and lists of names as the formats define them
import json
import re

import pytest

from publications.bibtex.reader import read
from publications.bibtex.record import interpret
from publications.exporting import parents_among, streamed
from publications.formats import bibtex, citations, csl_json, ris
from publications.models import Author, Authorship, Publication, Source
from publications.models.types import PublicationType
from tests.factories import AuthorFactory, PublicationFactory

pytestmark = pytest.mark.django_db

# https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json
CSL_TYPES = set(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection "
    "dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview "
    "legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent "
    "performance periodical personal_communication post post-weblog regulation report review review-book "
    "software song speech standard thesis treaty webpage".split()
)
CSL_VARIABLES = set(
    "id type citation-key title author editor issued container-title collection-title volume page chapter-number "
    "edition event-title event-place genre number issue collection-number version publisher publisher-place "
    "event authority DOI ISBN ISSN URL abstract keyword language note status".split()
)
# Reference Manager's types and those that EndNote and Zotero write.
RIS_TYPES = set("ART BLOG BOOK CASE CHAP COMP CPAPER DATA EDBOOK ELEC ENCYC GEN JOUR MGZN MUSIC NEWS PAT PCOMM "
                "RPRT SOUND STAND STAT THES UNPB VIDEO".split())  # fmt: skip


def full(**fields):
    return PublicationFactory(
        **{
            "title": "On FPGAs &amp; <i>light</i>: \\(x^2\\)", "protected": ["FPGAs"], "date": "2011-10-03",
            "venue": "Nature", "volume": "3", "number": "7", "pages": "99–110", "doi": "10.1000/x_y",
            "publisher": "Press", "institution": "École", "place": "Paris", "isbn": "978-3", "issn": "1234-5678",
            "url": "https://example.org/a_b", "abstract": "One.\n\nTwo &lt; three.", "keywords": ["a", "b, c"],
            "authors": [
                AuthorFactory(given="Ludwig", particle="van", family="Beethoven", suffix="Jr."),
                AuthorFactory(given="", family="", literal="Barnes and Noble"),
            ],
            **fields,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "protected", "mla"),
    [
        (r"On \(p\)-adic numbers and \(L^p\) spaces", [], "On p-Adic Numbers and Lᵖ Spaces."),
        ("Time\xa0of bread", ["Time of bread"], "Time\xa0of bread."),
        (r"The \(t\bar{t}\) cross section", [r"The tt̄ cross section"], "The tt̄ cross section."),
    ],
)
def test_no_style_changes_the_letters_of_formulas_and_protected_words(title, protected, mla):
    item = csl_json.to_csl(PublicationFactory(title=title, protected=protected))
    in_journal = {**item, "type": "article-journal", "container-title": "Nature"}
    assert f"“{mla}”" in citations.as_text(in_journal, "mla")


@pytest.mark.parametrize("kind", PublicationType.values)
def test_csl_json_keeps_to_its_schema_for_every_type(kind):
    paper = full(type=kind, entry_type="")
    (item,) = json.loads("".join(csl_json.dumps([paper])))
    assert item["type"] in CSL_TYPES
    assert set(item) <= CSL_VARIABLES
    assert item["id"] == paper.key
    assert all(value not in ("", [], {}) for value in item.values())
    assert item["issued"] == {"date-parts": [[2011, 10, 3]]}
    assert (
        item["title"]
        == 'On <span class="nocase">FPGAs</span> & <i>light</i>: <span class="nocase">x²</span>'
    )
    assert item["author"] == [
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van", "suffix": "Jr."},
        {"literal": "Barnes and Noble"},
    ]


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("phd", {}, {"type": "thesis", "genre": "PhD thesis", "publisher": "Press"}),
        ("bachelor", {"publisher": ""}, {"genre": "Bachelor’s thesis", "publisher": "École"}),
        ("preprint", {"arxiv_id": "1905.12737", "venue": ""}, {"type": "article", "number": "arXiv:1905.12737", "publisher": "arXiv", "genre": "Preprint"}),
        ("patent", {"number": "US 123"}, {"type": "patent", "number": "US 123", "authority": "École"}),
        ("workshop", {"venue": ""}, {"type": "speech"}),
        ("workshop", {}, {"type": "paper-conference", "container-title": "Nature"}),
        ("blog", {"venue": "", "institution": "Medium"}, {"type": "post-weblog", "container-title": "Medium"}),
        ("journal", {}, {"type": "article-journal", "issue": "7", "page": "99–110"}),
        ("report", {}, {"type": "report", "number": "7"}),
    ],
)  # fmt: skip
def test_csl_json_says_what_each_type_needs(kind, fields, expected):
    item = csl_json.to_csl(full(type=kind, entry_type="", **fields))
    assert {name: item.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2011", {"date-parts": [[2011]]}),
        # The reference processor refuses a span whose ends are not told alike.
        ("2010-05/2012", {"date-parts": [[2010], [2012]]}),
        ("2010-05-03/2010", {"date-parts": [[2010]]}),
        ("2010-21/2010-23", {"date-parts": [[2010, 21], [2010, 23]]}),
        ("2010/..", {"date-parts": [[2010]]}),
        ("1985/199X", {"date-parts": [[1985], [1999]]}),
        # EDTF counts a year 0, which is 1 BC; people and CSL do not.
        ("-0043/0014", {"date-parts": [[-44], [14]]}),
        ("2004/2006~", {"date-parts": [[2004], [2006]], "circa": True}),
        ("once in May", {"literal": "once in May"}),
        ("2004~", {"date-parts": [[2004]], "circa": True}),
        ("2011-21", {"date-parts": [[2011]], "season": 1}),
        ("199X", {"date-parts": [[1990], [1999]]}),
        ("1999-05-XX", {"date-parts": [[1999, 5]]}),
        ("1999-XX-XX", {"date-parts": [[1999]]}),
        ("", None),
    ],
)
def test_csl_json_dates(date, issued):
    assert csl_json.to_csl(PublicationFactory(date=date)).get("issued") == issued


def test_a_date_that_is_none_is_told_in_its_own_words():
    paper = PublicationFactory(date="", extra={"date": "the age of steam"})
    assert csl_json.to_csl(paper)["issued"] == {"literal": "the age of steam"}


@pytest.mark.parametrize(
    ("field", "value", "variable", "told"),
    [
        ("director", "Doe, Jane", "director", [{"family": "Doe", "given": "Jane"}]),
        ("lastchecked", "2011-10-03", "accessed", {"date-parts": [[2011, 10, 3]]}),
        ("urldate", "2011-10", "accessed", {"date-parts": [[2011, 10]]}),
    ],
)
def test_csl_json_has_what_other_fields_say(field, value, variable, told):
    assert csl_json.to_csl(PublicationFactory(extra={field: value}))[variable] == told


def test_and_others_is_not_lost():
    paper = PublicationFactory(others=True, authors=[AuthorFactory()])
    assert csl_json.to_csl(paper)["author"][-1] == {"literal": "others"}


@pytest.mark.parametrize("kind", PublicationType.values)
def test_ris_keeps_to_its_form_for_every_type(kind):
    text = ris.to_ris(full(type=kind, entry_type=""))
    assert text.endswith("ER  - \r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    pairs = [(line[:2], line[6:]) for line in lines]
    assert pairs[0][0] == "TY"
    assert pairs[0][1] in RIS_TYPES
    assert [tag for tag, _ in pairs].count("TY") == [tag for tag, _ in pairs].count("ER") == 1
    assert all(value for tag, value in pairs if tag != "ER")
    said = dict(reversed(pairs))
    assert said["AU"] == "van Beethoven, Ludwig, Jr."
    assert ("AU", "Barnes and Noble") in pairs
    assert (said["PY"], said["DA"]) == ("2011", "2011/10/03/")
    assert said["TI"] == "On FPGAs & light: x²"
    assert said["AB"] == "One. Two < three."
    assert [value for tag, value in pairs if tag == "KW"] == ["a", "b, c"]


def test_ris_divides_the_pages_where_they_are_one_span():
    def pages(text):
        lines = ris.to_ris(PublicationFactory(pages=text)).splitlines()
        return [line for line in lines if line[:2] in ("SP", "EP")]

    assert pages("99–110") == ["SP  - 99", "EP  - 110"]
    assert pages("12") == ["SP  - 12"]
    assert pages("1–4, 9–12") == ["SP  - 1–4, 9–12"]


def read_back(text):
    (entry,) = read(text.encode())
    return interpret(entry)


@pytest.mark.parametrize("kind", PublicationType.values)
def test_bibtex_reads_back_as_what_was_written(kind):
    paper = full(type=kind, entry_type="")
    record = bibtex.record_of(paper)
    again = read_back(bibtex.normalised(paper))
    for name in ("type", "title", "authors", "date", "venue", "volume", "number", "pages", "doi", "url", "abstract",
                 "keywords", "publisher", "institution", "place", "isbn", "issn", "protected"):  # fmt: skip
        assert getattr(again, name) == getattr(record, name), name


ENTRY = """@Article{king2011,
  author = {King, Ada and Babbage, C.},
  title = {On the {Analytical} Engine: {\\"u}ber $x^2$},
  journal = {Nature},
  year = 2011,
  month = oct,
  custom-field = {kept \\emph{as it is}},
}
"""


def imported(text):
    """A publication as an import leaves it, with what its entry said beside it."""
    from publications.importing.values import understood

    (entry,) = read(text.encode())
    values, _ = understood(entry)
    people = values.pop("authors", [])
    paper = PublicationFactory(key=entry.key, **values)
    for place, (family, given, particle, suffix, literal) in enumerate(people):
        author = AuthorFactory(
            family=family, given=given, particle=particle, suffix=suffix, literal=literal
        )
        Authorship.objects.create(publication=paper, author=author, sort_order=place)
    Source.objects.create(
        publication=paper, key=entry.key, digest="", raw=entry.raw, fields=entry.fields,
        values={**values, **({"authors": people} if people else {})},
    )  # fmt: skip
    return paper, entry


def test_an_untouched_entry_goes_out_with_the_very_fields_it_came_in_with():
    paper, entry = imported(ENTRY)
    (again,) = read(bibtex.to_bibtex(paper).encode())
    assert again.fields == entry.fields
    assert (again.type, again.key) == (entry.type, entry.key)


@pytest.mark.parametrize("venue", ["bioRxiv", "medRxiv", "{SSRN} Electronic Journal", "CoRR"])
def test_what_lies_on_a_preprint_server_alone_is_a_preprint_there(venue):
    text = f"@article{{p, title = {{A}}, journal = {{{venue}}}, year = 2020, doi = {{10.1101/1}}}}"
    paper, entry = imported(text)
    server = venue.replace("{", "").replace("}", "")
    item = csl_json.to_csl(paper)
    assert (paper.type, item["type"], item["publisher"]) == ("preprint", "article", server)
    assert "container-title" not in item
    assert f"PB  - {server}\r\n" in ris.to_ris(paper)
    (again,) = read(bibtex.to_bibtex(paper).encode())
    assert (again.type, again.fields) == (entry.type, entry.fields)


def test_a_preprint_of_which_nobody_says_where_it_lies_is_not_said_to_lie_in_arxiv():
    item = csl_json.to_csl(
        full(type="preprint", entry_type="", venue="", publisher="", institution="")
    )
    assert "publisher" not in item


def test_a_preprint_that_only_its_number_tells_has_the_address_of_that():
    number = {"type": "preprint", "entry_type": "misc", "arxiv_id": "1905.12737"}
    assert (
        csl_json.to_csl(PublicationFactory(**number))["URL"] == "https://arxiv.org/abs/1905.12737"
    )
    assert "URL" not in csl_json.to_csl(PublicationFactory(**number, doi="10.1000/x"))
    assert "URL" not in csl_json.to_csl(PublicationFactory(type="journal", arxiv_id="1905.12737"))


def test_a_review_of_which_nobody_says_what_it_reviews_is_an_article_of_its_title():
    paper = PublicationFactory(type="review", entry_type="review", title="Pears: a review")
    assert csl_json.to_csl(paper)["type"] == "article-journal"
    assert "[Review of" not in citations.as_text(csl_json.to_csl(paper), "apa")


def test_an_edited_field_goes_out_as_edited_and_the_others_as_they_came():
    paper, entry = imported(ENTRY)
    paper.venue = "Science &amp; Art"
    paper.save()
    (again,) = read(bibtex.to_bibtex(paper).encode())
    assert again.fields["journal"] == "Science \\& Art"
    for name in ("author", "title", "year", "month", "custom-field"):
        assert again.fields[name] == entry.fields[name]


def test_a_name_goes_out_as_its_entry_wrote_it_however_the_person_is_called(
    django_assert_num_queries,
):
    paper, entry = imported(ENTRY)
    ada, charles = [authorship.author for authorship in paper.authors]
    Author.objects.filter(pk=ada.pk).update(family="Lovelace")
    Author.objects.filter(pk=charles.pk).update(given="Charles")
    with django_assert_num_queries(4):  # keys, publications, people, names
        (paper,) = list(streamed(Publication.objects.filter(pk=paper.pk), bibtex.NEEDS))
        assert bibtex.is_as_it_came(paper)
        (again,) = read(bibtex.to_bibtex(paper).encode())
    assert again.fields == entry.fields
    # Someone else in their place is no other spelling.
    paper.authorships.filter(author=charles).update(author=AuthorFactory(given="Karl"))
    (again,) = read(bibtex.to_bibtex(Publication.objects.get(pk=paper.pk)).encode())
    assert "Karl" in again.fields["author"] and "journal" in again.fields


def test_an_entry_whose_type_was_changed_is_written_anew():
    paper, _entry = imported(ENTRY)
    paper.type = "book"
    paper.save()
    assert read_back(bibtex.to_bibtex(paper)).type == "book"


CHILD = """@inproceedings{{child,
  title = {{A paper}},
  {name} = {{parent}},
}}
"""


def child_of(name, inherited):
    paper, _entry = imported(CHILD.format(name=name))
    source = paper.source
    source.fields |= inherited
    source.inherited = sorted(inherited)
    source.values |= {"venue": "Proceedings"}
    source.save()
    paper.venue, paper.date = "Proceedings", ""
    paper.save()
    return paper


def written(paper, parents=frozenset()):
    (entry,) = read(bibtex.to_bibtex(paper, parents).encode())
    return entry.fields


def test_an_entry_names_its_parent_where_that_comes_with_it_and_else_says_all_itself():
    paper = child_of("crossref", {"booktitle": "Proceedings"})
    assert written(paper) == {"title": "A paper", "booktitle": "Proceedings"}
    assert bibtex.to_bibtex(paper, {"parent"}).count("=") == 2
    assert "crossref = {parent}" in bibtex.to_bibtex(paper, {"parent"})


def test_an_entry_says_itself_what_data_that_are_no_publication_lent_it():
    paper = child_of("xdata", {"booktitle": "Proceedings"})
    assert written(paper, {"parent"}) == {"title": "A paper", "booktitle": "Proceedings"}


def test_the_parents_are_those_that_are_exported_too(django_assert_max_num_queries):
    child_of("crossref", {"booktitle": "Proceedings"})
    parent, _entry = imported("@proceedings{parent,\n  title = {Proceedings},\n  year = 2012,\n}\n")
    parent.live = False
    parent.save()
    PublicationFactory(key="other")
    assert parents_among(Publication.objects.listed()) == frozenset()
    parent.live = True
    parent.save()
    with django_assert_max_num_queries(3):
        assert parents_among(Publication.objects.listed()) == {"parent"}


def test_a_parent_that_was_changed_since_lends_nothing_in_an_export():
    child_of("crossref", {"booktitle": "Proceedings"})
    parent, _entry = imported("@proceedings{parent,\n  title = {Proceedings},\n  year = 2012,\n}\n")
    parent.title = "Other proceedings"
    parent.save()
    assert parents_among(Publication.objects.listed()) == frozenset()
