"""The WSGI application that gunicorn serves: kept pages at once, all others by Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django = get_wsgi_application()

from newsroom.kept import in_front_of  # noqa: E402 - needs Django as it is set up now

application = in_front_of(django)
