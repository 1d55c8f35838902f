# ruff: noqa: E501  tables of cases read better in one line each
"""What biblatex has fields for beside a publication's own reaches each format that has a place for it."""

import pytest

from publications.formats import csl_json, json_ld, meta_tags, ris
from publications.formats.details import pages_of
from publications.formats.languages import language_code
from tests.factories import AuthorFactory, PublicationFactory

pytestmark = pytest.mark.django_db
ADDRESS = "https://example.org/publications/a/"


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({"translator": "van Dam, Jan and Roe, Al"}, {"translator": [{"family": "Dam", "given": "Jan", "non-dropping-particle": "van"}, {"family": "Roe", "given": "Al"}]}),
        ({"bookauthor": "Ada King"}, {"container-author": [{"family": "King", "given": "Ada"}]}),
        ({"urldate": "2020-05-03"}, {"accessed": {"date-parts": [[2020, 5, 3]]}}),
        ({"urldate": "last spring"}, {"accessed": {"literal": "last spring"}}),
        ({"origdate": "1850/1852"}, {"original-date": {"date-parts": [[1850], [1852]]}}),
        ({"eventdate": "2011-05-03/2011-05-07"}, {"event-date": {"date-parts": [[2011, 5, 3], [2011, 5, 7]]}}),
        ({"origtitle": "Krieg", "origpublisher": "Insel", "origlocation": "Leipzig"}, {"original-title": "Krieg", "original-publisher": "Insel", "original-publisher-place": "Leipzig"}),
        ({"volumes": "3", "pagetotal": "300", "version": "2.1"}, {"number-of-volumes": "3", "number-of-pages": "300", "version": "2.1"}),
        ({"shorttitle": "Engines", "shortjournal": "Nat."}, {"title-short": "Engines", "container-title-short": "Nat."}),
        ({"issuetitle": "On Light", "eid": "061102"}, {"volume-title": "On Light", "number": "061102"}),
        ({"pmid": "123", "pmcid": "PMC9"}, {"PMID": "123", "PMCID": "PMC9"}),
        ({"eprint": "123", "eprinttype": "pubmed"}, {"PMID": "123", "archive": None}),
        ({"eprint": "456", "eprinttype": "jstor"}, {"archive": "JSTOR", "archive_location": "456"}),
        ({"eprint": "456", "eprinttype": "Hal"}, {"archive": "Hal", "archive_location": "456"}),
        ({"eprint": "https://x.org/doi/pdf/10.1/2"}, {"archive": None, "archive_location": None}),
        ({"eprint": "1234"}, {"archive": None, "archive_location": None}),
        ({"eprint": "2027/a.3", "eprinttype": "hdl"}, {"archive": None, "archive_location": None, "URL": "https://hdl.handle.net/2027/a.3"}),
    ],
)  # fmt: skip
def test_csl_json_says_what_the_other_fields_say(extra, expected):
    item = csl_json.to_csl(PublicationFactory(extra=extra))
    assert {name: item.get(name) for name in expected} == expected


WORK = {"maintitle": "The Art", "mainsubtitle": "Of It"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "book", "volume": "2"}, {"title": "The Art: Of It", "volume-title": "Own <i>title</i>"}),
        ({"type": "chapter", "volume": "2", "venue": "Sorting"}, {"title": "Own <i>title</i>", "container-title": "The Art: Of It", "volume-title": "Sorting"}),
        # Without its number the name of the work would lead to none of its volumes.
        ({"type": "book"}, {"title": "Own <i>title</i>", "volume-title": None}),
        ({"type": "chapter", "volume": "2", "venue": ""}, {"container-title": None, "volume-title": None}),
    ],
)  # fmt: skip
def test_a_volume_with_a_title_is_cited_as_one_of_its_work(fields, expected):
    paper = PublicationFactory(
        **{"entry_type": "", "title": "Own <i>title</i>", "venue": "", **fields}, extra=WORK
    )
    item = csl_json.to_csl(paper)
    assert {name: item.get(name) for name in expected} == expected


def test_what_a_court_or_a_treaty_says_has_an_authority():
    case = {"type": "misc", "entry_type": "jurisdiction", "institution": "Supreme Court"}
    item = csl_json.to_csl(PublicationFactory(**case))
    assert (item["authority"], item.get("publisher")) == ("Supreme Court", None)
    assert csl_json.to_csl(PublicationFactory(type="misc", entry_type="legal"))["type"] == "treaty"
    found = csl_json.to_csl(PublicationFactory(type="patent", publisher="Google Patents"))
    assert (found.get("authority"), found["publisher"]) == (None, "Google Patents")


