# ruff: noqa: E501  tables of cases read better in one line each
import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ReferenceIndex

from publications.attention import alike, needing_attention, what_is_wrong
from publications.importing.run import import_files
from publications.models import Author, AuthorName, Publication, Topic
from tests.factories import AuthorFactory, PublicationFactory
from tests.queries import queries_of

LIST = "/admin/snippets/publications/publication/"
CHOOSER = "/admin/snippets/choose/publications/publication"
FORMSET = {
    "authorships-TOTAL_FORMS": "1", "authorships-INITIAL_FORMS": "0", "authorships-MIN_NUM_FORMS": "0",
    "authorships-MAX_NUM_FORMS": "1000", "authorships-0-role": "author", "authorships-0-ORDER": "1",
}  # fmt: skip


def form(author: Author, **fields) -> dict:
    lists = {"keywords": "[]", "protected": "[]", "extra": "{}"}
    return {**FORMSET, **lists, "authorships-0-author": author.pk, "type": "journal", **fields}


def bulk(action: str, *publications: Publication) -> str:
    keys = "&".join(f"id={one.pk}" for one in publications)
    return f"/admin/bulk/publications/publication/{action}/?next={LIST}&{keys}"


def test_an_editor_writes_a_publication_and_publishes_it(admin, client, publication_index):
    ada = AuthorFactory(given="Ada", family="King")
    data = form(ada, title="On Engines", date="2011-10", **{"action-publish": "1"})
    response = admin.post(f"{LIST}add/", data)
    assert response.status_code == 302, re.findall(
        r"error-message[^<]*<[^<]*", response.content.decode()
    )
    paper = Publication.objects.get()
    assert (paper.year, paper.date_order, paper.slug) == (2011, 20111000, "on-engines")
    assert [authorship.author for authorship in paper.authors] == [ada]
    assert client.get("/publications/on-engines/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "date"),
    [("March 2012", "2012-03"), ("12/2013", "2013-12"), ("2010–2012", "2010/2012"), ("2004~", "2004~"),
     ("about 1700", "1700~"), ("820", "820"), ("", "")],
)  # fmt: skip
def test_a_date_is_kept_in_one_form_however_it_is_typed(admin, publication_index, typed, date):
    admin.post(f"{LIST}add/", form(AuthorFactory(), title="On Engines", date=typed))
    assert Publication.objects.get().date == date


def test_what_is_saved_by_itself_never_goes_over_what_another_editor_saved(
    admin, publication_index
):
    """As an import brings them, without a version: Wagtail compares versions."""
    ada = AuthorFactory()
    paper = PublicationFactory(title="Old", authors=[ada])
    address = f"{LIST}edit/{paper.pk}/"

    def save(title: str, **more) -> dict:
        known = {"authorships-INITIAL_FORMS": 1, "authorships-0-id": paper.authorships.get().pk}
        data = form(ada, title=title, key=paper.key, date="2012", **known, **more)
        return admin.post(address, data, headers={"accept": "application/json"}).json()

    mine = save("New")
    assert mine["success"]
    theirs = save("Old, with a note")
    assert (theirs["success"], theirs["error_code"]) == (False, "invalid_revision")
    assert save("Newer", overwrite_revision_id=mine["revision_id"])["success"]
    paper.refresh_from_db()
    assert paper.get_latest_revision_as_object().title == "Newer"


def test_an_earlier_version_comes_back_with_an_author_who_was_taken_off(admin, publication_index):
    ada, bo = AuthorFactory(), AuthorFactory()
    paper = PublicationFactory(title="Old", authors=[ada, bo])
    earlier = paper.save_revision()
    earlier.publish()
    paper.authorships.get(author=bo).delete()
    Publication.objects.get(pk=paper.pk).save_revision().publish()
    address = f"{LIST}history/{paper.pk}/revisions/{earlier.pk}/revert/"
    shown = admin.get(address).context["form"].formsets["authorships"]
    ids = [one.instance.pk or "" for one in shown.initial_forms]
    rows = {
        f"authorships-{i}-{name}": value
        for i, (pk, author) in enumerate(zip(ids, (ada, bo), strict=True))
        for name, value in {"id": pk, "author": author.pk, "role": "author", "ORDER": i + 1}.items()
    }
    count = {"authorships-TOTAL_FORMS": 2, "authorships-INITIAL_FORMS": 2, "action-publish": "1"}
    data = form(ada, title="Old", key=paper.key) | rows | count
    assert admin.post(address, data).status_code == 302
    again = Publication.objects.get(pk=paper.pk)
    assert [authorship.author for authorship in again.authors] == [ada, bo]


