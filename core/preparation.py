"""Whether the site is set up as its code and its settings ask."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site


def database_is_behind() -> bool:
    """Whether a migration has not been applied yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def put_site_at_its_address() -> None:
    """Let the default site be at SITE_URL, of which canonical links, feeds and sitemaps are made.

    A name that an editor gave it stays where the operator left SITE_URL at this machine's own, and
    where another of Wagtail's sites has that address already.
    """
    address = urlsplit(settings.SITE_URL)
    hostname = address.hostname or "localhost"
    port = address.port or (443 if settings.TLS else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or (site.hostname, site.port) == (hostname, port):
        return
    taken = Site.objects.filter(hostname=hostname, port=port).exists()
    if not taken and (hostname != "localhost" or site.hostname == "localhost"):
        site.hostname, site.port = hostname, port
        site.save()


def static_state() -> str:
    """A digest of every static file's name, size and time of change; about 2,000 files."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            changed = storage.get_modified_time(name).timestamp()
            digest.update(f"{name}\0{storage.size(name)}\0{changed}\n".encode())
    return digest.hexdigest()
