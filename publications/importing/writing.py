"""A publication as it is to be, staged with its people, its topics and its revisions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from publications.importing.drafts import Drafts, people_rows
from publications.importing.known import Candidate
from publications.importing.shapes import SHAPES, row_of
from publications.importing.staging import Stage
from publications.importing.values import PEOPLE
from publications.models import Authorship, Publication, PublicationTopic

type People = Mapping[str, tuple[int, ...]]  # "authors", "editors", "topics" to primary keys


class Writer:
    """Stages publications; `changed` are those of the site that get other values.

    `people` are those whose name goes from a publication, or comes to one.
    """

    def __init__(
        self, stage: Stage, now: datetime, user_id: int | None, *, dry_run: bool = False
    ) -> None:
        self.stage, self.now = stage, now
        self.drafts = Drafts(stage, user_id, dry_run=dry_run)
        self.changed: set[int] = set()
        self.people: set[int] = set()

    def stage_new(self, publication: Publication, ids: People) -> None:
        """Stage a publication that neither the site nor the stage has."""
        self._stage(publication, ids, self.stage.put_new)

    def write(
        self, candidate: Candidate, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> list[str]:
        """Give a publication the values `after` in place of `before`, in its revisions too.

        Returns the fields in which its open draft keeps its own.
        """
        publication = candidate.publication
        for name, value in after.items():
            if name in candidate.ids:
                candidate.ids[name] = tuple(value)
            else:
                setattr(publication, name, value)
                candidate.values[name] = value
            if name in PEOPLE:
                self.people.update(before[name], value)
        publication.derive()
        publication.changed_at = self.now
        self.changed.add(publication.pk)
        stays = self.drafts.follow(publication, before, after, self.now)
        self._stage(publication, candidate.ids, self.stage.put)
        self.stage.clear(Authorship, publication.pk)
        self.stage.clear(PublicationTopic, publication.pk)
        return stays

    def _stage(self, publication: Publication, ids: People, put: Any) -> None:
        pk = publication.pk
        shape = SHAPES[PublicationTopic]
        topics = [shape.row({"tag_id": t, "content_object_id": pk}) for t in ids["topics"]]
        put(Publication, pk, [row_of(publication)])
        put(Authorship, pk, people_rows(pk, ids["authors"], ids["editors"]))
        put(PublicationTopic, pk, topics)
