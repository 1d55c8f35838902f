"""Revisions of what an import changes, so that publishing a draft brings no old value back."""

import copy
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from publications.importing.shapes import SHAPES, row_of
from publications.importing.staging import Ids, Stage
from publications.models import Authorship, Publication

_DERIVED = (
    "year", "date_order", "type_order", "sort_title", "venue_slug", "words",
    "has_pdf", "has_code", "has_video",
)  # fmt: skip
_ROLES = {"authors": "author", "editors": "editor"}

type Content = dict[str, Any]


def _authors(content: Content, name: str) -> tuple[int, ...]:
    rows = sorted(content.get("authorships", []), key=lambda row: row.get("sort_order") or 0)
    return tuple(row["author"] for row in rows if row["role"] == _ROLES[name])


def _get(content: Content, name: str) -> Any:
    """The field of a revision's content in the terms in which an import compares it."""
    if name in _ROLES:
        return _authors(content, name)
    if name == "topics":
        return tuple(sorted(row["tag"] for row in content.get("publication_topics", [])))
    return content.get(name)


def _set(content: Content, name: str, value: Any) -> None:
    pk = content["pk"]
    if name == "topics":
        content["publication_topics"] = [
            {"pk": None, "tag": tag, "content_object": pk} for tag in value
        ]
    elif name in _ROLES:
        others = [row for row in content.get("authorships", []) if row["role"] != _ROLES[name]]
        mine = [
            {"pk": None, "sort_order": 0, "publication": pk, "author": a, "role": _ROLES[name]}
            for a in value
        ]
        both = [*mine, *others] if name == "authors" else [*others, *mine]
        content["authorships"] = [row | {"sort_order": i} for i, row in enumerate(both)]
    else:
        content[name] = value


def revised(
    content: Content, before: Mapping[str, Any], after: Mapping[str, Any], *, all_of_it: bool
) -> tuple[Content, list[str]]:
    """The content of a revision after an import, and the fields in which a draft's edit stays.

    `before` and `after` are what the import replaces; unless it takes `all_of_it`, a field that the
    draft has changed from `before` stays as it is in the draft.
    """
    content, stays = copy.deepcopy(content), []
    for name, value in after.items():
        if all_of_it or _get(content, name) == before[name]:
            _set(content, name, value)
        elif _get(content, name) != value:
            stays.append(name)
    return content, stays


class Drafts:
    """Writes the revisions of the publications that have some."""

    def __init__(self, stage: Stage, user_id: int | None, *, dry_run: bool) -> None:
        self.stage, self.user_id = stage, user_id
        self.ids = Ids(Revision, dry_run=dry_run, block=20)
        self.made: dict[int, Revision] = {}

    def _revision(self, pk: int) -> Revision:
        return self.made.get(pk) or Revision.objects.get(pk=pk)

    def _add(self, like: Revision, content: Content, publication: Publication, at: datetime) -> int:
        content |= {name: getattr(publication, name) for name in _DERIVED if name not in content}
        content_type = ContentType.objects.get_for_model(Publication)
        revision = Revision(
            id=self.ids.take(),
            content_type=content_type,
            base_content_type=content_type,
            object_id=str(publication.pk),
            created_at=at,
            user_id=self.user_id,
            object_str=like.object_str,
            content=content,
            approved_go_live_at=like.approved_go_live_at,
        )
        self.stage.put_new(Revision, revision.id, [row_of(revision)])
        self.made[revision.id] = revision
        return int(revision.id)

    def follow(
        self,
        publication: Publication,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        now: datetime,
    ) -> list[str]:
        """Give a publication with revisions new ones that say `after` instead of `before`.

        Sets the publication's references to them; returns the fields in which its open draft stays.
        """
        if not publication.latest_revision_id:
            return []
        latest = self._revision(publication.latest_revision_id)
        is_draft = publication.has_unpublished_changes or not publication.live
        if is_draft and publication.live and publication.live_revision_id:
            live = self._revision(publication.live_revision_id)
            content, _ = revised(live.content, before, after, all_of_it=True)
            live.approved_go_live_at = None
            publication.live_revision_id = self._add(live, content, publication, now)
        content, stays = revised(latest.content, before, after, all_of_it=not is_draft)
        if latest.approved_go_live_at:
            self.stage.clear(Revision, latest.pk)
        number = self._add(latest, content, publication, now + timedelta(microseconds=1))
        publication.latest_revision_id = number
        if not is_draft:
            publication.live_revision_id = number
        return stays


def people_rows(
    publication_id: int, authors: tuple[int, ...], editors: tuple[int, ...]
) -> list[tuple[Any, ...]]:
    """The rows of those who wrote and edited a publication, in their order."""
    everyone = [*((a, "author") for a in authors), *((e, "editor") for e in editors)]
    shape = SHAPES[Authorship]
    return [
        shape.row(
            {"publication_id": publication_id, "author_id": a, "role": role, "sort_order": order}
        )
        for order, (a, role) in enumerate(everyone)
    ]
