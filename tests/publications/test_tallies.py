import pytest
from django.db import transaction

from publications import tallies
from publications.counting import Named, count, simplest
from publications.filters import Filters
from publications.models import Authorship, ImportRun, Publication, Tally
from tests.factories import AuthorFactory, PublicationFactory


def kept() -> dict[str, int]:
    """The counts of the whole list, as they are kept."""
    rows = Tally.objects.filter(scope=tallies.WHOLE, count__gt=0)
    return dict(rows.values_list("element", "count"))


@pytest.fixture
def small_scopes(monkeypatch):
    """Every list of two publications is long enough to be counted ahead."""
    monkeypatch.setattr(tallies, "LARGE", 2)


@pytest.mark.django_db(transaction=True)
def test_publishing_editing_and_deleting_keep_the_counts_right():
    ada = AuthorFactory()
    paper = PublicationFactory(type="journal", date="2011", authors=[ada])
    assert kept() == {"cell:journal.2011": 1, f"author:{ada.pk}": 1}

    paper.date, paper.code_url = "2012", "https://example.org/code"
    paper.save()
    paper.topics.add("vision")
    paper.save()
    topic = paper.topics.get()
    assert kept() == {
        "cell:journal.2012": 1,
        f"author:{ada.pk}": 1,
        f"topic:{topic.pk}": 1,
        "has:code": 1,
    }

    paper.live = False
    paper.save()
    assert kept() == {}

    paper.live = True
    paper.save()
    Authorship.objects.all().delete()
    paper.delete()
    assert kept() == {}


@pytest.mark.django_db(transaction=True)
def test_counts_within_a_long_list_are_what_counting_anew_would_give(small_scopes):
    ada, bob = AuthorFactory(), AuthorFactory()
    papers = [
        PublicationFactory(type="journal" if n % 2 else "conference", date=str(2010 + n % 3), authors=people)
        for n, people in enumerate([[ada], [ada, bob], [bob], [ada], [ada, bob]])
    ]  # fmt: skip
    tallies.rebuild()
    papers[0].type = "patent"
    papers[0].save()
    papers[3].delete()
    PublicationFactory(type="journal", date="2010", authors=[bob])
    scopes = set(Tally.objects.values_list("scope", flat=True))
    moved = {
        (row.scope, row.element): row.count
        for row in Tally.objects.filter(count__gt=0)
        if row.scope in scopes
    }
    tallies.rebuild()
    rebuilt = {(row.scope, row.element): row.count for row in Tally.objects.filter(count__gt=0)}
    assert {key: n for key, n in rebuilt.items() if key[0] in scopes} == {
        key: n for key, n in moved.items() if key[0] in {scope for scope, _ in rebuilt}
    }


@pytest.mark.django_db(transaction=True)
def test_what_a_rolled_back_transaction_did_is_not_counted():
    paper = PublicationFactory(type="journal", date="2011")
    with pytest.raises(RuntimeError), transaction.atomic():
        paper.type = "book"
        paper.save()
        raise RuntimeError
    PublicationFactory(type="patent", date="2012")
    assert kept() == {"cell:journal.2011": 1, "cell:patent.2012": 1}


@pytest.mark.django_db(transaction=True)
def test_an_import_that_wrote_without_signals_is_counted_when_it_is_done():
    PublicationFactory(type="journal", date="2011")
    Publication.objects.update(type="book", year=2015)
    run = ImportRun.objects.create(files=["refs.bib"])
    run.status = ImportRun.Status.DONE
    run.save()
    assert kept() == {"cell:book.2015": 1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("filters", [Filters(), Filters(type="journal"), Filters(year="2011")])
def test_kept_counts_are_those_that_counting_on_the_spot_gives(filters, small_scopes, monkeypatch):
    ada = AuthorFactory()
    for n in range(6):
        paper = PublicationFactory(
            type="journal" if n % 3 else "book", date=str(2010 + n % 2), venue="Nature",
            authors=[ada] if n % 2 else [], is_selected=n == 4,
        )  # fmt: skip
        paper.topics.add("vision" if n < 3 else "sound")
        paper.save()
    tallies.rebuild()
    ahead = count(filters)
    assert ahead.keys is None
    tallies.forget()
    monkeypatch.setattr(tallies, "LARGE", 1000)
    on_the_spot = count(filters)
    assert on_the_spot.keys is not None
    for name in ("cells", "flags", "authors", "topics", "venues", "total", "years", "types"):
        assert getattr(ahead, name) == getattr(on_the_spot, name), name


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("filters", [Filters(q="study"), Filters(year="2010-", type="journal")])
def test_a_long_combined_list_is_counted_as_a_short_one_is(filters, monkeypatch):
    ada, emmy = AuthorFactory(), AuthorFactory()
    for n in range(9):
        paper = PublicationFactory(
            date=str(2010 + n % 2), venue=f"Nature {n % 2}", code_url="https://example.org" if n else "",
            authors=[ada, ada] if n % 3 else [ada, emmy],
        )  # fmt: skip
        paper.topics.add("vision", "sound" if n < 4 else "light")
        paper.save()
    short = count(filters)
    monkeypatch.setattr(tallies, "LARGE", 3)
    long = count(filters)
    assert short.keys is not None
    assert long.keys is None
    assert short.total == 9
    assert short.authors[ada.pk] == 9
    for name in ("cells", "flags", "authors", "topics", "venues"):
        assert getattr(long, name) == getattr(short, name), name


@pytest.mark.django_db
def test_counting_anew_holds_only_a_part_of_all_publications_at_once(monkeypatch):
    for _ in range(7):
        PublicationFactory(type="journal", date="2011", authors=[AuthorFactory()])
    asked = []
    elements = tallies.elements
    monkeypatch.setattr(tallies, "CHUNK", 3)
    monkeypatch.setattr(tallies, "elements", lambda keys: asked.append(len(keys)) or elements(keys))
    tallies.rebuild()
    assert asked == [3, 3, 1]
    assert kept()["cell:journal.2011"] == 7


@pytest.mark.django_db(transaction=True)
def test_what_someone_wrote_with_the_owner_is_counted_as_kept_where_that_is_all(small_scopes):
    owner, friend = AuthorFactory(is_owner=True), AuthorFactory()
    for _ in range(4):
        PublicationFactory(authors=[owner, friend])
    tallies.rebuild()
    both = Filters(author=tuple(sorted((owner.slug, friend.slug))))
    assert simplest(both, Named.by(both)) == Filters(author=(friend.slug,))
    assert count(both).keys is None
    assert count(both).total == 4
    PublicationFactory(authors=[friend])
    assert simplest(both, Named.by(both)) == both
    assert count(both).total == 4
