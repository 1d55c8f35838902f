# ruff: noqa: E501  tables of cases read better in one line each
import itertools
import re
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.template import Context
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from publications import listing, tallies
from publications.counting import count
from publications.filters import Filters, Named
from publications.lines import Line, load
from publications.listing import list_page
from publications.models import Author, Authorship, Publication
from publications.templatetags import publication_tags
from publications.templatetags.publication_tags import publication_lines
from tests.factories import AuthorFactory, PublicationFactory
from tests.queries import queries_of

LINE = re.compile(r'<h3 class="publication-title"><a href="([^"]+)">(.*?)</a>', re.S)


def titles(response) -> list[str]:
    assert response.status_code == 200
    return [unescape(title) for _, title in LINE.findall(response.content.decode())]


def fill(size):
    owner, friend = AuthorFactory(is_owner=True), AuthorFactory()
    for n in range(size):
        paper = PublicationFactory(
            type=["journal", "conference", "patent"][n % 3], date=str(2000 + n % 9),
            venue=f"Venue {n % 4}", authors=[owner, friend, AuthorFactory()], is_selected=n % 2 == 0,
        )  # fmt: skip
        paper.topics.add(f"topic {n % 3}")
        paper.save()


QUESTIONS = [
    "", "?group=type", "?sort=title", "?type=journal", "?year=2001", "?topic=topic-1", "?venue=venue-1",
    "?q=study", "?type=journal&year=2000&topic=topic-0&venue=venue-0&q=study&selected=1",
]  # fmt: skip


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_list_costs_as_many_queries_for_many_as_for_few(
    question, counted, client, publication_index, uncached
):
    fill(4)
    if counted:
        tallies.rebuild()
    few = queries_of(client, f"/publications/{question}")
    fill(20)
    if counted:
        tallies.rebuild()
    many = queries_of(client, f"/publications/{question}")
    assert many <= 20
    # A list whose first page is empty, or has no topics, has nothing to load.
    assert many == few or question.count("&") > 2


def test_each_filter_narrows_the_list_and_they_combine(client, publication_index):
    ada = AuthorFactory(given="Ada", family="Müller")
    first = PublicationFactory(
        title="First light", type="journal", date="2010", venue="Nature", authors=[ada]
    )
    PublicationFactory(
        title="Second sight", type="book", date="2011", code_url="https://example.org"
    )
    PublicationFactory(title="Third time", type="journal", date="2012-05", is_selected=True)
    first.topics.add("Optics")
    first.save()
    found = {
        "?type=journal": ["Third time", "First light"],
        "?year=2011": ["Second sight"],
        "?year=2011-2012": ["Third time", "Second sight"],
        "?year=-2010": ["First light"],
        "?from=2012&to=": ["Third time"],
        f"?author={ada.slug}": ["First light"],
        "?topic=optics": ["First light"],
        "?venue=nature": ["First light"],
        "?selected=1": ["Third time"],
        "?has=code": ["Second sight"],
        "?has=code&has=pdf": [],
        "?q=muller": ["First light"],
        "?q=FIRST+nature": ["First light"],
        "?type=journal&year=2012": ["Third time"],
        "?type=book&year=2012": [],
        "?author=nobody": [],
    }  # fmt: skip
    for question, expected in found.items():
        assert titles(client.get(f"/publications/{question}")) == expected, question


def test_a_span_of_years_has_all_that_its_years_have_and_nothing_undated(client, publication_index):
    dates = [
        "",
        "-0043",
        "0000",
        "199X",
        "1999-12-31",
        "2000",
        "2004-21",
        "2010-12-31",
        "2011",
        "../2005",
    ]
    for date in dates:
        PublicationFactory(title=date or "undated", date=date)
    found = {
        "2000-2010": ["2010-12-31", "../2005", "2004-21", "2000"],
        "2000-": ["2011", "2010-12-31", "../2005", "2004-21", "2000"],
        "-1999": ["1999-12-31", "199X", "0000", "-0043"],
        "0-1990": ["199X", "0000"],
        "1-1998": ["199X"],
        "1990": ["199X"],
        "2010-2000": [],
    }
    for years, expected in found.items():
        assert titles(client.get(f"/publications/?year={years}")) == expected, years


