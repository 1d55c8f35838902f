"""People and organisations who write, under every name they write under."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from core.searchindex.documents import Dependents, Document, Searchable
from core.slugs import free_slug
from publications import searching
from publications.bibtex.scripts import is_family_first
from publications.models.other_name import OtherName
from publications.names_form import AuthorForm
from publications.naming import PARTS_OF_NAME, compose, full_name, normal_name, written_name
from publications.typed import tidy


class AuthorQuerySet(models.QuerySet["Author"]):
    def owners(self) -> "AuthorQuerySet":
        """The person whose site this is."""
        return self.filter(is_owner=True)

    def known_as(self, name: str) -> "AuthorQuerySet":
        """Those who have written under `name`, however it is accented or capitalised."""
        return self.filter(names__normal=normal_name(name))


class Author(Searchable, ClusterableModel):
    """A person (family and given name) or an organisation (one name that has no parts)."""

    family = models.CharField(_("family name"), max_length=255, blank=True)
    given = models.CharField(_("given names"), max_length=255, blank=True)
    particle = models.CharField(
        _("particle"),
        max_length=60,
        blank=True,
        help_text=_("“van”, “de la”: what stands before the family name."),
    )
    suffix = models.CharField(_("suffix"), max_length=60, blank=True, help_text=_("“Jr.”, “III”."))
    literal = models.CharField(
        _("organisation"),
        max_length=500,
        blank=True,
        help_text=_(
            "For a group or an institution, or a name that has no family name. Then leave the others empty."
        ),
    )
    slug = models.SlugField(_("slug"), max_length=120, unique=True, blank=True, allow_unicode=True)
    sort_name = models.CharField(max_length=500, editable=False, db_index=True)
    orcid = models.CharField(
        "ORCID", max_length=60, blank=True, help_text=_("Sixteen digits: 0000-0002-1825-0097.")
    )
    url = models.URLField(_("home page"), blank=True)
    is_owner = models.BooleanField(
        _("this is me"),
        default=False,
        help_text=_("The site is this person's: the name is set apart in every list."),
    )

    objects = AuthorQuerySet.as_manager()

    panels = [
        FieldRowPanel(
            [
                FieldPanel("given"),
                FieldPanel("particle"),
                FieldPanel("family"),
                FieldPanel("suffix"),
            ]
        ),
        FieldPanel("literal"),
        FieldPanel("is_owner"),
        InlinePanel(
            "names",
            heading=_("Also written as"),
            label=_("name"),
            help_text=_(
                "Other spellings of the same person, such as “C. Farabet”: an import knows them by these."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel("orcid"), FieldPanel("url"), FieldPanel("slug")], heading=_("Elsewhere")
        ),
    ]
    base_form_class = AuthorForm
    search_facet = "person"
    search_by_name = True
    search_lends_words = True
    search_facets = {"person": _("People")}

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        tidy(self, "orcid")
        if not self.name.strip():
            raise ValidationError({"family": _("A name is missing.")})

    def derive(self) -> None:
        """Set what the list of authors is sorted by; whoever writes rows in bulk calls it."""
        self.sort_name = (self.literal or f"{self.family}, {self.given}".strip(", "))[:500]

    def save(self, *args: object, **kwargs: object) -> None:
        compose(self)
        self.derive()
        if not self.slug:
            self.slug = free_slug(Author.objects.all(), self.name, 120)
        self._answer_to_own_name()
        super().save(*args, **kwargs)

    def _answer_to_own_name(self) -> None:
        """Be known to imports and lists by the name itself, unless somebody else is."""
        text = written_name(*(getattr(self, part) for part in PARTS_OF_NAME))
        if text and not AuthorName.objects.filter(normal=normal_name(text)).exists():
            self.names.add(AuthorName(text=text))

    @classmethod
    def search_objects(cls) -> models.QuerySet["Author"]:
        return searching.found_authors(cls.objects)

    @classmethod
    def search_root(cls, request: HttpRequest | None = None) -> str | None:
        return searching.root(request)

    def search_document(self) -> Document:
        names = [name.text for name in self.names.all()]
        return searching.author_document(self.name, names, self.slug, self.orcid)

    def search_dependents(self) -> Dependents:
        authorships = self.authorships.all()
        publications = authorships.model._meta.get_field("publication").related_model
        return [(publications, list(authorships.values_list("publication_id", flat=True)))]

    @property
    def name(self) -> str:
        """As one reads it: “Ludwig van Beethoven”, “Martin Luther King Jr.”."""
        return full_name(self.given, self.particle, self.family, self.suffix, self.literal)

    @property
    def initials_name(self) -> str:
        """With initials: “L. van Beethoven”, “J.-P. Serre”; one of East Asia is short already."""
        if is_family_first(self.given, self.family):
            return self.name
        given = " ".join(
            "-".join(f"{part[0]}." for part in word.split("-") if part)
            for word in self.given.split()
        )
        parts = (given, self.particle, self.family, self.suffix)
        return self.literal or " ".join(part for part in parts if part)


class AuthorName(OtherName):
    """One way in which an author's name has been written; no two authors share one."""

    author = ParentalKey(Author, on_delete=models.CASCADE, related_name="names")
    search_belongs_to = "author"
    search_spreads = True  # to what the author wrote

    @staticmethod
    def normalize(text: str) -> str:
        return normal_name(text)
