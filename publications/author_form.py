"""The form of an author in the admin, which keeps names apart."""

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from publications.naming import normal_name


class AuthorForm(WagtailAdminModelForm):
    """Says which other way of writing a name is there already, here or with somebody else."""

    def is_valid(self) -> bool:
        return super().is_valid() and self._names_are_free()

    def _names_are_free(self) -> bool:
        seen: set[str] = set()
        forms = self.formsets["names"].forms if "names" in self.formsets else []
        kept = [form for form in forms if not form.cleaned_data.get("DELETE")]
        for form in kept:
            text = form.cleaned_data.get("text", "")
            normal = normal_name(text)
            if other := self._bearer(normal):
                told = _("%(author)s is known by this name. If both are one person, merge them.")
                form.add_error("text", told % {"author": other})
            elif normal in seen and text:
                form.add_error("text", _("It stands here already: accents and dots do not count."))
            seen.add(normal)
        return not any(form.errors for form in kept)

    def _bearer(self, normal: str) -> object:
        """Who else is known by this name."""
        names = apps.get_model("publications", "AuthorName").objects.filter(normal=normal)
        found = names.exclude(author=self.instance.pk).select_related("author").first()
        return found and found.author
