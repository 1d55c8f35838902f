"""What an editor fills in to import, and to merge two that are one."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.widgets import AdminSnippetChooser


class ImportForm(forms.Form):
    """One of three: a file, a text, a number."""

    file = forms.FileField(
        label=gettext_lazy("A .bib file"),
        required=False,
        help_text=gettext_lazy("BibTeX or biblatex, from any reference manager."),
        widget=forms.FileInput(attrs={"accept": ".bib,.txt,text/plain"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste BibTeX, or a plain list"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A list has for each work a line with its type, one with its title, and one with "
            "authors and where it appeared; or a paragraph as in a list of references; or it is "
            "copied from your profile at Google Scholar. It makes drafts for you to review."
        ),
    )
    number = forms.CharField(
        label=gettext_lazy("Or a DOI or arXiv number"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("10.1109/TPAMI.2012.231 or 1202.2160: asked of Crossref or arXiv."),
    )
    update = forms.ChoiceField(
        label=gettext_lazy("Where you have edited what has changed in the file too"),
        choices=[
            ("keep", gettext_lazy("keep what stands on the site")),
            ("theirs", gettext_lazy("take what the file says")),
        ],
        initial="keep",
        widget=forms.RadioSelect,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        largest = settings.IMPORT_MAX_BYTES
        if file and file.size > largest:
            raise ValidationError(
                _("The file has %(size)s; the largest that can be imported has %(limit)s.")
                % {"size": filesizeformat(file.size), "limit": filesizeformat(largest)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        given = [name for name in ("file", "text", "number") if data.get(name)]
        if len(given) != 1:
            raise ValidationError(
                _("Choose a file, paste a text or type a number: one of the three.")
            )
        return data


def merge_form(model: type[Any]) -> type[forms.Form]:
    """A form that asks which other object of this model is the same."""

    class MergeForm(forms.Form):
        other = forms.ModelChoiceField(
            label=_("The one that goes"),
            queryset=model.objects.all(),
            widget=AdminSnippetChooser(model),
            help_text=_("It is merged into this one: all its names lead here from then on."),
        )

    return MergeForm
