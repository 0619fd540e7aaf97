"""The socket, the server on it, and the end of both.

The socket is bound before the model is loaded, so that a port that is taken is told at
once. SIGTERM ends the server as a service is ended, Ctrl-C as a person ends a program:
requests in progress are answered first.
"""

from __future__ import annotations

import errno
import signal
import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from biascheck.errors import BiascheckError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_BACKLOG: Final = 1024
# Seconds for requests in progress when the server is ended.
_GRACE: Final = 10


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Args:
        host: Name or IP address of this machine.
        port: 0 to 65535; 0 takes any that is free.

    Raises:
        BiascheckError: The port is taken, or the host is not this machine's.
    """
    source = f"{host}:{port}"
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address, family=family, backlog=_BACKLOG)
    except (OSError, UnicodeError) as error:
        code = getattr(error, "errno", None)
        if code == errno.EADDRINUSE:
            hint = "Choose another one with --port, or any that is free with --port 0."
            raise BiascheckError("the port is in use.", source=source, hint=hint) from None
        if code == errno.EACCES:
            hint = "Choose a port above 1023 with --port."
            raise BiascheckError("the port may not be used.", source=source, hint=hint) from None
        hint = "Use an address of this machine, such as 127.0.0.1."
        raise BiascheckError("the host cannot be served.", source=source, hint=hint) from None


def address_of(listening: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_local(listening: socket.socket) -> bool:
    """Return whether only this machine can reach the socket."""
    return ip_address(listening.getsockname()[0]).is_loopback


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until the process is told to end.

    Raises:
        KeyboardInterrupt: It was ended by Ctrl-C.
    """
    import uvicorn

    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        log_level="error",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    # When it has ended, uvicorn raises again the signal that ended it.
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        signal.signal(signal.SIGTERM, before)
        listening.close()
