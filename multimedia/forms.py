"""The editor's form for a film or a recording."""

from wagtailmedia.forms import BaseMediaForm


class MediaForm(BaseMediaForm):
    """Checks what was uploaded before it is kept."""
