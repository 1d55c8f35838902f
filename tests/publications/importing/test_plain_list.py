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
    for text in (
        "A, B. " * 5000,
        "Smith J, " * 5000,
        "(2019) " * 5000,
        "Smith, J., " * 5000,
        "A. Smith, " * 5000,
        "a, 2020. B. " * 5000,
        "Ada Roe, " * 5000,
        "Ada Roe. On it. " * 5000,
        "Ada B. C. Roe, " * 180,
        "a “b " * 5000,
        "*a " * 5000,
    ):
        assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("A. Smith*, B. Jones†, “On boards,” IEEE Trans. Boards, vol. 12, no. 3, pp. 1–9, Mar. 2020.",
         "article",
         {"author": "A. Smith and B. Jones", "journal": "IEEE Trans. Boards", "volume": "12",
          "number": "3", "pages": "1--9", "date": "2020-03"}),
        ("Smith, Ada, and Bo Jones. “On Boards.” Journal of Boards, vol. 12, no. 3, 2021, pp. 1-9.",
         "article",
         {"journal": "Journal of Boards", "volume": "12", "number": "3", "pages": "1--9",
          "date": "2021"}),
        ("Smith, Ada. “On Boards.” Journal of Boards 12, no. 3 (2021): 1–9.", "article",
         {"journal": "Journal of Boards", "volume": "12", "number": "3", "pages": "1--9",
          "date": "2021"}),
        ("Smith, Ada. “On Boards.” Journal of Boards 12 (Spring 2021): 1–9.", "article",
         {"journal": "Journal of Boards", "volume": "12", "pages": "1--9", "date": "2021"}),
        ("Smith, A.*, & Jones, B. (in press). On boards. Journal of Boards.", "misc",
         {"author": "Smith, A. and Jones, B.", "pubstate": "in press"}),
        ("Smith, A. (Ed.). (2018). The book of boards (2nd ed.). Board Press.", "book",
         {"editor": "Smith, A.", "title": "The book of boards", "edition": "2",
          "publisher": "Board Press"}),
        ("Müller, H., Maier, K. (2021): Über Bretter. In: Bretterkunde 12 (3), S. 1–9.", "article",
         {"journal": "Bretterkunde", "volume": "12", "number": "3", "pages": "1--9"}),
        ("Smith, A., Jones, B. C. & Roe, D. On boards made of wood. Phys. Boards Lett. 12, 1–9 (2020).",
         "article",
         {"author": "Smith, A. and Jones, B. C. and Roe, D.", "title": "On boards made of wood",
          "journal": "Phys. Boards Lett.", "volume": "12", "pages": "1--9", "date": "2020"}),
        ("Smith, A.; Jones, B. On Boards. J. Boards 2020, 12 (3), 1–9.", "article",
         {"author": "Smith, A. and Jones, B.", "journal": "J. Boards", "volume": "12", "number": "3",
          "date": "2020"}),
        ("Smith, A., Jones, B.: On boards. Boardology 12(3), 1–9 (2020)", "article",
         {"author": "Smith, A. and Jones, B.", "title": "On boards", "journal": "Boardology"}),
        ("Smith, A.: On boards. In: Roe, B., Poe, C. (eds.) Boards 2020, pp. 1–9. Springer, Wien (2020)",
         "incollection",
         {"author": "Smith, A.", "editor": "Roe, B. and Poe, C.", "publisher": "Springer"}),
        ("A. Smith, B. Jones, and C. Roe, On boards, and others, J. Boards 12, 34 (2020).", "article",
         {"author": "A. Smith and B. Jones and C. Roe", "title": "On boards, and others",
          "journal": "J. Boards", "volume": "12", "pages": "34", "date": "2020"}),
        ("A. Smith, On boards. II, J. Boards (N.S.) 12 (2020), no. 3, 1–9.", "article",
         {"title": "On boards. II", "journal": "J. Boards (N.S.)", "number": "3", "pages": "1--9"}),
        ("Ada B. Smith and Bo Jones. 2020. On boards: Buy, or sell? Commun. Boards 12, 3 (Jan. 2020), 1–9.",
         "article",
         {"author": "Ada B. Smith and Bo Jones", "title": "On boards: Buy, or sell?",
          "journal": "Commun. Boards", "volume": "12", "number": "3", "pages": "1--9"}),
        ("Ada Smith. 2020. On boards. In Proceedings of Boards (BRD '20). ACM, New York, NY, 1–9.",
         "inproceedings",
         {"author": "Ada Smith", "booktitle": "Proceedings of Boards (BRD '20)", "pages": "1--9"}),
        ("Smith, A.B., Jones, C., 2020. On boards. J. Sci. Boards 12, 1–9.", "article",
         {"author": "Smith, A.B. and Jones, C.", "journal": "J. Sci. Boards", "date": "2020"}),
        ("Smith, A.B., 2020. On boards, in: Roe, B.C. (Ed.), All of Boards. Springer, Wien, pp. 1–9.",
         "incollection", {"title": "On boards", "editor": "Roe, B.C.", "booktitle": "All of Boards"}),
        ("Smith, Ada. 2020. All of Boards. New York: Board Press.", "book",
         {"author": "Smith, Ada", "address": "New York", "publisher": "Board Press", "date": "2020"}),
        ("Smith, A. (2020) All of boards. 5th edn. Boston, MA: Board Press.", "book",
         {"edition": "5", "address": "Boston, MA", "publisher": "Board Press"}),
        ("Smith, A. (2020) 'On boards', Journal of Boards, 12(3), pp. 1-9.", "article",
         {"title": "On boards", "journal": "Journal of Boards", "pages": "1--9"}),
        ("Kaya, A. ve Demir, B. (2020). Tahtalar. Tahta Dergisi, 12(3), 1-9.", "article",
         {"author": "Kaya, A. and Demir, B.", "journal": "Tahta Dergisi"}),
        ("Ada Smith, B. C. Jones, and Max van Roe. On boards: A survey. Board Computation, 12(3):1–9, 2020.",
         "article",
         {"author": "Ada Smith and B. C. Jones and Max van Roe", "title": "On boards: A survey",
          "journal": "Board Computation", "number": "3", "pages": "1--9", "date": "2020"}),
        ("A. Smith and B. Jones. On boards? In Proceedings of Boards, pages 1–9, 2020.", "inproceedings",
         {"author": "A. Smith and B. Jones", "title": "On boards?", "pages": "1--9"}),
        ("A. Smith and B. Jones. On boards. In ICML, 2020.", "inproceedings",
         {"booktitle": "ICML", "date": "2020", "pages": None}),
        ("A. Smith. On boards. PhD thesis, Board University, 2020.", "phdthesis",
         {"author": "A. Smith", "title": "On boards"}),
        ("Smith, A. B. and Jones, C. On boards. arXiv preprint arXiv:2001.01234, 2020.", "unpublished",
         {"author": "Smith, A. B. and Jones, C.", "title": "On boards", "eprint": "2001.01234"}),
        ("罗一, 坡二, 等. 关于板的研究[J]. 板学报, 2021, 12(3): 1-9.", "article",
         {"author": "罗一 and 坡二 and others", "title": "关于板的研究", "journal": "板学报",
          "volume": "12", "number": "3", "pages": "1--9", "date": "2021"}),
        ("罗一. 板的历史[M]. 北京: 某出版社, 2020.", "book",
         {"address": "北京", "publisher": "某出版社", "date": "2020"}),
        ("SMITH A, JONES B. On boards[C]//Proceedings of Boards, 2019: 1-9.", "inproceedings",
         {"author": "SMITH, A and JONES, B", "booktitle": "Proceedings of Boards", "pages": "1--9"}),
        ("Первый А.Б., Второй В.Г. О досках // Вестник досок. 2021. Т. 12. № 3. С. 1–9.", "article",
         {"title": "О досках", "journal": "Вестник досок", "volume": "12", "number": "3",
          "pages": "1--9", "date": "2021"}),
    ],
)  # fmt: skip
def test_a_reference_has_the_shape_of_its_style(
    read, text: str, kind: str, said: dict[str, str]
) -> None:
    (entry,) = read(text)
    assert entry.type == kind
    assert {name: entry.fields.get(name) for name in said} == said


