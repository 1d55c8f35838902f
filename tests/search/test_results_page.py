"""The page of results, and what stands beside it."""

import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Collection
from wagtail.rich_text import RichText

from multimedia.models import CaptionTrack, Media
from publications.models import Authorship
from research.models import ResearchTopicPage
from search import asked
from search.finding import at_second
from search.marking import Wanted, mark
from search.models import Question
from search.query import parse
from tests.factories import AuthorFactory, ImageFactory, PublicationFactory
from tests.search.asking import ask, completed, facet_counts, meant, suggested, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(publication_index):
    author = AuthorFactory(given="Ada", family="Numbat")
    for year in (2010, 2011, 2011, 2012):
        PublicationFactory(
            title=f"Wallabies of {year}", date=str(year), authors=[author],
            abstract="Long ago. " * 60 + "The wallaby hops over the creek at dawn.",
        )  # fmt: skip
    PublicationFactory(title="On creeks", date="2012", type="phd")


def test_the_words_are_marked_in_title_and_passage(papers):
    html = ask("wallaby").content.decode()
    assert "<mark>Wallabies</mark> of 2012" in html
    assert "… " in html
    assert "The <mark>wallaby</mark> hops over the creek at dawn." in html


def test_accents_do_not_hide_a_mark(publication_index):
    PublicationFactory(title="Étude in Gödel's manner, state-of-the-art NeuFlow")
    html = ask("etude godel").content.decode()
    assert "<mark>Étude</mark> in <mark>Gödel</mark>" in html
    assert "<mark>NeuFlow</mark>" in ask("flow").content.decode()
    assert "<mark>Gödel</mark>" in ask("goedel").content.decode()


def test_facets_count_what_choosing_them_would_show(papers):
    counts = facet_counts("wallaby")
    assert counts == {"Publications": 4, "2010": 1, "2011": 2, "2012": 1}
    assert len(titles("wallaby", year=2011)) == 2
    assert facet_counts("wallaby", year=2011) == {
        "Publications": 2,
        "2010": 1,
        "2011": 2,
        "2012": 1,
    }


def test_of_years_that_are_equally_full_the_newest_are_shown(publication_index):
    for year in (1990, *range(2001, 2014)):
        PublicationFactory(title="Wallaby", date=str(year))
    PublicationFactory(title="Wallaby", date="1990")
    assert [year for year in facet_counts("wallaby") if year.isdigit()] == [
        *map(str, range(2013, 2002, -1)), "1990",
    ]  # fmt: skip


def test_a_type_is_chosen_and_let_go_again(papers, research_index):
    research_index.add_child(instance=ResearchTopicPage(title="Wallaby research"))
    assert facet_counts("wallaby")["Research"] == 1
    assert titles("wallaby", type="research") == ["Wallaby research"]
    html = ask("wallaby", type="research").content.decode()
    assert 'href="?q=wallaby" aria-current="true"' in html


def test_operators(papers):
    assert len(titles("author:numbat wallaby")) == 4
    assert titles("author:wallaby") == []
    assert titles("creek -wallaby") == ["On creeks"]
    assert len(titles("wallaby year:2010..2011")) == 3
    assert titles("type:phd") == ["On creeks"]
    assert titles('"creek wallaby"') == []
    assert len(titles('"wallaby hops over"')) == 4
    assert titles("title:creek") == ["On creeks"]


def test_the_newest_comes_first_among_equals(papers):
    assert titles("wallabies") == [f"Wallabies of {y}" for y in (2012, 2011, 2011, 2010)]


def test_without_a_word_the_newest_comes_first_however_long_its_title(publication_index):
    for title, year in (("Old", "1990"), ("A title of many words", "2020"), ("Middling", "2000")):
        PublicationFactory(title=title, date=year)
    assert titles("year:1980..") == ["A title of many words", "Middling", "Old"]


def test_a_slip_is_forgiven_and_told(papers):
    assert meant("walaby") in ("wallaby", "wallabies")
    assert len(titles("walaby")) == 4
    assert "Nothing was found for “walaby”" in ask("walaby").content.decode()