def test_what_makes_no_sense_in_an_address_is_passed_over(client, publication_index):
    PublicationFactory(title="Only one")
    for question in ("?type=nonsense", "?year=soon", "?page=-3", "?page=9999999999999", "?sort=x", "?group=y",
                     "?q=%00%00", "?has=everything", "?page=٣"):  # fmt: skip
        assert titles(client.get(f"/publications/{question}")) == ["Only one"], question


def test_drafts_are_nowhere(client, publication_index):
    draft = PublicationFactory(title="A secret", live=False, authors=[AuthorFactory()])
    PublicationFactory(title="Known")
    address = f"/publications/{draft.slug}"
    for path in (f"{address}/", f"{address}.bib", f"{address}.ris", f"{address}.json",
                 f"{address}/paper.pdf", f"{address}/share.png"):  # fmt: skip
        assert client.get(path).status_code == 404, path
    for path in ("/publications/", "/publications/feed/", "/publications/export.bib", "/publications/export.ris",
                 "/publications/export.json", "/sitemap-publications.xml", "/api/v2/publications/"):  # fmt: skip
        response = client.get(path)
        text = b"".join(response) if response.streaming else response.content
        assert b"ecret" not in text, path
        assert response.status_code == 200, path


def test_the_order_is_by_date_with_the_undated_last_or_by_title_or_by_type(
    client, publication_index
):
    PublicationFactory(title="The zebra", date="2010-05", type="journal")
    PublicationFactory(title="An ape", date="", type="book")
    PublicationFactory(title="Monkeys", date="2010-11-03", type="preprint")
    assert titles(client.get("/publications/")) == ["Monkeys", "The zebra", "An ape"]
    assert titles(client.get("/publications/?sort=title")) == ["An ape", "Monkeys", "The zebra"]
    assert titles(client.get("/publications/?sort=added")) == ["Monkeys", "An ape", "The zebra"]
    assert titles(client.get("/publications/?group=type")) == ["Monkeys", "The zebra", "An ape"]


