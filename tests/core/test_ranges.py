"""Byte ranges, case by case as RFC 9110 has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ranges import NotSatisfiableError, Span, select

CASES = [
    (None, None),
    ("bytes=0-499", (0, 500)),
    ("bytes=500-999", (500, 1000)),
    ("bytes=9500-", (9500, 10000)),
    ("bytes=-500", (9500, 10000)),
    ("bytes=0-0", (0, 1)),
    ("bytes=-1", (9999, 10000)),
    ("bytes=9999-9999", (9999, 10000)),
    ("bytes=0-99999", (0, 10000)),
    ("bytes=-99999", (0, 10000)),
    ("bytes=9999-", (9999, 10000)),
    ("BYTES=0-1", (0, 2)),
    ("bytes= 0-1", (0, 2)),
    ("bytes=,0-1,", (0, 2)),
    # Invalid, so ignored: 14.1.1 and 14.2.
    ("bytes=500-499", None),
    ("bytes=a-b", None),
    ("bytes=--1", None),
    ("bytes=1", None),
    ("bytes=-", None),
    ("bytes=", None),
    ("bytes 0-1", None),
    ("lines=0-1", None),
    ("bytes=0-1,x", None),
    # Several: joined where they touch, else the whole is sent.
    ("bytes=0-0,-1", None),
    ("bytes=500-600,601-999", (500, 1000)),
    ("bytes=500-700,601-999", (500, 1000)),
    ("bytes=601-999,500-700", (500, 1000)),
    ("bytes=0-9,20000-30000", (0, 10)),
    ("bytes=" + ",".join(f"{n}-{n}" for n in range(0, 200, 2)), None),
]


@pytest.mark.parametrize(("header", "expected"), CASES)
def test_a_range_of_ten_thousand_bytes(header, expected):
    assert select(header, 10_000) == (Span(*expected) if expected else None)


@pytest.mark.parametrize(
    ("header", "size"),
    [
        ("bytes=10000-", 10_000),
        ("bytes=10000-10001", 10_000),
        ("bytes=-0", 10_000),
        ("bytes=20000-,30000-", 10_000),
        ("bytes=0-", 0),
        ("bytes=-5", 0),
    ],
)
def test_what_does_not_exist_cannot_be_satisfied(header, size):
    with pytest.raises(NotSatisfiableError):
        select(header, size)


@pytest.mark.parametrize("header", ["bytes={}-", "bytes=0-{}", "bytes=-{}", "bytes=0-1,{}-"])
def test_a_number_that_nobody_can_read_is_ignored(header):
    assert select(header.format("1" * 5_000), 10_000) is None


@given(st.text(), st.integers(0, 10**6))
def test_no_header_makes_it_stumble(header, size):
    for text in (header, f"bytes={header}"):
        try:
            span = select(text, size)
        except NotSatisfiableError:
            continue
        assert span is None or 0 <= span.start < span.end <= size
