import io
import json
import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from publications.models import PaperText
from publications.models.types import PublicationType
from publications.share_image import legible, share_picture
from research.models import ResearchTopicPage
from tests.factories import AuthorFactory, PublicationFactory
from tests.queries import queries_of

PDF = b"%PDF-1.4\n%%EOF\n"


def paper_of(publication, collection=None) -> Document:
    publication.pdf = Document.objects.create(
        title="Paper", file=ContentFile(PDF, name="own name.pdf"),
        collection=collection or Collection.get_first_root_node(),
    )  # fmt: skip
    publication.save()
    return publication.pdf


def metas(response) -> list[tuple[str, str]]:
    return re.findall(r'<meta name="(citation_\w+)" content="([^"]*)">', response.content.decode())


def json_ld(response) -> dict:
    html = response.content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


def test_a_publications_page_costs_as_many_queries_with_much_around_it_as_with_little(
    client, publication_index, research_index, uncached
):
    def surround(paper, size):
        for n in range(size):
            other = PublicationFactory(authors=[friend, AuthorFactory()], type="preprint")
            other.topics.add(f"topic {n}", "shared")
            other.title = paper.title
            other.save()
            page = ResearchTopicPage(title=f"Topic {other.pk}")
            page.body = [
                {"type": "publications", "value": {"heading": "", "publications": [paper.pk]}}
            ]
            research_index.add_child(instance=page)

    owner, friend = AuthorFactory(is_owner=True), AuthorFactory()
    paper = PublicationFactory(authors=[owner, friend], doi="10.1/x", arxiv_id="1905.12737")
    paper.topics.add("shared")
    paper_of(paper)
    surround(paper, 2)
    few = queries_of(client, f"/publications/{paper.slug}/")
    surround(paper, 8)
    assert queries_of(client, f"/publications/{paper.slug}/") == few <= 20


def test_the_page_shows_versions_related_ones_topics_and_where_it_is_cited(
    client, publication_index, research_index
):
    ada = AuthorFactory()
    paper = PublicationFactory(title="On Light", type="journal", authors=[ada], arxiv_id="0901.1")
    preprint = PublicationFactory(type="preprint", authors=[ada], arxiv_id="0901.1")
    PublicationFactory(
        title="On Light", type="workshop", authors=[ada]
    )  # another work of that title
    tied = PublicationFactory(title="The thesis of it", type="phd", version_of=paper)
    near = PublicationFactory(title="On shadow", authors=[ada])
    for one in (paper, near):
        one.topics.add("Optics")
        one.save()
    for live in (True, False):
        page = ResearchTopicPage(title=f"Seen {live}", live=live)
        page.body = [{"type": "publications", "value": {"heading": "", "publications": [paper.pk]}}]
        research_index.add_child(instance=page)
    context = client.get(f"/publications/{paper.slug}/").context
    assert {one.pk for one in context["versions"]} == {preprint.pk, tied.pk}
    assert context["related"][0] == near
    assert preprint not in context["related"]
    assert [page.title for page in context["cited_in"]] == ["Seen True"]
    assert [topic.name for topic in context["topics"]] == ["Optics"]


@pytest.mark.parametrize("kind", PublicationType.values)
def test_every_type_has_a_page_with_tags_and_structured_data(kind, client, publication_index):
    paper = PublicationFactory(
        type=kind, title="A \\(x^2\\) &amp; <i>b</i>", date="2011-10-03", venue="Nature", volume="3",
        number="7", pages="99–110", doi="10.1/x", institution="École", publisher="Press",
        authors=[AuthorFactory(given="Ada", family="Lovelace", orcid="0000-0002-1825-0097"),
                 AuthorFactory(given="", family="", literal="The Analytical Society")],
    )  # fmt: skip
    response = client.get(f"/publications/{paper.slug}/")
    assert response.status_code == 200
    tags = metas(response)
    assert [text for name, text in tags if name == "citation_author"] == [
        "Ada Lovelace", "The Analytical Society"]  # fmt: skip
    said = dict(tags)
    assert said["citation_title"] == "A x² &amp; b"
    assert said["citation_publication_date"] == "2011/10/03"
    assert (said["citation_firstpage"], said["citation_lastpage"]) == ("99", "110")
    data = json_ld(response)
    assert data["@context"] == "https://schema.org"
    assert data["name"] == "A x² & b"
    assert data["datePublished"] == "2011-10-03"
    assert data["author"][0]["identifier"] == "https://orcid.org/0000-0002-1825-0097"
    assert data["author"][1] == {"@type": "Organization", "name": "The Analytical Society"}
    assert "https://doi.org/10.1/x" in data["sameAs"]


def test_scholar_is_told_where_each_kind_of_work_appeared(client, publication_index):
    expected = {
        "journal": ("citation_journal_title", "Nature"),
        "conference": ("citation_conference_title", "Nature"),
        "chapter": ("citation_inbook_title", "Nature"),
        "phd": ("citation_dissertation_institution", "École"),
        "report": ("citation_technical_report_institution", "École"),
    }
    for kind, tag in expected.items():
        paper = PublicationFactory(type=kind, venue="Nature", institution="École")
        assert tag in metas(client.get(f"/publications/{paper.slug}/")), kind


