"""Nothing is quadratic: what is large or deep is read in seconds or rejected by name."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

from publications.bibtex.latex import decode
from publications.bibtex.reader import Entry, Rejected, read
from publications.bibtex.record import interpret

SECONDS = 20
ACCENTS = r"{\'o} $x$ lorem ipsum "
NESTED = r"\emph{"


def blocks(text: str) -> list[Entry | Rejected]:
    return list(read(text.encode(), name="large.bib"))


CHAIN = "".join(f"@string{{s{n} = s{n - 1} # {{x}}}}\n" for n in range(1, 50_000))
FORWARD = "".join(f"@string{{s{n} = s{n + 1} # {{x}}}}\n" for n in range(50_000))
LARGE = {
    "a field of 5 MB": f"@article{{a, title = {{T}}, abstract = {{{ACCENTS * 240_000}}}}}",
    "a quoted field of 5 MB": f'@article{{a, title = {{T}}, abstract = "{ACCENTS * 240_000}"}}',
    "half a million names": f"@article{{a, title = {{T}}, author = {{{' and '.join(['A. B'] * 500_000)}}}}}",
    "10,000 nested braces": f"@article{{a, title = {'{' * 10_000}T{'}' * 10_000}}}",
    "10,000 nested commands": f"@article{{a, title = {{{NESTED * 10_000}T{'}' * 10_000}}}}}",
    "50,000 strings": "".join(f"@string{{s{n} = {{v{n}}}}}\n" for n in range(50_000))
    + "@article{a, title = s49999 # s0}",
    "300,000 commas": "@article{a" + "," * 300_000 + "title = {T}}",
    "100,000 fields": "@article{a" + "".join(f", f{n} = {n}" for n in range(100_000)) + "}",
    "200,000 pieces": "@article{a, title = " + " # ".join(['"x"'] * 200_000) + "}",
    "five million blanks": "@article" + " " * 5_000_000 + "{a, title = {T}}",
}  # fmt: skip


@pytest.mark.parametrize("what", LARGE)
def test_what_is_large_is_read_in_seconds(what: str) -> None:
    began = process_time()
    (entry,) = blocks(LARGE[what])
    assert isinstance(entry, Entry)
    assert interpret(entry).key == "a"
    assert process_time() - began < SECONDS


@pytest.mark.parametrize("strings", [CHAIN, FORWARD], ids=["backward", "forward"])
def test_a_string_that_50_000_others_make_is_rejected_by_name(strings: str) -> None:
    began = process_time()
    last = "s49999" if strings is CHAIN else "s0"
    found = blocks(strings + f"@article{{a, title = {last}}}\n@article{{b, title = {{T}}}}")
    assert isinstance(found[0], Rejected)
    assert f"“{last}”" in found[0].reason
    assert isinstance(found[1], Entry)
    assert process_time() - began < SECONDS


def test_strings_that_double_sixty_times_are_rejected_by_name() -> None:
    doubling = "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 60))
    (found,) = blocks("@string{s0 = {aaaaaaaaaa}}\n" + doubling + "@article{a, title = s59}")
    assert isinstance(found, Rejected)
    assert "s59" in found.reason


@pytest.mark.parametrize("own", ["note = {N}", "f%d = {v}"])
def test_a_chain_of_5_000_parents_is_followed_in_seconds(own: str) -> None:
    fields = [own % n if "%" in own else own for n in range(5_000)]
    chain = "".join(
        f"@book{{k{n}, title = {{T}}, {field}, crossref = {{k{n + 1}}}}}\n"
        for n, field in enumerate(fields)
    )
    began = process_time()
    assert len(blocks(chain + "@book{k5000, publisher = {P}}")) == 5_001
    assert process_time() - began < SECONDS


def test_a_parent_5_000_steps_away_is_reached() -> None:
    chain = "".join(f"@book{{k{n}, crossref = {{k{n + 1}}}}}\n" for n in range(5_000))
    first = blocks(chain + "@book{k5000, publisher = {P}}")[0]
    assert isinstance(first, Entry)
    assert first.fields["publisher"] == "P"


@pytest.mark.parametrize(
    "broken",
    [
        "@article{k, title = {T\n",
        "@article{k, title = {T}, x = {\n",
        "@comment{\n",
        "@a(k, x = 1\n",
    ],
)
def test_thousands_of_blocks_without_an_end_do_not_add_up(broken: str) -> None:
    began = process_time()
    found = blocks(broken * 5_000 + "@book{last, title = {T}}")
    assert found[-1].key == "last"
    assert process_time() - began < SECONDS


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "}",
        "$",
        "\\(",
        "\\begin{math}",
        "<i>",
        "`",
        "\\'",
        "\\foo{",
        "\\href{",
        "&",
        "{A",
        "\\verb|",
        "-",
    ],
)
def test_decoding_is_linear_in_what_does_not_close(piece: str) -> None:
    began = process_time()
    decode(piece * 100_000)
    assert process_time() - began < SECONDS


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def entries() -> Iterator[str]:
        for n in range(20_000):
            yield f"@article{{key{n},\n  title = {{Title {n}}},\n  abstract = {{{'lorem ipsum ' * 50}}}\n}}\n"

    path = tmp_path / "large.bib"
    path.write_text("".join(entries()), "utf-8")
    tracemalloc.start()
    count = sum(1 for _ in read(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 24 << 20
