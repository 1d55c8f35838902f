"""Text that an XML document may hold."""

import re
from typing import Any

# XML 1.0, 2.2: what no document may hold, not even escaped. Files, forms and addresses may.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(told: Any) -> Any:
    """What is told of a feed or of an entry, without characters over which all of it would fail."""
    if isinstance(told, dict):
        return {name: legible(value) for name, value in told.items()}
    if isinstance(told, list):
        return [legible(value) for value in told]
    return _NOT_IN_XML.sub("", told) if isinstance(told, str) else told
