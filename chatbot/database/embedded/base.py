"""Django's PostgreSQL backend on the embedded server's socket."""

from typing import Any

from django.db.backends.postgresql import base

from chatbot import conf
from chatbot.database.embedded.server import EmbeddedServer


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose server is started, and shared with other Guichet processes, when first needed."""

    def get_connection_params(self) -> dict[str, Any]:
        """Start the server if needed and return the parameters with its socket folder."""
        server = EmbeddedServer.shared(conf.load().paths.var)
        server.ensure_running()
        self.settings_dict["HOST"] = str(server.socket_dir)
        server.ensure_database("guichet")
        return super().get_connection_params()
