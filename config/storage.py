"""Where files are kept, told by one address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MEMORY = 8 * 1024**2  # bytes of a file from a store that are held in memory; the rest on the disk


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
    endpoint, region, bucket = query.get("endpoint"), query.get("region"), parts.hostname
    options = {
        "bucket_name": bucket,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "endpoint_url": endpoint,
        "region_name": region,
        "custom_domain": query.get("domain"),
        "file_overwrite": False,
        # Said rather than left to boto, which decides by region and bucket: browsers are allowed to
        # fetch from the origin below and from nowhere else.
        "addressing_style": "virtual" if _has_own_host(endpoint, bucket) else "path",
        "signature_version": "s3v4",
        "max_memory_size": MEMORY,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}, _origin(
        endpoint, region, bucket, query.get("domain")
    )


def _has_own_host(endpoint: str | None, bucket: str | None) -> bool:
    """Whether the bucket's name is part of the host: Amazon's are, where no dot breaks TLS."""
    return not endpoint and "." not in (bucket or "")


def _origin(
    endpoint: str | None, region: str | None, bucket: str | None, domain: str | None
) -> str:
    if domain:
        return f"https://{domain}"
    if endpoint:
        parts = urlsplit(endpoint)
        return f"{parts.scheme}://{parts.netloc}"
    host = f"s3.{region}.amazonaws.com" if region else "s3.amazonaws.com"
    return f"https://{bucket}.{host}" if _has_own_host(endpoint, bucket) else f"https://{host}"
