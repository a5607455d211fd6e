"""Take a press release that was mailed: the message comes on standard input, from a mail alias."""

import os
import sys
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import Error

from releases.entering import from_mail
from releases.reading import LARGEST, Refused


class Command(BaseCommand):
    help = "Keep a mailed press release. Reads one message (RFC 5322) from standard input."

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep what was mailed. The exit says to the mail server what to do (sysexits.h).

        0: kept, or there already. 65: refused for good, the sender is told why. 75: not now, the
        server tries again.
        """
        content = sys.stdin.buffer.read(LARGEST + 1)
        try:
            release, is_new = from_mail(content)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=os.EX_DATAERR) from refusal
        except (Error, OSError) as error:
            raise CommandError(
                "The newsroom cannot take mail at the moment.", returncode=os.EX_TEMPFAIL
            ) from error
        state = "kept" if is_new else "was there already"
        self.stdout.write(f"Press release {release.pk} {state}: {release.title}")
