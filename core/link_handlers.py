"""How links in prose become addresses."""

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from core.pagelinks import learn, page


class SitePageLinkHandler(PageLinkHandler):
    """Wagtail's handler asks the database once for every block of prose; this one asks once a page."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Page | None]:
        keys = [str(attrs.get("id")) for attrs in attrs_list]
        learn(key for key in keys if key.isdigit())
        return [page(key) for key in keys]
