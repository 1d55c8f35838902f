"""Punctuation where pieces of a citation meet.

Pieces bring their own full stops and commas: a title may end in "?", a name in an initial, a
style adds ". " between all of them. These passes over the tree merge what meets, drop what
doubles and move full stops and commas inside closing quotation marks, as American English
does. They settle every meeting as the reference processor citeproc-js does, whose order of work
(upwards, leftwards, downwards, then quotation marks) decides who wins, and is kept.
"""

from __future__ import annotations

from .output import Node

# What a mark followed by another becomes: MERGED[first][second].
MERGED = {
    "!": {".": "!", "?": "!?", ":": "!", ",": "!,", ";": "!;"},
    "?": {"!": "?!", ".": "?", ":": "?", ",": "?,", ";": "?;"},
    ".": {"!": ".!", "?": ".?", ":": ".:", ",": ".,", ";": ".;"},
    ":": {"!": "!", "?": "?", ".": ":", ",": ":,", ";": ":;"},
    ",": {"!": ",!", "?": ",?", ":": ",:", ".": ",.", ";": ",;"},
    ";": {"!": "!", "?": "?", ":": ";", ",": ";,", ".": ";"},
}
MARKS = frozenset(MERGED)
MARKS_OR_SPACE = MARKS | {" ", "\u00a0"}
_INTO_QUOTES = MARKS - {":", ";"}


def settle(node: Node) -> None:
    """Merge and move the punctuation of a whole citation, in place."""
    _upward(node)
    _leftward(node)
    _downward(node)
    _into_quotes(node)


def _decorated(node: Node) -> bool:
    return any(kind != "quotes" for kind, _ in node.styles)


def _quoted(node: Node) -> bool:
    return any(kind == "quotes" for kind, _ in node.styles)


def _merge(first: Node, second: Node) -> None:
    """Merge the first mark of the second's suffix into the end of the first's text or suffix."""
    mark, rest = second.suffix[:1], second.suffix[1:]
    if isinstance(first.content, str):
        first.content, second.suffix = _joined(first.content, mark, rest)
    else:
        first.suffix, second.suffix = _joined(first.suffix, mark, rest)


def _joined(left: str, mark: str, rest: str) -> tuple[str, str]:
    """The left text with a mark added to it, and what is left over on the right."""
    last = left[-1:]
    if last == mark:
        return left, rest
    if mark not in MARKS:
        return left, mark + rest
    merged = MERGED.get(last, {}).get(mark)
    if merged is not None:
        return left[:-1] + merged, rest
    return left + mark, rest


def _drop_repeated_suffix(node: Node, text: str) -> None:
    mark = node.suffix[:1]
    if mark in MARKS and text[-1:] == mark:
        node.suffix = node.suffix[1:]


def _upward(node: Node) -> None:
    children = node.content
    if isinstance(children, str):
        if node.suffix:
            _drop_repeated_suffix(node, children)
        return
    if not children:
        return
    plain = not node.styles
    last = len(children) - 1
    for i in range(last, -1, -1):
        child = children[i]
        _upward(child)
        if i == 0 and child.prefix:
            if node.prefix[-1:] == " " and child.prefix[0] == " ":
                child.prefix = child.prefix[1:]
            mark = child.prefix[:1]
            if plain and mark in MARKS_OR_SPACE and not node.prefix:
                node.prefix = mark
                child.prefix = child.prefix[1:]
        if i == last and plain and child.suffix[-1:] == " ":
            if node.suffix[:1] != " ":
                node.suffix = " " + node.suffix
            child.suffix = child.suffix[:-1]
        if i > 0 and node.delimiter and child.prefix:
            end = node.delimiter[-1]
            if end in MARKS_OR_SPACE and end == child.prefix[0]:
                child.prefix = child.prefix[1:]


def _leftward(node: Node) -> None:
    children = node.content
    if isinstance(children, str):
        return
    for i in range(len(children) - 1, -1, -1):
        child = children[i]
        _leftward(child)
        if i == len(children) - 1 or node.delimiter:
            continue
        sibling = children[i + 1]
        mark = sibling.prefix[:1]
        if mark not in MARKS or not mark or _decorated(child) or _decorated(sibling):
            continue
        ends_alike = child.suffix[-1:] == mark or (
            not child.suffix and isinstance(child.content, str) and child.content[-1:] == mark
        )
        if ends_alike:
            sibling.prefix = sibling.prefix[1:]
        else:
            child.suffix, sibling.prefix = _joined(child.suffix, mark, sibling.prefix[1:])


