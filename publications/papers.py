"""Reading the PDFs of papers, so that the site's search finds what stands in them.

The worker has them read; whatever saves a publication or a document only says that there is
something to read. What is read is bounded in pages, characters, memory and seconds.
"""

import logging
import subprocess
import sys
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.tasks import task
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from core import searchindex
from core.moving import collection_moved
from core.visibility import in_private_collection
from publications.links import has_public_pdf
from publications.models import PaperText, Publication
from publications.pdf_words import LONGEST

logger = logging.getLogger(__name__)

LARGEST = 64 * 1024 * 1024  # bytes of a file
PATIENCE = 60.0  # seconds for one paper


def text_of(stream: BinaryIO, *, patience: float = PATIENCE) -> str:
    """The words of a PDF as far as they were read in time, "" where none can be; never an exception."""
    command = [sys.executable, "-m", "publications.pdf_words"]
    try:
        done = subprocess.run(  # noqa: S603  our own program
            command, input=stream.read(), capture_output=True, timeout=patience, check=False,
            cwd=settings.BASE_DIR,
        )  # fmt: skip
        said = done.stdout
        if done.returncode:
            last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            logger.info("A PDF could not be read to its end: %s", last)
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
        logger.info("A PDF was not read to its end in %s seconds.", patience)
    return " ".join(said.decode("utf-8", "ignore").split())[:LONGEST]


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
    """A document may have got another collection, or another file, which is read by and by."""
    if not raw:
        _see_who_may_read(PaperText.objects.filter(document=instance))
        _later(list(Publication.objects.filter(pdf=instance).values_list("pk", flat=True)))


def _document_deleted(instance: Document, **kwargs: Any) -> None:
    """The database has emptied the field; what is kept beside it follows."""
    for publication in Publication.objects.filter(pdf=None, has_pdf=True, pdf_url=""):
        publication.save()


def _see_who_may_read(papers: QuerySet[PaperText]) -> None:
    """Have these papers found by their words, or no longer, worker or no worker."""
    private = in_private_collection("document__collection__path")
    for public, now in ((False, papers.filter(private)), (True, papers.exclude(private))):
        changing = now.filter(public=not public)
        keys = list(changing.values_list("pk", flat=True))
        changing.update(public=public)
        searchindex.update(Publication, keys)


def _below(collection: Collection) -> QuerySet[PaperText]:
    return PaperText.objects.filter(document__collection__path__startswith=collection.path)


def _privacy_changed(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    for collection in Collection.objects.filter(pk=instance.collection_id):  # its path as it is now
        _see_who_may_read(_below(collection))


def _collection_moved(instance: Collection, **kwargs: Any) -> None:
    _see_who_may_read(_below(instance))


def connect() -> None:
    post_save.connect(_publication_saved, sender=Publication)
    post_save.connect(_document_saved, sender=Document)
    post_delete.connect(_document_deleted, sender=Document)
    post_save.connect(_privacy_changed, sender=CollectionViewRestriction)
    post_delete.connect(_privacy_changed, sender=CollectionViewRestriction)
    collection_moved.connect(_collection_moved)
