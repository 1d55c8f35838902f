"""What every page of the site shares."""

from core.models.image import SiteImage, SiteRendition
from core.models.page import SitePage
from core.models.search_entry import SearchEntry, SearchText, SearchWord
from core.models.settings import SiteSettings
from core.models.version import SiteVersion

__all__ = [
    "SearchEntry",
    "SearchText",
    "SearchWord",
    "SiteImage",
    "SitePage",
    "SiteRendition",
    "SiteSettings",
    "SiteVersion",
]
