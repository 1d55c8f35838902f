"""An editor makes each type of page in the admin, from nothing: writes, previews, publishes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page as Browser
from playwright.sync_api import expect
from wagtail.models import Page, Site

from home.models import HomePage
from music.models import MusicPage, ReleasePage
from publications.models import PublicationIndexPage
from research.models import ResearchIndexPage, ResearchTopicPage
from tests.browser import content, running


@pytest.fixture(scope="module")
def _site(django_db_blocker) -> Iterator[tuple[Path, int]]:
    """A site of its own, as a newcomer has it: an editor, and no page but Wagtail's welcome."""
    with running.new_site() as (folder, port):
        with running.database_of(folder), django_db_blocker.unblock():
            get_user_model().objects.create_superuser(content.EDITOR[0], "", content.EDITOR[1])
        with running.served(folder, port):
            yield folder, port


def parent_of(model: type[Page]) -> Page:
    """The page below which one of this type goes, made where it is not there yet."""
    (parent,) = model.allowed_parent_page_models()
    if parent is Page:
        return Page.get_first_root_node()
    found = parent.objects.first()
    if found is None:
        found = parent_of(parent).add_child(instance=parent(title=parent.__name__))
    if parent is HomePage:
        Site.objects.update(root_page=found)
        Site.clear_site_root_paths_cache()
    return found


def write(editor: Browser, label: str, text: str) -> None:
    """Fill in the field that an editor knows by this label."""
    fields = editor.locator("input:visible, textarea:visible")
    fields.and_(editor.get_by_label(label)).first.fill(text)


def write_prose(editor: Browser, field: str, text: str) -> None:
    """Write into a rich text field."""
    box = editor.locator(f"[data-contentpath={field}] [role=textbox]").first
    box.click()
    expect(box).to_be_focused()
    box.press_sequentially(text)
    expect(editor.locator(f"input[name={field}]")).to_have_value(re.compile(re.escape(text)))


def add_block(editor: Browser, field: str, name: str) -> None:
    """Add a block of this name to an empty StreamField."""
    stream = editor.locator(f"[data-contentpath={field}]").first
    stream.get_by_role("button", name="Insert a block").last.click()
    editor.locator("[role=option]").filter(has_text=name).first.click()


def publish(editor: Browser) -> None:
    editor.get_by_role("button", name="Toggle preview").click()
    editor.get_by_role("button", name="More actions").click()
    editor.locator("button[name=action-publish]").click()
    expect(editor.locator(".messages .success")).to_contain_text("published")


def begin(editor: Browser, model: type[Page], title: str) -> None:
    """Go the editor's way to a new page of this type: the parent, “add child page”, the type."""
    editor.goto(f"/admin/pages/{parent_of(model).pk}/add_subpage/")
    if "add_subpage" in editor.url:
        editor.locator(f"main a[href*='/{model._meta.model_name}/']").first.click()
    write(editor, "Title", title)


def home(editor: Browser) -> None:
    write(editor, "Your name", "Ada Example")
    write_prose(editor, "introduction", "Welcome to the hill.")
    add_block(editor, "body", "Quote")
    write(editor, "Words", "I see a field.")


def research_index(editor: Browser) -> None:
    write_prose(editor, "introduction", "What is looked for on the hill.")


def topic(editor: Browser) -> None:
    write(editor, "Summary", "How a machine looks at a field.")
    write(editor, "From", "2008")
    add_block(editor, "body", "Equation")
    write(editor, "Formula", "y = x^2")


def publication_index(editor: Browser) -> None:
    write_prose(editor, "introduction", "All that was written on the hill.")


def music(editor: Browser) -> None:
    write_prose(editor, "introduction", "All that was played on the hill.")


def release(editor: Browser) -> None:
    write(editor, "Artist", "The Hill Quartet")
    write(editor, "Recorded", "2012")


PAGES = {
    HomePage: (home, ["Ada Example", "Welcome to the hill.", "I see a field."]),
    ResearchIndexPage: (research_index, ["What is looked for on the hill."]),
    ResearchTopicPage: (topic, ["How a machine looks at a field.", "2008"]),
    PublicationIndexPage: (publication_index, ["All that was written on the hill."]),
    MusicPage: (music, ["All that was played on the hill."]),
    ReleasePage: (release, ["The Hill Quartet", "2012"]),
}


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_an_editor_makes_previews_and_publishes(signed_in: Browser, page: Browser, model):
    fill, words = PAGES[model]
    title = f"A new {model.__name__}"
    begin(signed_in, model, title)
    fill(signed_in)

    signed_in.get_by_role("button", name="Toggle preview").click()
    shown = signed_in.frame_locator(
        "iframe[id^=w-preview]:visible, iframe[title=Preview]:visible"
    ).first
    for text in words:
        expect(shown.locator("main")).to_contain_text(text)
    assert not model.objects.filter(title=title, live=True).exists()

    publish(signed_in)
    made = model.objects.get(title=title)
    if model is HomePage:
        Site.objects.get().delete()
        Site.objects.create(hostname="localhost", root_page=made, is_default_site=True)
    page.goto(made.get_url())
    for text in words:
        expect(page.locator("main")).to_contain_text(text)