def test_a_forgotten_space_is_found(papers):
    PublicationFactory(title="Sunset parsing beside a creek")
    assert meant("sunsetparsing") == "sunset parsing"
    assert titles("sunsetparsing") == ["Sunset parsing beside a creek"]
    assert meant("Creek sunsetparsing") == "Creek sunset parsing"
    assert meant("sunsetcreek") == ""  # which do not stand side by side


def test_the_number_of_a_version_that_is_typed_to_its_word_stays(papers):
    PublicationFactory(title="Burrows 2.0")
    assert meant("burrows2.0") == "burrows 2.0"
    assert titles("burrows2.0") == ["Burrows 2.0"]


def test_what_is_attached_to_a_word_is_not_looked_for_without_it(papers):
    PublicationFactory(title="A burrow-based habitat")
    assert titles("burrow-based") == ["A burrow-based habitat"]
    assert titles("lidar-based") == []
    assert titles("lidar-based wallaby")[0].startswith("Wallabies")
    assert "A burrow-based habitat" not in titles("lidar-based wallaby")


def test_the_first_letter_of_a_short_word_is_no_slip(papers):
    PublicationFactory(title="Zebus")
    assert meant("rebus") == ""
    assert meant("zebsu") == meant("ezbus") == meant("zebis") == "zebus"


def test_where_little_is_found_another_word_is_offered(papers, publication_index):
    PublicationFactory(title="Creaks of a door")
    for number in range(9):
        PublicationFactory(title=f"A creek, number {number}")
    html = ask("creaks").content.decode()
    assert "Creaks" in titles("creaks")[0]
    assert "Did you mean" in html


def test_some_of_the_words_are_better_than_nothing(papers):
    html = ask("wallaby spaceship").content.decode()
    assert len(titles("wallaby spaceship")) == 4
    assert "Nothing holds all of these words" in html


def test_nothing_found_is_kind(papers):
    html = ask("xylophonist").content.decode()
    assert "Nothing was found for “xylophonist”." in html
    assert "Ways to search" in html


def test_a_film_leads_to_the_second_at_which_it_is_said(home_page):
    film = Media.objects.create(
        title="A talk", type="video", duration=60, file="x.mp4",
        collection=Collection.get_first_root_node(),
    )  # fmt: skip
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nGood day\n\n00:41.500 --> 00:43.000\nThe wallaby hops\n"
    )
    CaptionTrack.objects.create(media=film, text=text)
    html = ask("wallaby").content.decode()
    said = f'<a class="hit-second" href="{film.url}#t=41"><span class="visually-hidden">Said at'
    assert f"{said} </span>0:41</a> The <mark>wallaby</mark>" in html
    assert at_second("/research/seeing/#media-3", 41.5) == "/research/seeing/#t=41&m=3"


def test_pages_of_results_hold_each_hit_once(publication_index):
    for number in range(75):
        PublicationFactory(title=f"Quoll {number}", abstract="A quoll." * (number % 5))
    seen = [title for page in range(1, 9) for title in titles("quoll", page=page)]
    assert len(seen) == len(set(seen)) == 75
    html = ask("quoll", page=2).content.decode()
    assert 'rel="prev"' in html
    assert 'rel="next"' in html
    assert "11–20 here" in html
    for behind in (8, 9, 99):
        html = ask("quoll", page=behind).content.decode()
        assert "75 results, 71–75 here" in html
        assert 'rel="next"' not in html


def test_what_is_being_typed_is_found_by_its_first_letters(papers):
    assert suggested("wall")[0] == "Wallabies of 2012"
    assert suggested("wallabie")[0] == "Wallabies of 2012"
    assert suggested("numb") == [
        "Ada Numbat",
        *[f"Wallabies of {y}" for y in (2012, 2011, 2011, 2010)],
    ]
    assert suggested("w") == []
    assert completed("on cre") == ["On creeks"]


