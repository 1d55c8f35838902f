"""Pages that name a publication which is merged into another name the one that stays."""

import pytest

from publications.importing.combine import combine_authors, combine_publications
from publications.models import Publication
from publications.relations import cited_in
from research.models import ResearchTopicPage
from tests.factories import AuthorFactory, PublicationFactory


def shelf(*publications: Publication) -> list:
    keys = [publication.pk for publication in publications]
    return [{"type": "publications", "value": {"heading": "Read on", "publications": keys}}]


def shelved(page: ResearchTopicPage) -> list[int]:
    return [one.pk for block in page.body for one in block.value["publications"]]


@pytest.fixture
def pair(db) -> tuple[Publication, Publication]:
    return PublicationFactory(title="Stays"), PublicationFactory(title="Goes")


def test_a_topic_that_cites_the_one_that_goes_cites_the_one_that_stays(research_index, pair):
    stays, goes = pair
    other = PublicationFactory(title="Another")
    page = research_index.add_child(
        instance=ResearchTopicPage(title="Topic", body=shelf(goes, other))
    )
    combine_publications(stays, goes)
    page = ResearchTopicPage.objects.get(pk=page.pk)
    assert shelved(page) == [stays.pk, other.pk]
    assert [cited.pk for cited in cited_in(stays)] == [page.pk]


def test_a_list_that_names_both_names_the_one_that_stays_once(research_index, pair):
    stays, goes = pair
    page = research_index.add_child(
        instance=ResearchTopicPage(title="Topic", body=shelf(goes, stays))
    )
    combine_publications(stays, goes)
    assert shelved(ResearchTopicPage.objects.get(pk=page.pk)) == [stays.pk]


def test_a_draft_that_cites_it_where_the_page_does_not_is_mended_too(research_index, pair):
    stays, goes = pair
    page = research_index.add_child(instance=ResearchTopicPage(title="Topic", body=[]))
    page.body = shelf(goes)
    page.title = "Topic, rewritten"
    page.save_revision()
    combine_publications(stays, goes)
    page = ResearchTopicPage.objects.get(pk=page.pk)
    assert shelved(page) == []
    draft = page.get_latest_revision_as_object()
    assert (draft.title, shelved(draft)) == ("Topic, rewritten", [stays.pk])
    draft.save_revision().publish()
    assert [cited.pk for cited in cited_in(stays)] == [page.pk]


def test_the_first_page_features_the_one_that_stays(home_page, pair):
    stays, goes = pair
    value = {"heading": "Chosen", "publications": [goes.pk], "limit": 3}
    home_page.body = [{"type": "selected_publications", "value": value}]
    home_page.save_revision().publish()
    combine_publications(stays, goes)
    home_page = type(home_page).objects.get(pk=home_page.pk)
    assert [one.pk for one in home_page.body[0].value["publications"]] == [stays.pk]
    again = home_page.get_latest_revision_as_object().body[0].value["publications"]
    assert [one.pk for one in again] == [stays.pk]


def test_pages_that_name_others_are_left_as_they_are(research_index, pair):
    stays, goes = pair
    other = PublicationFactory()
    page = research_index.add_child(instance=ResearchTopicPage(title="Topic", body=shelf(other)))
    page.save_revision().publish()
    before = page.revisions.values_list("content", flat=True)[0]
    saved = ResearchTopicPage.objects.get(pk=page.pk).last_published_at
    combine_publications(stays, goes)
    page = ResearchTopicPage.objects.get(pk=page.pk)
    assert (page.last_published_at, shelved(page)) == (saved, [other.pk])
    assert page.revisions.values_list("content", flat=True)[0] == before


def test_a_draft_of_another_version_is_a_version_of_the_one_that_stays(pair):
    stays, goes = pair
    preprint = PublicationFactory(title="Early")
    preprint.version_of = goes
    preprint.save_revision()
    stays.version_of = goes
    stays.save_revision()
    combine_publications(stays, goes)
    assert preprint.revisions.get().as_object().version_of_id == stays.pk
    assert Publication.objects.get(pk=stays.pk).get_latest_revision_as_object().version_of is None


def test_merging_costs_no_more_queries_where_more_pages_have_nothing_to_do_with_it(
    research_index, django_assert_max_num_queries
):
    def queries(pages: int) -> int:
        stays, goes = PublicationFactory(), PublicationFactory()
        for number in range(pages):
            topic = ResearchTopicPage(title=f"Topic {number}", body=shelf(stays))
            research_index.add_child(instance=topic).save_revision()
        with django_assert_max_num_queries(200) as captured:
            combine_publications(stays, goes)
        return len(captured)

    queries(1)  # what Django remembers of content types is asked for once
    assert queries(8) == queries(1)


def test_merging_authors_leaves_pages_that_cite_their_papers_alone(research_index):
    one, two = AuthorFactory(), AuthorFactory()
    paper = PublicationFactory(authors=[two])
    page = research_index.add_child(instance=ResearchTopicPage(title="Topic", body=shelf(paper)))
    combine_authors(one, two)
    assert shelved(ResearchTopicPage.objects.get(pk=page.pk)) == [paper.pk]
