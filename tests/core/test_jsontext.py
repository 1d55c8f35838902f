import datetime as dt
import json

import pytest

from core import jsontext

VALUES = [
    None,
    "Ünï “quoted” \\ \x00 \x1f \u2028",
    [],
    {},
    ["FPGA", 1, 2.5, -0.0, True, None, float("inf")],
    {"authors": [["Müller", ""]], "1": {"a": []}, 2: (3,)},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_it_is_written_as_json_writes_it(value: object) -> None:
    assert jsontext.writer()(value) == json.dumps(value, ensure_ascii=False)


def test_what_json_does_not_know_is_written_by_the_default_or_refused() -> None:
    day = {"on": dt.date(2011, 10, 3)}
    assert jsontext.writer(default=str)(day) == '{"on": "2011-10-03"}'
    with pytest.raises(TypeError):
        jsontext.writer()(day)


def test_it_is_written_the_same_without_the_encoder_in_c(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json.encoder, "c_make_encoder", None)
    write = jsontext.writer()
    assert [write(value) for value in VALUES] == [
        json.dumps(value, ensure_ascii=False) for value in VALUES
    ]
