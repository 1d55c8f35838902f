"""Where files are kept, told by one address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def storage_from_url(url: str, default_folder: Path) -> tuple[dict[str, Any], str]:
    """Return Django's STORAGES entry for `url`, and the origin from which browsers fetch the files.

    "" is the local folder `default_folder`; `file:///srv/media` another one; and
    `s3://KEY:SECRET@BUCKET?endpoint=https://s3.example.org&region=eu-1&domain=media.example.org`
    an S3-compatible store. The origin is "" where the site itself serves the files.
    Raises ImproperlyConfigured for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        folder = unquote(parts.path) or str(default_folder)
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder},
        }, ""
    if parts.scheme != "s3":
        raise ImproperlyConfigured(
            f"STORAGE_URL starts with {parts.scheme!r}: it is file:///folder or s3://key:secret@bucket?…"
        )
    query = dict(parse_qsl(parts.query))
    options = {
        "bucket_name": parts.hostname,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "endpoint_url": query.get("endpoint"),
        "region_name": query.get("region"),
        "custom_domain": query.get("domain"),
        "file_overwrite": False,
    }
    origin = f"https://{query['domain']}" if "domain" in query else query.get("endpoint", "")
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}, origin
