"""The browser of the tests: Playwright's own where it is there, else Debian's."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from tests.debian import found_or_installed

# Nothing may be asked of anyone but the site; a sandbox of its own is refused to root.
FLAGS = ["--disable-gpu", "--disable-background-networking", "--no-first-run", "--mute-audio",
         "--autoplay-policy=no-user-gesture-required"]  # fmt: skip


def _debians() -> Path | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return Path(path)
    return None


def launch(playwright: Playwright) -> Browser:
    """Start a headless Chromium; installs Debian's where there is none and root runs the tests."""
    own = Path(playwright.chromium.executable_path)
    path = own if own.exists() else found_or_installed(_debians, "chromium")
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return playwright.chromium.launch(executable_path=str(path), args=flags)
