"""Actions on the publications that an editor has ticked in the list."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.forms import TagField
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from publications import editing
from publications.exporting import FORMATS, download
from publications.models import Publication


class SelectForm(forms.Form):
    selected = forms.TypedChoiceField(
        label=_("Show them among the selected ones"),
        choices=[("1", _("Yes")), ("", _("No"))],
        coerce=bool,
        empty_value="",
        required=False,
        initial="1",
        widget=forms.RadioSelect,
    )


class TopicForm(forms.Form):
    topics = TagField(label=_("Topics"), help_text=_("Divided by commas; they are added."))


class FormatForm(forms.Form):
    extension = forms.ChoiceField(
        label=_("Format"), choices=[(one.extension, one.name) for one in FORMATS.values()]
    )


class PublicationBulkAction(SnippetBulkAction):
    """Base: asks for what the action needs on one page, with the list of what it is done to."""

    models = [Publication]
    template_name = "publications/admin/bulk_action.html"
    permission = "change"

    def check_perm(self, snippet: Publication) -> bool:
        policy = self.permission_policy
        allowed: bool = policy.user_has_permission_for_instance(
            self.request.user, self.permission, snippet
        )
        return allowed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "action": self}

    def get_execution_context(self) -> dict[str, Any]:
        data = self.cleaned_form.cleaned_data if self.cleaned_form else {}
        return {"user": self.request.user, "data": data}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        told = ngettext(
            "%(count)d publication was changed.", "%(count)d publications were changed.", num_parent_objects
        ) % {"count": num_parent_objects}  # fmt: skip
        if editing.may_publish(self.request.user):
            return told
        return f"{told} {_('What is live changes when somebody publishes the drafts.')}"


class SelectBulkAction(PublicationBulkAction):
    display_name = _("Mark as selected")
    aria_label = _("Show the ticked publications among the selected ones")
    action_type = "select"
    action_priority = 10
    form_class = SelectForm

    @classmethod
    def execute_action(
        cls, objects: list[Publication], user: Any = None, data: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        change = editing.select(selected=bool(data["selected"]))
        return editing.change_all(objects, change, user), 0


class TopicBulkAction(PublicationBulkAction):
    display_name = _("Add topics")
    aria_label = _("Add topics to the ticked publications")
    action_type = "topics"
    action_priority = 11
    form_class = TopicForm

    @classmethod
    def execute_action(
        cls, objects: list[Publication], user: Any = None, data: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        return editing.change_all(objects, editing.add_topics(data["topics"]), user), 0


class UnpublishBulkAction(PublicationBulkAction):
    display_name = _("Unpublish")
    aria_label = _("Take the ticked publications off the site")
    action_type = "unpublish"
    action_priority = 20
    classes = {"serious"}
    permission = "publish"

    @classmethod
    def execute_action(
        cls, objects: list[Publication], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        return editing.unpublish_all(objects, user), 0


class ExportBulkAction(PublicationBulkAction):
    display_name = _("Export")
    aria_label = _("Download the ticked publications")
    action_type = "export"
    action_priority = 15
    form_class = FormatForm
    permission = "change"

    def prepare_action(
        self, objects: list[Publication], objects_without_access: list[Publication]
    ) -> HttpResponseBase:
        """Answers with the file, and nothing is changed."""
        keys = [publication.pk for publication in objects]
        chosen = FORMATS[self.cleaned_form.cleaned_data["extension"]]
        return download(Publication.objects.filter(pk__in=keys).newest_first(), chosen)


ACTIONS = (SelectBulkAction, TopicBulkAction, ExportBulkAction, UnpublishBulkAction)
