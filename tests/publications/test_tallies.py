import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.chores import minute_passed
from publications import tallies
from publications.counting import count, simplest
from publications.filters import Filters, Named
from publications.models import Authorship, ImportRun, Publication, Tally
from tests.factories import AuthorFactory, PublicationFactory


def kept() -> dict[str, int]:
    """What is counted, as it is kept; the marks say the same."""
    rows = Tally.objects.filter(count__gt=0)
    for row in rows:
        assert int.from_bytes(row.marks, "little").bit_count() == row.count
    return dict(rows.values_list("element", "count"))


def kept_keys() -> dict[str, list[int]]:
    """The publications that each tally marks."""
    found = tallies.marks() or {}
    return {
        f"{facet}:{value}": tallies.keys(marked)
        for facet, values in found.items()
        for value, marked in values.items()
        if marked
    }


@pytest.fixture
def all_long(monkeypatch):
    """Every list is long enough to be counted by what is kept."""
    monkeypatch.setattr(tallies, "LARGE", 0)


@pytest.mark.django_db(transaction=True)
def test_publishing_editing_and_deleting_keep_the_counts_right():
    ada = AuthorFactory()
    paper = PublicationFactory(type="journal", date="2011", authors=[ada])
    assert kept() == {"type:journal": 1, "year:2011": 1, f"author:{ada.pk}": 1}

    paper.date, paper.code_url = "2012", "https://example.org/code"
    paper.save()
    paper.topics.add("vision")
    paper.save()
    topic = paper.topics.get()
    assert kept() == {
        "type:journal": 1,
        "year:2012": 1,
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
def test_what_each_change_marks_is_what_counting_anew_would_mark():
    ada, bob = AuthorFactory(), AuthorFactory()
    papers = [
        PublicationFactory(type="journal" if n % 2 else "conference", date=str(2010 + n % 3), authors=people)
        for n, people in enumerate([[ada], [ada, bob], [bob], [ada], [ada, bob]])
    ]  # fmt: skip
    papers[0].type = "patent"
    papers[0].save()
    papers[1].topics.add("vision")
    papers[1].save()
    papers[2].live = False
    papers[2].save()
    papers[3].delete()
    PublicationFactory(type="journal", date="", authors=[bob])
    moved = kept_keys()
    assert moved[f"author:{ada.pk}"] == [papers[0].pk, papers[1].pk, papers[4].pk]
    tallies.rebuild()
    assert kept_keys() == moved


@pytest.mark.django_db(transaction=True)
def test_an_author_who_becomes_frequent_takes_the_place_of_a_rarer_one(monkeypatch):
    monkeypatch.setattr(tallies, "CANDIDATES", 2)
    ada, bob, eve = AuthorFactory(), AuthorFactory(), AuthorFactory()
    for author in (ada, ada, ada, bob):
        PublicationFactory(authors=[author])
    for n in range(3):
        PublicationFactory(authors=[eve])
        people = {element: n for element, n in kept().items() if element.startswith("author")}
        second = {f"author:{eve.pk}": n + 1} if n else {f"author:{bob.pk}": 1}
        assert people == {f"author:{ada.pk}": 3, **second}
    tallies.rebuild()
    assert kept()[f"author:{eve.pk}"] == 3


@pytest.mark.django_db(transaction=True)
def test_what_another_process_changed_is_read_anew():
    PublicationFactory(type="journal")
    assert count(Filters()).types == {"journal": 1}
    stamp = Tally.objects.get(element=tallies.KEPT).marks
    PublicationFactory(type="book")
    assert Tally.objects.get(element=tallies.KEPT).marks != stamp
    assert count(Filters()).types == {"journal": 1, "book": 1}


@pytest.mark.django_db(transaction=True)
def test_after_an_upgrade_the_counts_are_made_within_a_minute():
    PublicationFactory(type="journal")
    tallies.forget()
    minute_passed.send(sender=None)
    assert kept()["type:journal"] == 1


def test_keys_and_marks_are_the_same_told_in_two_ways():
    for some in ([], [0], [1, 7, 8, 9, 64], [99_999, 3], list(range(40))):
        assert tallies.keys(tallies.mark(some)) == sorted(some)


@pytest.mark.django_db(transaction=True)
def test_what_a_rolled_back_transaction_did_is_not_counted():
    paper = PublicationFactory(type="journal", date="2011")
    with pytest.raises(RuntimeError), transaction.atomic():
        paper.type = "book"
        paper.save()
        raise RuntimeError
    PublicationFactory(type="patent", date="2012")
    assert kept() == {"type:journal": 1, "year:2011": 1, "type:patent": 1, "year:2012": 1}


@pytest.mark.django_db(transaction=True)
def test_an_import_that_wrote_without_signals_is_counted_when_it_is_done():
    PublicationFactory(type="journal", date="2011")
    Publication.objects.update(type="book", year=2015)
    run = ImportRun.objects.create(files=["refs.bib"])
    run.status = ImportRun.Status.DONE
    run.save()
    assert kept() == {"type:book": 1, "year:2015": 1}


QUESTIONS = [
    Filters(), Filters(type="journal"), Filters(year="2011"), Filters(year="2011-"), Filters(year="-2010"),
    Filters(q="study"), Filters(year="2010-", type="journal"), Filters(venue="nature", has=("code",)),
    Filters(selected="1"), Filters(topic=("vision",)), Filters(author=("nobody",)), Filters(venue="none"),
    Filters(q="study", topic=("sound",), type="book"), Filters(q="unheard of"), Filters(q="…"),
]  # fmt: skip


def some_papers() -> None:
    ada, emmy = AuthorFactory(), AuthorFactory()
    for n in range(9):
        paper = PublicationFactory(
            type="journal" if n % 3 else "book", date=str(2010 + n % 2) if n % 5 else "", venue="Nature",
            code_url="https://example.org" if n % 4 else "", is_selected=n % 4 == 1,
            authors=[ada, ada] if n % 3 else [ada, emmy], live=n != 7,
        )  # fmt: skip
        paper.topics.add("vision" if n < 4 else "sound", "light")
        paper.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("filters", QUESTIONS)
def test_a_long_list_is_counted_as_a_short_one_and_one_that_nothing_is_kept_of(
    filters, monkeypatch
):
    some_papers()
    short = count(filters)
    with monkeypatch.context() as with_rare_ones:
        with_rare_ones.setattr(tallies, "CANDIDATES", 1)
        looked_up = count(filters)
    monkeypatch.setattr(tallies, "LARGE", 0)
    long = count(filters)
    monkeypatch.setattr("publications.counting.FEW", 0)
    longer = count(filters)
    tallies.forget()
    unkept = count(filters)
    assert unkept.keys is not None
    assert unkept.total == len(unkept.keys) == filters.apply(Publication.objects.listed()).count()
    for name in ("cells", "flags", "authors", "topics", "venues", "total", "years", "types"):
        assert getattr(long, name) == getattr(unkept, name), name
        assert getattr(longer, name) == getattr(unkept, name), name
        assert getattr(short, name) == getattr(unkept, name), name
        assert getattr(looked_up, name) == getattr(unkept, name), name


@pytest.mark.django_db(transaction=True)
def test_a_list_of_a_rare_author_has_all_whom_they_wrote_with(monkeypatch):
    monkeypatch.setattr(tallies, "CANDIDATES", 1)
    ada, bob, eve = AuthorFactory(), AuthorFactory(), AuthorFactory()
    for people in ([ada], [ada], [bob, eve], [bob]):
        PublicationFactory(authors=people)
    tallies.rebuild()
    assert count(Filters(author=(bob.slug,))).authors == {bob.pk: 2, eve.pk: 1}


@pytest.mark.django_db
def test_counting_anew_keeps_the_most_frequent_with_as_many_questions_for_few_as_for_many(
    monkeypatch,
):
    monkeypatch.setattr(tallies, "CANDIDATES", 1)
    often, seldom = AuthorFactory(), AuthorFactory()
    PublicationFactory(type="journal", authors=[often])
    tallies.rebuild()
    with CaptureQueriesContext(connection) as few:
        tallies.rebuild()
    for _ in range(6):
        PublicationFactory(type="journal", authors=[often])
        PublicationFactory(type="journal", authors=[seldom], live=False)
    paper = PublicationFactory(type="journal", authors=[seldom])
    Authorship.objects.create(publication=paper, author=seldom, role="editor", sort_order=1)
    with CaptureQueriesContext(connection) as many:
        tallies.rebuild()
    assert len(many) == len(few)
    assert kept()["type:journal"] == 8
    assert {name: n for name, n in kept().items() if name.startswith("author:")} == {
        f"author:{often.pk}": 7
    }


@pytest.mark.django_db(transaction=True)
def test_what_someone_wrote_with_the_owner_is_looked_up_without_the_owner_where_that_is_all(
    all_long,
):
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
