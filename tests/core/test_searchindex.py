"""The index follows what is on the site, however it got there."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core import searchindex
from core.models import SearchEntry, SearchText, SearchWord
from core.searchindex.documents import searchable_models
from core.searchindex.rows import row_of
from multimedia.models import CaptionTrack, Media
from music.models import ReleasePage, Track
from publications.importing.combine import combine_authors, combine_topics
from publications.models import Author, AuthorName, Authorship, Publication, Topic
from research.models import ResearchTopicPage
from search.finding import hidden
from search.query import parse
from search.ranking import Filters, backend, find
from tests.factories import AuthorFactory, PublicationFactory

pytestmark = pytest.mark.django_db


def found(text: str) -> set[str]:
    ids = find(parse(text), Filters(hidden({})), count=50).ids
    return set(SearchText.objects.filter(pk__in=ids).values_list("title", flat=True))


def contents() -> dict[int, tuple]:
    """Everything that the index holds, by entry."""
    texts = {
        row["entry_id"]: tuple(sorted(row.items(), key=str)) for row in SearchText.objects.values()
    }
    entries = {
        row["id"]: tuple(sorted(row.items(), key=str)) for row in SearchEntry.objects.values()
    }
    assert texts.keys() == entries.keys()
    return {pk: (texts[pk], entries[pk]) for pk in texts}


def inverted_ids() -> set[int]:
    """The entries that the inverted index knows, and that its two halves know the same."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT entry_id FROM core_searchvector")
            return {row[0] for row in cursor.fetchall()}
        # An FTS5 table checks itself against its content, and raises where they differ.
        for sql in (
            "INSERT INTO core_searchfts(core_searchfts, rank) VALUES ('integrity-check', 1)",
            "INSERT INTO core_searchhead(core_searchhead, rank) VALUES ('integrity-check', 1)",
        ):
            cursor.execute(sql)
        cursor.execute("SELECT entry_id FROM core_searchtext")
        return {row[0] for row in cursor.fetchall()}


def test_a_page_is_found_by_the_text_of_its_blocks(research_index):
    research_index.add_child(
        instance=ResearchTopicPage(
            title="Fields",
            body=[
                ("prose", "<p>Of <b>wallabies</b></p>"),
                ("quote", {"text": "A bandicoot", "source": "Numbat", "link": ""}),
            ],
        )
    )
    assert found("wallaby") == found("bandicoots") == found("numbat") == {"Fields"}


def test_a_publication_is_found_by_every_name_of_its_authors(publication_index):
    author = AuthorFactory(given="Jürgen", family="Müller", known_as=["J. Mueller-Lüdenscheidt"])
    PublicationFactory(title="A paper", authors=[author])
    for name in (
        "muller",
        "Müller",
        "Mueller",
        "MULLER",
        "Ludenscheidt",
        "luedenscheidt",
        "jurgen",
    ):
        assert found(name) == {"A paper", "Jürgen Müller"}, name


def test_a_new_name_of_an_author_finds_the_publications(publication_index):
    author = AuthorFactory(given="Ada", family="Example")
    PublicationFactory(title="A paper", authors=[author])
    AuthorName.objects.create(author=author, text="Countess Quokka")
    assert found("quokka") == {"A paper", "Ada Example"}
    author.names.get(text="Countess Quokka").delete()
    assert found("quokka") == set()


def test_an_author_who_is_taken_off_a_publication_does_not_find_it(publication_index):
    author = AuthorFactory(given="Ada", family="Quokka")
    publication = PublicationFactory(title="A paper", authors=[author])
    Authorship.objects.get(publication=publication).delete()
    assert found("quokka") == set()


def test_a_topic_finds_its_publications(publication_index):
    publication = PublicationFactory(title="A paper")
    publication.topics.add("Marsupials")
    publication.save()
    assert found("marsupial") == {"A paper"}