def test_what_is_written_in_one_is_suggested_for_its_parts(publication_index):
    for title in ("Multiscale quokkas", "Indoor quokkas", "Quokkas in Perth"):
        PublicationFactory(title=title)
    for typed in ("multi-sc", "multi sc", "Multi-scal", "multi-scale qu"):
        assert suggested(typed) == ["Multiscale quokkas"], typed
    html = Client().get("/search/suggest/", {"q": "multi-sc"}).json()["suggestions"][0]["html"]
    assert html == "<mark>Multiscale</mark> quokkas"
    PublicationFactory(title="RGBD wombats")
    for typed in ("rgb-", "rgb-d", "rgb d"):
        assert suggested(typed) == ["RGBD wombats"], typed
    assert suggested("quokkas in")[0] == "Quokkas in Perth"
    assert len(suggested("quokkas in")) == 3


@pytest.mark.parametrize(
    "text", ["wallaby", "walaby", "wallaby spaceship", "type:phd", "xylophone"]
)
def test_a_page_costs_the_same_queries_whatever_it_shows(publication_index, research_index, text):
    def make(count: int) -> None:
        for number in range(count):
            PublicationFactory(title=f"Wallaby {number}", type="phd", authors=[AuthorFactory()])
            page = ResearchTopicPage(title=f"Wallaby page {number}", lead_image=ImageFactory())
            research_index.refresh_from_db()
            research_index.add_child(instance=page)

    def cost(path: str) -> int:
        Client().get(path, {"q": text})
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(path, {"q": text}).status_code == 200
        return len(queries)

    make(1)
    few = {path: cost(path) for path in ("/search/", "/search/suggest/")}
    make(12)
    many = {path: cost(path) for path in ("/search/", "/search/suggest/")}
    assert many["/search/"] <= 20
    assert many["/search/suggest/"] <= 10
    assert all(many[path] <= few[path] + 4 for path in many), (few, many)
    make(12)
    assert {path: cost(path) for path in many} == many


def test_what_was_asked_is_counted_with_what_it_found(papers):
    ask("Wallaby")
    ask(" wallaby ")
    ask("xylophonist")
    rows = {question.text: (question.times, question.found) for question in Question.objects.all()}
    assert rows == {"wallaby": (2, 4), "xylophonist": (1, 0)}


def test_no_more_is_remembered_than_is_asked_often_or_was_asked_last(home_page, monkeypatch):
    monkeypatch.setattr(asked, "MOST", 9)
    monkeypatch.setattr(asked, "MOST_OFTEN", 2)
    monkeypatch.setattr(asked, "LATEST", 4)
    for text in ("quokka", "numbat", "quokka", "numbat", "quokka"):
        asked.remember(text, 0)
    for number in range(30):
        asked.remember(f"passing {number}", 0)
        assert Question.objects.count() <= 9
        assert Question.objects.latest("last_asked").text == f"passing {number}"
    assert dict(Question.objects.filter(times__gt=1).values_list("text", "times")) == {
        "quokka": 3, "numbat": 2,
    }  # fmt: skip


def test_turning_pages_counts_once(papers):
    ask("wallaby")
    ask("wallaby", page=2)
    ask("wallaby", type="publication")
    assert Question.objects.get().times == 1


def test_editors_read_what_was_asked_and_what_found_nothing(papers, admin):
    ask("wallaby")
    ask("xylophonist")
    html = admin.get("/admin/reports/searches/").content.decode()
    assert "wallaby" in html
    assert "xylophonist" in html
    html = admin.get("/admin/reports/searches/", {"outcome": "nothing"}).content.decode()
    assert ">wallaby<" not in "".join(html.split())
    assert "xylophonist" in html
    assert admin.get("/admin/reports/searches/?export=csv").status_code == 200
    menu = admin.get("/admin/").content.decode()
    assert "/admin/reports/searches/" in menu
    assert "/admin/reports/search-terms/" not in menu


