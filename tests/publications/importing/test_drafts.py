"""What an import does to publications that have revisions."""

from django.utils import timezone

from publications.models import Publication
from tests.publications.importing.conftest import PAPER, only

CHANGED = PAPER.replace("On the Weight", "On the Height").replace("1--9", "1--19")


def test_publishing_a_form_opened_after_an_import_brings_no_old_value_back(bring):
    bring(PAPER)
    only().save_revision().publish()
    bring(CHANGED)
    form = only().get_latest_revision_as_object()
    form.date = "2002"
    form.save_revision().publish()
    assert only().title == "On the Height of FPGA Boards"
    assert only().pages == "1–19"
    assert only().year == 2002


def test_an_open_draft_keeps_its_edits_and_takes_the_fields_it_has_not_touched(bring):
    bring(PAPER)
    only().save_revision().publish()
    draft = only()
    draft.title = "A title that I try out"
    draft.save_revision()
    line = next(bring(CHANGED).entries())
    assert only().title == "On the Height of FPGA Boards"
    assert only().has_unpublished_changes
    assert "title" in line["problems"][0]
    opened = only().get_latest_revision_as_object()
    assert opened.title == "A title that I try out"
    assert opened.pages == "1–19"


def test_a_draft_takes_new_authors_and_topics_unless_it_has_its_own(bring):
    bring(PAPER)
    only().save_revision().publish()
    draft = only()
    draft.venue = "Elsewhere"
    draft.save_revision()
    bring(PAPER.replace("Jones, Bob", "Doe, Eve").replace("boards, weight", "planks"))
    only().get_latest_revision().publish()
    published = only()
    assert [row.author.name for row in published.people()] == ["Ada Smith", "Eve Doe"]
    assert [topic.name for topic in published.topics.all()] == ["planks"]
    assert published.venue == "Elsewhere"


def test_a_scheduled_draft_stays_scheduled_with_the_new_values(bring):
    bring(PAPER)
    later = timezone.now() + timezone.timedelta(days=1)
    publication = only()
    publication.go_live_at = later
    publication.venue = "Elsewhere"
    publication.save_revision().publish()
    bring(CHANGED)
    scheduled = Publication.objects.get().revisions.filter(approved_go_live_at=later)
    assert [revision.content["pages"] for revision in scheduled] == ["1–19"]
    assert [revision.content["venue"] for revision in scheduled] == ["Elsewhere"]


def test_publications_without_revisions_get_none(bring):
    bring(PAPER)
    bring(CHANGED)
    assert only().revisions.count() == 0
    assert only().latest_revision is None
