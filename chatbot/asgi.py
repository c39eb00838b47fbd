"""The ASGI entry: HTTP to Django, sockets to the consumers."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import CookieMiddleware, SessionMiddlewareStack
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatbot.settings")
http = get_asgi_application()  # loads the apps, which the consumers need

from conversations.consumers import CustomerConsumer  # noqa: E402
from conversations.desk_consumer import DeskConsumer  # noqa: E402

sockets = URLRouter(
    [
        path("ws/chat/<slug:public_key>/", CookieMiddleware(CustomerConsumer.as_asgi())),
        path("ws/desk/", SessionMiddlewareStack(DeskConsumer.as_asgi())),
    ]
)
application = ProtocolTypeRouter({"http": http, "websocket": sockets})
