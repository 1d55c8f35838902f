"""Topics in the admin: renamed, merged, deleted, and true everywhere at once."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import SearchEntry
from core.searchindex import keys_matching
from publications import tallies
from publications.importing.combine import CannotCombine, combine_topics
from publications.importing.run import import_files
from publications.importing.undo import undo_run
from publications.models import ImportRun, Publication, Topic, TopicAddress, TopicName
from research.models import ResearchTopicPage
from tests.factories import PublicationFactory
from tests.queries import queries_of

LIST = "/admin/snippets/publications/topic/"


def about(*topics: str, **fields) -> Publication:
    publication = PublicationFactory(**fields)
    publication.topics.add(*topics)
    publication.save()
    return publication


def named(publication: Publication) -> list[str]:
    fresh = Publication.objects.get(pk=publication.pk)
    return sorted(topic.name for topic in fresh.topics.all())


def form(name: str, *others: TopicName | str, slug: str = "") -> dict:
    kept = [other for other in others if isinstance(other, TopicName)]
    counts = {"TOTAL": len(others), "INITIAL": len(kept), "MIN_NUM": 0, "MAX_NUM": 1000}
    fields = {f"names-{name}_FORMS": str(count) for name, count in counts.items()}
    for place, other in enumerate(others):
        fields[f"names-{place}-text"] = str(other)
        fields[f"names-{place}-id"] = str(other.pk) if isinstance(other, TopicName) else ""
    return {"name": name, "slug": slug, **fields}


def rename(admin: Client, topic: Topic, name: str, slug: str = "") -> None:
    address = f"{LIST}edit/{topic.pk}/"
    answer = admin.post(address, form(name, *topic.names.all(), slug=slug or topic.slug))
    assert answer.status_code == 302, answer.content.decode()
    topic.refresh_from_db()


def found(text: str) -> set[int]:
    asked = keys_matching(Publication, text)
    assert asked
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.params)
        return {key for (key,) in cursor.fetchall()}


def covering(index, *topics: Topic, title: str = "Maps") -> ResearchTopicPage:
    page = index.add_child(instance=ResearchTopicPage(title=title))
    page.topics.set(topics)
    page.save_revision().publish()
    return page


def test_the_list_says_what_uses_each_topic(admin, publication_index, research_index):
    about("Mapping")
    about("Mapping", live=False)
    page = covering(research_index, Topic.objects.get(name="Mapping"))
    Topic.objects.create(name="Nothing at all")
    html = admin.get(LIST).content.decode()
    assert f'<a href="/admin/pages/{page.pk}/edit/">Maps</a>' in html
    for asked, shown in (("true", "Mapping"), ("false", "Nothing at all")):
        narrowed = admin.get(f"{LIST}results/", {"in_use": asked}).content.decode()
        assert [name for name in ("Mapping", "Nothing at all") if name in narrowed] == [shown]
    written = Topic.snippet_viewset.get_queryset(None).get(name="Mapping").written
    assert written == 2


def test_the_list_costs_the_same_queries_whatever_uses_the_topics(
    admin, publication_index, research_index
):
    about("Mapping")
    covering(research_index, Topic.objects.get())
    few = queries_of(admin, LIST)
    for number in range(30):
        about(f"Topic {number}", "Mapping")
    for number in range(5):
        covering(research_index, *Topic.objects.all()[:12], title=f"Page {number}")
    assert queries_of(admin, LIST) == few


@pytest.mark.django_db(transaction=True)
def test_a_renamed_topic_is_renamed_everywhere_at_once(admin, client, publication_index):
    paper = about("slam", title="On Robots")
    topic = Topic.objects.get()
    assert "slam" in client.get("/publications/").content.decode()
    rename(admin, topic, "Cartography")
    html = client.get("/publications/").content.decode()
    assert "Cartography" in html
    assert "slam</" not in html
    assert "Cartography" in client.get("/publications/on-robots/").content.decode()
    assert found("cartography") == {paper.pk}
    assert found("slam") == set()


def test_old_addresses_lead_on_where_a_slug_changes(admin, client, publication_index):
    about("slam", "robots", title="On Robots")
    topic = Topic.objects.get(name="slam")
    rename(admin, topic, "Mapping", "mapping")
    rename(admin, topic, "Cartography", "cartography")
    for old in ("slam", "mapping"):
        answer = client.get(f"/publications/?type=journal&topic={old}&topic=robots")
        assert answer.status_code == 301
        assert answer.url == "/publications/?type=journal&topic=cartography&topic=robots"
        export = client.get(f"/publications/export.bib?topic={old}")
        assert "On Robots" in b"".join(export).decode()
    assert client.get("/publications/?topic=never").status_code == 200
    rename(admin, topic, "slam", "slam")
    assert client.get("/publications/?topic=slam").status_code == 200
    assert [str(name) for name in topic.names.order_by("pk")] == ["Mapping", "Cartography"]


def test_a_new_topic_takes_an_address_that_another_had(admin, client, publication_index):
    about("slam", title="On Robots")
    topic = Topic.objects.get()
    rename(admin, topic, "Mapping", "mapping")
    admin.post(f"{LIST}add/", form("Poetry", slug="slam"))
    assert not TopicAddress.objects.filter(slug="slam").exists()
    assert "On Robots" not in client.get("/publications/?topic=slam").content.decode()


def test_a_topic_is_made_in_the_admin_and_gets_a_slug(admin):
    admin.post(f"{LIST}add/", form("Deep learning", "deep-learning", "DL"))
    topic = Topic.objects.get()
    assert topic.slug == "deep-learning"
    assert [str(name) for name in topic.names.all()] == ["deep-learning", "DL"]


@pytest.mark.parametrize("typed", ["SLAM", "Slám", "mapping", "  slam "])
def test_a_name_that_another_topic_has_is_refused_in_words(admin, typed):
    TopicName.objects.create(topic=Topic.objects.create(name="slam"), text="Mapping")
    answer = admin.post(f"{LIST}add/", form(typed)).content.decode()
    assert "“slam” is there already" in answer
    answer = admin.post(f"{LIST}add/", form("Else", typed)).content.decode()
    assert "“slam” is there already" in answer
    assert Topic.objects.count() == 1


def test_what_an_editor_types_is_the_topic_that_is_known_by_it(admin, publication_index):
    topic = Topic.objects.create(name="slam")
    rename(admin, topic, "Mapping")
    assert named(about("SLAM", "slam", "Robots")) == ["Mapping", "Robots"]


def bib(key: str, keywords: str, year: int = 2000) -> str:
    return f"@article{{{key}, title = {{Title {key}}}, year = {year}, keywords = {{{keywords}}}}}\n"


@pytest.fixture
def bring(db, tmp_path):
    def bring(text: str, **options):
        path = tmp_path / "refs.bib"
        path.write_text(text, encoding="utf-8")
        return import_files([path], **options)

    return bring


def test_a_reimport_respects_that_a_topic_was_renamed(bring, admin, publication_index):
    bring(bib("one", "slam, boards"))
    rename(admin, Topic.objects.get(name="slam"), "Mapping", "mapping")
    assert bring(bib("one", "slam, boards")).counts["unchanged"] == 1
    changed, _new = bring(bib("one", "slam, boards", 2001) + bib("two", "SLAM")).entries()
    assert set(changed["changes"]) == {"date"}
    one, two = Publication.objects.order_by("pk")
    assert (named(one), named(two)) == (["Mapping", "boards"], ["Mapping"])
    assert found("mapping") == {one.pk, two.pk}
    assert Topic.objects.count() == 2


def test_a_reimport_respects_that_topics_were_merged(bring):
    text = bib("one", "deep-learning, Deep learning") + bib("two", "deep-learning")
    bring(text)
    stays, goes = Topic.objects.get(name="Deep learning"), Topic.objects.get(name="deep-learning")
    combine_topics(stays, goes)
    assert bring(text).counts["unchanged"] == 2
    receipt = bring(text.replace("2000", "2001") + bib("three", "deep-learning"))
    assert receipt.counts == {"created": 1, "updated": 2, "unchanged": 0, "rejected": 0}
    assert all("topics" not in entry["changes"] for entry in receipt.entries())
    assert [named(one) for one in Publication.objects.all()] == [["Deep learning"]] * 3
    assert Topic.objects.get() == stays


def test_an_import_taken_back_leaves_a_renamed_topic(bring, admin, publication_index):
    run = ImportRun.objects.create()
    bring(bib("one", "slam, boards"), run=run)
    rename(admin, Topic.objects.get(name="slam"), "Mapping")
    undo_run(ImportRun.objects.get())
    assert [topic.name for topic in Topic.objects.all()] == ["Mapping"]
    assert not Publication.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_merging_moves_publications_pages_and_addresses(client, publication_index, research_index):
    both, one = about("slam", "mapping", title="Both"), about("slam", title="One")
    goes, stays = Topic.objects.get(name="slam"), Topic.objects.get(name="mapping")
    page, with_both = covering(research_index, goes), covering(research_index, goes, stays)
    before = client.get("/publications/?topic=mapping").content.decode()
    assert "One" not in before
    combine_topics(stays, goes)
    assert (named(both), named(one)) == (["mapping"], ["mapping"])
    for each in (page, with_both):
        assert [topic.pk for topic in ResearchTopicPage.objects.get(pk=each.pk).topics.all()] == [
            stays.pk
        ]
    assert "One" in client.get(page.url).content.decode()
    assert "One" in client.get("/publications/?topic=mapping").content.decode()
    assert client.get("/publications/?topic=slam").url == "/publications/?topic=mapping"
    assert found("mapping") == {both.pk, one.pk}
    assert found("slam") == set()
    assert not TopicName.objects.exclude(topic=stays).exists()


def test_the_kept_counts_and_the_index_are_true_after_merging(publication_index):
    papers = [about("slam", "boards") for _ in range(4)] + [about("mapping")]
    tallies.rebuild()
    stays, goes = Topic.objects.get(name="mapping"), Topic.objects.get(name="slam")
    combine_topics(stays, goes)
    kept = dict(tallies.marks()["topic"])
    indexed = list(SearchEntry.objects.order_by("pk").values())
    tallies.rebuild()
    again = tallies.marks()["topic"]
    assert {key: marks for key, marks in kept.items() if marks} == again
    assert tallies.keys(again[str(stays.pk)]) == [paper.pk for paper in papers]
    assert list(SearchEntry.objects.order_by("pk").values()) == indexed


def test_nothing_of_a_merger_stays_where_it_fails(publication_index, monkeypatch):
    paper = about("slam")
    stays, goes = Topic.objects.create(name="mapping"), Topic.objects.get(name="slam")

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("publications.importing.combine.point_elsewhere", fail)
    with pytest.raises(RuntimeError):
        combine_topics(stays, goes)
    assert named(paper) == ["slam"]
    assert not TopicAddress.objects.exists()


def test_drafts_that_name_the_one_that_goes_name_the_one_that_stays(
    publication_index, research_index
):
    paper = about("slam", "mapping")
    paper.topics.add("boards")
    paper.save_revision()
    goes, stays = Topic.objects.get(name="slam"), Topic.objects.get(name="mapping")
    page = covering(research_index, title="Maps")
    page.topics.set([stays, goes])
    page.save_revision()
    combine_topics(stays, goes)
    paper, page = Publication.objects.get(), ResearchTopicPage.objects.get()
    paper.get_latest_revision().publish()
    page.get_latest_revision().publish()
    assert named(paper) == ["boards", "mapping"]
    assert list(ResearchTopicPage.objects.get().topics.all()) == [stays]


def test_a_topic_is_not_merged_with_itself(db):
    topic = Topic.objects.create(name="slam")
    with pytest.raises(CannotCombine):
        combine_topics(topic, topic)


def test_an_editor_merges_two_topics(admin, publication_index, research_index):
    about("slam")
    goes, stays = Topic.objects.get(), Topic.objects.create(name="Mapping")
    covering(research_index, goes)
    address = f"/admin/publications/merge/topic/{stays.pk}/"
    assert address in admin.get(LIST).content.decode()
    assert address in admin.get(f"{LIST}edit/{stays.pk}/").content.decode()
    asked = admin.get(address, {"other": goes.pk}).content.decode()
    assert "Maps" in asked
    assert "Keep the other one instead" in asked
    answer = admin.post(address, {"other": goes.pk, "confirmed": "1"}, follow=True)
    assert "Merged into “Mapping”." in answer.content.decode()
    assert [str(name) for name in stays.names.all()] == ["slam"]
    answer = admin.post(address, {"other": stays.pk, "confirmed": "1"})
    assert "the same topic already" in answer.content.decode()


def test_only_what_nothing_names_is_deleted(admin, publication_index, research_index):
    about("Used")
    drafted = about("Other")
    drafted.topics.add("Of a draft")
    drafted.save_revision()
    shown, unused = Topic.objects.create(name="On a page"), Topic.objects.create(name="Unused")
    covering(research_index, shown)
    for name, told in (
        ("Used", "Used (1 publication)"),
        ("On a page", "On a page (“Maps”)"),
        ("Of a draft", "Of a draft (the draft of “"),
    ):
        topic = Topic.objects.get(name=name)
        bulk = f"/admin/bulk/publications/topic/delete/?next={LIST}&id={topic.pk}&id={unused.pk}"
        for address in (f"{LIST}delete/{topic.pk}/", bulk):
            answer = admin.post(address, follow=True).content.decode()
            assert f"Nothing was deleted, since these are in use: {told}" in answer
    assert Topic.objects.count() == 5
    admin.post(f"/admin/bulk/publications/topic/delete/?next={LIST}&id={unused.pk}")
    assert not Topic.objects.filter(name="Unused").exists()


def test_a_topic_is_found_by_each_of_its_names(admin):
    topic = Topic.objects.create(name="Simultaneous mapping")
    TopicName.objects.create(topic=topic, text="SLAM")
    Topic.objects.create(name="Poetry")
    for address in (f"{LIST}results/", "/admin/snippets/choose/publications/topic/results/"):
        for asked in ("slam", "mapping simul"):
            html = admin.get(address, {"q": asked}).content.decode()
            assert ("Simultaneous" in html, "Poetry" in html) == (True, False)
        assert admin.get(address, {"q": "nowhere \0"}).status_code == 200


@pytest.mark.parametrize("allowed", [(), ("change",), ("add", "change", "delete")])
def test_topics_are_for_whom_a_group_allows_it(allowed, django_user_model, db):
    user = django_user_model.objects.create_user("someone", "s@example.org", "secret")
    wanted = ["access_admin", *(f"{action}_topic" for action in allowed)]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    client = Client()
    client.force_login(user)
    topic = Topic.objects.create(name="slam")
    assert (client.get(LIST).status_code == 200) == bool(allowed)
    assert (client.get(f"{LIST}edit/{topic.pk}/").status_code == 200) == ("change" in allowed)
    merging = client.get(f"/admin/publications/merge/topic/{topic.pk}/")
    assert (merging.status_code == 200) == ("delete" in allowed)
    assert ("/admin/publications/merge/" in client.get(LIST, follow=True).content.decode()) == (
        "delete" in allowed
    )


def test_merging_costs_the_same_queries_however_many_publications_it_moves(publication_index):
    def merge(size: int) -> int:
        for _ in range(size):
            about("slam")
        goes, stays = Topic.objects.get(name="slam"), Topic.objects.create(name=f"m {size}")
        with CaptureQueriesContext(connection) as captured:
            combine_topics(stays, goes)
        TopicName.objects.all().delete()
        assert stays.publication_topics.count() == size
        return len(captured)

    merge(1)
    assert merge(40) == merge(2)
