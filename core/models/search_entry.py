"""The rows of the site's own search index; `core.searchindex` writes them."""

from django.db import models


class SearchEntry(models.Model):
    """What queries filter and count by: narrow, since a common word reads very many of them."""

    id = models.BigIntegerField(primary_key=True)  # searchindex.entry_id
    facet = models.CharField(max_length=40)
    genre = models.CharField(max_length=40)
    year = models.SmallIntegerField(null=True)
    day = models.IntegerField()  # date.toordinal(); 0 for none
    expires = models.BigIntegerField(null=True)  # seconds since 1970
    collection_id = models.IntegerField(null=True)
    title_words = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["-day", "-id"], name="core_search_newest")]

    def __str__(self) -> str:
        return f"{self.facet} {self.id}"


class SearchText(models.Model):
    """The stems that are searched, and the texts of which a hit is drawn."""

    entry_id = models.BigIntegerField(primary_key=True)
    ids = models.TextField()
    title_stems = models.TextField()
    people_stems = models.TextField()
    keyword_stems = models.TextField()
    title = models.TextField()
    url = models.TextField()
    image_id = models.BigIntegerField(null=True)
    card = models.TextField()
    body_stems = models.TextField()
    text = models.TextField()
    passages = models.TextField()

    class Meta:
        verbose_name = "searched text"

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that a misspelt one may have meant, found by how it begins or ends."""

    word = models.CharField(max_length=24, primary_key=True)
    head = models.CharField(max_length=2)
    tail = models.CharField(max_length=2)
    length = models.SmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["head", "length"], name="core_search_head"),
            models.Index(fields=["tail", "length"], name="core_search_tail"),
        ]

    def __str__(self) -> str:
        return self.word
