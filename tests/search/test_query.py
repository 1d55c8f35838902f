"""What is understood of what is typed."""

import pytest

from search.query import parse, parse_unfinished


def phrases(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [term.phrases for term in parse(text).terms]


def test_words_become_stems_and_common_ones_fall_away():
    assert phrases("The Networks of Vision") == [(("network",),), (("vision",),)]


def test_a_query_of_common_words_alone_keeps_them():
    assert phrases("to be or not to be") == [(("to",),), (("be",),), (("or",),), (("not",),)]


def test_a_phrase_keeps_its_common_words_and_their_order():
    assert phrases('"state of the art"') == [(("state", "of", "the", "art"),)]


def test_a_phrase_that_is_not_closed_ends_with_the_text():
    assert phrases('"scene parsing') == [(("scene", "pars"),)]


def test_curly_quotation_marks_are_quotation_marks():
    assert phrases("“scene parsing”") == phrases('"scene parsing"')


def test_a_word_with_a_hyphen_is_looked_for_apart_and_together():
    assert phrases("conv-net") == [(("conv", "net"), ("convnet",))]


def test_a_minus_leaves_out_and_one_within_a_word_does_not():
    query = parse('vision -video -"deep learning" end-to-end')
    assert [term.phrases for term in query.excluded] == [(("video",),), (("deep", "learn"),)]
    assert len(query.terms) == 2


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("year:2010..2013", 2010, 2013),
        ("year:2010-2013", 2010, 2013),
        ("year:2010..", 2010, None),
        ("year:>2010", 2011, None),
        ("year:>=2010", 2010, None),
        ("year:<2010", None, 2009),
        ("year:<=2010", None, 2010),
        ("year:..2013", None, 2013),
        ("year:2012", 2012, 2012),
        ("YEAR:2012", 2012, 2012),
        ('year:"2012"', 2012, 2012),
    ],
)
def test_years(text, first, last):
    query = parse(text)
    assert (query.first_year, query.last_year, query.terms) == (first, last, ())


def test_a_year_that_is_none_is_a_word():
    assert [term.typed for term in parse("year:soon").terms] == ["year", "soon"]


def test_type_and_author_and_title():
    query = parse('type:video author:LeCun title:parsing author:"Clément Farabet"')
    assert query.kind == "video"
    assert [(term.column, term.phrases[0]) for term in query.terms] == [
        ("people", ("lecun",)),
        ("title", ("pars",)),
        ("people", ("clement",)),
        ("people", ("farabet",)),
    ]


def test_an_address_is_words():
    assert [p[0] for p in phrases("https://example.org")] == [("https",), ("exampl",), ("org",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.1109/CVPRW.2011.5981829", "10.1109/cvprw.2011.5981829"),
        ("https://doi.org/10.1109/5.771073", "10.1109/5.771073"),
        ("doi: 10.1109/5.771073", "10.1109/5.771073"),
        ("arXiv:1202.2160v2", "1202.2160"),
        ("https://arxiv.org/abs/1202.2160", "1202.2160"),
        ("https://arxiv.org/pdf/1202.2160v1.pdf", "1202.2160"),
        ("10.48550/arXiv.1202.2160", "1202.2160"),
        ("cs/0112017", "cs/0112017"),
        ("math.GT/0309136", "math.gt/0309136"),
        ("doi.org/10.1109/5.771073", "10.1109/5.771073"),
        ("https://www.doi.org/10.1109/5.771073?utm_source=x#top", "10.1109/5.771073"),
        ("https://doi.org/10.1109%2F5.771073", "10.1109/5.771073"),
        ("https://press.example/doi/full/10.1109/5.771073", "10.1109/5.771073"),
        ("DOI 10.1109/5.771073", "10.1109/5.771073"),
        ("info:doi/10.1109/5.771073", "10.1109/5.771073"),
        ("<10.1109/5.771073>", "10.1109/5.771073"),
        ("(10.1109/5.771073)", "10.1109/5.771073"),
        ("10.1016/S0140-6736(21)00001-2", "10.1016/s0140-6736(21)00001-2"),
        ("arxiv 1202.2160", "1202.2160"),
        ("arXiv:1202.2160v2 [cs.LG]", "1202.2160"),
        ("https://export.arxiv.org/abs/1202.2160", "1202.2160"),
        ("https://arxiv.org/html/1202.2160v2", "1202.2160"),
        ("978-3-16-148410-0", "9783161484100"),
        ("ISBN-13: 978 3 16 148410 0", "9783161484100"),
        ("isbn:3-16-148410-X", "9783161484100"),
        ("3-16-148410-1", ""),
        ("vision 10.1109/5.771073", ""),
        ("2013.2010", ""),
        ("neuflow", ""),
    ],
)
def test_dois_and_arxiv_ids_and_isbns(text, found):
    assert parse(text).scholarly_id == found