def test_a_track_is_found_as_long_as_its_release_is(music_page):
    release = music_page.add_child(instance=ReleasePage(title="Sketches", slug="s"))
    track = Track.objects.create(release=release, title="Bandicoot at dawn")
    assert found("bandicoot sketches") == {"Bandicoot at dawn"}
    restriction = PageViewRestriction.objects.create(page=release, restriction_type="login")
    assert found("bandicoot") == set()
    restriction.delete()
    assert found("bandicoot") == {"Bandicoot at dawn"}
    release.unpublish()
    assert found("bandicoot") == set()
    release.save_revision().publish()
    assert found("bandicoot") == {"Bandicoot at dawn"}
    track.delete()
    assert found("bandicoot") == set()


def test_a_track_in_a_private_collection_is_found_in_no_way(music_page):
    vault = Collection.get_first_root_node().add_child(name="Vault")
    recording = Media.objects.create(
        title="x", type="audio", duration=1, file="x.mp3", collection=vault
    )
    release = music_page.add_child(instance=ReleasePage(title="Sketches", slug="s"))
    Track.objects.create(release=release, title="Bandicoot at dawn", media=recording)
    assert found("bandicoot")
    CollectionViewRestriction.objects.create(collection=vault, restriction_type="login")
    assert found("bandicoot") == set()


def test_a_film_is_found_by_what_is_said_in_it_and_when(home_page):
    film = Media.objects.create(
        title="A talk", type="video", duration=60, file="x.mp4",
        collection=Collection.get_first_root_node(),
    )  # fmt: skip
    captions = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nGood day\n\n00:41.500 --> 00:43.000\nThe wallaby hops\n"
    )
    CaptionTrack.objects.create(media=film, text=captions)
    assert found("wallaby") == {"A talk"}
    passages = SearchText.objects.get(title="A talk").passages
    assert "41.5" in passages


def test_a_deleted_thing_leaves_nothing(publication_index):
    before = contents()
    publication = PublicationFactory(title="A paper", abstract="Of quokkas")
    assert found("quokka")
    publication.delete()
    assert contents() == before
    assert inverted_ids() == before.keys()


def test_the_index_is_as_it_was_when_a_change_is_taken_back(publication_index):
    before = contents()
    try:
        with transaction.atomic():
            PublicationFactory(title="A paper", abstract="Of quokkas")
            assert found("quokka")
            raise RuntimeError
    except RuntimeError:
        pass
    assert contents() == before
    assert inverted_ids() == before.keys()


def test_many_rows_of_one_thing_are_indexed_once(publication_index, monkeypatch):
    from core.searchindex import writing

    calls = []
    true_update = writing.update
    monkeypatch.setattr(writing, "update", lambda *a, **k: (calls.append(a), true_update(*a, **k)))
    with searchindex.gathering():
        authors = [AuthorFactory() for _ in range(4)]
        PublicationFactory(title="A paper", authors=authors)
    assert len([model for model, *_ in calls if model is Publication]) == 1


@pytest.mark.parametrize("count", [3, 30])
def test_a_bulk_update_costs_the_same_queries_whatever_its_size(publication_index, count):
    authors = [AuthorFactory() for _ in range(3)]
    publications = [PublicationFactory(authors=authors) for _ in range(count)]
    searchindex.update(Publication, [publications[0].pk])
    with CaptureQueriesContext(connection) as queries:
        assert searchindex.update(Publication, (p.pk for p in publications)) == count
    assert len(queries) <= 22


def test_updating_twice_changes_nothing(publication_index):
    publication = PublicationFactory(
        title="A paper", abstract="Of quokkas", authors=[AuthorFactory()]
    )
    before = contents()
    searchindex.update(Publication, [publication.pk])
    assert contents() == before
    assert inverted_ids() == before.keys()


def test_a_rebuild_finds_what_was_lost_and_forgets_what_is_gone(publication_index):
    kept = PublicationFactory(title="Wallabies")
    gone = PublicationFactory(title="Quokkas")
    right = contents()
    Publication.objects.filter(pk=gone.pk).update(live=False)
    searchindex.remove(Publication, [kept.pk])
    call_command("update_index", verbosity=0)
    assert found("wallabies") == {"Wallabies"}
    assert found("quokkas") == set()
    assert contents().keys() == right.keys() - {searchindex.entry_id(Publication, gone.pk)}
    assert not SearchWord.objects.filter(word="quokkas").exists()
    assert SearchWord.objects.filter(word="wallabies").exists()