@pytest.mark.parametrize("typed", ["2012-13", "2012-02-30", "2012a", "soon"])
def test_what_is_no_date_is_told_and_not_kept(admin, publication_index, typed):
    answer = admin.post(f"{LIST}add/", form(AuthorFactory(), title="On Engines", date=typed))
    assert f"no date that can be read: {typed}" in answer.content.decode()
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("doi", "https://doi.org/10.1109/5.771073", "10.1109/5.771073"),
        ("doi", "doi: 10.1109/CVPR.2016.90 ", "10.1109/cvpr.2016.90"),
        ("doi", " ", ""),
        ("arxiv_id", "https://arxiv.org/abs/1706.03762v5", "1706.03762"),
        ("arxiv_id", "arXiv:hep-th/9711200", "hep-th/9711200"),
        ("pages", "pp. 3-9, 12", "3–9, 12"),
        ("pages", "S12", "S12"),
    ],
)
def test_what_is_typed_or_pasted_is_kept_as_an_import_brings_it(
    admin, publication_index, field, typed, kept
):
    admin.post(f"{LIST}add/", form(AuthorFactory(), title="On Engines", **{field: typed}))
    assert getattr(Publication.objects.get(), field) == kept


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [("doi", "coming soon", "no DOI"), ("arxiv_id", "12", "no number of arXiv")],
)
def test_what_is_no_number_is_told_and_not_kept(admin, publication_index, field, typed, told):
    typed_in = form(AuthorFactory(), title="On Engines", **{field: typed})
    assert told in admin.post(f"{LIST}add/", typed_in).content.decode()
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("0000-0002-1825-0098", None),
        ("me", None),
    ],
)
def test_an_orcid_may_be_pasted_as_its_address_and_is_checked(admin, typed, kept):
    names = {f"names-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    typed_in = {"family": "King", "slug": "king", "orcid": typed, **names}
    html = admin.post("/admin/snippets/publications/author/add/", typed_in).content.decode()
    assert ("This is no ORCID" in html) == (kept is None)
    assert list(Author.objects.values_list("orcid", flat=True)) == ([kept] if kept else [])


def test_a_draft_waits_and_an_embargo_ends_by_itself(admin, client, publication_index):
    ada = AuthorFactory()
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    data = form(ada, title="Later", go_live_at=tomorrow.strftime("%Y-%m-%d %H:%M"))
    admin.post(f"{LIST}add/", data | {"action-publish": "1"})
    paper = Publication.objects.get()
    assert not paper.live
    assert client.get(f"/publications/{paper.slug}/").status_code == 404
    revision = paper.latest_revision
    revision.approved_go_live_at = timezone.now() - dt.timedelta(minutes=1)
    revision.content = revision.content | {"go_live_at": None}
    revision.save()
    call_command("publish_scheduled")
    assert client.get(f"/publications/{paper.slug}/").status_code == 200


@pytest.mark.parametrize(
    "path", ["", "add/", "?q=king", "?type=journal&year=2011", "?author=x&topic=x", "?author=999999", "edit/{pk}/", "history/{pk}/", "usage/{pk}/", "delete/{pk}/"]
)  # fmt: skip
def test_every_page_of_the_admin_opens(path, admin, publication_index):
    paper = PublicationFactory(authors=[AuthorFactory(family="King")], date="2011")
    assert admin.get(LIST + path.format(pk=paper.pk)).status_code == 200
    assert admin.get("/admin/snippets/publications/author/").status_code == 200


@pytest.mark.parametrize("model", ["author", "topic"])
def test_authors_and_topics_lead_to_their_publications(admin, publication_index, model):
    ada = AuthorFactory(given="Ada", family="King")
    paper = PublicationFactory(title="Of engines", authors=[ada])
    paper.topics.add("looms")
    paper.save()
    PublicationFactory(title="Of something else", authors=[AuthorFactory(family="King")])
    thing = {"author": ada, "topic": Topic.objects.get()}[model]
    listed = f"{LIST}?{model}={thing.pk}"
    names = f"/admin/snippets/publications/{model}/"
    assert f'<a href="{listed}">1</a>' in admin.get(names).content.decode()
    form = admin.get(f"{names}edit/{thing.pk}/").content.decode()
    assert f'href="{listed}"' in form
    assert "/usage/" not in form
    found = admin.get(listed).content.decode()
    assert "Of engines" in found
    assert "Of something else" not in found


def test_usage_is_the_same_after_an_import_and_once_it_is_counted_anew(
    admin, publication_index, tmp_path
):
    path = tmp_path / "refs.bib"
    path.write_text("@misc{a, author = {King, Ada}, title = {Of engines}, keywords = {looms}}")
    import_files([path])
    Publication.objects.get().save_revision().publish()
    call_command("rebuild_references_index", verbosity=0)
    assert not ReferenceIndex.objects.exists()


def test_the_list_says_of_each_when_it_was_changed_last(admin):
    """Of what an import brought in too, which has no revision."""
    for title, days in (("Brought in", 400), ("Edited since", 3)):
        PublicationFactory(title=title)
        changed = timezone.now() - dt.timedelta(days=days)
        Publication.objects.filter(title=title).update(changed_at=changed)
    found = admin.get(f"{LIST}?ordering=-changed_at").content.decode()
    newer, older = found.split("Brought in", 1)
    assert "Edited since" in newer
    assert "3\xa0days" in newer
    assert "1\xa0year" in older


def test_the_preview_shows_what_is_typed(admin, publication_index):
    paper = PublicationFactory(title="Before")
    ada = AuthorFactory(given="Ada", family="King")
    preview = f"{LIST}preview/{paper.pk}/"
    answer = admin.post(preview, form(ada, title="As it is typed", key=paper.key, date="2011"))
    assert answer.json()["is_valid"]
    shown = admin.get(preview).content.decode()
    assert "As it is typed" in shown
    assert "Ada King" in shown
    assert "2011" in shown
    assert "2012" not in shown


def test_a_topic_is_one_however_it_is_capitalised(admin, publication_index):
    first, second = PublicationFactory(), PublicationFactory()
    first.topics.add("Robots")
    first.save()
    admin.post(bulk("topics", second), {"topics": "robots, Hands"})
    typed = form(AuthorFactory(), title="On Engines", topics="ROBOTS, hands")
    admin.post(f"{LIST}add/", typed)
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["Hands", "Robots"]
    assert Publication.objects.filter(topics__name="Robots").count() == 3


def test_ticked_publications_are_selected_given_topics_and_taken_down(admin, publication_index):
    papers = [PublicationFactory() for _ in range(3)]
    for paper in papers[:2]:
        paper.save_revision().publish()
    assert admin.get(bulk("select", *papers)).status_code == 200
    admin.post(bulk("select", *papers), {"selected": "1"})
    admin.post(bulk("topics", *papers[:2]), {"topics": "Optics, Sound"})
    admin.post(bulk("unpublish", papers[2]))
    now = [Publication.objects.get(pk=paper.pk) for paper in papers]
    assert [paper.is_selected for paper in now] == [True, True, True]
    assert [sorted(paper.topics.names()) for paper in now] == [["Optics", "Sound"]] * 2 + [[]]
    assert [paper.live for paper in now] == [True, True, False]
    assert now[0].get_latest_revision_as_object().is_selected


def test_ticked_publications_are_downloaded(admin, publication_index):
    papers = [PublicationFactory() for _ in range(3)]
    response = admin.post(bulk("export", *papers[:2]), {"extension": "bib"})
    text = b"".join(response).decode()
    assert [paper.key in text for paper in papers] == [True, True, False]


def test_the_report_says_what_needs_attention(admin, publication_index):
    full, short = (
        AuthorFactory(given="Grace", family="Hopper"),
        AuthorFactory(given="G.", family="Hopper"),
    )
    other = AuthorFactory(given="Ada", family="Hopper")
    well = PublicationFactory(title="Well", doi="10.1/x", authors=[other])
    undated = PublicationFactory(title="Undated", date="", doi="10.1/y", authors=[other])
    twins = [
        PublicationFactory(title="Twin", url="https://example.org/", authors=[other]) for _ in "ab"
    ]
    twice = PublicationFactory(title="Twice", doi="10.1/z", authors=[short])
    bare = PublicationFactory(title="Bare")
    far = PublicationFactory(title="Far", date="2204", doi="10.1/f", authors=[other])
    assert alike() == {full.pk: short.pk, short.pk: full.pk}
    found = {one.pk: ", ".join(what_is_wrong(one)) for one in needing_attention()}
    assert well.pk not in found
    assert found == {
        undated.pk: "No year",
        twins[0].pk: "Possible duplicate",
        twins[1].pk: "Possible duplicate",
        twice.pk: "An author may be there twice",
        bare.pk: "No link, No author",
        far.pk: "A year far in the future",
    }
    report = admin.get("/admin/publications/attention/?wrong=no_year").content.decode()
    assert "Undated" in report
    assert "Twin" not in report


@pytest.mark.parametrize(
    ("given", "other", "one"),
    [
        ("Huseyin A.", "Huseyin Atakan", True), ("H. Atakan", "Huseyin A.", True), ("", "Ada", True),
        ("J.-P.", "Jean-Pierre", True), ("Erin", "Erin M.", True), ("E.", "Érin Marie", True),
        ("Erin M.", "Erin K.", False), ("Erin", "Erin Marie", False), ("Ada", "Grace", False),
        ("H. Atakan", "Huseyin Bora", False),
    ],
)  # fmt: skip
def test_two_spellings_of_one_person_are_noticed(db, given, other, one):
    first = AuthorFactory(given=given, family="Varol")
    second = AuthorFactory(given=other, family="Varol")
    assert alike() == ({first.pk: second.pk, second.pk: first.pk} if one else {})


def test_the_report_leads_to_merging_what_is_there_twice(admin, publication_index):
    full = AuthorFactory(given="Grace", family="Hopper")
    short = AuthorFactory(given="G.", family="Hopper")
    older = PublicationFactory(key="old", title="Twin", authors=[full])
    newer = PublicationFactory(key="new", title="Twin", authors=[short])
    report = admin.get("/admin/publications/attention/").content.decode()
    for kind, stays, goes in (("publication", older, newer), ("author", full, short)):
        address = f"/admin/publications/merge/{kind}/{stays.pk}/?other={goes.pk}"
        assert report.count(f'href="{address}"') == 2
        asked = admin.get(address).content.decode()
        assert "cannot be taken back" in asked
        assert f"/admin/publications/merge/{kind}/{goes.pk}/?other={stays.pk}" in asked
    assert Author.objects.count() == Publication.objects.count() == 2
    assert "Merge new into old…" in report
    assert "Merge G. Hopper into Grace Hopper…" in report


def test_the_report_costs_the_same_queries_however_much_is_wrong(admin, publication_index):
    def fill(size):
        for _ in range(size):
            name = f"Twin{Publication.objects.count()}"
            for given in ("Ada", "A."):
                who = AuthorFactory(given=given, family=name)
                PublicationFactory(title=name, authors=[who])

    fill(2)
    few = queries_of(admin, "/admin/publications/attention/")
    fill(9)
    assert queries_of(admin, "/admin/publications/attention/") <= few


@pytest.mark.parametrize("kind", ["publication", "author"])
def test_a_form_leads_to_merging(admin, publication_index, kind):
    thing = PublicationFactory() if kind == "publication" else AuthorFactory()
    form = admin.get(f"/admin/snippets/publications/{kind}/edit/{thing.pk}/").content.decode()
    assert f"/admin/publications/merge/{kind}/{thing.pk}/" in form


def test_what_is_on_the_site_is_offered_as_the_one_that_stays(admin, publication_index):
    draft = PublicationFactory(key="draft", title="Twin", live=False)
    live = PublicationFactory(key="live", title="Twin")
    report = admin.get("/admin/publications/attention/").content.decode()
    assert "Merge draft into live…" in report
    off = "is a draft: the work is off the site until you publish it."
    for stays, goes in ((draft, live), (live, draft)):
        asked = admin.get(f"/admin/publications/merge/publication/{stays.pk}/?other={goes.pk}")
        assert (off in asked.content.decode()) == (stays == draft)


def test_two_of_one_title_are_told_apart_before_they_are_merged(admin, publication_index):
    stays = PublicationFactory(key="talk", title="Twin", venue="A Symposium")
    goes = PublicationFactory(key="paper", title="Twin", venue="A Journal", live=False)
    address = f"/admin/publications/merge/publication/{stays.pk}/?other={goes.pk}"
    asked = admin.get(address).content.decode()
    assert "“Twin” (paper) is deleted" in asked
    for stands in ("A Symposium</td><td>A Journal", "talk</td><td>paper", "yes</td><td>no"):
        assert stands in asked
    assert "2012</td><td>2012" not in asked


def test_a_publication_is_found_by_its_citation_key(admin, publication_index):
    PublicationFactory(key="knuth:ct", title="Typesetting")
    PublicationFactory(title="Another")
    for address in (LIST, f"{CHOOSER}/results/"):
        found = admin.get(address, {"q": "Knuth:CT"}).content.decode()
        assert "Typesetting" in found
        assert "Another" not in found


@pytest.mark.parametrize(
    "asked",
    ["k-means", "k-Means and mills: the mills", "O'Neill", "o’neill mills", "O'Neill, Ada", "mills & dams", '"mills of"',
     "TCP/IP", "C++", "O'Neill 2011", "the mills of 2011?"],
)  # fmt: skip
def test_a_publication_is_found_by_words_with_signs(admin, publication_index, asked):
    PublicationFactory(
        title="k-means and mills: the mills of TCP/IP, dams & C++",
        year=2011,
        date="2011",
        authors=[AuthorFactory(given="Ada", family="O'Neill")],
    )
    PublicationFactory(title="Mills, the means to an ip", date="1999")
    for address in (LIST, f"{CHOOSER}/results/"):
        found = admin.get(address, {"q": asked}).content.decode()
        assert ("k-means and mills" in found, "the means to an ip" in found) == (True, False)


def test_an_author_whom_a_publication_names_is_not_deleted(admin, publication_index):
    author, nobody = AuthorFactory(given="Ada", family="Hopper"), AuthorFactory()
    PublicationFactory(authors=[author])
    bulk = f"/admin/bulk/publications/author/delete/?next={AUTHORS}&id={author.pk}&id={nobody.pk}"
    for address in (f"{AUTHORS}delete/{author.pk}/", bulk):
        for ask in (admin.get, admin.post):
            answer = ask(address, follow=True)
            assert "since publications name: Ada Hopper (1)" in answer.content.decode()
    assert Author.objects.count() == 2
    admin.post(f"{AUTHORS}delete/{nobody.pk}/")
    assert Author.objects.get() == author


def test_a_publication_is_chosen_by_its_words_and_told_apart_by_authors_and_year(admin):
    muller = AuthorFactory(given="Jürgen", family="Müller")
    PublicationFactory(title="On Engines", date="2011", authors=[muller])
    PublicationFactory(title="On Engines", live=False)
    PublicationFactory(title="On Mills")
    whole = admin.get(f"{CHOOSER}/").content.decode()
    assert 'name=\\"q\\"' in whole
    found = admin.get(f"{CHOOSER}/results/", {"q": "muller engines"}).content.decode()
    assert found.count("data-chooser-modal-choice") == 1
    assert "J. Müller" in found
    assert "2011" in found
    assert admin.get(f"{CHOOSER}/results/", {"q": "engi"}).content.decode().count("On Engines") == 2
    assert admin.get(f"{CHOOSER}/results/", {"q": "nowhere \0"}).status_code == 200


AUTHORS = "/admin/snippets/publications/author/"
CHOOSE_AUTHOR = "/admin/snippets/choose/publications/author"


def author_form(given: str, family: str, *names: str) -> dict:
    counts = {"TOTAL": len(names), "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": 1000}
    formset = {f"names-{name}_FORMS": str(count) for name, count in counts.items()}
    written = {f"names-{place}-text": name for place, name in enumerate(names)}
    return {"given": given, "family": family, "slug": "someone", **formset, **written}


def test_a_name_that_somebody_else_is_known_by_is_refused_in_words(admin):
    AuthorFactory(given="Yann", family="LeCun")
    typed = author_form("Ada", "King", "A. King", "LeCun, Yann")
    assert (
        "Yann LeCun is known by this name" in admin.post(f"{AUTHORS}add/", typed).content.decode()
    )
    assert Author.objects.count() == 1


def test_a_name_that_is_written_twice_is_refused_in_words(admin):
    typed = author_form("Ada", "King", "A. King", "King, A")
    assert "It stands here already" in admin.post(f"{AUTHORS}add/", typed).content.decode()
    assert not Author.objects.exists()


def test_an_author_without_any_name_is_refused_in_words(admin):
    assert "A name is missing" in admin.post(f"{AUTHORS}add/", author_form("", "")).content.decode()


def test_an_author_written_by_hand_is_known_by_the_name(admin):
    admin.post(f"{AUTHORS}add/", author_form("Ada", "King", "A. King", "A. Lovelace"))
    (ada,) = Author.objects.known_as("King, Ada")
    assert sorted(name.text for name in ada.names.all()) == ["A. King", "A. Lovelace", "Ada King"]
    ada.family = "Lovelace"
    ada.save()
    ada.save()
    assert set(Author.objects.known_as("Ada Lovelace")) == set(Author.objects.known_as("A. King"))


def test_namesakes_can_both_be_kept(admin):
    admin.post(f"{AUTHORS}add/", author_form("Wei", "Wang"))
    admin.post(f"{AUTHORS}add/", author_form("Wei", "Wang") | {"slug": "another"})
    assert Author.objects.count() == 2
    assert Author.objects.known_as("Wei Wang").count() == 1


@pytest.mark.parametrize("asked", ["lecun", "yann lecun", "LeCun, Y.", "Yann Le"])
def test_an_author_that_an_import_brought_is_found_where_one_is_chosen(admin, asked):
    Author.objects.bulk_create([Author(given="Yann", family="LeCun", sort_name="LeCun, Yann")])
    AuthorName.objects.create(author=Author.objects.get(), text="LeCun, Yann")
    AuthorFactory(given="Ada", family="King")
    for address in (f"{CHOOSE_AUTHOR}/results/", f"{AUTHORS}results/"):
        html = admin.get(address, {"q": asked}).content.decode()
        assert ("LeCun" in html, "King" in html) == (True, False)


def test_who_is_not_there_yet_is_added_where_one_is_chosen(admin):
    assert "Add someone new" in admin.get(f"{CHOOSE_AUTHOR}/").content.decode()
    made = admin.post(f"{CHOOSE_AUTHOR}/create/", {"given": "Ada", "family": "King"})
    assert made.status_code == 200
    assert Author.objects.known_as("Ada King").exists()
    admin.post(f"{CHOOSE_AUTHOR}/create/", {"given": " "})
    assert Author.objects.count() == 1


def test_an_editor_is_led_to_the_page_of_what_is_published(admin, publication_index):
    data = form(AuthorFactory(), title="On Engines", date="2011")
    draft = admin.post(f"{LIST}add/", data, follow=True).content.decode()
    assert "View live" not in draft
    assert "Draft" in draft
    publish = {**data, "action-publish": "1", "title": "On Mills"}
    answer = admin.post(f"{LIST}add/", publish, follow=True).content.decode()
    paper = Publication.objects.get(title="On Mills")
    assert "View live" in answer
    edit = admin.get(f"{LIST}edit/{paper.pk}/").content.decode()
    assert re.search(rf'href="{paper.get_absolute_url()}"', edit)
