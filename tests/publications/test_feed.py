"""The Atom feed against RFC 4287, https://www.rfc-editor.org/rfc/rfc4287; sections in brackets."""

import datetime as dt
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tests.factories import AuthorFactory, PublicationFactory

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONCE = ("id", "title", "updated")  # of a feed and of an entry [4.1.1, 4.1.2]
AT_MOST_ONCE = ("subtitle", "rights", "icon", "logo", "generator", "published", "summary")
KNOWN = {*ONCE, *AT_MOST_ONCE, "author", "category", "contributor", "link", "entry", "content"}
VOID = {"br", "img", "hr", "mspace"}


class _Balance(HTMLParser):
    """Whether each element of a piece of HTML is closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def check_text(element: ElementTree.Element) -> None:
    """A text construct [3.1]: plain text or HTML has no elements of its own."""
    kind = element.get("type", "text")
    assert kind in ("text", "html", "xhtml")
    if kind == "xhtml":
        assert [child.tag for child in element] == ["{http://www.w3.org/1999/xhtml}div"]
        return
    assert not list(element)
    if kind == "html":
        html = _Balance()
        html.feed(element.text or "")
        html.close()
        assert html.open == []
        assert not html.names & {"script", "style", "html", "body", "iframe"}


def check_common(element: ElementTree.Element) -> None:
    """What a feed and an entry must have alike."""
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= KNOWN
    for name in ONCE:
        assert names.count(name) == 1, name
    for name in AT_MOST_ONCE:
        assert names.count(name) <= 1, name
    assert urlsplit(element.findtext(f"{ATOM}id")).scheme  # an IRI that is no relative one [4.2.6]
    for name in ("title", "subtitle", "summary", "rights"):
        for text in element.findall(f"{ATOM}{name}"):
            check_text(text)
    for name in ("updated", "published"):
        for date in element.findall(f"{ATOM}{name}"):  # [3.3]
            assert RFC_3339.fullmatch(date.text)
            assert dt.datetime.fromisoformat(date.text).tzinfo
    for author in element.findall(f"{ATOM}author"):  # [3.2]
        assert [child.tag for child in author].count(f"{ATOM}name") == 1
        assert author.findtext(f"{ATOM}name").strip()
    for category in element.findall(f"{ATOM}category"):
        assert category.get("term")
    links = element.findall(f"{ATOM}link")
    for link in links:
        assert urlsplit(link.get("href")).scheme in ("http", "https")
    alike = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links]
    assert alike.count(("alternate", None, None)) == 1


def check_feed(response, address: str) -> ElementTree.Element:
    assert response.status_code == 200
    assert response.headers["Content-Type"].partition(";")[0] == "application/atom+xml"
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    check_common(feed)
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [f"http://testserver{address}"]
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        check_common(entry)
        # An author of its own or the feed's [4.1.2]; a summary or content, since it is no bare link.
        assert entry.find(f"{ATOM}author") is not None or feed.find(f"{ATOM}author") is not None
        assert entry.find(f"{ATOM}summary") is not None
    ids = [feed.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries)]
    assert len(set(ids)) == len(ids)
    if entries:
        updated = [dt.datetime.fromisoformat(one.findtext(f"{ATOM}updated")) for one in entries]
        said = dt.datetime.fromisoformat(feed.findtext(f"{ATOM}updated"))
        assert said >= max(updated)
    return feed


QUESTIONS = [
    "", "?type=journal", "?type=journal&year=2011", "?year=2000-2012", "?topic=r-d", "?author=%E6%9D%8E",
    "?q=%3Cb%3E+%26+%E2%80%9Cx", "?q=a%01%0B%1Fb%EF%BF%BF", "?venue=none%01", "?year=1066",
]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_feed_is_valid_whole_and_filtered(question, client, publication_index):
    AuthorFactory(given="Ada", family="King & <Sons>", is_owner=True)
    li = AuthorFactory(given="", family="李", slug="李")
    first = PublicationFactory(
        title="<b>Bold</b>, <i>not closed &amp; 1 &lt; 2 and \\(x^2 < y\\)", type="journal", date="2011",
        venue="J. of <script>alert(1)</script> R&amp;D", authors=[li, AuthorFactory()],
        abstract="One <b>para\n\nTwo</b> & \\(\\frac{1}{2}\\) <img src=x onerror=alert(1)>",
        keywords=["R&D", "", "a \x0b b"],
    )  # fmt: skip
    first.topics.add("R D")
    first.save()
    PublicationFactory(title="Vertical\x0btab, \x01 and ￿", date="", type="book", abstract="")
    PublicationFactory(title="Without anybody", date="2012", type="journal", others=True)
    address = f"/publications/feed/{question}"
    response = client.get(address)
    feed = ElementTree.fromstring(response.content)
    own = next(one.get("href") for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self")
    check_feed(response, own.removeprefix("http://testserver"))
    again = client.get(own)
    check_feed(again, own.removeprefix("http://testserver"))
    assert again.content == response.content or not feed.findall(f"{ATOM}entry")
