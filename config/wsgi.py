"""The entry for a WSGI server."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from config.production import OWNER_STAYS_OUT, owner_is_here

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if owner_is_here(os.environ):
    raise ImproperlyConfigured(OWNER_STAYS_OUT)
application = get_wsgi_application()

from centres.wall import door  # noqa: E402 - models can be read from here on

door.stand_or_stop()
