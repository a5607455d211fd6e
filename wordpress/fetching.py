"""Takes pictures from the old site over the network: named hosts only, public addresses only.

An export is a stranger's file and names addresses as it likes. So a host has to be named by the
operator, its address is looked up once, must be public, and is the one that is connected to; each
redirect is judged like a first address.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Collection
from io import BytesIO
from urllib.parse import quote, urljoin, urlsplit

from django.utils.translation import gettext as _

MOST_BYTES = 40 * 1024 * 1024
MOST_REDIRECTS = 3
TIMEOUT = 20  # seconds, of each step
PAUSE = 0.5  # seconds between two requests: the old site has readers too
AGENT = "newsroom-import/1 (moves pictures of this site; asked for by its newsroom)"
LONGEST = 120  # seconds, of one answer: a byte now and then is no picture
_PIECE = 64 * 1024  # bytes
# All that was ever given out of IPv6 (RFC 4291, section 2.4). Elsewhere lie the wrapped addresses
# of IPv4 and those that were once meant for one site.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
_PORTS = {"http": 80, "https": 443}

Lookup = Callable[[str, int], list[str]]


class NotFetched(Exception):
    """The picture was not taken; the message says why."""


class Fetcher:
    """Fetches from `hosts` (names in small letters; `www.` in front of one is the same site)."""

    def __init__(
        self,
        hosts: Collection[str],
        *,
        lookup: Lookup | None = None,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.hosts = {host.lower().removeprefix("www.") for host in hosts}
        self.lookup = lookup or addresses_of
        self.sleep, self.clock = sleep, clock
        self.last = 0.0

    def get(self, address: str) -> BytesIO:
        """Return the picture at `address`. Raises NotFetched."""
        for _hop in range(MOST_REDIRECTS + 1):
            status, location, content = self._ask(address)
            if location is None:
                if status != http.HTTPStatus.OK:
                    raise NotFetched(_("the old site answered %(status)s") % {"status": status})
                return BytesIO(content)
            address = urljoin(address, location)
        raise NotFetched(_("too many redirects"))

    def allows(self, address: str) -> bool:
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            return False
        return host.lower().removeprefix("www.") in self.hosts

    def _ask(self, address: str) -> tuple[int, str | None, bytes]:
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError:
            raise NotFetched(_("not an address")) from None
        if port != _PORTS.get(parts.scheme) or parts.username:
            raise NotFetched(_("not an ordinary web address"))
        if not self.allows(address):
            raise NotFetched(_("“%(host)s” is not among the hosts named") % {"host": host[:80]})
        number = self._public_address(host, port)
        self.sleep(max(0.0, self.last + PAUSE - self.clock()))
        self.last = self.clock()
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        target = f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path
        try:
            return self._answer(_connection(parts.scheme, host, number, port), target)
        except (OSError, http.client.HTTPException) as error:
            raise NotFetched(_("no answer: %(error)s") % {"error": type(error).__name__}) from error

    def _public_address(self, host: str, port: int) -> str:
        try:
            numbers = self.lookup(host, port)
        except OSError:
            raise NotFetched(_("“%(host)s” is not known") % {"host": host[:80]}) from None
        if not numbers or not all(map(is_public, numbers)):
            raise NotFetched(_("“%(host)s” is not on the public network") % {"host": host[:80]})
        return numbers[0]

    def _answer(
        self, connection: http.client.HTTPConnection, target: str
    ) -> tuple[int, str | None, bytes]:
        try:
            connection.request("GET", target, headers={"User-Agent": AGENT, "Accept": "image/*"})
            answer = connection.getresponse()
            if answer.status in {301, 302, 303, 307, 308}:
                return answer.status, answer.getheader("Location") or "", b""
            if answer.status != http.HTTPStatus.OK:
                return answer.status, None, b""
            kind = (answer.getheader("Content-Type") or "").lower()
            if not kind.startswith(("image/", "application/octet-stream")):
                raise NotFetched(_("no picture but %(kind)s") % {"kind": kind[:60] or "?"})
            return answer.status, None, self._content(answer)
        finally:
            connection.close()

    def _content(self, answer: http.client.HTTPResponse) -> bytes:
        ends, content = self.clock() + LONGEST, bytearray()
        while piece := answer.read1(_PIECE):
            content += piece
            if len(content) > MOST_BYTES:
                raise NotFetched(_("more than %(most)d MB") % {"most": MOST_BYTES // 1024**2})
            if self.clock() > ends:
                raise NotFetched(_("no end within %(most)d seconds") % {"most": LONGEST})
        if answer.length:
            raise NotFetched(_("the answer breaks off"))
        return bytes(content)


def addresses_of(host: str, port: int) -> list[str]:
    """Return the numbers a name stands for, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def is_public(number: str) -> bool:
    """Say whether an address is one of the public network, whatever it is wrapped in."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address.teredo or (inner is not None and not is_public(str(inner))):
            return False
        if address not in _GIVEN_OUT:
            return False
    return address.is_global and not address.is_multicast


def _connection(scheme: str, host: str, number: str, port: int) -> http.client.HTTPConnection:
    """Return a connection to `number` that speaks to `host`: nothing is looked up again."""
    if scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=TIMEOUT, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    plain = socket.create_connection

    def pinned(where: tuple[str, int], *args: object, **kwargs: object) -> socket.socket:
        return plain((number, where[1]), *args, **kwargs)

    connection._create_connection = pinned  # the one hook http.client has for this
    return connection