@pytest.mark.parametrize("start", "=+-@")
def test_what_a_stranger_typed_is_no_formula_in_an_editors_spreadsheet(papers, admin, start):
    typed = f"{start}hyperlink(1)"
    ask(typed)
    answer = admin.get("/admin/reports/searches/?export=csv")
    row = b"".join(answer.streaming_content).decode().splitlines()[1]
    assert row.startswith(f"'{typed},")


def test_strangers_do_not_read_the_report(client):
    assert client.get("/admin/reports/searches/").status_code == 302


def test_promoted_results_come_first(papers, home_page):
    SearchPromotion.objects.create(
        query=Query.get("wallaby"), page=home_page, description="Start here"
    )
    SearchPromotion.objects.create(
        query=Query.get("wallaby"),
        external_link_url="https://example.org/",
        external_link_text="Elsewhere",
    )
    html = ask("Wallaby").content.decode()
    assert html.index("Start here") < html.index('class="search-hits"')
    assert 'href="https://example.org/"' in html


def test_browsers_can_add_the_search(home_page, settings):
    settings.SITE_URL = "https://ada.example"
    response = Client().get("/search/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ET.fromstring(response.content)
    templates = {url.get("type"): url.get("template") for url in root.findall("{*}Url")}
    assert templates["text/html"] == "https://ada.example/search/?q={searchTerms}"
    assert len(root.find("{*}ShortName").text) <= 16
    home = Client().get("/").content.decode()
    assert 'type="application/opensearchdescription+xml" href="/search/opensearch.xml"' in home


def test_the_results_are_not_for_search_engines(papers):
    assert '<meta name="robots" content="noindex">' in ask("wallaby").content.decode()


def test_two_words_that_are_one_are_found_as_one(publication_index):
    PublicationFactory(title="Backpropagation at the seaside")
    assert titles("back propagation") == ["Backpropagation at the seaside"]
    assert titles("seaside back propagation") == ["Backpropagation at the seaside"]
    PublicationFactory(title="GW150914 in the dunes")
    assert titles("gw 150914") == titles("dunes GW 150914") == ["GW150914 in the dunes"]


def test_the_page_of_results_has_one_search_box_and_every_other_page_the_one_of_the_header(papers):
    results = ask('"wallaby"').content.decode()
    assert results.count('role="search"') == 1
    assert 'value="&quot;wallaby&quot;"' in results
    assert Client().get("/").content.decode().count('id="site-search"') == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [("die", "dying"), ("Ozil", "Oezil"), ("goedel", "Goedel"), ("early", "early"), ("wi-fi", "WIFI"),
     ("muller", "Mueller"), ("happiness", "happy")],
)  # fmt: skip
def test_a_word_is_marked_however_little_of_the_query_it_begins_with(typed, words):
    assert mark(f"On {words}.", Wanted.by(parse(typed))) == f"On <mark>{words}</mark>."


SOFT = ["Gel'fand", "Gelʹfand", "Gel’fand", "Gel`fand", "Gel′fand", "Gelfand"]


@pytest.mark.parametrize("written", SOFT)
def test_a_name_with_a_soft_sign_is_found_however_it_is_written(publication_index, written):
    found = PublicationFactory(title="On rings")
    Authorship.objects.create(
        publication=found, author=AuthorFactory(given="Izrail", family=written), role="author"
    )
    found.save()
    PublicationFactory(title=f"After {written}")
    for typed in SOFT:
        assert sorted(titles(typed))[0] == f"After {written}", typed
        assert "On rings" in titles(typed), typed
        assert titles(f"author:{typed}") == [f"Izrail {written}", "On rings"], typed
        wanted = Wanted.by(parse(typed))
        assert "<mark>" in mark(f"By {written}, too", wanted), typed