def test_the_last_word_is_unfinished_while_one_types():
    query = parse_unfinished("scene par")
    assert [term.prefixes for term in query.terms] == [("scenepar",), ("par", "scenepar")]
    assert not any(term.prefixes for term in parse_unfinished("scene parsing ").terms)
    assert [term.prefixes for term in parse_unfinished("author:ada par").terms] == [(), ("par",)]


@pytest.mark.parametrize(
    "text", ["Ada et al. 2013", "Ada et al., 2013", "Ada 2013 et al", "ada ET. AL 2013"]
)
def test_the_et_al_of_a_citation_is_not_looked_for(text):
    assert [term.typed for term in parse(text).terms] == ["ada", "2013"]
    assert [term.typed for term in parse("et algorithms").terms] == ["et", "algorithms"]
    assert [term.typed for term in parse('"et al"').terms] == ["et al"]


def test_what_may_become_a_common_word_only_tells_what_comes_first():
    query = parse_unfinished("scene in")
    assert [term.typed for term in query.terms] == ["scene"]
    assert not query.terms[0].prefixes
    assert query.next_letters == "in"
    assert parse_unfinished("in").terms[0].prefixes == ("in",)


def test_what_the_unfinished_word_hangs_on_is_whole():
    query = parse_unfinished("indoor wi-f")
    assert [term.phrases[0] for term in query.terms] == [("indoor",), ("wi",)]
    assert query.next_letters == "f"
    assert [term.prefixes for term in parse_unfinished("o'nei").terms] == [
        ("onei",),
        ("nei", "onei"),
    ]


def test_a_single_letter_only_tells_what_comes_first():
    query = parse_unfinished("what is l")
    assert ([term.typed for term in query.terms], query.next_letters) == (["what", "is"], "l")


def test_a_single_ideograph_is_a_beginning():
    assert parse_unfinished("深").terms[0].prefixes == ("深",)


def test_words_tied_by_a_sign_are_looked_for_apart_and_together():
    assert phrases("AT&T") == [(("at", "t"), ("att",))]
    assert phrases("TCP/IP") == [(("tcp", "ip"), ("tcpip",))]


def test_ideographs_are_a_phrase_of_characters():
    assert phrases("神经网络") == [(("神", "经", "网", "络"),)]


def test_a_term_that_is_repeated_counts_once():
    assert len(parse("network networks Networks").terms) == 1


def test_accents_that_stand_alone_are_a_part_of_their_letter():
    assert parse("Cle\u0301ment") == parse("Clément")
    assert parse_unfinished("cle\u0301m") == parse_unfinished("clém")


@pytest.mark.parametrize("text", ["author: numbat", "author:numbat", "AUTHOR: numbat"])
def test_a_space_may_follow_a_colon(text):
    assert [(term.phrases, term.column) for term in parse(text).terms] == [
        ((("numbat",),), "people")
    ]
    assert parse("year: 2010..2012").last_year == 2012


def test_a_type_after_a_space_is_a_word_as_in_a_title():
    assert parse("Blood type: a review").kind == ""


def test_a_type_may_be_left_out():
    query = parse("quokka -type:video -year:2010")
    assert (query.kind, query.no_kind, query.first_year) == ("", "video", None)
    assert [term.typed for term in query.excluded] == ["2010"]


def test_two_words_may_be_one():
    one, other, last = parse("multi scale quokkas").terms
    assert one.phrases == (("multi",), ("multiscal",))
    assert other.phrases == (("scale",), ("multiscal",), ("scalequokka",))
    assert last.phrases == (("quokka",), ("scalequokka",))
    assert [term.phrases[1:] for term in parse("ggplot 2").terms] == [(("ggplot2",),)] * 2


@pytest.mark.parametrize("text", ["title:multi scale", "multi 2011", "M. Scale", '"multi scale"'])
def test_words_of_different_places_are_not_one(text):
    stems = {stem for term in parse(text).terms for stem in term.stems}
    assert not any("multis" in stem or "multi2" in stem or "mscale" in stem for stem in stems)


def test_a_name_with_a_year_is_taken_apart_where_nothing_is_found():
    assert [term.typed for term in parse("numbat2013").relaxed().terms] == [
        "numbat2013",
        "numbat",
        "2013",
    ]


def test_initials_need_not_be_there():
    assert [term.typed for term in parse("J.-P. Numbat, A.").needed] == ["numbat"]
    assert [term.typed for term in parse("J. P.").needed] == ["j", "p"]
