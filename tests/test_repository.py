"""What is committed."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INDEX = re.compile(
    r"--(?:extra-)?index-url[= ]|--find-links|--trusted-host|pypi\.org|pythonhosted\.org|"
    r"registry\.npmjs|deb\.debian\.org"
)
PIN = re.compile(r"^([\w.-]+)==([^ ;\\]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every committed file. Where the tree came without git, every file but what setup made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        made = {".venv", "var", ".setup", "__pycache__"}
        found = [p for p in ROOT.rglob("*") if not made & set(p.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file()]


def test_no_file_is_large(files):
    assert [path.name for path in files if path.stat().st_size > 1_000_000] == []


def test_no_file_names_a_package_index(files):
    naming = [
        str(path.relative_to(ROOT))
        for path in files
        if path != Path(__file__) and INDEX.search(path.read_text(errors="replace"))
    ]
    assert naming == []


def test_both_locks_pin_the_same_versions():
    """So that the tests try what is served."""
    served, tested = (
        dict(PIN.findall((ROOT / name).read_text()))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert served
    assert {name: tested.get(name) for name in served} == served


def test_every_locked_package_has_a_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"\n(?=[\w.-]+==)", (ROOT / name).read_text())
        assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
