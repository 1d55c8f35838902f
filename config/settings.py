"""Settings of the site, from the environment or `.env`; safe by default.

Every setting that an operator may turn is explained in `.env.example`. The environment wins over `.env`.
"""

import sys
from pathlib import Path
from typing import Any

import environ
from django.utils.csp import CSP

from config import environment
from config.storage import storage_from_url

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")
VAR_DIR = environment.folder(env, "VAR_DIR", BASE_DIR / "var")

# --- the address and its safety ------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = environment.secret_key(env)  # no default
PORT = environment.whole_number(env, "PORT", 8000)
SITE_URL = environment.site_url(env, f"http://localhost:{PORT}")
TLS = SITE_URL.startswith("https://")
_HOST = environment.host(SITE_URL)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_HOST, "localhost", "127.0.0.1", "[::1]"])

SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked for by machines beside the server
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor's preview is a frame of our own
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for DENY

STORAGE, STORAGE_ORIGIN = storage_from_url(env.str("STORAGE_URL", default=""), VAR_DIR / "media")
_FILES = [CSP.SELF, STORAGE_ORIGIN] if STORAGE_ORIGIN else [CSP.SELF]

SECURE_CSP: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": _FILES,
    "media-src": _FILES,
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "object-src": [CSP.NONE],
}
# What Wagtail's and wagtailmedia's own templates need, and only under /admin/.
ADMIN_CSP: dict[str, Any] = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [*_FILES, "data:", "blob:"],
    "media-src": [*_FILES, "blob:"],
}

# --- the house -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "home",
    "search",
    "research",
    "publications",
    "music",
    "multimedia",
    "core",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.api.v2",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django_filters",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "core.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.pagecache.middleware",
    "core.frame.middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "core.moved.middleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            "builtins": ["core.templatetags.site_tags"],
        },
    },
]

# --- database, cache, files ------------------------------------------------------------------

DATABASES = {"default": environment.database(env, f"sqlite:///{VAR_DIR / 'site.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening the file costs more than a kept page does
    # Several writers at once: with Django's defaults four editors who save together lose most of
    # their edits to "database is locked"; a writer that asks for the lock at once and waits does not.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;",
    }
elif env.bool("DATABASE_POOL", default="config.wsgi" in sys.modules):
    # A server's threads share a few connections. A command has one of its own: a pool has threads
    # too, beside which an import could not fork.
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}}

_CACHE = environment.cache(env)
CACHES = {
    "default": _CACHE,
    "pages": _CACHE,
    # Pages load the renditions of all their images with one query; a second copy would only grow stale.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
if _CACHE["BACKEND"].endswith("LocMemCache"):
    # About 8 kB a page; pages of a version of the site that is past are crowded out.
    CACHES["pages"] = _CACHE | {"LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 2_000}}

STORAGES: dict[str, Any] = {
    "default": STORAGE,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STYLE_SHEETS = [  # which make the one of every page, in this order
    *(f"core/css/{name}.css" for name in ("tokens", "base", "layout", "prose", "cards", "search-box")),
    "home/home.css", "research/research.css", "publications/publications.css", "music/music.css",
    "multimedia/player.css", "search/search.css",
]  # fmt: skip
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_ACCEL_PREFIX = env.str("MEDIA_ACCEL_PREFIX", default="")
MEDIA_MAX_BYTES = environment.whole_number(env, "MEDIA_MAX_BYTES", 4 * 1024**3)
IMPORT_MAX_BYTES = environment.whole_number(env, "IMPORT_MAX_BYTES", 100 * 1024**2)
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024**2  # a bibliography that is pasted, not uploaded
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long page of blocks is a long form

# Wagtail's own tasks (index, references, file deletion) at once: what is published is found at
# once. Ours (derivatives, long imports, the text of PDFs) in the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},
}

# --- people, languages, time -----------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LANGUAGE_CODE = environment.language(env)
TIME_ZONE = environment.time_zone(env)
USE_I18N = USE_TZ = True

# --- Wagtail -----------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="Polymath")
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False  # would ask a third party
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # so would this
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "core.adminsearch"}}
WAGTAILIMAGES_IMAGE_MODEL = "core.SiteImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "txt", "zip", "bib", "pptx", "odp", "docx", "odt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # every document's privacy is checked
WAGTAILMEDIA = {
    "MEDIA_MODEL": "multimedia.Media",
    "MEDIA_FORM_BASE": "multimedia.forms.MediaForm",
}
TAGGIT_CASE_INSENSITIVE = True  # “robots” is “Robots”, typed as imported
WAGTAILAPI_LIMIT_MAX = 100
WAGTAIL_WORKFLOW_ENABLED = False  # one editor
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]}

# --- what is said to the operator ----------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        name: {"class": "logging.StreamHandler", "formatter": "line", "level": level}
        for name, level in {"console": "WARNING", "errors": "ERROR"}.items()
    },
    # The worker would otherwise tell of each task that it begins and ends.
    "loggers": {"django_tasks_db": {"handlers": ["errors"], "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
