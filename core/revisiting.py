"""What a revision remembers of rows that have been deleted since."""

from typing import Any

from modelcluster.models import get_all_child_relations


class Revisited:
    """Base, before Wagtail's own, of what has revisions and rows that belong to it.

    An author who was taken off, or whom an import wrote anew, has another row by now or none. The form
    of a revision that still names the old one would be refused, and not say why.
    """

    def with_content_json(self, content: dict[str, Any]) -> Any:
        return super().with_content_json(_with_rows_that_are(self, content))  # type: ignore[misc]


def _with_rows_that_are(thing: Any, content: dict[str, Any]) -> dict[str, Any]:
    """The content, whose rows that are gone are new ones."""
    known = dict(content)
    for relation in get_all_child_relations(type(thing)):
        name = relation.get_accessor_name()
        rows = content.get(name)
        if rows:
            mine = relation.related_model.objects.filter(**{relation.field.name: thing.pk})
            there = set(mine.values_list("pk", flat=True))
            known[name] = [row if row["pk"] in there else {**row, "pk": None} for row in rows]
    return known
