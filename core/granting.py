"""Rights for the two groups that Wagtail makes, given by migrations of the apps whose things they are."""

from collections.abc import Iterable
from typing import Any

EDITORS, MODERATORS = "Editors", "Moderators"


def grant(apps: Any, group: str, app_label: str, rights: Iterable[tuple[str, str]]) -> None:
    """Let a group, if it is there under its name still, do things such as ("change", "author").

    Permissions are made here as Django would make them, which does so only after all migrations.
    """
    found = apps.get_model("auth", "Group").objects.filter(name=group).first()
    if found is None:
        return
    permissions = apps.get_model("auth", "Permission").objects
    kinds = apps.get_model("contenttypes", "ContentType").objects
    for action, model in rights:
        kind, _made = kinds.get_or_create(app_label=app_label, model=model)
        permission, _made = permissions.get_or_create(
            content_type=kind,
            codename=f"{action}_{model}",
            defaults={"name": f"Can {action} {model}"},
        )
        found.permissions.add(permission)