def _ends_in_number(node: Node) -> bool:
    while True:
        if node.number:
            return True
        if isinstance(node.content, str) or not node.content:
            return False
        node = node.content[-1]


def _is_number(node: Node) -> bool:
    if node.number:
        return True
    content = node.content
    return not isinstance(content, str) and len(content) == 1 and content[0].number


def _ends_in_quotes(node: Node) -> bool:
    while True:
        if node.styles and _quoted(node):
            return True
        if isinstance(node.content, str) or not node.content:
            return False
        node = node.content[-1]


def _ends_in_mergeable(mark: str, node: Node) -> bool:
    while True:
        last = node.suffix[-1:]
        if not last and isinstance(node.content, str):
            last = node.content[-1:]
        merged = MERGED.get(last, {}).get(mark)
        if merged is not None and len(merged) == 1:
            return True
        if isinstance(node.content, str) or not node.content:
            return False
        node = node.content[-1]


def _ends_in(node: Node, mark: str) -> bool:
    if mark not in MARKS:
        return False
    while True:
        if isinstance(node.content, str):
            return node.content[-1:] == mark
        if not node.content:
            return False
        node = node.content[-1]
        if node.suffix:
            return node.suffix[-1] == mark


def _downward(node: Node) -> None:
    children = node.content
    if isinstance(children, str):
        if node.suffix:
            _drop_repeated_suffix(node, children)
        return
    _spread_delimiter(node, children)
    last = len(children) - 1
    for i in range(last, -1, -1):
        child = children[i]
        if i == last:
            if node.suffix or child.suffix:
                _pass_suffix_down(node, child)
        elif child.suffix:
            _meet_next(node, child, children[i + 1])
        if child.suffix[:1] in MARKS and isinstance(child.content, str) and _free(child):
            _merge(child, child)
        _downward(child)


def _spread_delimiter(node: Node, children: list[Node]) -> None:
    """A mark that opens the delimiter goes to the pieces it stands after."""
    mark = node.delimiter[:1]
    if mark in MARKS:
        for child in children[:-1]:
            if child.suffix[-1:] != mark:
                child.suffix += mark
        node.delimiter = node.delimiter[1:]


def _meet_next(node: Node, child: Node, sibling: Node) -> None:
    end = child.suffix[-1]
    if end not in MARKS_OR_SPACE:
        return
    if node.delimiter:
        if node.delimiter[0] == end:
            child.suffix = child.suffix[:-1]
    elif end == sibling.prefix[:1] and _free(child):
        sibling.prefix = sibling.prefix[1:]


def _free(node: Node) -> bool:
    """Whether punctuation may move into a node: numbers and styled text keep to themselves."""
    return not node.styles and not _is_number(node)


def _pass_suffix_down(node: Node, child: Node) -> None:
    """Let the mark after a group meet the end of the group's last piece."""
    mark = node.suffix[:1]
    meets = mark in MARKS and (_ends_in_mergeable(mark, child) or _ends_in_quotes(child))
    if meets and not _ends_in_number(child):
        _merge(child, node)
        if node.suffix[:1] == ".":
            child.suffix += "."
            node.suffix = node.suffix[1:]
    if child.suffix[-1:] == " " and node.suffix[:1] == " ":
        node.suffix = node.suffix[1:]
    if child.suffix and child.suffix[0] in MARKS_OR_SPACE:
        if isinstance(child.content, str) and child.content[-1:] == child.suffix[0]:
            child.suffix = child.suffix[1:]
        if child.suffix[-1:] == node.suffix[:1]:
            node.suffix = node.suffix[:-1]
    if node.suffix and _ends_in(node, node.suffix[0]):
        node.suffix = node.suffix[1:]


def _into_quotes(node: Node) -> None:
    children = node.content
    if isinstance(children, str):
        return
    for child in children:
        if child.styles and _quoted(child):
            while child.suffix[:1] in _INTO_QUOTES:
                _merge_inside(child)
        _into_quotes(child)


def _merge_inside(node: Node) -> None:
    mark, rest = node.suffix[:1], node.suffix[1:]
    if isinstance(node.content, str):
        node.content, node.suffix = _joined(node.content, mark, rest)
    else:
        last = node.content[-1]
        last.suffix, node.suffix = _joined(last.suffix, mark, rest)
