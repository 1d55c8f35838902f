"""What the templates of every app may say without loading anything."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import look
from core.below_home import ways
from core.jsonld import to_script
from core.mathml import to_mathml
from core.models import SiteImage

register = template.Library()


@register.simple_tag
def picture(image: SiteImage | None, preset: str, **options: Any) -> SafeString:
    """`{% picture page.lead_image "lead" eager=True alt="" %}`; nothing where there is no image."""
    return image.picture(preset, **options) if image else SafeString("")


@register.simple_tag(takes_context=True)
def style_sheet(context: Context) -> SafeString:
    """The link to the look of every page."""
    version = look.style_sheet(context.get("request")).version
    return format_html('<link rel="stylesheet" href="{}">', reverse("style_sheet", args=[version]))


@register.simple_tag
def content_language() -> str:
    """What pages are written in, whatever the buttons of this visitor's browser say: it is by this
    that they are read aloud and translated."""
    return settings.LANGUAGE_CODE


@register.simple_tag
def mathml(tex: str) -> SafeString:
    return to_mathml(tex, block=True)


@register.simple_tag
def json_ld(data: dict[str, Any] | list[Any]) -> SafeString:
    """A `<script type="application/ld+json">` of schema.org data."""
    return to_script(data)


@register.inclusion_tag("core/menu.html", takes_context=True)
def menu(context: Context) -> dict[str, Any]:
    """The pages right below the home page that editors want in menus."""
    request = context.get("request")
    shown = [way for way in ways(request) if way.in_menu] if request else []
    return {"ways": shown, "here": request.path if request else ""}


@register.filter
def leads_to(path: str, here: str) -> bool:
    """Whether `here` is the page at `path`, or one below it."""
    return here.startswith(path)
