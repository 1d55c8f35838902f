"""The floors of the house, its migrations and the settings of a deployed site."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from wagtail.admin.icons import get_icons
from wagtail.models import Page, get_page_models

ROOT = Path(settings.BASE_DIR)
FLOORS = [{"core"}, {"multimedia"}, {"publications", "music"}, {"research"}, {"home", "search"}]
OURS = set().union(*FLOORS)
MAY_NOT_KNOW = {  # beyond what the floors say already
    "publications": {"multimedia"}, "research": {"music"},
    "search": {"multimedia", "publications", "music", "research"},
}  # fmt: skip
NO_MODULES = (".html", ".css", ".js", ".com")  # names of files and of other people's hosts


def floor_of(app: str) -> int:
    return next(number for number, names in enumerate(FLOORS) if app in names)


def may_name(app: str, other: str) -> bool:
    """Whether code in `app` may name `other`: itself, or something on a floor below."""
    if other in MAY_NOT_KNOW.get(app, set()):
        return False
    return other == app or floor_of(other) < floor_of(app)


def test_imports_go_down():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def _strings(app: str) -> list[tuple[str, str]]:
    """Model and module names in quotes, in an app's Python: (where, "app.Something")."""
    names = "|".join(sorted(OURS))
    pattern = re.compile(rf"""["']((?:{names})\.\w[\w.]*)["']""")
    found = []
    for path in (ROOT / app).rglob("*.py"):
        if "migrations" not in path.parts:
            found += [
                (f"{path.relative_to(ROOT)}", name) for name in pattern.findall(path.read_text())
            ]
    return found


@pytest.mark.parametrize("app", sorted(OURS))
def test_names_in_strings_go_down(app):
    upward = [
        (where, name)
        for where, name in _strings(app)
        if not may_name(app, name.partition(".")[0]) and not name.endswith(NO_MODULES)
    ]
    assert upward == []


def test_every_page_type_has_its_place():
    """A parent lists its children; nothing but the home page goes below Wagtail's root."""
    homes = [model for model in get_page_models() if Page in model.allowed_parent_page_models()]
    assert [model.__name__ for model in homes if model is not Page] == ["HomePage"]
    for model in get_page_models():
        assert model is Page or model.allowed_parent_page_models(), f"{model} can be put nowhere"


def _templates(app: str) -> list[tuple[str, str]]:
    """Templates and static files that an app's templates name: (where, "app/file")."""
    names = "|".join(sorted(OURS))
    pattern = re.compile(rf"""["']((?:{names})/[\w./-]+)["']""")
    return [
        (f"{path.relative_to(ROOT)}", name)
        for path in (ROOT / app).rglob("*.html")
        for name in pattern.findall(path.read_text())
    ]


@pytest.mark.parametrize("app", sorted(OURS))
def test_templates_include_what_is_below(app):
    upward = [
        (where, name) for where, name in _templates(app) if not may_name(app, name.split("/")[0])
    ]
    assert upward == []


def test_every_change_of_a_model_has_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_deployed_site_has_nothing_to_warn_of():
    environment = os.environ | {"SITE_URL": "https://example.org", "ALLOWED_HOSTS": "example.org"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_every_icon_that_editors_shall_see_is_there():
    named = re.compile(r"""(?:\bicon(?:_name)?|\bmenu_icon) ?= ?"([\w-]+)\"""")
    asked = {
        name
        for app in OURS
        for path in (ROOT / app).rglob("*.py")
        for name in named.findall(path.read_text())
    }
    drawn = set(re.findall(r'id="icon-([\w-]+)"', get_icons()))
    assert len(asked) > 20
    assert asked <= drawn
