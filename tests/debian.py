"""Programs that the tests need beyond Python: found, else installed on Debian by root."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path


class MissingError(Exception):
    """A program that is not there and cannot be installed; the message says what to install."""


def found_or_installed(find: Callable[[], Path | None], package: str) -> Path:
    """Return what `find` finds, at once or after `apt-get install package`.

    Raises MissingError with the line to type where that is not possible.
    """
    found = find()
    if found:
        return found
    line = f"apt-get install {package}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise MissingError(f"The tests need {package}. Install it first: sudo {line}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", package]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingError(f"“{' '.join(command)}” failed: {done.stderr.strip()[-500:]}")
    found = find()
    if not found:
        raise MissingError(f"The tests need {package}, and “{line}” did not bring it.")
    return found
