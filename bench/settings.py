"""The site's own settings, as in production, with the static files in a folder of their own."""

import os

from newsroom.settings import *  # noqa: F403 - the point is to change nothing else
from newsroom.settings import CACHES, VAR

STATIC_ROOT = VAR / "bench" / "static"
# No page is kept; what pages share stands in memory, as in production, until the next release.
if os.environ.get("BENCH_UNCACHED"):
    CACHES["pages"]["BACKEND"] = "django.core.cache.backends.dummy.DummyCache"
