"""Field by field: what the file says now, what it said last time, what an editor made of it.

Pure functions on dicts. `base` is what the file said last, `current` what the site has, `new` what
the file says now; a name that a dict does not have stands for the empty value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# An entry type only writes the type, and topics come from the keywords: where a file says a type or
# keywords of the editor's, it is an export, and what follows from them is as the editor left it.
_FOLLOWS = {"entry_type": "type", "topics": "keywords"}

type Update = Literal["keep", "theirs"]


@dataclass(slots=True)
class Merged:
    """`taken`: fields that get the file's value; `kept`: where an editor's value won over it."""

    taken: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def merge(
    base: Mapping[str, Any] | None,
    current: Mapping[str, Any],
    new: Mapping[str, Any],
    empty: Mapping[str, Any],
    *,
    names: Iterable[str],
    update: Update = "keep",
) -> Merged:
    """Decide for each of `names` between the editor and the file.

    Without a base (a publication that was made by hand) whatever is there counts as an edit, and
    what is not there is filled in. Where only the editor has changed a field, the edit stays.
    """
    merged = Merged()
    for name in names:
        now, has = new.get(name, empty[name]), current.get(name, empty[name])
        if now == has:
            continue
        said = empty[name] if base is None else base.get(name, empty[name])
        if name in _FOLLOWS and _given_by_hand(_FOLLOWS[name], base, current, new):
            continue
        if has == said:
            merged.taken.append(name)
        elif base is None and now == empty[name]:
            continue
        elif now != said:
            (merged.taken if update == "theirs" else merged.kept).append(name)
    return merged


def _given_by_hand(
    name: str, base: Mapping[str, Any] | None, current: Mapping[str, Any], new: Mapping[str, Any]
) -> bool:
    """Whether an editor gave a field the value that the file says now."""
    has = current.get(name)
    return has == new.get(name) and (base is None or base.get(name) != has)


def next_base(
    base: Mapping[str, Any] | None, new: Mapping[str, Any], kept: Iterable[str]
) -> dict[str, Any]:
    """What the next merge starts from: what the file says now, but for the edits that won over it.

    These keep their old base, so that a later run with `theirs` still sees that both had changed.
    """
    result = dict(new)
    for name in kept:
        if base is not None and name in base:
            result[name] = base[name]
        else:
            result.pop(name, None)
    return result
