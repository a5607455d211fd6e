"""Ask for pages over connections that stay open, and time each answer."""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What a server said: status, headers by lower-case name, and the body as it came."""

    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """One connection that is kept open, as a proxy in front of the site keeps it."""

    def __init__(self, port: int, encoding: str = "") -> None:
        self.port = port
        self.encoding = encoding
        self.open()

    def open(self) -> None:
        self.socket = socket.create_connection((HOST, self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def get(self, address: str) -> Answer:
        """Return what is at `address`; a connection the server closed meanwhile is opened anew."""
        accept = f"Accept-Encoding: {self.encoding}\r\n" if self.encoding else ""
        text = f"GET {address} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n{accept}\r\n"
        for attempt in (1, 2):
            try:
                self.socket.sendall(text.encode())
                return self._read()
            except (ConnectionError, IndexError):
                if attempt == 2:
                    raise
                self.open()
        raise AssertionError("unreachable")

    def _read(self) -> Answer:
        status = int(self.file.readline().split()[1])
        headers = {}
        while (line := self.file.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        return Answer(status, headers, self.file.read(int(headers["content-length"])))


def ask_all(port: int, addresses: Sequence[str], requests: int, at_once: int) -> list[float]:
    """Ask for `requests` pages in turn, `at_once` at a time; return the seconds each took."""
    times: list[float] = []

    def work(start: int) -> None:
        connection = Connection(port)
        mine = islice(cycle(addresses), start, requests, at_once)
        for address in mine:
            began = time.perf_counter()
            answer = connection.get(address)
            times.append(time.perf_counter() - began)
            if answer.status != 200:
                raise RuntimeError(f"{address} answered {answer.status}")

    threads = [threading.Thread(target=work, args=(start,)) for start in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) != requests:
        raise RuntimeError("not every page was answered")
    return times
