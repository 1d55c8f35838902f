"""In which script a name is written, where its order depends on that."""

import re

# Chinese, Japanese and Korean; a name in katakana alone is a foreign one in its own order.
_LETTERS = r"\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_EAST_ASIAN = re.compile(rf"(?![\u30a0-\u30ff]+\Z)[{_LETTERS}]+")


def is_family_first(given: str, family: str) -> bool:
    """Whether a name is one of East Asia in its own script: “王小明” has no space and begins with 王."""
    if given.isascii() or family.isascii():
        return False
    return bool(_EAST_ASIAN.fullmatch(family) and _EAST_ASIAN.fullmatch(given))


def are_families_first(names: list[str]) -> bool:
    """Whether commas part such names, and not the family of one from what is given: “张, 三丰”."""
    return all(2 <= len(name) <= 5 and _EAST_ASIAN.fullmatch(name) for name in names) and (
        len(names) > 2 or len(names[0]) > 2
    )
