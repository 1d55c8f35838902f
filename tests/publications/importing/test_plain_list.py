"""A plain list that is pasted: what its lines say goes where it belongs."""

import pytest

from publications.bibtex.reader import Entry
from publications.importing.plain_list import read_list


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> list[Entry]:
        path = tmp_path / "list.txt"
        path.write_text(text, encoding="utf-8")
        return list(read_list(path, name="list"))

    return read


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Journal\nOn Boards\nA. Smith, Journal of Boards, 2019. doi:10.1000/ab(1)c.",
         {"doi": "10.1000/ab(1)c", "journal": "Journal of Boards"}),
        ("Journal\nOn Boards\nA Smith, B Jones - Journal of Boards, 2019 - ieeexplore.ieee.org",
         {"author": "A Smith and B Jones", "journal": "Journal of Boards", "date": "2019"}),
        ("Patent\nA Board\nA Smith, B Jones - US Patent 9,999,999, 2018 - Google Patents",
         {"author": "A Smith and B Jones", "number": "US Patent 9,999,999", "date": "2018"}),
        ("Conference\nOn Boards\nA. Smith, ICML 2019 - International Conference, 2019",
         {"author": "A. Smith", "booktitle": "ICML - International Conference"}),
        ("Journal\nOn Boards\nA. Smith, Journal of Boards, 2019.\nhttps://doi.org/10.1000/abc",
         {"doi": "10.1000/abc"}),
        ("Conference\nOn Boards\nA. Smith. In Proc. of ICML, 2019. [arXiv:1901.00001]",
         {"eprint": "1901.00001", "booktitle": "Proc. of ICML", "author": "A. Smith"}),
        ("Blog\nOn Boards\nA. Smith, March 3, 2020\nLink: https://a.example/x_y",
         {"url": "https://a.example/x_y", "date": "2020-03-03"}),
        ("Talk\nOn Boards\nAda Smith. Invited talk, ISMIR, Paris, 12 Sept. 2018.",
         {"author": "Ada Smith", "booktitle": "ISMIR", "venue": "Paris", "note": "Invited talk",
          "date": "2018-09-12"}),
        ("PhD Thesis\nOn Boards\nAda Smith. ETH Zürich, 2012.",
         {"author": "Ada Smith", "institution": "ETH Zürich", "date": "2012"}),
        ("Patent\nOn Boards\nA. Smith, US Patent 9,123,456, 2016",
         {"number": "US Patent 9,123,456", "date": "2016"}),
        ("Journal\n1. On Boards\nA. Smith Jr. and B. St. John, Journal of Boards, 2019",
         {"title": "On Boards", "author": "A. Smith Jr. and B. St. John"}),
    ],
)  # fmt: skip
def test_what_a_line_says_finds_its_place(read, lines: str, said: dict[str, str]) -> None:
    (entry,) = read(lines)
    assert {name: entry.fields.get(name) for name in said} == said
    assert len(entry.problems) == 1, entry.problems


@pytest.mark.parametrize(
    ("paragraph", "kind", "said"),
    [
        ("Smith, A., García, J., & Đặng, T. M. (2019). On boards: A study. Journal of Boards, 48(3), "
         "123–130. https://doi.org/10.1000/abc",
         "article",
         {"author": "Smith, A. and García, J. and Đặng, T. M.", "title": "On boards: A study",
          "journal": "Journal of Boards", "volume": "48", "number": "3", "pages": "123--130",
          "date": "2019", "doi": "10.1000/abc"}),
        ("[C3] A. Smith and J. van Dam, “On boards,” in Proc. ISMIR, Delft, 2019, pp. 1–8.",
         "inproceedings",
         {"author": "A. Smith and J. van Dam", "title": "On boards", "booktitle": "Proc. ISMIR",
          "venue": "Delft", "pages": "1--8", "date": "2019"}),
        ("• Smith AB, García J, et al. On boards in the wind. Lancet. 2018;391(2):12-19.",
         "article",
         {"author": "Smith, AB and García, J and others", "title": "On boards in the wind",
          "journal": "Lancet", "volume": "391", "number": "2", "pages": "12--19", "date": "2018"}),
        ("Smith, Ada, and Bo Jones. 2019. “On Boards: Part One.” Journal of Boards 12 (3): 1–22.",
         "article",
         {"author": "Smith, Ada and Bo Jones", "title": "On Boards: Part One", "volume": "12",
          "number": "3", "pages": "1--22", "journal": "Journal of Boards"}),
        ("Smith, A., Roe, R., ... Doe, J. (2021, May). Is it? In Proceedings of ICML (pp. 12–30). PMLR.",
         "inproceedings",
         {"author": "Smith, A. and Roe, R. and Doe, J. and others", "title": "Is it?",
          "booktitle": "Proceedings of ICML", "pages": "12--30", "date": "2021-05"}),
        ("van den Berg, A. (2020). On boards. arXiv preprint arXiv:2001.12345.",
         "unpublished", {"eprint": "2001.12345", "author": "van den Berg, A.", "date": "2020"}),
        ("Smith, A. (2012). On boards (Doctoral dissertation). University of Oslo.",
         "phdthesis", {"title": "On boards", "institution": "University of Oslo"}),
        ("On the weight of boards (second part)", "misc",
         {"title": "On the weight of boards (second part)"}),
        ("The year “2001” in films", "misc", {"title": "The year “2001” in films"}),
    ],
)  # fmt: skip
def test_a_paragraph_of_a_reference_list_is_taken_apart(
    read, paragraph: str, kind: str, said: dict[str, str]
) -> None:
    (entry,) = read(paragraph + "\n")
    assert entry.type == kind
    assert {name: entry.fields.get(name) for name in said} == said


def test_a_type_line_before_a_paragraph_is_its_type(read) -> None:
    (entry,) = read("Book\nSmith, A. (2019). On boards. Oslo University Press.\n")
    assert (entry.type, entry.fields["title"], entry.fields["author"]) == (
        "book", "On boards", "Smith, A.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Smith, A. (2019). On boards. Wind, 1(2), 3–4.\nSmith, A. (2020). On wind. Wind, 2(2), 3–4.\n",
        "1. On boards\n2. On wind\n",
        "- On boards\n  A. Smith, 2019\n- On wind\n  A. Smith, 2020\n",
        "On boards\nA. Smith, 2019\n\nOn wind\nA. Smith, 2020\n",
    ],
)
def test_works_are_parted_by_empty_lines_or_by_how_their_lines_begin(read, text: str) -> None:
    assert [entry.fields["title"] for entry in read(text)] == ["On boards", "On wind"]


def test_a_long_line_without_a_shape_takes_no_time(read) -> None:
    for text in ("A, B. " * 5000, "Smith J, " * 5000, "(2019) " * 5000, "a “b " * 5000):
        assert len(read(text)) == 1
