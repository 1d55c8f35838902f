"""Names: BibTeX's rules ("Tame the BeaST", 11), biblatex's form, and what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.bibtex.names import Name, Names, parse_names


def person(given: str, particle: str, family: str, suffix: str = "") -> Name:
    return Name(family=family, given=given, particle=particle, suffix=suffix)


def literal(text: str) -> Name:
    return Name(literal=text)


ONE = [
    # First von Last
    ("Alfred Adler", person("Alfred", "", "Adler")),
    ("Bertie B. Bull", person("Bertie B.", "", "Bull")),
    ("Derek D Decket", person("Derek D", "", "Decket")),
    ("Plato", person("", "", "Plato")),
    ("Egbert von Eel", person("Egbert", "von", "Eel")),
    ("Francis van der valt Frome", person("Francis", "van der valt", "Frome")),
    ("Charles Louis Xavier Joseph de la Vallée Poussin",
     person("Charles Louis Xavier Joseph", "de la", "Vallée Poussin")),
    (r"Charles de la Vall{\'e}e Poussin", person("Charles", "de la", "Vallée Poussin")),
    ("jean de la fontaine", person("", "jean de la", "fontaine")),
    ("Jean de la fontaine", person("Jean", "de la", "fontaine")),
    ("Jean De La Fontaine", person("Jean De La", "", "Fontaine")),
    ("jean De La Fontaine", person("", "jean", "De La Fontaine")),
    ("Jean {de la} Fontaine", person("Jean de la", "", "Fontaine")),
    ("Jean {De La Fontaine}", person("Jean", "", "De La Fontaine")),
    ("Ludwig van Beethoven", person("Ludwig", "van", "Beethoven")),
    ("Ludwig {van Beethoven}", person("Ludwig", "", "van Beethoven")),
    ("Jean d'Alembert", person("Jean", "", "d'Alembert")),
    ("Ian {Iliad Ipswich}", person("Ian", "", "Iliad Ipswich")),
    ("{John Henry} Ford", person("John Henry", "", "Ford")),
    ("Oliver St John-Mollusc", person("Oliver St", "", "John-Mollusc")),
    ("Jean-Paul Sartre", person("Jean-Paul", "", "Sartre")),
    ("Donald~E. Knuth", person("Donald E.", "", "Knuth")),
    ("Donald\n   E.\tKnuth", person("Donald E.", "", "Knuth")),
    (r"Ada B.\ Reed", person("Ada B.", "", "Reed")),
    (r"Reed,\ Ada\,B.", person("Ada B.", "", "Reed")),
    ("Ludwig von~der~Foo", person("Ludwig", "von der", "Foo")),
    ("J. K. Rowling", person("J. K.", "", "Rowling")),
    ("J.K. Rowling", person("J.K.", "", "Rowling")),
    ("J.K.Rowling", person("J.K.", "", "Rowling")),
    ("H.-P.Meier", person("H.-P.", "", "Meier")),
    ("Б.В.Петров", person("Б.В.", "", "Петров")),
    (r"M.{\"O}zkan", person("M.", "", "Özkan")),
    ("L.van Dam", person("L.", "van", "Dam")),
    ("K.Ada Reed", person("K. Ada", "", "Reed")),
    ("محمد عبد الله", person("محمد", "", "عبد الله")),
    ("أحمد بن علي", person("أحمد", "", "بن علي")),
    ("محمد بن عبد الله", person("محمد", "", "بن عبد الله")),
    ("علي، حسن", person("حسن", "", "علي")),
    # As BibTeX has them, whoever they are filed under
    ("Santiago Uno y Dos", person("Santiago Uno", "y", "Dos")),
    ("R. J. Van de Graaff", person("R. J. Van", "de", "Graaff")),
    ("Ada De la Fuente", person("Ada De", "la", "Fuente")),
    ("AA bb CC", person("AA", "bb", "CC")),
    ("AA bb CC dd EE", person("AA", "bb CC dd", "EE")),
    ("AA {bb} cc DD", person("AA bb", "cc", "DD")),
    ("AA {bb} CC", person("AA bb", "", "CC")),
    # von Last, First
    ("Adler, Alfred", person("Alfred", "", "Adler")),
    ("von Neumann, John", person("John", "von", "Neumann")),
    ("Van de Graaff, R. J.", person("R. J.", "", "Van de Graaff")),
    ("Ortega de la Vega, Ana", person("Ana", "", "Ortega de la Vega")),
    ("de Ortega y Vega, Ana", person("Ana", "de Ortega y", "Vega")),
    ("de la Fontaine, Jean", person("Jean", "de la", "Fontaine")),
    ("De La Fontaine, Jean", person("Jean", "", "De La Fontaine")),
    ("St John-Mollusc, Oliver", person("Oliver", "", "St John-Mollusc")),
    ("García Márquez, Gabriel", person("Gabriel", "", "García Márquez")),
    ("{van der Berg}, Jan", person("Jan", "", "van der Berg")),
    ("al-Hassan, Ali", person("Ali", "", "al-Hassan")),
    ("d'Alembert, Jean", person("Jean", "", "d'Alembert")),
    ("hooks, bell", person("bell", "", "hooks")),
    ("Mustermann, Klaus-Peter", person("Klaus-Peter", "", "Mustermann")),
    ("Beethoven, Ludwig van", person("Ludwig van", "", "Beethoven")),
    # von Last, Jr, First
    ("Jolly, III, James", person("James", "", "Jolly", "III")),
    ("van Kluster, Jr., Kevin", person("Kevin", "van", "Kluster", "Jr.")),
    ("Pimentel, Jr. ,Joseph J.", person("Joseph J.", "", "Pimentel", "Jr.")),
    ("King, Jr., Martin Luther", person("Martin Luther", "", "King", "Jr.")),
    ("Ford, Jr., Henry", person("Henry", "", "Ford", "Jr.")),
    ("de la Cruz, Sr, Juan", person("Juan", "de la", "Cruz", "Sr")),
    # LaTeX in names
    (r"{\v S}omeone Smith", person("Šomeone", "", "Smith")),
    (r"Someone {\v S}mith", person("Someone", "", "Šmith")),
    (r"{\'E}mile Zola", person("Émile", "", "Zola")),
    (r"\'Etienne B\'ezout", person("Étienne", "", "Bézout")),
    (r"Kurt G{\"o}del", person("Kurt", "", "Gödel")),
    (r'Kurt G\"{o}del', person("Kurt", "", "Gödel")),
    (r"Paul Erd\H{o}s", person("Paul", "", "Erdős")),
    (r"{\'e}tienne de Foo", person("", "étienne de", "Foo")),
    (r"{\o}ystein {\O}re", person("", "øystein", "Øre")),
    (r"Per {\AA}gren", person("Per", "", "Ågren")),
    (r"Per {\aa}gren Foo", person("Per", "ågren", "Foo")),
    (r"{\relax Ch}arles Babbage", person("Charles", "", "Babbage")),
    (r"Roger P.{\,}G. van Gompel", person("Roger P. G.", "van", "Gompel")),
    (r"Roger {P.\,G.} van Gompel", person("Roger P. G.", "van", "Gompel")),
    (r"Lovecraft, Bill {H.\,P.}", person("Bill H. P.", "", "Lovecraft")),
    (r"{\~Z}elly, Arthur", person("Arthur", "", "Z̃elly")),
    ("E. S. El-{M}allah", person("E. S.", "", "El-Mallah")),
    (r"Mac{L}ane, Saunders", person("Saunders", "", "MacLane")),
    (r"O'Brien, Flann", person("Flann", "", "O'Brien")),
    (r"{O'}Brien, Flann", person("Flann", "", "O'Brien")),
    # Scripts without capitals, and other alphabets
    ("毛泽东", person("", "", "毛泽东")),
    ("Иванов, Иван", person("Иван", "", "Иванов")),
    ("Иван фон Дер", person("Иван", "фон", "Дер")),
    ("שמעון פרס", person("שמעון", "", "פרס")),
    ("Ægir Ólafsson", person("Ægir", "", "Ólafsson")),
    # Organisations
    ("{World Health Organization}", literal("World Health Organization")),
    ("{Barnes and Noble}", literal("Barnes and Noble")),
    ("{Barnes and Noble, Inc.}", literal("Barnes and Noble, Inc.")),
    ("{NASA}", literal("NASA")),
    ("{{NASA}}", literal("NASA")),
    ("{American Psychological Association, Task Force on the Girls}",
     literal("American Psychological Association, Task Force on the Girls")),
    (r"{\'Ecole Normale Sup{\'e}rieure}", literal("École Normale Supérieure")),
    ("Springer, Inc.", literal("Springer, Inc.")),
    ("Siemens GmbH, e. V.", literal("Siemens GmbH, e. V.")),
    # Initials, however they look
    ("Orlov, E. V.", person("E. V.", "", "Orlov")),
    ("Brandt, AG", person("AG", "", "Brandt")),
    ("Costa Lima, S.A.", person("S.A.", "", "Costa Lima")),
    ("Weber, Kg", person("Kg", "", "Weber")),
    ("Smith, Jr., A. B.", person("A. B.", "", "Smith", "Jr.")),
    ("Okoye, MD", person("MD", "", "Okoye")),
    ("Reed, IV", person("IV", "", "Reed")),
    ("Ines Okoye, MD", person("Ines", "", "Okoye", "MD")),
    ("Smith, % to be checked\n Ada", person("Ada", "", "Smith")),
    (r"Barnes \& Noble", literal("Barnes & Noble")),
    (r"Smith, Jones \& Co.", person("Jones & Co.", "", "Smith")),
    ("World Health Organization", literal("World Health Organization")),
    ("University of Life", literal("University of Life")),
    ("National Institute of Health, Office of Research, Bethesda",
     literal("National Institute of Health, Office of Research, Bethesda")),
    ("U.S. Department of Health, Institute of Mind, Office of Lungs, Group of Blood",
     literal("U.S. Department of Health, Institute of Mind, Office of Lungs, Group of Blood")),
    # biblatex's extended form
    ("family=Ackooij, given=W., prefix=van, useprefix=true", person("W.", "van", "Ackooij")),
    ("given=Alfred, family=Adler, id=testid", person("Alfred", "", "Adler")),
    ("given=A, family=B, given=C", person("C", "", "B")),
    ("given=A=B, family=C", person("A=B", "", "C")),
    ("family={Foo, Bar and Co}, given={X Y}", person("X Y", "", "Foo, Bar and Co")),
    ("prefix=de la, family=Cruz, suffix=Jr., given=Juan", person("Juan", "de la", "Cruz", "Jr.")),
    (r"family=M{\"u}ller, given=J{\'e}r{\^o}me", person("Jérôme", "", "Müller")),
    ('"family=Foo", "given=Bar"', person("Bar", "", "Foo")),
    ("family=Simpson, given=O. J., given-i={OJ}", person("O. J.", "", "Simpson")),
    # Habits
    (r"\textbf{Smith, J.}", person("J.", "", "Smith")),
    (r"\student{Jane Doe}", person("Jane", "", "Doe")),
    (r"{\bf Smith}, J.", person("J.", "", "Smith")),
    ("H. B. {Hunt, III}", person("H. B.", "", "Hunt", "III")),
    ("Smith,", person("", "", "Smith")),
    ("Smith, J.,", person("J.", "", "Smith")),
    (", Smith", person("", "", "Smith")),
    ("John Smith Jr.", person("John", "", "Smith", "Jr.")),
    ("Martin Luther King, Jr.", person("Martin Luther", "", "King", "Jr.")),
    ("King Jr., Martin Luther", person("Martin Luther", "", "King", "Jr.")),
    ("{King Jr.}, Martin Luther", person("Martin Luther", "", "King Jr.")),
    ("Jan van der Berg Jr.", person("Jan", "van der", "Berg", "Jr.")),
    ("Smith, John, III", person("John", "", "Smith", "III")),
    ("M&uuml;ller, J.", person("J.", "", "Müller")),
    ("Müller~,~K.", person("K.", "", "Müller")),
]  # fmt: skip


@pytest.mark.parametrize(("written", "name"), ONE)
def test_one_name_is_taken_apart(written: str, name: Name) -> None:
    assert parse_names(written) == Names((name,))


@pytest.mark.parametrize(
    ("written", "families", "others"),
    [
        ("A. One and B. Two", ["One", "Two"], False),
        ("A. One and B. Two and others", ["One", "Two"], True),
        ("A. One AND B. Two", ["One", "Two"], False),
        ("A. One\n  and\n  B. Two", ["One", "Two"], False),
        ("others", [], True),
        ("A. One and and B. Two", ["One", "Two"], False),
        ("A. One and B. Two and", ["One", "Two"], False),
        ("and A. One", ["One"], False),
        ("Anders Land and Sandy Anderson", ["Land", "Anderson"], False),
        ("Ruby, Sam, and Thomas, Dave, and Heinemeier, David", ["Ruby", "Thomas", "Heinemeier"], False),
        ("One, A.; Two, B.; Three, C.", ["One", "Two", "Three"], False),
        ("One, A.; Two, B.; and Three, C.;", ["One", "Two", "Three"], False),
        (r"One, A. \& Two, B.", ["One", "Two"], False),
        ("One, A. & Two, B.", ["One", "Two"], False),
        ("A. One, B. Two, and C. Three", ["One", "Two", "Three"], False),
        ("Ada One, Bo B. Two, and Cy Three", ["One", "Two", "Three"], False),
        ("Uno Dos, Ana Mar, and Tres Siete, Eva", ["Uno Dos", "Tres Siete"], False),
        ("One, Ada, and Bo Two", ["One", "Two"], False),
        ("One, A., Two, B., Three, C.", ["One", "Two", "Three"], False),
        ("One, A.\\ and Two, B.", ["One", "Two"], False),
        ("One A. B., Two C. D., Three E.", ["One", "Two", "Three"], False),
        ("Первый А. Б., Второй В. Г.", ["Первый", "Второй"], False),
        ("Первый А.Б. and Второй Дж. В. and др.", ["Первый", "Второй"], True),
        ("Первый А.Б. and В. Второй and Третий, Г.", ["Первый", "Второй", "Третий"], False),
        ("Uno A. B. and Bo Two", ["Uno", "Two"], False),
        ("Uno N.V. and Bo Two M.D. and Cy Three", ["N.V.", "Two", "Three"], False),
        ("李一、王二郎", ["李一", "王二郎"], False),
        ("李一一，王二，陈三", ["李一一", "王二", "陈三"], False),
        ("李一一, 王二", ["李一一", "王二"], False),
        ("某国标准化管理委员会，某国质量监督总局", ["某国标准化管理委员会", "某国质量监督总局"], False),
        ("李, 一一", ["李"], False),
        ("李一一；王二 and 等", ["李一一", "王二"], True),
        ("One, A. et al.", ["One"], True),
        ("One, A. and Two, B. et al.", ["One", "Two"], True),
        ("One, A. and {\\em et al.}", ["One"], True),
        ("{One}, A.~B. and et~al.", ["One"], True),
        ("One, A. and {\\it et~al.\\/}", ["One"], True),
        ("A. One \\textit{et\\ al.}", ["One"], True),
        ("A. One {et~al.}", ["One"], True),
        ("One, A., et~al.", ["One"], True),
        ("А. Первый and В. Г. Второй и др.", ["Первый", "Второй"], True),
        ("Eins, A. u. a.", ["Eins"], True),
        ("Uno, A. y otros", ["Uno"], True),
        ("Jeden, A. and Dwa, B. i in.", ["Jeden", "Dwa"], True),
        ("Ada Bir vd.", ["Bir"], True),
        ("李一一 等", ["李一一"], True),
        ("A. Bet Al and B. Poet al", ["Al", "al"], False),
        ("family=One, given=A and Two, B.", ["One", "Two"], False),
        ("useprefix=false and A. One", ["One"], False),
        ("sortingnamekeytemplatename=own and A. One", ["One"], False),
        ("Ada One, Bo B. Two, Cy van Three, Di Four", ["One", "Two", "Three", "Four"], False),
        ("Ada One, Bo von Two, Cy C. Three", ["One", "Two", "Three"], False),
        ("One AB, Two C, Three-Four DE, van Five F", ["One", "Two", "Three-Four", "Five"], False),
        ("de One, Jr. III, Ada Bo", ["One"], False),
        ("", [], False),
        ("   ", [], False),
        (" , ", [], False),
    ],
)  # fmt: skip
def test_a_list_of_names_is_split_where_its_writer_meant_it(
    written: str, families: list[str], others: bool
) -> None:
    found = parse_names(written)
    assert [name.family for name in found.names] == families
    assert found.others is others


def test_braces_keep_organisations_whole_in_a_list() -> None:
    found = parse_names("{Foo and Bar} and Doe, Jane and {A; B, C}")
    assert found.names == (literal("Foo and Bar"), person("Jane", "", "Doe"), literal("A; B, C"))


def test_too_many_commas_keep_the_name_whole_and_say_so() -> None:
    found = parse_names("a, b, c, d, e and Doe, Jane")
    assert found.names == (literal("a, b, c, d, e"), person("Jane", "", "Doe"))
    assert "too many commas" in found.problems[0]


def test_what_is_no_generation_makes_one_ask_for_an_and() -> None:
    found = parse_names("One, A. Two, B. and Three, C.")
    assert [name.family for name in found.names] == ["One", "Three"]
    assert found.problems == ("In “One, A. Two, B.”, is an “and” missing before or in “A. Two”?",)


@given(st.text(max_size=60) | st.text(alphabet=r"aA ,{}\'and;&=~.-", max_size=60))
def test_no_text_is_too_odd_for_names(text: str) -> None:
    for name in parse_names(text).names:
        assert name != Name()


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Smith AB and Jones C and van der Berg DE", ["Smith, AB", "Jones, C", "van der|Berg, DE"]),
        ("Smith AB", ["Smith, AB"]),
        (r"M{\"u}ller AB and {WHO Group} and others", ["Müller, AB", "WHO Group"]),
        ("Smith AB and {Viral Study Group}", ["Smith, AB", "Viral Study Group"]),
        ("De La Cruz MA and Ahn S-H and O'Brien J", ["De La Cruz, MA", "Ahn, S-H", "O'Brien, J"]),
        ("Knuth~D.~E.", ["Knuth, D. E."]),
        ("Smith A.B. and Jones C.", ["Smith, A.B.", "Jones, C."]),
        ("Smith AB, Jones CD", ["Smith, AB", "Jones, CD"]),
        ("Smith AB et al.", ["Smith, AB"]),
    ],
)
def test_a_list_whose_every_name_ends_in_initials_has_families_first(written, names) -> None:
    found = [
        name.literal or "|".join(filter(None, (name.particle, f"{name.family}, {name.given}")))
        for name in parse_names(written).names
    ]
    assert found == names


def test_a_digit_that_ends_a_name_is_a_part_of_it() -> None:
    found = parse_names("Ada Roe1 and Poe2, Max3")
    assert [(name.family, name.given) for name in found.names] == [
        ("Roe1", "Ada"),
        ("Poe2", "Max3"),
    ]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("written", "families"),
    [
        ("Weinan E", ["E"]),
        ("Louis XIV", ["XIV"]),
        ("Wei LI and Jing MA and Bo XU", ["LI", "MA", "XU"]),
        ("Donald E. Knuth and Weinan E", ["Knuth", "E"]),
        ("JOHN ROE and MARY SUE", ["ROE", "SUE"]),
        ("Anna K.", ["K."]),
        ("Author A and Author B", ["A", "B"]),
    ],
)
def test_what_may_be_a_family_name_in_capitals_stays_one(written, families) -> None:
    assert [name.family for name in parse_names(written).names] == families


@pytest.mark.parametrize(
    ("written", "organisation"),
    [
        ("World Health Organization,", "World Health Organization"),
        ("BBC News,", "BBC News"),
        ("BBC News, and Smith, J.", "BBC News"),
        ("MathWorks Inc.", "MathWorks Inc."),
        ("Tesla Electric Co.", "Tesla Electric Co."),
        ("Panel on Thin Ice (PTI)", "Panel on Thin Ice (PTI)"),
        ("{, Acme}", "Acme"),
        ("3rd Generation Partnership Project (3GPP)", "3rd Generation Partnership Project (3GPP)"),
    ],
)
def test_an_organisation_without_braces_is_one(written: str, organisation: str) -> None:
    assert parse_names(written).names[0] == Name(literal=organisation)


@pytest.mark.parametrize(
    "written", ["Ada One, and Bo Two, and Cy Three", "van Two, and Smith, J.", "Two, and Smith, J."]
)
def test_a_comma_too_many_makes_no_organisation(written: str) -> None:
    assert not any(name.literal for name in parse_names(written).names)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (r"J. M{\"u}ller, K. Schmidt \& L. Doe", ["Müller, J.", "Schmidt, K.", "Doe, L."]),
        ("J. Smith & K. Doe", ["Smith, J.", "Doe, K."]),
        ("Müller, J. und Schmidt, K.", ["Müller, J.", "Schmidt, K."]),
        ("García, J. y López, K.", ["García, J.", "López, K."]),
        ("Ortega y Gasset, José", ["Ortega y Gasset, José"]),
        ("Max Muster (Hrsg.) and Eva Roe (Ed.)", ["Muster, Max", "Roe, Eva"]),
        ("A. Roe and B. Poe, Eds.", ["Roe, A.", "Poe, B."]),
        ("Smith, Ed", ["Smith, Ed"]),
        (r"Ernst {\&} Young", ["Ernst & Young"]),
        (r"Universit{\"a}t M{\"u}nchen", ["Universität München"]),
        ("Université de Paris", ["Université de Paris"]),
    ],
)
def test_two_people_are_two_and_an_organisation_is_one(written: str, names: list[str]) -> None:
    found = [name.literal or f"{name.family}, {name.given}" for name in parse_names(written).names]
    assert found == names
