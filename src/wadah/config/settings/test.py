"""Settings of the tests: a home of their own, quick hashing, no manifest."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

if "WADAH_HOME" not in os.environ:
    os.environ["WADAH_HOME"] = tempfile.mkdtemp(prefix="wadah-test-")

from wadah.config.settings.base import *  # noqa: F403
from wadah.config.settings.base import DATABASES, STORAGES, WADAH_HOME

# Tasks are done at once, in the test itself.
WADAH_QUEUE = "memory"
# What the second factor insists on has tests of its own.
WADAH_SECOND_FACTOR = "offered"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the threads of the browser tests share it.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(WADAH_HOME) / "test.sqlite3")}