@pytest.mark.parametrize("said", [{"title": "How the quokka sees"}, {"summary": "Of quokkas."}])
def test_a_topic_that_is_about_it_is_among_the_first_three(publication_index, research_index, said):
    for number in range(70):
        PublicationFactory(title=f"Quokka {number}", keywords=["quokka"])
    topic = research_index.add_child(instance=ResearchTopicPage(**{"title": "Seeing", **said}))
    found = titles("quokka")
    assert found[2] == topic.title
    assert len(set(found)) == 10
    assert topic.title not in titles("quokka", page=2)


def test_a_topic_that_only_mentions_it_waits_its_turn(publication_index, research_index):
    for number in range(4):
        PublicationFactory(title=f"Quokka {number}")
    research_index.add_child(
        instance=ResearchTopicPage(
            title="Seeing", body=[("prose", RichText("<p>Unlike a quokka.</p>"))]
        )
    )
    assert titles("quokka")[4] == "Seeing"


def test_an_initial_in_a_name_is_no_word_of_a_title(publication_index):
    paper = PublicationFactory(title="Data analysis in R and in other languages")
    for number in range(60):
        AuthorFactory(given="R.", family=f"Rossi{number}", is_owner=number == 0)
        paper_of = AuthorFactory(given="R.", family=f"Bianchi{number}")
        PublicationFactory(title=f"Bread {number}", authors=[paper_of])
    assert titles("R")[0] == paper.title
    assert titles("r. bianchi7")[0] == "R. Bianchi7"


@pytest.mark.parametrize(
    "typed",
    ["G. Weiss", "Weiss, G.", "G.K. Weiss", "g. weiss quokkas", "author:G. Weiss"],
)
def test_a_name_is_found_by_its_initials_though_it_is_written_out(publication_index, typed):
    greta = AuthorFactory(given="Greta Karla", family="Weiss")
    for given in ("F.", "Felix", "Fritz"):
        other = AuthorFactory(given=given, family="Weiss")
        PublicationFactory(title=f"Bread by {given}", authors=[other])
    PublicationFactory(title="Quokkas at dusk", authors=[greta])
    found = titles(typed)
    assert found[0] == ("Quokkas at dusk" if "quokkas" in typed else "Greta Karla Weiss")


def test_initials_are_not_marked_in_every_text(publication_index):
    PublicationFactory(
        title="Quokkas and a creek", authors=[AuthorFactory(given="Ann", family="Weiss")]
    )
    html = ask("A. quokka").content.decode()
    assert "<mark>Quokkas</mark> and a creek" in html


@pytest.mark.parametrize(
    "typed", [r"Qu{\"o}kka", r"Qu\"okka", r"{Q}u\"{o}kka", r"$k$-qu\"okka", r"\emph{Qu{\o}kka}"]
)
def test_what_is_copied_out_of_a_bibliography_is_found(publication_index, typed):
    PublicationFactory(title="Of k-Quökka and of Q")
    PublicationFactory(title="Of o")
    assert titles(typed) == ["Of k-Quökka and of Q"]


def test_a_word_that_does_not_go_with_the_others_is_put_right_though_it_is_one(publication_index):
    PublicationFactory(title="Scene parsing")
    for number in range(9):
        PublicationFactory(title=f"A scent of bread {number}")
    assert meant("scent parsing") == "scene parsing"
    assert titles("scent parsing") == ["Scene parsing"]
    assert meant("scent bread") == ""


def test_a_slip_is_put_right_where_nothing_holds_all_of_the_words_either(publication_index):
    PublicationFactory(title="The wallaby atlas")
    PublicationFactory(title="Encyclopedias of bread")
    html = ask("walaby encyclopedia").content.decode()
    assert meant("walaby encyclopedia") == "wallaby encyclopedia"
    assert {"The wallaby atlas", "Encyclopedias of bread"} == set(titles("walaby encyclopedia"))
    assert "what was found for <strong>wallaby encyclopedia</strong>" in html


