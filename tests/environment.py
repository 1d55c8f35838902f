"""What the suite sets before Django reads its settings; loaded by pytest as a plugin."""

import os
import tempfile

os.environ["SECRET_KEY"] = "only-for-the-tests-" + "x" * 40
os.environ["DEBUG"] = "off"
os.environ["SITE_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:")
os.environ["CACHE_URL"] = "locmemcache://"
os.environ["STORAGE_URL"] = "file://" + tempfile.mkdtemp(prefix="polymath-tests-")
