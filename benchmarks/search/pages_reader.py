"""One reader of `benchmarks.search.pages`: signs in, then asks one page after another on one connection.

What it needs comes on standard input as one line of JSON, then "go"; the times go to standard output.
"""

import http.client
import json
import re
import socket
import sys
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_FORM = "application/x-www-form-urlencoded"
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


def read(
    port: int, account: str, password: str, seconds: float, number: int, pages: list[tuple[str, str]], pause: float = 0
) -> None:
    """One reader: prints [kind, milliseconds, status, bytes] of every page as JSON. `pause`: seconds that he looks at a
    page before he asks for the next."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/login")
    answer = connection.getresponse()
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read())
    assert token
    cookies: SimpleCookie = SimpleCookie()
    for one in answer.headers.get_all("Set-Cookie") or []:
        cookies.load(one)
    form = {"csrfmiddlewaretoken": token[1].decode(), "account": account, "password": password}
    connection.request("POST", "/login", urlencode(form), _headers(cookies) | {"Content-Type": _FORM})
    answer = connection.getresponse()
    answer.read()
    for one in answer.headers.get_all("Set-Cookie") or []:
        cookies.load(one)
    assert answer.status == 302, answer.status
    connection.close()
    taken = []
    at = number * len(pages) // 8
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        for _, address in pages[:3]:  # not counted
            _ask(line, _request(port, address, cookies))
        print("ready", flush=True)
        sys.stdin.readline()
        requests = [(kind, _request(port, address, cookies)) for kind, address in pages]
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            kind, request = requests[at % len(requests)]
            at += 1
            started = time.perf_counter()
            status, size = _ask(line, request)
            taken.append((kind, (time.perf_counter() - started) * 1000, status, size))
            if pause:
                time.sleep(pause * (0.5 + (at * 0.618 + number * 0.37) % 1))  # not all at the same moment
    print(json.dumps(taken))


def _request(port: int, address: str, cookies: SimpleCookie) -> bytes:
    lines = (f"GET {address} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Cookie: {_headers(cookies)['Cookie']}", "", "")
    return "\r\n".join(lines).encode("ascii")


def _ask(line: socket.socket, request: bytes) -> tuple[int, int]:
    """Status and bytes of the answer. By hand: a library for HTTP would take a tenth of the cores that are measured."""
    line.sendall(request)
    answer = bytearray()
    while (end := answer.find(b"\r\n\r\n")) < 0:
        answer += line.recv(262_144)
    size = _LENGTH.search(answer, 0, end)
    assert size, answer[:end]
    left = int(size[1]) - (len(answer) - end - 4)
    while left > 0:
        left -= len(line.recv(262_144))
    return int(answer[9:12]), int(size[1])


def _headers(cookies: SimpleCookie) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{one.key}={one.value}" for one in cookies.values())}


if __name__ == "__main__":
    read(*json.loads(sys.stdin.readline()))
