"""Loads the demo: the library first, step by step, then the pages all at once."""

import secrets
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sites.shortcuts import get_current_site
from django.db import transaction
from django.test import Client
from tqdm import tqdm
from wagtail.models import Page