def test_things_are_found_all_through_a_rebuild(publication_index, monkeypatch):
    from core.searchindex import writing

    PublicationFactory(title="Wallabies")
    seen = []
    for name in ("insert", "learn"):
        true = getattr(writing.table(), name)

        def watched(cursor, rows, true=true):
            true(cursor, rows)
            seen.append(found("wallabies"))

        monkeypatch.setattr(writing.table(), name, watched)
    searchindex.rebuild()
    assert len(seen) > 2
    assert all(titles == {"Wallabies"} for titles in seen)


def test_nothing_of_a_text_is_too_long_or_too_odd_to_be_indexed(publication_index):
    for number, text in enumerate(
        [
            "\0 NUL",
            "x" * 300_000,
            "word " * 100_000,
            "🎵" * 5_000,
            "'\\'\"",
            "a" * 59 + "é" * 90,
            "\ud7ff",
        ]
    ):
        publication = Publication(
            key=f"odd{number}", slug=f"odd{number}", title=f"Odd {number}", abstract=text
        )
        publication.derive()
        if "\0" in text:
            document = searchindex.Document(title=text, url="x/", body=text, people=(text,))
            publication.pk = 1
            assert "\0" not in "".join(map(str, row_of(publication, document).shown))
            continue
        publication.save()
    assert len(found("odd")) == 6


def test_kinds_do_not_share_a_number():
    assert len(searchable_models()) == len(
        {searchindex.kind_of(m) for m in searchable_models().values()}
    )
    assert {Publication, Author, Media} <= set(searchable_models().values())
    assert backend()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("neural", {"Neural fields"}),
        ("neur", {"Neural fields"}),
        ("fields light", {"Fields of light"}),
        ("FIELD", {"Neural fields", "Fields of light"}),
        ("muller", {"Fields of light"}),
        ("10.1000/abc", {"Neural fields"}),
        ("light-fields", set()),
        ("数据", {"数据流"}),
        ('" OR ids : * -', set()),
        ("'):* | &", set()),
        ("½ ' \\ \x00 ﬁelds", set()),
    ],
)
def test_a_list_is_narrowed_to_what_holds_every_word(text, expected):
    PublicationFactory(title="Neural fields", doi="10.1000/abc")
    PublicationFactory(title="Fields of light", authors=[AuthorFactory(family="Müller")])
    PublicationFactory(title="数据流")
    PublicationFactory(title="Neural drafts", live=False)
    keys = searchindex.keys_matching(Publication, text)
    found = Publication.objects.filter(pk__in=keys) if keys is not None else ()
    assert {one.title for one in found} == expected


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize(
    ("model", "name", "combine"),
    [(Author, "literal", combine_authors), (Topic, "name", combine_topics)],
)
def test_where_very_many_hold_a_name_the_worker_follows_it(
    publication_index, monkeypatch, model, name, combine, merged
):
    """Who renames somebody in fifty thousand publications need not wait, nor does any other writer."""
    monkeypatch.setattr("core.searchindex.writing._AT_ONCE", 2)
    thing, titles = model.objects.create(**{name: "Wombat"}), set()
    for number in range(5):
        paper = PublicationFactory(title=f"Paper {number}")
        if model is Author:
            paper.authorships.add(Authorship(author=thing))
        else:
            paper.topics.add(thing)
        paper.save()
        titles.add(paper.title)
    assert found("wombat") >= titles
    if merged:
        combine(model.objects.create(**{name: "Quokka"}), thing)
    else:
        setattr(thing, name, "Quokka")
        thing.save()

    assert not titles & found("quokka")
    queued = list(DBTaskResult.objects.ready())
    assert len(queued) == 3
    for result in queued:
        result.task.call(*result.args_kwargs["args"])
    assert found("quokka") >= titles
