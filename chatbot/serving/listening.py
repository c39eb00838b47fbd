"""The address that Guichet listens on, taken before anything slow is done."""

import errno
import socket

from chatbot.serving.errors import CannotServe


def parse_address(text: str) -> tuple[str, int]:
    """Return host and port of "ADDRESS:PORT", "[ADDRESS]:PORT" or "PORT"; raises CannotServe."""
    host, _, port = text.rpartition(":")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise CannotServe(f"--bind must read ADDRESS:PORT, such as 127.0.0.1:8000, not {text!r}.")
    return host.strip("[]") or "127.0.0.1", int(port)


def take(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, not yet open to visitors; raises CannotServe."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, kind, protocol)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(f"Port {port} is in use on {host}: stop what uses it, or choose another with --bind.") from error
        raise CannotServe(f"Cannot listen on {host}:{port}: {error.strerror or error}.") from error
    return taken