def test_what_marks_a_name_is_left_out_of_it(read) -> None:
    (entry,) = read("Conference\nOn Boards\nAda Smith*, Bo Jones†. ICML 2021.")
    assert (entry.fields["author"], entry.fields["booktitle"]) == ("Ada Smith and Bo Jones", "ICML")


def test_a_profile_of_google_scholar_is_taken_apart(read) -> None:
    first, second, third, fourth = read(
        "On Boards\nA Smith, B Jones, ...\nJournal of Boards 12 (3), 1-9, 2021\t1200\t2021\n"
        "On Older Boards\nA Smith\nProceedings of the Board Conference, 10-19, 2020\n15*\t2020\n"
        "A Board\nA Smith, B Jones\nUS Patent 10,123,456, 2018\n2018\n"
        "On New Boards\nA Smith\narXiv preprint arXiv:2101.01234, 2021\t\t2021\n"
    )
    assert first.fields == {
        "title": "On Boards", "author": "A Smith and B Jones and others",
        "journal": "Journal of Boards", "volume": "12", "number": "3", "pages": "1--9",
        "date": "2021",
    }  # fmt: skip
    assert (second.type, second.fields["pages"], second.fields["date"]) == (
        "inproceedings",
        "10--19",
        "2020",
    )
    assert (third.type, third.fields["number"]) == ("patent", "US Patent 10,123,456")
    assert (fourth.fields["title"], fourth.fields["eprint"]) == ("On New Boards", "2101.01234")
    assert fourth.line == 12