def test_those_that_bibtex_calls_editors_have_the_role_that_is_told():
    paper = PublicationFactory(extra={"editortype": "compiler"})
    editor = AuthorFactory(given="Ada", family="King")
    paper.authorships.create(author=editor, role="editor")
    item = csl_json.to_csl(paper)
    assert item["compiler"] == [{"family": "King", "given": "Ada"}]
    assert "editor" not in item


def test_a_thesis_is_called_what_its_author_called_it():
    assert (
        csl_json.to_csl(PublicationFactory(type="phd", kind="Dissertation"))["genre"]
        == "Dissertation"
    )
    assert csl_json.to_csl(PublicationFactory(type="phd"))["genre"] == "PhD thesis"


def test_a_conference_is_told_under_both_names_of_its_variable():
    item = csl_json.to_csl(PublicationFactory(type="conference", event="NeurIPS 2011"))
    assert item["event"] == item["event-title"] == "NeurIPS 2011"


def test_a_paper_of_numbered_proceedings_keeps_the_number():
    plain = csl_json.to_csl(PublicationFactory(type="conference", entry_type="", number="4"))
    in_series = csl_json.to_csl(
        PublicationFactory(type="conference", entry_type="", number="4", series="LNCS")
    )
    assert plain["issue"] == "4"
    assert in_series["collection-number"] == "4"


@pytest.mark.parametrize(
    ("name", "code"),
    [("ngerman", "de"), ("Hungarian", "hu"), ("en-GB", "en-GB"), ("Klingon", "Klingon"), ("", "")],
)
def test_languages_become_codes_where_they_are_known(name, code):
    assert language_code(name) == code


def said(paper) -> list[tuple[str, str]]:
    lines = ris.to_ris(paper).splitlines()
    return [(line[:2], line[6:]) for line in lines]


def test_ris_says_what_the_other_fields_say():
    paper = PublicationFactory(
        venue="Nature", language="ngerman", date="2011-21",
        extra={"translator": "van Dam, Jan", "urldate": "2020-05-03", "shortjournal": "Nat.", "volumes": "3",
               "eid": "061102", "pmid": "123", "shorttitle": "Engines", "version": "2"},
    )  # fmt: skip
    wanted = [("A4", "van Dam, Jan"), ("Y2", "2020/05/03/"), ("J2", "Nat."), ("NV", "3"), ("C7", "061102"),
              ("AN", "123"), ("ST", "Engines"), ("ET", "2"), ("LA", "de"), ("PY", "2011"), ("DA", "2011///Spring")]  # fmt: skip
    assert set(wanted) <= set(said(paper))


def test_ris_names_who_holds_a_patent_and_the_work_of_a_volume():
    patent = PublicationFactory(
        type="patent", entry_type="", institution="", extra={"holder": "Tesla Co."}
    )
    assert ("A2", "Tesla Co.") in said(patent)
    volume = PublicationFactory(type="book", entry_type="", extra={"maintitle": "The Art"})
    assert ("T3", "The Art") in said(volume)


def test_ris_names_every_editor_by_a_tag_that_programs_read():
    paper = PublicationFactory(
        type="chapter", entry_type="", authors=[AuthorFactory(given="Al", family="Roe")]
    )
    for family in ("King", "Babbage"):
        paper.authorships.create(author=AuthorFactory(given="A.", family=family), role="editor")
    assert [text for tag, text in said(paper) if tag == "A2"] == ["King, A.", "Babbage, A."]


def test_ris_has_no_year_before_christ():
    assert not {"PY", "DA"} & {tag for tag, _ in said(PublicationFactory(date="-0043"))}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "journal"}, "ScholarlyArticle"), ({"type": "phd"}, "Thesis"), ({"type": "book"}, "Book"),
        ({"type": "report"}, "Report"), ({"type": "dataset"}, "Dataset"), ({"type": "chapter"}, "Chapter"),
        ({"type": "workshop"}, "PresentationDigitalDocument"),
        ({"type": "workshop", "venue": "Proc."}, "ScholarlyArticle"),
        ({"type": "software"}, "SoftwareApplication"),
        ({"type": "software", "code_url": "https://x.org/"}, "SoftwareSourceCode"),
        ({"type": "media", "entry_type": "movie"}, "Movie"), ({"type": "media"}, "CreativeWork"),
    ],
)  # fmt: skip
def test_structured_data_has_the_type_that_schema_org_has_for_it(fields, kind):
    paper = PublicationFactory(**{"entry_type": "", **fields})
    assert json_ld.to_json_ld(paper, ADDRESS)["@type"] == kind


