"""The forms of what goes by several names, authors and topics, which keep these names apart."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from publications.naming import folded


class NamesForm(WagtailAdminModelForm):
    """Says which other name is there already, here or with another of its kind."""

    taken: str | Promise = ""

    def is_valid(self) -> bool:
        return super().is_valid() and self._names_are_free()

    def _names_are_free(self) -> bool:
        seen: set[str] = set()
        forms = self.formsets["names"].forms if "names" in self.formsets else []
        kept = [form for form in forms if not form.cleaned_data.get("DELETE")]
        for form in kept:
            text = form.cleaned_data.get("text", "")
            normal = self._names.normalize(text)
            if other := self.bearer(normal):
                form.add_error("text", self.taken % {"bearer": other})
            elif normal in seen and text:
                form.add_error("text", _("It stands here already: accents and dots do not count."))
            seen.add(normal)
        return not any(form.errors for form in kept)

    @property
    def _names(self) -> Any:
        """The model of the other names."""
        return self._meta.model._meta.get_field("names").related_model

    def bearer(self, normal: str) -> object:
        """Who else is known by this name."""
        bears = self._meta.model._meta.get_field("names").field.name
        names = self._names.objects.filter(normal=normal)
        found = names.exclude(**{bears: self.instance.pk}).select_related(bears).first()
        return found and getattr(found, bears)


class AuthorForm(NamesForm):
    taken = gettext_lazy("%(bearer)s is known by this name. If both are one person, merge them.")


class TopicForm(NamesForm):
    taken = gettext_lazy(
        "“%(bearer)s” is there already, or known by this name. If both are one topic, merge them."
    )

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        if other := self.bearer(folded(name)):
            self.add_error("name", self.taken % {"bearer": other})
        return name

    def bearer(self, normal: str) -> object:
        """A topic's own name stands in its row, and no database compares what is folded."""
        others = self._meta.model.objects.exclude(pk=self.instance.pk)
        own = (topic for topic in others if normal and folded(topic.name) == normal)
        return next(own, None) or super().bearer(normal)
