"""JSON as text, written by one encoder that is kept.

`json` makes its encoder in C anew for each value, which takes longer than to write a short one.
"""

import json
import json.encoder
from collections.abc import Callable
from typing import Any

type Default = Callable[[Any], Any]


def writer(default: Default | None = None) -> Callable[[Any], str]:
    """What writes a value as `json.dumps(value, ensure_ascii=False, default=default)` does.

    A value that holds itself is not noticed.
    """
    plain = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=default)
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:  # as in a Python without the modules in C
        return plain.encode
    write = make(
        None, plain.default, json.encoder.encode_basestring, None,
        plain.key_separator, plain.item_separator, False, False, True,
    )  # fmt: skip
    return lambda value: "".join(write(value, 0))