def test_structured_data_has_a_types_own_properties_with_that_type_only():
    fields = {"entry_type": "", "pages": "1–9", "isbn": "978-3", "edition": "2", "number": "7"}

    def data(kind):
        return json_ld.to_json_ld(PublicationFactory(type=kind, **fields), ADDRESS)

    assert (data("book")["isbn"], data("book")["bookEdition"]) == ("978-3", "2")
    assert "pagination" not in data("book")
    assert data("phd")["inSupportOf"] == "PhD"
    assert not {"pagination", "isbn", "reportNumber"} & set(data("phd"))
    assert (data("report")["reportNumber"], data("report")["pageEnd"]) == ("7", "9")


def test_structured_data_leads_from_the_paper_to_all_that_holds_it():
    article = PublicationFactory(venue="Nature", volume="3", number="7", issn="1234-5678")
    assert json_ld.to_json_ld(article, ADDRESS)["isPartOf"] == {
        "@type": "PublicationIssue", "issueNumber": "7", "isPartOf": {
            "@type": "PublicationVolume", "volumeNumber": "3", "isPartOf": {
                "@type": "Periodical", "name": "Nature", "issn": "1234-5678"}}}  # fmt: skip
    chapter = PublicationFactory(type="chapter", entry_type="", venue="Engines", series="LNCS")
    assert json_ld.to_json_ld(chapter, ADDRESS)["isPartOf"] == {
        "@type": "Book", "name": "Engines", "isPartOf": {"@type": "BookSeries", "name": "LNCS"}}  # fmt: skip


def test_structured_data_has_iso_dates_and_codes_and_translators():
    paper = PublicationFactory(
        date="-0043", language="ngerman", extra={"translator": "van Dam, Jan", "pmid": "123"}
    )
    data = json_ld.to_json_ld(paper, ADDRESS)
    assert (data["datePublished"], data["inLanguage"]) == ("-0043", "de")
    assert [person["name"] for person in data["translator"]] == ["Jan van Dam"]
    assert {"@type": "PropertyValue", "propertyID": "pmid", "value": "123"} in data["identifier"]


def test_scholar_is_told_of_a_journal_only_where_there_is_one():
    for kind in ("online", "software", "dataset", "blog", "media", "book"):
        paper = PublicationFactory(type=kind, entry_type="", venue="Somewhere")
        names = {name for name, _ in meta_tags.citation_tags(paper, ADDRESS)}
        assert "citation_journal_title" not in names, kind


def test_each_author_is_followed_by_their_own_orcid():
    people = [
        AuthorFactory(given="Ada", family="King", orcid="0000-0002-1825-0097"),
        AuthorFactory(given="Al", family="Roe"),
    ]
    tags = meta_tags.citation_tags(
        PublicationFactory(authors=people, extra={"pmid": "123"}, language="ngerman"), ADDRESS
    )
    assert tags[1:4] == [
        ("citation_author", "Ada King"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_author", "Al Roe"),
    ]
    assert ("citation_pmid", "123") in tags
    assert ("citation_language", "de") in tags


@pytest.mark.parametrize(
    ("edition", "said_as"),
    [
        ("2", "2"), ("Second", "2"), ("2nd", "2"), ("third edition", "3"), ("2nd ed.", "2"), ("Twelfth", "12"),
        ("Seventeenth edition", "17"), ("3. Auflage", "3"), ("2e éd.", "2"), ("7., erw. Aufl.", "7., erw. Aufl."),
        ("Revised", "Revised"), ("Second, revised", "Second, revised"), ("1st Vintage", "1st Vintage"),
    ],
)  # fmt: skip
def test_an_edition_told_as_an_ordinal_becomes_its_number(edition, said_as):
    assert csl_json.to_csl(PublicationFactory(edition=edition))["edition"] == said_as


def test_a_newspaper_is_known_by_its_subtype_or_by_what_it_is_called():
    for fields in ({"extra": {"entrysubtype": "newspaper"}}, {"kind": "Newspaper article"}):
        paper = PublicationFactory(type="article", **fields)
        assert csl_json.to_csl(paper)["type"] == "article-newspaper"
        assert said(paper)[0] == ("TY", "NEWS")
    assert csl_json.to_csl(PublicationFactory(type="article"))["type"] == "article-magazine"


def test_what_was_said_at_a_conference_and_not_published_is_a_talk():
    paper = PublicationFactory(type="unpublished", entry_type="unpublished", event="NeurIPS 2020")
    assert csl_json.to_csl(paper)["type"] == "speech"


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [("99–110", "99", "110"), ("101–132, 140", "101", "140"), ("e12345", "e12345", ""), ("", "", ""),
     ("3, 7–9", "3", "9"), ("S1–S12", "S1", "S12")],
)  # fmt: skip
def test_the_first_and_the_last_page_of_several_ranges(pages: str, first: str, last: str) -> None:
    assert pages_of(pages) == (first, last)
