"""What follows from publishing a home page."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver
from wagtail.models import Page, Site
from wagtail.signals import page_published

from home.models import HomePage


@receiver(page_published, sender=HomePage)
def become_the_first_page(instance: HomePage, **kwargs: Any) -> None:
    """Take the place of Wagtail's welcome, which a new site shows until somebody has a page."""
    plain = ContentType.objects.get_for_model(Page)
    for site in Site.objects.filter(root_page__content_type=plain):
        site.root_page = instance
        site.save()
