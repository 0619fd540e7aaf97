"""Requests that reach the public web and nothing else, for pages that strangers name.

A server that fetches what it is told to can be sent to its own machine, to the network
behind it, or to the metadata service of its cloud (server-side request forgery). Checking
a name is not enough: it may lead elsewhere a moment later. So the name is looked up here,
every address that it has is judged, and the connection goes to the judged address itself;
the name still stands in the request, and the server's certificate must be for the name.
Redirects come here one by one (see ``web``). No proxy is used, since it would look up
names of its own.

Source: OWASP, "Server-Side Request Forgery Prevention Cheat Sheet".
"""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import urllib3

#: The ports of http and https; any other could be made to speak to a mail server, say.
PORTS: Final = {"http": 80, "https": 443}

# Of a name's addresses, so many are tried.
_TRIES: Final = 3
_HINT: Final = "Only pages of the public web are fetched; paste the text instead."

# What Python's registry of networks counts as global, in some version or in all, but is not
# the web: assignments of the IETF, relays to IPv4, the host of Azure's metadata.
# Source: IANA special-purpose address registries; Microsoft, "What is IP address 168.63.129.16?"
_NOT_THE_WEB: Final = tuple(
    map(
        ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "64:ff9b:1::/48"),
    )
)
# An IPv4 address stands in the last four bytes of these: translation (RFC 6052), and
# addresses "compatible" with IPv4 (RFC 4291, deprecated).
_CARRIERS: Final = (ip_network("64:ff9b::/96"), ip_network("::/96"))


def is_public(address: str) -> bool:
    """Return whether an IP address, as text, belongs to the public web.

    Private, loopback, link-local, shared, multicast, reserved and unspecified ones do not,
    nor do IPv6 addresses that carry an IPv4 address which does not.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return all(map(_is_open, _inside(ip)))


def _inside(ip: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """Yield the address that is reached: the one itself, or the IPv4 ones inside."""
    if isinstance(ip, IPv4Address):
        yield ip
    elif ip.ipv4_mapped is not None:
        yield ip.ipv4_mapped
    elif any(ip in carrier for carrier in _CARRIERS):
        yield IPv4Address(int(ip) & 0xFFFFFFFF)
    else:
        yield ip
        if ip.sixtofour is not None:
            yield ip.sixtofour


def _is_open(ip: IPv4Address | IPv6Address) -> bool:
    closed = (
        ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
        or ip.is_loopback
        or ip.is_link_local
        or ip.is_private
        or (isinstance(ip, IPv6Address) and (ip.is_site_local or ip.scope_id is not None))
    )
    return ip.is_global and not closed and not any(ip in net for net in _NOT_THE_WEB)


def look_up(host: str, port: int) -> list[str]:
    """Return the IP addresses of a name, or of an address in whatever notation.

    ``2130706433``, ``0x7f.1`` and ``0177.0.0.1`` are read as a connection would read them.

    Raises:
        OSError: The name is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class PublicWeb:
    """Sends requests to public addresses.

    Attributes:
        look_up: Gives the IP addresses of a name and port.
        allows: Says whether an IP address may be connected to.
        ports: Scheme to the one port that may be used.
    """

    look_up: Callable[[str, int], Sequence[str]] = look_up
    allows: Callable[[str], bool] = is_public
    ports: Mapping[str, int] | None = None

    def __call__(
        self, address: str, headers: Mapping[str, str], timeout: urllib3.Timeout
    ) -> urllib3.BaseHTTPResponse:
        """Send a GET request and return the answer with its body unread.

        Raises:
            InputError: The address does not lead to the public web.
            HTTPError: urllib3's, where the server cannot be had.
        """
        from urllib3.util import parse_url

        url = parse_url(address)
        if url.scheme not in PORTS or not url.host:
            raise InputError("the address names no server.", source=address, hint=_HINT)
        name = url.host.strip("[]")
        expected = (self.ports or PORTS)[url.scheme]
        if (url.port or PORTS[url.scheme]) != expected:
            raise InputError(f"port {url.port} is not the web's.", source=address, hint=_HINT)
        last: Exception | None = None
        for ip in self._addresses(name, expected, address):
            try:
                return _get(url, ip, expected, headers, timeout)
            except _unreachable() as error:
                last = error
        assert last is not None
        raise last

    def _addresses(self, name: str, port: int, address: str) -> Sequence[str]:
        """Return the addresses of a name; one that is not public spoils them all."""
        try:
            found = self.look_up(name, port)
        except (OSError, UnicodeError):
            found = ()
        if not found:
            hint = "Check the address and the connection."
            raise InputError("the server's name is not known.", source=address, hint=hint)
        if not all(map(self.allows, found)):
            cause = "the address does not lead to the public web."
            raise InputError(cause, source=address, hint=_HINT)
        return found[:_TRIES]


def _get(
    url: Any, ip: str, port: int, headers: Mapping[str, str], timeout: urllib3.Timeout
) -> urllib3.BaseHTTPResponse:
    """Connect to the address itself, and ask for the page in the name's name."""
    return _pool(url.scheme, url.host.strip("[]"), ip, port).request(
        "GET",
        url.request_uri,
        headers={**headers, "Host": url.netloc},
        timeout=timeout,
        retries=False,
        redirect=False,
        preload_content=False,
    )


def _pool(scheme: str, name: str, ip: str, port: int) -> urllib3.HTTPConnectionPool:
    import certifi
    import urllib3

    if scheme == "http":
        return urllib3.HTTPConnectionPool(ip, port)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return urllib3.HTTPSConnectionPool(
        ip, port, ssl_context=context, server_hostname=name, assert_hostname=name
    )


def _unreachable() -> tuple[type[Exception], ...]:
    """Return the errors after which the name's next address is tried."""
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    return (NewConnectionError, ConnectTimeoutError)
