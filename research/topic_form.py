"""The form of a research topic in the admin."""

from typing import Any

from django.db.models.functions import Lower
from wagtail.admin.forms import WagtailAdminPageForm


class ResearchTopicForm(WagtailAdminPageForm):
    """Topics of publications stand in the order of their names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("topics"):
            field.queryset = field.queryset.order_by(Lower("name"), "pk")
