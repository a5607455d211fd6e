"""The site's own settings, as in production, with the static files in a folder of their own."""

import os

from newsroom.settings import *  # noqa: F403 - the point is to change nothing else
from newsroom.settings import CACHES, VAR

STATIC_ROOT = VAR / "bench" / "static"
if os.environ.get("BENCH_UNCACHED"):
    CACHES["pages"]["BACKEND"] = "bench.caches.NoPages"
