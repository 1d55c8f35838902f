"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# A server's threads share a few connections. A command has one of its own: a pool has threads too,
# beside which an import could not fork.
os.environ.setdefault("DATABASE_POOL", "on")
application = get_wsgi_application()