def test_a_type_is_asked_for_as_visitors_and_bibliographies_call_it(publication_index):
    for kind in ("journal", "conference", "phd", "master", "book", "chapter"):
        PublicationFactory(title=f"A quokka in a {kind}", type=kind)

    def kinds(text: str) -> set[str]:
        return {title.rpartition(" ")[2] for title in titles(f"quokka {text}")}

    assert kinds("type:article") == {"journal"}
    assert kinds("type:articles") == {"journal"}
    assert kinds("type:thesis") == {"phd", "master"}
    assert kinds("type:book") == {"book"}
    assert kinds("type:chapter") == {"chapter"}
    assert kinds('type:"conference paper"') == {"conference"}
    assert kinds("-type:thesis") == {"journal", "conference", "book", "chapter"}
    assert kinds("-type:publication") == set()
    assert facet_counts("quokka type:thesis")["Publications"] == 6
    assert len(titles("quokka", type="thesis")) == 2


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ("quokka type:thesis", {"Publications": 3, "People": 1}),
        ("quokka type:video", {"Publications": 3, "People": 1}),
        ("quokka -type:thesis", {"Publications": 2, "People": 1}),
        ("quokka -type:people", {"Publications": 3}),
    ],
)
def test_who_chooses_a_type_finds_as_many_as_its_count_says(publication_index, asked, counts):
    quokka = AuthorFactory(given="Ada", family="Quokka")
    for kind in ("journal", "phd", "book"):
        PublicationFactory(title=f"A {kind}", type=kind, authors=[quokka], date="", year=None)
    labels = {"Publications": "publications", "People": "people"}
    assert facet_counts(asked) == counts
    for label, count in counts.items():
        assert len(titles(asked, type=labels[label])) == count


def test_a_venue_is_found_by_its_letters(publication_index):
    PublicationFactory(title="Quokkas", venue="Journal of Marsupial Learning Research")
    assert titles("jmlr") == ["Quokkas"]


def test_a_film_is_found_by_what_it_is(home_page):
    Media.objects.create(
        title="A wallaby", type="video", duration=60, file="x.mp4",
        collection=Collection.get_first_root_node(),
    )  # fmt: skip
    assert titles("wallaby film") == titles("wallaby video") == ["A wallaby"]


def test_a_number_is_found_with_and_without_its_comma(publication_index):
    PublicationFactory(title="Of quokkas", abstract="There were 12,688 of them.")
    assert titles("12688 quokkas") == titles("12,688 quokkas") == ["Of quokkas"]


def test_what_has_no_title_is_shown_by_its_key(publication_index):
    PublicationFactory(title="", key="numbat1999", keywords=["numbat"])
    assert titles("numbat") == ["numbat1999"]


def test_a_person_is_found_by_letters_without_dots(publication_index):
    AuthorFactory(given="Greta Karla", family="Weiss", is_owner=True)
    PublicationFactory(title="Of bread", authors=[AuthorFactory(given="G", family="Weissbrot")])
    for text in ("G Weiss", "Weiss G", "G K Weiss"):
        assert titles(text)[:1] == ["Greta Karla Weiss"]


def test_a_slip_in_a_name_with_a_number_is_forgiven(publication_index):
    PublicationFactory(title="Wallaby7: an environment")
    for text in ("walaby7", "wallbay7", "allaby7"):
        assert meant(text) == "wallaby7"


def test_a_letter_left_out_is_put_back_however_many_words_are_as_near(publication_index):
    for first in "bcdfghjklmprtvwxyzqa":
        PublicationFactory(title=f"A {first}ail or {first}eil")
    PublicationFactory(title="A snail in a field")
    assert meant("nail field") == "snail field"


@pytest.mark.parametrize(
    ("kind", "number", "typed"),
    [
        ("manual", "ISO 690:2021", "iso 690"),
        ("patent", "US381968A", "us381968a"),
        ("patent", "8,090,123", "patent 8,090,123"),
        ("report", "TR-76-01", "TR-76-01"),
    ],
)
def test_what_is_known_by_a_number_is_found_by_it(publication_index, kind, number, typed):
    PublicationFactory(title="Guidelines", type=kind, number=number)
    PublicationFactory(title="Another", type="journal", number=number)
    assert titles(typed) == ["Guidelines"]
