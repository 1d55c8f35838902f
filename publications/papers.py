"""Reading the PDFs of papers, so that the site's search finds what stands in them.

The worker reads; whatever saves a publication or a document only says that there is something to
read. What is read is bounded in pages, characters and seconds, since anybody's PDF may come.
"""

import logging
import time
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.tasks import task
from pypdf import PdfReader
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction

from core import searchindex
from publications.links import has_public_pdf
from publications.models import PaperText, Publication

logger = logging.getLogger(__name__)

MOST_PAGES = 120
LONGEST = 100_000  # characters
LARGEST = 64 * 1024 * 1024  # bytes of a file
PATIENCE = 60.0  # seconds for one paper; asked for between its pages


def text_of(stream: BinaryIO, *, patience: float = PATIENCE) -> str:
    """The words of a PDF, "" where it has none that can be read; never an exception."""
    until = time.monotonic() + patience
    pieces: list[str] = []
    length = 0
    try:
        reader = PdfReader(stream, strict=False)
        for page in reader.pages[:MOST_PAGES]:
            pieces.append(page.extract_text())
            length += len(pieces[-1])
            if length > LONGEST or time.monotonic() > until:
                break
    except Exception:  # the library raises whatever it stumbles over in a broken file
        logger.info("A PDF could not be read to its end.", exc_info=True)
    # Neither database takes NUL, nor halves of characters.
    text = "\n".join(pieces).replace("\0", "").encode("utf-8", "ignore").decode()
    return " ".join(text.split())[:LONGEST]


def read(publication: Publication) -> None:
    """Keep the words of its paper, and have it found by them."""
    document = publication.pdf
    if document is None:
        PaperText.objects.filter(publication=publication).delete()
        return
    digest, public = document.get_file_hash(), has_public_pdf(publication)
    known = PaperText.objects.filter(publication=publication, digest=digest)
    if not known.update(document=document, public=public):
        text = ""
        if (document.get_file_size() or 0) <= LARGEST:
            with document.open_file() as stream:
                text = text_of(stream)
        PaperText.objects.update_or_create(
            publication=publication,
            defaults={"document": document, "digest": digest, "public": public, "text": text},
        )


@task(queue_name="papers", backend="background")
def read_papers(keys: list[int]) -> None:
    """Read the papers of the publications with these keys, those that are already known aside."""
    for publication in Publication.objects.select_related("pdf__collection").filter(pk__in=keys):
        try:
            read(publication)
        except OSError:
            logger.warning("The paper of “%s” is lost.", publication, exc_info=True)
    searchindex.update(Publication, keys)


def _later(keys: list[int]) -> None:
    if keys:
        transaction.on_commit(lambda: read_papers.enqueue(keys))


def _publication_saved(instance: Publication, raw: bool = False, **kwargs: Any) -> None:
    known = PaperText.objects.filter(publication=instance.pk)
    documents = set(known.values_list("document_id", flat=True))
    if not raw and documents != ({instance.pdf_id} if instance.pdf_id else set()):
        known.delete()
        _later([instance.pk] if instance.pdf_id else [])


def _document_saved(instance: Document, raw: bool = False, **kwargs: Any) -> None:
    """A document may have got another file, or another collection."""
    if not raw:
        _later(list(Publication.objects.filter(pdf=instance).values_list("pk", flat=True)))


def _document_deleted(instance: Document, **kwargs: Any) -> None:
    """The database has emptied the field; what is kept beside it follows."""
    for publication in Publication.objects.filter(pdf=None, has_pdf=True, pdf_url=""):
        publication.save()


def _privacy_changed(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """What just became private must not be found by its words any longer, worker or no worker."""
    below = instance.collection.path
    papers = PaperText.objects.filter(document__collection__path__startswith=below)
    keys = list(papers.values_list("pk", flat=True))
    papers.update(public=False)
    searchindex.update(Publication, keys)
    _later(keys)


def connect() -> None:
    post_save.connect(_publication_saved, sender=Publication)
    post_save.connect(_document_saved, sender=Document)
    post_delete.connect(_document_deleted, sender=Document)
    post_save.connect(_privacy_changed, sender=CollectionViewRestriction)
    post_delete.connect(_privacy_changed, sender=CollectionViewRestriction)
