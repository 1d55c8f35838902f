"""The page that lists every publication."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField
from wagtail.search import index

from core.blocks import PROSE_FEATURES
from core.models import SitePage


class PublicationIndexPage(RoutablePageMixin, SitePage):
    introduction = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)

    content_panels = [*SitePage.content_panels, FieldPanel("summary"), FieldPanel("introduction")]
    search_fields = [*SitePage.search_fields, index.SearchField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    page_description = _(
        "The list of everything you have published, to filter, search and cite from"
    )
    template = "publications/index_page.html"

    class Meta:
        verbose_name = _("list of publications")
