"""After a long random series of edits the index is what a rebuild from nothing would make."""

import random
from pathlib import Path

import pytest
from django.db import connection
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core import searchindex
from core.models import SearchEntry, SearchText
from core.searchindex.documents import searchable_models
from multimedia.models import Media
from music.models import ReleasePage, Track
from publications.importing.combine import combine_authors, combine_publications
from publications.importing.run import import_files
from publications.importing.undo import undo_run
from publications.models import Author, AuthorName, ImportRun, Publication
from research.models import ResearchTopicPage
from tests.factories import AuthorFactory, PublicationFactory

WORDS = ["wallaby", "quokka", "numbat", "bandicoot", "potoroo", "bilby", "dunnart", "quoll"]
EDITS = 180


def contents() -> dict[int, tuple]:
    """Everything that the index holds, by entry; the inverted index must know the same entries."""
    texts = {row.pop("entry_id"): tuple(row.items()) for row in SearchText.objects.values()}
    entries = {row.pop("id"): tuple(row.items()) for row in SearchEntry.objects.values()}
    assert texts.keys() == entries.keys()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT entry_id FROM core_searchvector")
            assert {row[0] for row in cursor.fetchall()} == texts.keys()
        else:
            # Each checks itself against what it was made from, and raises where they differ.
            for sql in (
                "INSERT INTO core_searchfts(core_searchfts, rank) VALUES ('integrity-check', 1)",
                "INSERT INTO core_searchhead(core_searchhead, rank) VALUES ('integrity-check', 1)",
            ):
                cursor.execute(sql)
    return {pk: (texts[pk], entries[pk]) for pk in texts}


class Editor:
    """Does one thing after another to a site, some of them foolish."""

    def __init__(self, parents: list, seed: int, folder: Path) -> None:
        self.pick = random.Random(seed)
        self.file = folder / "refs.bib"
        self.parents = parents
        self.people = [AuthorFactory(family=word.title()) for word in WORDS]

    def sentence(self) -> str:
        return " ".join(self.pick.choices(WORDS, k=self.pick.randint(1, 6)))

    def one_of(self, *models):
        things = [thing for model in models for thing in model.objects.order_by("pk")]
        return self.pick.choice(things) if things else None

    def page(self):
        return self.one_of(ResearchTopicPage, ReleasePage)

    def add_publication(self) -> None:
        PublicationFactory(
            title=self.sentence(),
            abstract=self.sentence(),
            live=self.pick.random() < 0.7,
            authors=self.pick.sample(list(Author.objects.order_by("pk")), 2),
        )

    def edit_publication(self) -> None:
        if publication := self.one_of(Publication):
            publication.title, publication.live = self.sentence(), self.pick.random() < 0.8
            publication.save()

    def delete_publication(self) -> None:
        if publication := self.one_of(Publication):
            publication.delete()

    def rename_author(self) -> None:
        author = self.one_of(Author)
        author.family = self.sentence().title()
        author.save()

    def bring_publications(self) -> None:
        """By some whom the site knows, under any of their names, and some whom it does not."""
        names = [*AuthorName.objects.order_by("pk").values_list("text", flat=True), *WORDS]
        self.file.write_text(
            "\n".join(
                f"@misc{{{self.pick.choice(WORDS)}, title = {{{self.sentence()}}}, "
                f"author = {{{' and '.join(self.pick.sample(names, 2))}}}}}"
                for _ in range(3)
            )
        )
        import_files([self.file], update=self.pick.choice(["keep", "theirs"]))

    def take_back_import(self) -> None:
        done = ImportRun.objects.filter(status=ImportRun.Status.DONE)
        if run := done.order_by("pk").last():
            undo_run(run, None)

    def add_page(self) -> None:
        parent = self.pick.choice(self.parents)
        parent.refresh_from_db()
        model = {"research": ResearchTopicPage, "music": ReleasePage}[parent.slug]
        live = self.pick.random() < 0.8
        parent.add_child(instance=model(title=self.sentence(), summary=self.sentence(), live=live))

    def edit_page(self) -> None:
        if page := self.page():
            page.title = self.sentence()
            revision = page.save_revision()
            if self.pick.random() < 0.7:
                revision.publish()

    def move_page(self) -> None:
        page, other = self.one_of(ResearchTopicPage), self.one_of(ResearchTopicPage)
        if page and page.pk != other.pk and not other.is_descendant_of(page):
            page.move(other, pos="last-child" if self.pick.random() < 0.3 else "left")

    def take_down_page(self) -> None:
        if page := self.page():
            page.unpublish()

    def hide_page(self) -> None:
        page = self.page()
        if page and not PageViewRestriction.objects.filter(page=page.pk).exists():
            PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")

    def show_page(self) -> None:
        if restriction := self.one_of(PageViewRestriction):
            restriction.delete()

    def delete_page(self) -> None:
        if page := self.page():
            page.delete()

    def add_track(self) -> None:
        if release := self.one_of(ReleasePage):
            Track.objects.create(release=release, title=self.sentence())

    def delete_track(self) -> None:
        if track := self.one_of(Track):
            track.delete()

    def add_alias(self) -> None:
        if author := self.one_of(Author):
            AuthorName.objects.get_or_create(author=author, text=f"{self.sentence()} {author.pk}")

    def drop_alias(self) -> None:
        if name := self.one_of(AuthorName):
            name.delete()

    def merge_authors(self) -> None:
        stays, goes = self.one_of(Author), self.one_of(Author)
        if stays and goes and stays != goes and Author.objects.count() > 3:
            combine_authors(stays, goes)

    def merge_publications(self) -> None:
        stays, goes = self.one_of(Publication), self.one_of(Publication)
        if stays and goes and stays != goes:
            combine_publications(stays, goes)

    def add_film(self) -> None:
        Media.objects.create(title=self.sentence(), type="video", duration=1, file="x.mp4",
                             collection=self.one_of(Collection))  # fmt: skip

    def hide_collection(self) -> None:
        collection = Collection.get_first_root_node().add_child(name=self.sentence()[:20])
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    def show_collection(self) -> None:
        if restriction := self.one_of(CollectionViewRestriction):
            restriction.delete()

    def move_film(self) -> None:
        if film := self.one_of(Media):
            film.collection = self.one_of(Collection)
            film.save()

    def work(self) -> None:
        for _ in range(6):
            self.add_publication()
            self.add_page()
        edits = [self.add_publication, self.edit_publication, self.delete_publication,
                 self.bring_publications, self.take_back_import,
                 self.rename_author, self.add_page, self.edit_page, self.move_page,
                 self.take_down_page, self.hide_page, self.show_page, self.delete_page,
                 self.add_track, self.delete_track, self.add_alias, self.drop_alias,
                 self.merge_authors, self.merge_publications,
                 self.add_film, self.hide_collection, self.show_collection, self.move_film]  # fmt: skip
        for _ in range(EDITS):
            self.pick.choice(edits)()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [20261122, 7])
def test_the_index_follows_any_edits(publication_index, research_index, music_page, seed, tmp_path):
    Editor([research_index, music_page], seed, tmp_path).work()
    kept = contents()
    visible = {
        searchindex.entry_id(model, pk)
        for model in searchable_models().values()
        for pk in model.search_objects().values_list("pk", flat=True)
    }
    assert kept.keys() == visible
    for model in searchable_models().values():
        ids = [pk & ((1 << 40) - 1) for pk in kept if pk >> 40 == searchindex.kind_of(model)]
        searchindex.remove(model, ids)
    assert contents() == {}
    searchindex.rebuild()
    assert contents() == kept