def test_the_year_above_references_is_a_heading(read) -> None:
    first, second = read(
        "2021\n[1] A. Smith, “On boards,” 2021.\n2020\n[2] B. Jones, “On more,” 2020."
    )
    assert (first.fields["title"], second.fields["title"]) == ("On boards", "On more")


def test_the_sections_of_a_cv_are_headings(read) -> None:
    text = (
        "PEER-REVIEWED ARTICLES\n\n1. Smith, A. (2019). On boards. Journal of Boards, 3(1), 2-9.\n"
        "2. Smith, A. (2018). On nails. Journal of Nails, 2(1), 3-7.\n\nConference proceedings\n\n"
        "3. Smith, A. (2017). On glue. In Proceedings of Joints (pp. 33-40). Oslo: ACM.\n\n"
        "Book chapters\n4. Smith, A. (2016). On saws. Journal of Saws, 1(1), 1-4.\n"
    )
    found = [entry.fields["title"] for entry in read(text)]
    assert found == ["On boards", "On nails", "On glue", "On saws"]


def test_the_emphasis_of_markdown_is_no_part_of_what_it_emphasizes(read) -> None:
    (entry,) = read(
        "- **Smith, A.**, & Jones, B. (2020). *On boards*. _Journal of Boards_, 3(2), 4–9."
    )
    said = {
        "author": "Smith, A. and Jones, B.",
        "title": "On boards",
        "journal": "Journal of Boards",
    }
    assert said.items() <= entry.fields.items()
    (entry,) = read("On boards\nAda Smith*, Bo Jones*, 2019")
    assert entry.fields["author"] == "Ada Smith and Bo Jones"


@pytest.mark.parametrize(
    "text",
    [
        "Deep boards and thin ice. Ada Smith. ICML 2021.",
        "Thin Ice and Deep Boards. A. Smith, B. Jones. ICML 2021.",
        "Thin Ice. On what it is. Board Press, 2021.",
    ],
)
def test_a_title_that_comes_first_is_nobodys_name(read, text: str) -> None:
    (entry,) = read(text)
    assert "author" not in entry.fields
