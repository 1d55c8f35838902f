"""What the groups that Wagtail makes may do with publications: editors write, moderators publish."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from publications.models import Author, ImportRun, Publication, Topic
from tests.factories import AuthorFactory, PublicationFactory
from tests.publications.test_admin import LIST, bulk, form

SNIPPETS = "/admin/snippets/publications"
IMPORT = "/admin/publications/import/"
PAPER = "@article{one, title = {Pasted}, year = 2001, author = {King, Ada}}"


def member(django_user_model, group: str) -> Client:
    user = django_user_model.objects.create_user(group, f"{group}@example.org", "secret")
    if group != "Nobody":
        user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def writer(django_user_model, db) -> Client:
    return member(django_user_model, "Editors")


@pytest.fixture
def moderator(django_user_model, db) -> Client:
    return member(django_user_model, "Moderators")


def test_a_moderator_imports_looks_back_and_takes_it_back(moderator, publication_index):
    moderator.post(IMPORT, {"text": PAPER, "update": "keep"})
    run = ImportRun.objects.get()
    moderator.post(f"{IMPORT}{run.pk}/confirm/")
    assert Publication.objects.get().live
    moderator.post(f"{IMPORT}{run.pk}/undo/")
    assert not Publication.objects.exists()


def test_who_may_not_publish_imports_nothing(writer, publication_index):
    assert writer.get(IMPORT).status_code == 302
    writer.post(IMPORT, {"text": PAPER, "update": "keep"})
    assert not ImportRun.objects.exists()
    run = ImportRun.objects.create(status=ImportRun.Status.PREVIEW)
    for action in ("confirm", "discard", "undo"):
        writer.post(f"{IMPORT}{run.pk}/{action}/")
    assert ImportRun.objects.get().status == ImportRun.Status.PREVIEW
    home = writer.get("/admin/").content.decode()
    assert IMPORT not in home
    assert f"{SNIPPETS}/publication/" in home


def test_an_editor_writes_drafts_that_a_moderator_publishes(
    writer, moderator, client, publication_index
):
    data = form(AuthorFactory(), title="On Engines", **{"action-publish": "1"})
    writer.post(f"{LIST}add/", data)
    paper = Publication.objects.get()
    assert not paper.live
    moderator.post(f"{LIST}edit/{paper.pk}/", data)
    assert client.get(paper.get_absolute_url()).status_code == 200


def test_an_editor_changes_many_in_their_drafts_alone(writer, moderator, publication_index):
    one, other = PublicationFactory(), PublicationFactory(live=False)
    answer = writer.post(bulk("select", one, other), {"selected": "1"}, follow=True)
    assert "when somebody publishes the drafts" in answer.content.decode()
    writer.post(bulk("topics", one, other), {"topics": "engines"})
    one, other = Publication.objects.order_by("pk")
    assert (one.is_selected, list(one.topics.all())) == (False, [])
    draft = one.get_latest_revision_as_object()
    assert (draft.is_selected, [str(topic) for topic in draft.topics.all()]) == (True, ["engines"])
    assert other.is_selected
    moderator.post(bulk("select", one), {"selected": "1"})
    assert Publication.objects.get(pk=one.pk).is_selected


@pytest.mark.parametrize(
    ("group", "deleted"), [("Editors", False), ("Moderators", True), ("Nobody", False)]
)
def test_only_moderators_delete_and_merge(group, deleted, django_user_model, publication_index):
    client = member(django_user_model, group)
    for kind, thing, other in (
        ("publication", PublicationFactory(), PublicationFactory()),
        ("author", AuthorFactory(), AuthorFactory()),
        ("topic", Topic.objects.create(name="one"), Topic.objects.create(name="other")),
    ):
        merge = f"/admin/publications/merge/{kind}/{thing.pk}/"
        client.post(merge, {"other": other.pk, "confirmed": "1"})
        assert type(other).objects.filter(pk=other.pk).exists() is not deleted
        client.post(f"{SNIPPETS}/{kind}/delete/{thing.pk}/")
        assert type(thing).objects.filter(pk=thing.pk).exists() is not deleted


@pytest.mark.parametrize("group", ["Editors", "Moderators"])
def test_both_write_authors_and_topics(group, django_user_model, publication_index):
    client = member(django_user_model, group)
    formset = {f"names-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    client.post(f"{SNIPPETS}/author/add/", {"given": "Ada", "family": "King", **formset})
    client.post(f"{SNIPPETS}/topic/add/", {"name": "engines", **formset})
    assert (str(Author.objects.get()), str(Topic.objects.get())) == ("Ada King", "engines")
    assert client.get("/admin/publications/attention/").status_code == 200


def test_a_schedule_is_cancelled_where_it_is_seen(writer, moderator, publication_index):
    paper = PublicationFactory(live=False)
    paper.go_live_at = timezone.now() + dt.timedelta(days=9)
    paper.save_revision().publish()
    edit = f"{LIST}edit/{paper.pk}/"
    cancel = f"{LIST}history/{paper.pk}/revisions/{paper.latest_revision_id}/unschedule/"
    assert cancel not in writer.get(edit).content.decode()
    html = moderator.get(edit).content.decode()
    assert cancel in html
    assert "Cancel the schedule" in html
    moderator.post(cancel)
    assert Publication.objects.get().scheduled_revision is None
    assert "Cancel the schedule" not in moderator.get(edit).content.decode()
