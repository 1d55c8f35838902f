"""What the suite sets before Django reads its settings; loaded by pytest as a plugin."""

import atexit
import os
import shutil
import tempfile

os.environ["SECRET_KEY"] = "only-for-the-tests-" + "x" * 40
os.environ["DEBUG"] = "off"
os.environ["SITE_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:")
os.environ["CACHE_URL"] = "locmemcache://"

# Each process its own: two runs beside each other have media of the same number.
_PLACE = tempfile.mkdtemp(prefix="polymath-tests-")
atexit.register(shutil.rmtree, _PLACE, ignore_errors=True)
os.environ["TMPDIR"] = tempfile.tempdir = os.path.join(_PLACE, "tmp")
os.mkdir(tempfile.tempdir)
os.environ["STORAGE_URL"] = f"file://{_PLACE}/media"