def test_every_publication_stands_on_exactly_one_page(client, publication_index):
    for _ in range(120):
        PublicationFactory(date="2010")
    pages = [titles(client.get(f"/publications/?page={page}")) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({title for page in pages for title in page}) == 120
    assert titles(client.get("/publications/?page=77")) == pages[2]


@pytest.mark.parametrize("sort", ["date", "title", "added"])
def test_the_pages_of_a_long_list_are_one_order_from_whichever_end_they_are_found(
    sort, publication_index, monkeypatch, rf
):
    fill(13)
    tallies.rebuild()
    monkeypatch.setattr(tallies, "LARGE", 0)
    monkeypatch.setattr(listing, "PAGE_SIZE", 3)
    filters = Filters(sort=sort)
    counts = count(filters)
    assert counts.keys is None
    pages = [
        list_page(filters, Named(), counts, str(number), rf.get("/")) for number in range(1, 6)
    ]
    shown = [[line.pk for line in page.publications] for page in pages]
    whole = list(Publication.objects.order_by(*filters.order()).values_list("pk", flat=True))
    assert shown == [whole[start : start + 3] for start in (0, 3, 6, 9, 12)]


def test_the_owners_name_is_set_apart_and_the_others_lead_to_what_they_wrote(
    client, publication_index
):
    owner = AuthorFactory(given="Ada", family="Lovelace", is_owner=True)
    friend = AuthorFactory(given="Charles", family="Babbage")
    crowd = [AuthorFactory() for _ in range(15)]
    PublicationFactory(authors=[friend, *crowd, owner])
    html = client.get("/publications/").content.decode()
    assert '<b class="owner">Ada Lovelace</b>' in html
    both = f"/publications/?author={owner.slug}&amp;author={friend.slug}"
    assert f'<a href="{both}">Charles Babbage</a>' in html
    assert "and 4 more" in html


def test_a_co_authors_page_has_what_they_wrote_with_the_owner_and_leads_to_the_rest(
    client, publication_index
):
    owner = AuthorFactory(given="Ada", family="Lovelace", is_owner=True)
    friend = AuthorFactory(given="Charles", family="Babbage", orcid="0000-0002-1825-0097")
    PublicationFactory(title="Joint", authors=[owner, friend])
    PublicationFactory(title="His own", authors=[friend])
    PublicationFactory(title="Hers", authors=[owner])
    joint = client.get(f"/publications/?author={friend.slug}&author={owner.slug}")
    html = joint.content.decode()
    assert titles(joint) == ["Joint"]
    assert "Written together with Ada Lovelace." in html
    assert "https://orcid.org/0000-0002-1825-0097" in html
    assert f'<a href="?author={friend.slug}">All 2 of their publications on this site</a>' in html
    everything = client.get(f"/publications/?author={friend.slug}")
    assert titles(everything) == ["His own", "Joint"]
    back = f"?author={owner.slug}&amp;author={friend.slug}"
    assert f'<a href="{back}">The 1 written together with Ada Lovelace</a>' in (
        everything.content.decode()
    )


def test_a_co_authors_page_does_not_lead_to_a_list_that_shows_nothing_else(
    client, publication_index
):
    owner, friend = AuthorFactory(is_owner=True), AuthorFactory()
    PublicationFactory(authors=[owner, friend])
    for counted in (False, True):
        if counted:
            tallies.rebuild()
        html = client.get(f"/publications/?author={friend.slug}&author={owner.slug}").content
        assert b"on this site" not in html


def test_a_narrower_list_does_not_say_that_it_is_all_that_someone_wrote(client, publication_index):
    owner, friend = AuthorFactory(is_owner=True), AuthorFactory()
    PublicationFactory(authors=[owner, friend], type="book", title="Joint")
    PublicationFactory(authors=[owner, friend], type="journal")
    PublicationFactory(authors=[friend], type="journal")
    html = client.get(f"/publications/?author={friend.slug}").content
    assert b"All of their publications" in html
    assert b"The 2 written together" in html
    html = client.get(f"/publications/?author={friend.slug}&type=journal").content
    assert b"All of their publications" not in html
    assert b"The 1 written together" in html
    html = client.get(f"/publications/?author={friend.slug}&type=book").content
    assert b"written together" not in html  # which would be the same list


def test_without_an_owner_a_name_leads_to_all_that_they_wrote(client, publication_index):
    friend = AuthorFactory()
    PublicationFactory(authors=[friend])
    assert f'href="/publications/?author={friend.slug}"' in (
        client.get("/publications/").content.decode()
    )


def test_two_authors_or_topics_narrow_the_list_to_what_has_both(client, publication_index):
    ada, charles, emmy = (AuthorFactory() for _ in range(3))
    papers = {"Two": [ada, charles], "Three": [ada, charles, emmy], "One": [ada]}
    for title, authors in papers.items():
        paper = PublicationFactory(title=title, authors=authors)
        paper.topics.add(*[f"t{n}" for n in range(len(authors))])
        paper.save()
    for question in (f"author={ada.slug}&author={charles.slug}", "topic=t0&topic=t1"):
        assert titles(client.get(f"/publications/?{question}")) == ["Three", "Two"]
    assert len(titles(client.get("/publications/?topic=t0"))) == 3


def test_counts_beside_the_links_are_what_the_links_lead_to(client, publication_index):
    fill(14)
    known = (
        Author.objects.exclude(is_owner=True).order_by("pk").first().slug
    )  # who wrote all of them
    for question in ("type=journal", "topic=topic-1", f"author={known}", "q=study&year=2001-"):
        html = client.get(f"/publications/?{question}").content.decode()
        links = re.findall(
            r'<a href="(\?[^"]+)"[^>]*><span>[^<]+</span> <span class="count">(\d+)', html
        )
        assert len(links) > 8
        for url, number in links:
            assert len(titles(client.get(f"/publications/{unescape(url)}"))) == int(number), url


def test_the_picture_says_the_same_as_its_table(client, publication_index):
    for date, kind in (("2010", "journal"), ("2010", "journal"), ("2012", "book")):
        PublicationFactory(date=date, type=kind)
    html = client.get("/publications/").content.decode()
    assert "<title>2010, Journal articles: 2</title>" in html
    assert "<title>2012, Books: 1</title>" in html
    assert '<a href="?type=journal&amp;year=2010"' in html
    rows = re.findall(r'<th scope="row"><a href="\?year=(\d+)">\d+</a></th>(.*?)</tr>', html)
    numbers = [(year, re.findall(r"<td>(\d*)</td>", cells)) for year, cells in rows]
    assert numbers == [("2012", ["", "1", "1"]), ("2010", ["2", "", "2"])]


def test_the_legend_says_others_once_and_the_years_names_stay_within_the_drawing(
    client, publication_index
):
    for year in range(1960, 2020):
        PublicationFactory(date=str(year), type="misc")
    for kind in ("journal", "book", "patent", "dataset", "software", "report"):
        PublicationFactory(date="2019", type=kind)
    html = client.get("/publications/").content.decode()
    legend = re.findall(r"<title>2019, ([^:]+): 1</title>", html)
    assert len(legend) == 5
    assert "Others" not in legend
    assert "<title>2019, Other types: 2</title>" in html
    places = [float(x) for x in re.findall(r'<text[^>]* x="([^"]+)"', html)]
    assert min(places) >= 14
    assert max(places) <= 706
    assert min(b - a for a, b in itertools.pairwise(places)) >= 28  # a name is 24 wide


def test_a_title_cannot_bring_markup_of_its_own(client, publication_index):
    PublicationFactory(title="&lt;script&gt; and <script>alert(1)</script> and \\(x^2\\)")
    html = client.get("/publications/").content.decode()
    assert "<script>alert" not in html
    assert "<math" in html


def test_a_page_far_down_reads_no_long_texts(client, publication_index, uncached):
    PublicationFactory(abstract="long " * 100)
    with connection.execute_wrapper(_refuse_abstracts):
        assert client.get("/publications/").status_code == 200


def _refuse_abstracts(execute, sql, params, many, context):
    assert '"abstract"' not in sql
    return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_a_line_that_was_drawn_for_one_list_is_drawn_for_no_other_until_something_changes(
    client, publication_index, monkeypatch
):
    drawn, draw = [], publication_tags._line

    def counted(line, *how):
        drawn.append(line.pk)
        return draw(line, *how)

    monkeypatch.setattr(publication_tags, "_line", counted)
    paper = PublicationFactory(title="As it was", type="journal", date="2001", code_url="")
    book = PublicationFactory(type="book", date="2002")
    client.get("/nowhere/")  # the first of all makes the site's settings
    client.get("/publications/")
    assert titles(client.get("/publications/?year=2001")) == ["As it was"]
    assert sorted(drawn) == [paper.pk, book.pk]
    paper.title, paper.code_url = "As it is", "https://example.org/code"
    paper.save()
    response = client.get("/publications/?year=2001")
    assert titles(response) == ["As it is"]
    assert "https://example.org/code" in response.content.decode()
    paper.live = False
    paper.save()
    assert titles(client.get("/publications/?year=2001")) == []


@pytest.mark.django_db(transaction=True)
def test_a_line_that_was_drawn_leads_to_no_paper_that_has_become_private(client, publication_index):
    folder = Collection.get_first_root_node().add_child(name="Papers")
    pdf = Document.objects.create(title="P", file=ContentFile(b"%PDF-", "p.pdf"), collection=folder)
    PublicationFactory(pdf=pdf, date="2001")
    assert "/paper.pdf" in client.get("/publications/").content.decode()
    CollectionViewRestriction.objects.create(collection=folder, restriction_type="login")
    assert "/paper.pdf" not in client.get("/publications/?year=2001").content.decode()


def test_a_line_shows_the_same_whether_its_publication_was_loaded_or_not(publication_index):
    ada, emmy = AuthorFactory(is_owner=True), AuthorFactory(particle="von", suffix="Jr.")
    crowd, editor = AuthorFactory(family="", given="", literal="A & B"), AuthorFactory()
    paper = PublicationFactory(
        title="<i>Light</i> &amp; \\(x^2\\)", venue="Nature", date="2010-03", volume="3", pages="4–9", number="2",
        authors=[emmy, crowd, ada], others=True, doi="10.1000/1", url="https://example.org/?a=1&b=2", award="Best",
    )  # fmt: skip
    Authorship.objects.create(publication=paper, author=editor, role="editor", sort_order=9)
    book = PublicationFactory(type="book", title="A book", edition="2", publisher="P", kind="Book")
    Authorship.objects.create(publication=book, author=editor, role="editor")
    keys = [book.pk, paper.pk, 0]
    loaded = Publication.objects.with_authors().in_bulk(keys)
    lines = load(keys)
    assert lines == [Line.of(loaded[key]) for key in keys[:2]]
    assert lines == [Line.of(Publication.objects.get(pk=key)) for key in keys[:2]]
    assert [one.name for one in lines[1].authors] == [emmy.name, "A & B", ada.name]
    html = publication_lines(Context({"show_type": True}), lines)
    assert "<i>Nature</i> 3(2), pp. 4–9, March 2010</p>" in html
    assert '?a=1&amp;b=2">Web<span class="visually-hidden"> — Light &amp; ' in html
    assert ">A &amp; B</a>, <b" in html


@pytest.mark.django_db(transaction=True)
def test_a_short_list_is_looked_up_and_not_looked_for_in_the_index_of_the_order():
    PublicationFactory(type="journal")
    with CaptureQueriesContext(connection) as captured:
        assert count(Filters(type="journal")).keys is not None
    (asked,) = (
        query["sql"]
        for query in captured
        if "ORDER BY" in query["sql"] and "venue_slug" in query["sql"]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN'} {asked}"
        )
        plan = "\n".join(str(row) for row in cursor.fetchall())
    # PostgreSQL knows how many there are, and may well use it for one.
    assert connection.vendor == "postgresql" or "publications_newest" not in plan


def test_search_engines_keep_single_lists_and_are_not_led_into_combinations(
    client, publication_index
):
    fill(6)
    for question in ("", "?type=journal", "?year=2001", "?topic=topic-1", "?year=2000-2003"):
        html = client.get(f"/publications/{question}").content.decode()
        assert f'<link rel="canonical" href="http://testserver/publications/{question}">' in html
        assert "noindex" not in html, question
    for question in ("?type=journal&year=2000", "?q=study", "?sort=title", "?group=type"):
        html = client.get(f"/publications/{question}").content.decode()
        assert '<meta name="robots" content="noindex">' in html, question
        assert "canonical" not in html, question
    html = client.get("/publications/?type=journal").content.decode()
    assert re.search(r'<a href="\?type=journal&amp;year=2000" rel="nofollow">', html)


def test_a_page_further_down_is_its_own_canonical_page(client, publication_index):
    for _ in range(51):
        PublicationFactory()
    html = client.get("/publications/?page=2&utm_source=x").content.decode()
    assert '<link rel="canonical" href="http://testserver/publications/?page=2">' in html


def test_nul_and_ten_thousand_characters_are_a_question_like_any_other(client, publication_index):
    PublicationFactory()
    for name in ("q", "type", "year", "author", "topic", "venue", "has", "sort", "group", "page"):
        for value in ("%00", "a%00b", "x" * 10_000, "%FF", "数据", "'\")):*|"):
            for path in ("", "export.bib", "feed/"):
                response = client.get(f"/publications/{path}?{name}={value}")
                assert response.status_code == 200, (name, value, path)
                if response.streaming:
                    b"".join(response)


def test_a_year_that_is_a_slip_moves_no_other_out_of_the_picture(client, publication_index):
    for date in ("2001", "2003", "2204", "5708"):
        PublicationFactory(date=date)
    html = client.get("/publications/").content.decode()
    drawing = html[html.index("years-picture") : html.index("</table>")]
    assert [year in drawing for year in ("2001", "2003", "2204", "5708")] == [
        True,
        True,
        False,
        False,
    ]
    assert 'href="?year=5708"' in html
