"""What the operator sets, read with a sentence for whatever cannot be read."""

from collections.abc import Container
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.conf.global_settings import LANGUAGES
from django.core.exceptions import ImproperlyConfigured
from environ import Env

DATABASES = ("sqlite", "postgres", "postgresql")


def whole_number(env: Env, name: str, default: int) -> int:
    try:
        return int(env.int(name, default=default))
    except ValueError:
        raise _problem(name, env.str(name), "it is a whole number") from None


def secret_key(env: Env) -> str:
    key: str = env.str("SECRET_KEY", default="")
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: `make setup` writes one of your own into .env"
        )
    return key


def site_url(env: Env, default: str) -> str:
    address: str = env.str("SITE_URL", default=default).rstrip("/")
    try:
        parts = urlsplit(address)
        named = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is left open
        named = False
    if not named or parts.path:
        raise _problem("SITE_URL", address, "it is like https://www.example.org, without a path")
    return address


def host(address: str) -> str:
    """The host of an address as a browser names it: one of IPv6 in brackets."""
    name = urlsplit(address).hostname or ""
    return f"[{name}]" if ":" in name else name


def database(env: Env, default: str) -> dict[str, Any]:
    """Django's entry for DATABASE_URL, whose value is never shown, since it holds a password."""
    if urlsplit(env.str("DATABASE_URL", default=default)).scheme not in DATABASES:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: it is sqlite:////folder/site.sqlite3"
            " or postgres://user:password@host:5432/name"
        )
    found: dict[str, Any] = env.db("DATABASE_URL", default=default)
    return found


def cache(env: Env) -> dict[str, Any]:
    try:
        found: dict[str, Any] = env.cache("CACHE_URL", default="locmemcache://")
    except ImproperlyConfigured:
        raise ImproperlyConfigured(
            "CACHE_URL cannot be read: it is locmemcache:// or rediscache://host:6379/0"
        ) from None
    return found


def one_of(env: Env, name: str, default: str, known: Container[str], wanted: str) -> str:
    value: str = env.str(name, default=default)
    if value not in known:
        raise _problem(name, value, wanted)
    return value


def language(env: Env) -> str:
    known = {code for code, _ in LANGUAGES}
    return one_of(env, "LANGUAGE_CODE", "en", known, "it is a code like en, en-gb, fr or pt-br")


def time_zone(env: Env) -> str:
    return one_of(env, "TIME_ZONE", "UTC", available_timezones(), "it is a name like Europe/Paris")


def folder(env: Env, name: str, default: Path) -> Path:
    """The folder, which is made where it is missing: SQLite makes a file, but nothing around it."""
    path = Path(env.str(name, default=str(default)))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _problem(name, str(path), f"no such folder can be made ({error.strerror})") from None
    return path


def _problem(name: str, value: str, wanted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is {value!r}: {wanted}")
