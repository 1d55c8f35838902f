"""What the templates of every app may say without loading anything."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from core.jsonld import to_script
from core.mathml import to_mathml
from core.models import SiteImage

register = template.Library()


@register.simple_tag
def picture(image: SiteImage | None, preset: str, **options: Any) -> SafeString:
    """`{% picture page.lead_image "lead" eager=True alt="" %}`; nothing where there is no image."""
    return image.picture(preset, **options) if image else SafeString("")


@register.simple_tag
def mathml(tex: str) -> SafeString:
    return to_mathml(tex, block=True)


@register.simple_tag
def json_ld(data: dict[str, Any] | list[Any]) -> SafeString:
    """A `<script type="application/ld+json">` of schema.org data."""
    return to_script(data)


@register.inclusion_tag("core/menu.html", takes_context=True)
def menu(context: Context) -> dict[str, Any]:
    """Home and the pages right below it that editors want in menus."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return {"items": []}
    root_path = site.root_page.url_path
    pages = Page.objects.child_of(site.root_page).live().public().in_menu().order_by("path")
    return {
        "items": [
            {
                "title": page.title,
                "url": "/" + page.url_path.removeprefix(root_path),
                "current": request.path.startswith("/" + page.url_path.removeprefix(root_path)),
            }
            for page in pages.only("title", "url_path", "path", "depth")
        ],
    }