def test_the_paper_lies_beside_its_page_under_its_own_name(client, publication_index):
    paper = PublicationFactory()
    document = paper_of(paper)
    page = client.get(f"/publications/{paper.slug}/")
    address = f"http://testserver/publications/{paper.slug}/paper.pdf"
    assert ("citation_pdf_url", address) in metas(page)
    assert json_ld(page)["encoding"]["contentUrl"] == address
    response = client.get(address)
    assert b"".join(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f"inline; filename*=UTF-8''{document.filename}"
    assert "paper.pdf" in client.get("/publications/").content.decode()


def test_a_part_of_the_paper_can_be_asked_for(client, publication_index):
    paper = PublicationFactory()
    paper_of(paper)
    address = f"/publications/{paper.slug}/paper.pdf"
    whole = client.get(address)
    assert (whole["Accept-Ranges"], whole["Content-Length"]) == ("bytes", str(len(PDF)))
    part = client.get(address, headers={"Range": "bytes=1-3"})
    assert (part.status_code, b"".join(part)) == (206, PDF[1:4])
    assert part["Content-Range"] == f"bytes 1-3/{len(PDF)}"
    assert client.get(address, headers={"Range": "bytes=900-"}).status_code == 416
    assert client.get(address, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    changed = client.get(address, headers={"Range": "bytes=1-3", "If-Range": '"another"'})
    assert (changed.status_code, b"".join(changed)) == (200, PDF)
    head = client.head(address, headers={"Range": "bytes=1-3"})
    assert (head.status_code, head["Content-Length"]) == (200, str(len(PDF)))


def test_a_lost_paper_is_not_found(client, publication_index):
    paper = PublicationFactory()
    document = paper_of(paper)
    document.file.storage.delete(document.file.name)
    assert client.get(f"/publications/{paper.slug}/paper.pdf").status_code == 404


def test_a_paper_in_a_private_collection_is_told_to_nobody(client, publication_index):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    below = private.add_child(name="Below it")
    paper = PublicationFactory()
    paper_of(paper, below)
    assert client.get(f"/publications/{paper.slug}/paper.pdf").status_code == 404
    for path in ("/publications/", f"/publications/{paper.slug}/"):
        assert "paper.pdf" not in client.get(path).content.decode()


def test_the_paper_of_a_draft_is_kept_back_under_every_address(client, admin, publication_index):
    file = ContentFile(b"%PDF-1.4 secret", name="findings.pdf")
    document = Document.objects.create(title="Findings", file=file)
    assert client.get(document.url).status_code == 200
    publication = PublicationFactory(title="Findings", pdf=document, live=False)
    PaperText.objects.create(publication=publication, document=document)
    other = PublicationFactory(title="Thesis", pdf=document, live=False)
    visitor = Client()
    assert visitor.get(document.url).status_code == 403
    assert admin.get(document.url).status_code == 200
    other.live = True
    other.save()
    assert visitor.get(document.url).status_code == 200
    restriction = PageViewRestriction.objects.create(
        page=publication_index, restriction_type="password", password="sesame"
    )
    assert visitor.get(document.url).status_code == 403
    form = {"password": "sesame", "return_url": "/publications/"}
    visitor.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{publication_index.pk}/", form
    )
    assert visitor.get(document.url).status_code == 200


@pytest.mark.parametrize(
    ("media_type", "extension", "begins"),
    [
        ("application/x-bibtex", "bib", b"@article{"),
        ("application/vnd.citationstyles.csl+json", "json", b"[\n{"),
        ("application/x-research-info-systems", "ris", b"TY  - JOUR\r\n"),
    ],
)
def test_a_machine_gets_the_form_that_it_asks_for(
    media_type, extension, begins, client, publication_index
):
    paper = PublicationFactory()
    negotiated = client.get(f"/publications/{paper.slug}/", headers={"Accept": media_type})
    direct = client.get(f"/publications/{paper.slug}.{extension}")
    assert negotiated.content == direct.content
    assert direct.content.startswith(begins)
    assert negotiated["Content-Type"] == direct["Content-Type"] == f"{media_type}; charset=utf-8"
    assert negotiated["Content-Location"] == f"/publications/{paper.slug}.{extension}"
    assert "Accept" in negotiated["Vary"].split(", ")
    browser = client.get(f"/publications/{paper.slug}/", headers={"Accept": "text/html,*/*;q=0.8"})
    assert browser["Content-Type"].startswith("text/html")
    assert "Accept" in browser["Vary"].split(", ")


@pytest.mark.parametrize(
    "said", ["; charset=utf-8", ";charset=UTF-8", ";q=0.9", "; charset=utf-8; q=0.9"]
)
def test_a_machine_may_say_in_what_encoding(said, client, publication_index):
    paper = PublicationFactory()
    asked = {"Accept": f"application/x-bibtex{said}, text/html;q=0.5"}
    answer = client.get(f"/publications/{paper.slug}/", headers=asked)
    assert answer["Content-Type"] == "application/x-bibtex; charset=utf-8"


def test_a_name_of_east_asia_is_written_as_it_is_there(client, publication_index):
    paper = PublicationFactory(
        authors=[
            AuthorFactory(family="王", given="小明"), AuthorFactory(family="田中", given="太郎"),
            AuthorFactory(family="김", given="대중"), AuthorFactory(family="Wang", given="Xiaoming"),
            AuthorFactory(family="バッハ", given="ヨハン"),
        ]
    )  # fmt: skip
    html = client.get(f"/publications/{paper.slug}/").content.decode()
    names = re.findall(r'<meta name="citation_author" content="(.*?)">', html)
    assert names == ["王小明", "田中太郎", "김대중", "Xiaoming Wang", "ヨハン バッハ"]
    assert ">王小明</a>" in html and '"name": "王小明"' in html.replace('":"', '": "')
    assert ">王小明</a>" in client.get("/publications/").content.decode()


def test_signposts_lead_from_the_page_to_everything_about_it(client, publication_index):
    paper = PublicationFactory(doi="10.1/x", authors=[AuthorFactory(orcid="0000-0002-1825-0097")])
    paper_of(paper)
    header = client.get(f"/publications/{paper.slug}/")["Link"]
    links = re.findall(r'<([^>]+)>; rel="([^"]+)"', header)
    stem = f"http://testserver/publications/{paper.slug}"
    assert links == [
        ("https://doi.org/10.1/x", "cite-as"),
        ("https://orcid.org/0000-0002-1825-0097", "author"),
        (f"{stem}.bib", "describedby"),
        (f"{stem}.ris", "describedby"),
        (f"{stem}.json", "describedby"),
        (f"{stem}/paper.pdf", "item"),
        ("https://schema.org/ScholarlyArticle", "type"),
        ("https://schema.org/AboutPage", "type"),
    ]


def test_the_picture_for_sharing_is_drawn_whatever_the_title(client, publication_index):
    for title in ("Short", "A very long title " * 30, "数据流 \\(x\\)"):
        paper = PublicationFactory(title=title, authors=[AuthorFactory()])
        response = client.get(f"/publications/{paper.slug}/share.png")
        assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


@pytest.mark.parametrize("title", ["Обработка", "Ένας", "用于视觉", "معالج", "Half 用 half"])
def test_a_title_that_the_font_has_no_letters_for_gives_way_to_a_drawing(title):
    assert legible(title) == ""
    paper = PublicationFactory.build(title=title, venue="Nature", date="2012")
    drawn = share_picture(paper, "Ada", "#b0643f")
    other = share_picture(
        PublicationFactory.build(title="用", venue="Nature", date="2012"), "Ada", "#b0643f"
    )
    assert drawn == other  # nothing of the title is in it
    with_title = PublicationFactory.build(title="A title", venue="Nature", date="2012")
    assert share_picture(with_title, "Ada", "#b0643f") != drawn


def test_what_latin_titles_have_is_written_the_plain_way_where_the_font_has_no_other():
    assert legible("Plain words, 100 % of (them)") == "Plain words, 100 % of (them)"
    for text in ("Étude naïve: “proof” – Zürich", "Łódź, Čapek & Sørensen’s", "ﬁne ℝ x² …"):
        assert len(legible(text)) >= len(text), text


def test_a_title_in_another_script_has_an_address_that_works(client, publication_index):
    paper = PublicationFactory(title="数据流处理器")
    assert client.get(paper.get_absolute_url()).status_code == 200
    assert client.get(f"/publications/{paper.slug}.bib").status_code == 200


def test_every_style_and_format_can_be_copied(client, publication_index):
    paper = PublicationFactory(
        title="On Light", authors=[AuthorFactory(given="Ada", family="King")]
    )
    citations = client.get(f"/publications/{paper.slug}/").context["citations"]
    assert [one.name for one in citations] == [
        "APA 7", "IEEE", "MLA 9", "Chicago author-date", "Nature", "Vancouver", "BibTeX"]  # fmt: skip
    assert all("King" in one.text and "Light" in one.text for one in citations)


def test_no_author_no_date_and_nothing_else_still_makes_a_page(client, publication_index):
    paper = PublicationFactory(title="Alone", type="misc", date="")
    assert client.get(f"/publications/{paper.slug}/").status_code == 200
    assert client.get("/publications/").status_code == 200


def test_what_came_in_without_a_title_is_called_by_its_key_everywhere(client, publication_index):
    paper = PublicationFactory(title="", key="lost<2004", code_url="https://example.org/code")
    address = f"/publications/{paper.slug}/"
    page = client.get(address).content.decode()
    assert "<h1>lost&lt;2004</h1>" in page
    assert "<title>lost&lt;2004 " in page
    assert f'<a href="{address}">lost&lt;2004</a>' in client.get("/publications/").content.decode()
    assert "lost&lt;2004</title>" in client.get("/publications/feed/").content.decode()
