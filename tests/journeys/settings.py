"""The newsroom's settings as they are, but for static files: a folder of their own, uncompressed.

Read by the processes that `tests.journeys.site` starts, never by the tests: journeys must not
collect into the folder that a `make run` beside them serves from. To compress the files takes
longer than many a journey, and a browser on the same machine gains nothing by it.
"""

import os
from pathlib import Path

from newsroom.settings import *  # noqa: F403 - all of them, as they are

STATIC_ROOT = Path(os.environ["JOURNEYS_STATIC_ROOT"])
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"  # noqa: F405
