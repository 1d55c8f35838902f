"""Every figure of the README, one benchmark after the other.

    python -m bench [NAME …]

Each prints its own table; `python bench/NAME.py --help` says what it measures and how to ask less
of it. All of them take some tens of minutes on two cores, on which nothing else should run.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ALL = ["pages", "search", "publications", "importing", "media"]


def main(names: list[str]) -> int:
    """Run these, or all; the exit code is 0 where each of them could be run."""
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(ALL)}.", file=sys.stderr)
        return 2
    failed = 0
    for name in names or ALL:
        print(f"\n== {name}", flush=True)
        failed |= subprocess.run(
            [sys.executable, str(HERE / f"{name}.py")], cwd=HERE.parent, check=False
        ).returncode
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
