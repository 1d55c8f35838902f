"""What a stranger may not see leaves no trace in any output of the search, and no sooner appears."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core import searchindex
from core.models import SearchEntry, SearchText
from multimedia.models import Media
from publications.models import Publication
from research.models import ResearchTopicPage
from search.ranking import held
from tests.factories import AuthorFactory, ImageFactory, PublicationFactory
from tests.search.asking import ask, completed, facet_counts, meant, suggested, titles, total

SECRET = "Zanzibarite"
SLIP = "Zanzibarate"

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["looked up", "held"], autouse=True)
def way(request, monkeypatch) -> None:
    """Both ways in which the entries of a site are found: see `search.ranking.held`."""
    if request.param == "held" and connection.vendor == "sqlite":
        monkeypatch.setattr(held, "entries", lambda request: held.read())


def is_found(*, secret: bool = True) -> bool:
    """Whether the thing called SECRET is in every output; raises where only some have it.

    What is not found leaves no trace elsewhere either, unless it is no secret but not indexed yet, or
    not taken down yet.
    """
    outputs = {
        "results": any(SECRET in title for title in titles(SECRET)),
        "filtered": any(SECRET in title for title in titles(f"type:nothing {SECRET}")) or None,
        "suggestions": any(SECRET in title for title in suggested(SECRET[:6])),
        "completions": any(SECRET in title for title in completed(SECRET[:6])),
        "total": total(SECRET) > 0,
        "facets": bool(facet_counts(SECRET)),
        "did you mean": meant(SLIP).lower() == SECRET.lower(),
        "everything else": SECRET in ask("-nothing").content.decode(),
    }
    given = {value for value in outputs.values() if value is not None}
    assert len(given) == 1, str(outputs)
    found = given.pop()
    if secret and not found:
        assert_no_trace()
    return found


def assert_no_trace() -> None:
    """That neither a word beside it, nor the API, nor a list for machines tells of it."""
    for beside in ("report", "crystals", "film"):
        assert SECRET.lower() not in meant(f"{SLIP} {beside}").lower()
    for endpoint in ("pages", "publications", "media", "images"):
        for query in ({}, {"search": SECRET}, {"search": SECRET[:6]}):
            answer = Client().get(f"/api/v2/{endpoint}/", query)
            assert SECRET not in answer.content.decode(), endpoint
    for path in (
        "/publications/feed/",
        "/music/feed/",
        "/sitemap-pages.xml",
        "/sitemap-publications.xml",
    ):
        answer = Client().get(path)
        assert answer.status_code in (200, 302, 404)  # not there, or to sign in
        assert SECRET not in answer.content.decode(), path
        assert "secret" not in answer.content.decode(), path


@pytest.fixture
def topic(research_index):
    return research_index.add_child(
        instance=ResearchTopicPage(title=f"The {SECRET} report", slug="secret", first_year=2001)
    )


@pytest.fixture
def publication(publication_index):
    return PublicationFactory(title=f"On {SECRET} crystals", doi="10.5555/zanzibarite.1")


@pytest.fixture
def medium(home_page):
    root = Collection.get_first_root_node()
    return Media.objects.create(
        title=f"A film of {SECRET}", type="video", duration=3, file="x.mp4", collection=root
    )


def test_a_public_page_is_found(topic):
    assert is_found()


def test_a_draft_is_not_found_until_it_is_published(research_index):
    page = research_index.add_child(
        instance=ResearchTopicPage(title=f"The {SECRET} report", slug="secret", live=False)
    )
    assert not is_found()
    page.save_revision().publish()
    assert is_found()


def test_what_a_draft_says_is_not_found_before_it_is_published(topic):
    topic.summary = "Quokkas"
    revision = topic.save_revision()
    assert titles("quokkas") == []
    revision.publish()
    assert titles("quokkas") == [f"The {SECRET} report"]


def test_a_page_that_was_taken_down_is_not_found(topic):
    topic.unpublish()
    assert not is_found()


def test_a_page_is_not_found_once_it_has_expired(topic):
    topic.expire_at = timezone.now() + dt.timedelta(hours=1)
    topic.save()
    assert is_found()
    SearchEntry.objects.filter(facet="research").update(expires=int(timezone.now().timestamp()) - 1)
    assert not is_found(secret=False)


def test_a_page_that_expired_before_anything_took_it_down_is_not_found(topic):
    topic.expire_at = timezone.now() - dt.timedelta(minutes=1)
    topic.save()
    assert topic.live
    assert not is_found(secret=False)


@pytest.mark.parametrize(
    "kind",
    [PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN, PageViewRestriction.GROUPS],
)
@pytest.mark.parametrize("above", [False, True])
def test_a_private_page_is_not_found_nor_one_below_it(topic, research_index, kind, above):
    restriction = PageViewRestriction.objects.create(
        page=research_index if above else topic, restriction_type=kind, password="sesame"
    )
    restriction.groups.add(Group.objects.first())
    assert not is_found()
    restriction.delete()
    assert is_found()


def test_a_page_that_moves_below_a_private_one_is_not_found(topic, home_page):
    vault = home_page.add_child(instance=type(topic.get_parent().specific)(title="V", slug="v"))
    PageViewRestriction.objects.create(page=vault, restriction_type=PageViewRestriction.LOGIN)
    topic.move(vault, pos="last-child")
    assert not is_found()


def test_a_page_that_is_deleted_is_not_found_nor_what_was_below_it(topic, research_index):
    type(research_index).objects.get(pk=research_index.pk).delete()
    assert not is_found()
    assert not SearchText.objects.filter(title__contains=SECRET).exists()


def test_even_who_is_signed_in_does_not_find_a_private_page(topic, admin):
    PageViewRestriction.objects.create(page=topic, restriction_type=PageViewRestriction.LOGIN)
    assert SECRET not in admin.get("/search/", {"q": "report"}).content.decode()


def test_a_public_publication_is_found(publication):
    assert is_found()


def test_a_draft_of_a_publication_is_not_found_until_it_is_published(publication_index):
    draft = PublicationFactory(title=f"On {SECRET} crystals", live=False)
    assert not is_found()
    draft.save_revision().publish()
    assert is_found()


def test_a_publication_that_was_taken_down_is_not_found(publication):
    publication.unpublish()
    assert not is_found()


def test_publications_are_not_found_while_their_list_is_private(publication, publication_index):
    restriction = PageViewRestriction.objects.create(
        page=publication_index, restriction_type=PageViewRestriction.LOGIN
    )
    assert not is_found()
    assert ask(publication.doi).status_code == 200
    restriction.delete()
    assert is_found()
    assert ask(publication.doi).status_code == 302


def test_publications_are_not_found_without_a_public_list(publication, publication_index):
    publication_index.unpublish()
    assert not is_found()


def test_a_publication_in_bulk_is_found_once_the_index_is_told(publication_index):
    made = Publication(title=f"On {SECRET} crystals", key="k", slug="k")
    made.derive()
    Publication.objects.bulk_create([made])
    assert not is_found(secret=False)
    searchindex.update(Publication, [made.pk])
    assert is_found()
    searchindex.remove(Publication, [made.pk])
    assert not is_found(secret=False)


def test_an_author_of_drafts_alone_is_not_found(publication_index):
    author = AuthorFactory(given="Ann", family=SECRET)
    draft = PublicationFactory(title="Stones", live=False, authors=[author])
    assert not is_found()
    draft.save_revision().publish()
    assert is_found()
    draft.delete()
    assert not is_found()


def test_a_film_in_a_public_collection_is_found(medium):
    assert is_found()


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
@pytest.mark.parametrize("deeper", [False, True])
def test_a_film_in_a_private_collection_is_not_found(medium, kind, deeper):
    vault = Collection.get_first_root_node().add_child(name="Vault")
    inside = vault.add_child(name="Inner") if deeper else vault
    medium.collection = inside
    medium.save()
    assert is_found()
    restriction = CollectionViewRestriction.objects.create(collection=vault, restriction_type=kind)
    assert not is_found()
    restriction.delete()
    assert is_found()


def test_a_picture_of_a_private_collection_is_not_shown_with_what_is_found(topic):
    vault = Collection.get_first_root_node().add_child(instance=Collection(name="Vault"))
    topic.lead_image = ImageFactory(collection=vault)
    topic.save()
    assert "<img" in Client().get("/search/", {"q": SECRET}).content.decode()
    CollectionViewRestriction.objects.create(collection=vault, restriction_type="login")
    answer = Client().get("/search/", {"q": SECRET}).content.decode()
    assert SECRET in answer
    assert "<img" not in answer


def test_a_film_that_was_put_into_a_private_collection_is_found_once_that_is_public(home_page):
    vault = Collection.get_first_root_node().add_child(name="Vault")
    restriction = CollectionViewRestriction.objects.create(
        collection=vault, restriction_type="login"
    )
    Media.objects.create(title=SECRET, type="video", duration=3, file="x.mp4", collection=vault)
    assert not is_found()
    restriction.delete()
    assert is_found()


def test_a_film_is_not_found_once_its_collection_moves_below_a_private_one(medium):
    root = Collection.get_first_root_node()
    vault = root.add_child(name="Vault")
    CollectionViewRestriction.objects.create(collection=vault, restriction_type="login")
    other = Collection.get_first_root_node().add_child(name="Other")
    medium.collection = other
    medium.save()
    assert is_found()
    Collection.objects.get(pk=other.pk).move(Collection.objects.get(pk=vault.pk), "sorted-child")
    assert not is_found()


def test_a_film_is_found_once_its_collection_moves_out_of_a_private_one(home_page, admin):
    vault = Collection.get_first_root_node().add_child(name="Vault")
    CollectionViewRestriction.objects.create(collection=vault, restriction_type="login")
    inner = vault.add_child(name="Inner")
    deep = inner.add_child(name="Deep")
    Media.objects.create(title=SECRET, type="video", duration=3, file="x.mp4", collection=deep)
    assert not is_found()
    root = Collection.get_first_root_node()
    address = f"/admin/collections/{inner.pk}/"
    assert admin.post(address, {"name": "Inner", "parent": root.pk}).status_code == 302
    assert is_found()
    assert admin.post(address, {"name": "Inner", "parent": vault.pk}).status_code == 302
    assert not is_found()


def test_a_film_is_found_once_no_collection_above_it_is_private(home_page):
    vault = Collection.get_first_root_node().add_child(name="Vault")
    inner = vault.add_child(name="Inner")
    restrictions = [
        CollectionViewRestriction.objects.create(collection=each, restriction_type="login")
        for each in (vault, inner)
    ]
    Media.objects.create(title=SECRET, type="video", duration=3, file="x.mp4", collection=inner)
    for restriction in restrictions:
        assert not is_found()
        restriction.delete()
    assert is_found()


def test_a_film_that_only_private_pages_show_is_not_found(medium, topic):
    topic.title = "Something else"
    topic.body = [("video", {"video": medium})]
    topic.save_revision().publish()
    assert is_found()
    restriction = PageViewRestriction.objects.create(
        page=topic, restriction_type=PageViewRestriction.LOGIN
    )
    assert not is_found()
    restriction.delete()
    assert is_found()
    topic.refresh_from_db()
    topic.unpublish()
    assert not is_found()


def test_a_film_leads_to_the_page_that_shows_it(medium, topic):
    topic.title = "Something else"
    topic.body = [("video", {"video": medium})]
    topic.save_revision().publish()
    assert f'href="/research/secret/#media-{medium.pk}"' in ask(SECRET).content.decode()
    topic.slug = "moved"
    topic.save_revision().publish()
    assert f'href="/research/moved/#media-{medium.pk}"' in ask(SECRET).content.decode()


def test_promoted_pages_are_not_shown_while_they_are_private(topic):
    from wagtail.contrib.search_promotions.models import Query, SearchPromotion

    SearchPromotion.objects.create(query=Query.get("stones"), page=topic, description="Look here")
    assert "Look here" in ask("Stones").content.decode()
    PageViewRestriction.objects.create(page=topic, restriction_type=PageViewRestriction.PASSWORD)
    assert "Look here" not in ask("Stones").content.decode()


def test_the_results_are_kept_by_no_cache(topic):
    assert "private" in Client().get("/search/", {"q": SECRET}).headers["Cache-Control"]
