"""The ASGI entry: HTTP to Django, sockets to consumers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatbot.settings")
application = get_asgi_application()
