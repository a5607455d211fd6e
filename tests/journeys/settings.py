"""The newsroom's settings as they are, with a folder of its own for collected static files.

Read by the processes that `tests.journeys.site` starts, never by the tests: journeys must not
collect into the folder that a `make run` beside them serves from.
"""

import os
from pathlib import Path

from newsroom.settings import *  # noqa: F403 - all of them, as they are

STATIC_ROOT = Path(os.environ["JOURNEYS_STATIC_ROOT"])
