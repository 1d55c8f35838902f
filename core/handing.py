"""Stored files whose bytes somebody else sends: the proxy in front, or the store they lie in."""

import os
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control


def handed_on(file: Any, headers: dict[str, str]) -> HttpResponseBase | None:
    """Return an answer without the bytes of `file`, a stored one; None where the site sends them.

    With MEDIA_ACCEL_PREFIX the proxy in front sends them, and is told the `headers` that describe
    them. MEDIA_REDIRECT says whether visitors are sent to the store; unset, they are where the
    files lie in no folder of this machine. The store's address is signed and soon no longer good,
    so nobody is to keep it.
    """
    prefix = getattr(settings, "MEDIA_ACCEL_PREFIX", "")
    if prefix:
        target = f"{prefix.rstrip('/')}/{quote(file.name)}"
        # A stream of nothing, since a cache of pages keeps what is no stream, and then asks nobody.
        return StreamingHttpResponse((), headers=headers | {"X-Accel-Redirect": target})
    wanted = getattr(settings, "MEDIA_REDIRECT", None)
    if wanted is None:
        wanted = not _has_path(file)
    if not wanted:
        return None
    response = redirect(_address(file, headers))
    patch_cache_control(response, private=True, no_store=True)
    return response


def _address(file: Any, headers: dict[str, str]) -> str:
    """The file's address in the store; a signed one has the store say what the site would."""
    asked = {
        "ResponseContentType": headers.get("Content-Type"),
        "ResponseContentDisposition": headers.get("Content-Disposition"),
    }
    signed = getattr(file.storage, "querystring_auth", False) and not getattr(
        file.storage, "custom_domain", None
    )
    if not signed:
        return str(file.storage.url(file.name))
    parameters = {name: value for name, value in asked.items() if value}
    return str(file.storage.url(file.name, parameters=parameters))


def _has_path(file: Any) -> bool:
    try:
        return bool(os.fspath(file.path))
    except NotImplementedError:
        return False
