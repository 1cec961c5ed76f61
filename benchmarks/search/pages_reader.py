"""One reader of `benchmarks.search.pages`: signs in, then asks one page after another on one connection.

What it needs comes on standard input as one line of JSON, then "go"; the times go to standard output.
"""

import http.client
import json
import re
import sys
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_FORM = "application/x-www-form-urlencoded"


def read(port: int, account: str, password: str, seconds: float, number: int, pages: list[tuple[str, str]]) -> None:
    """One reader: prints [kind, milliseconds, status, bytes] of every page as JSON."""
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
    taken = []
    at = number * len(pages) // 8
    for _, address in pages[:3]:  # not counted
        connection.request("GET", address, headers=_headers(cookies))
        connection.getresponse().read()
    print("ready", flush=True)
    sys.stdin.readline()
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        kind, address = pages[at % len(pages)]
        at += 1
        started = time.perf_counter()
        connection.request("GET", address, headers=_headers(cookies))
        answer = connection.getresponse()
        body = answer.read()
        taken.append((kind, (time.perf_counter() - started) * 1000, answer.status, len(body)))
    print(json.dumps(taken))


def _headers(cookies: SimpleCookie) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{one.key}={one.value}" for one in cookies.values())}


if __name__ == "__main__":
    read(*json.loads(sys.stdin.readline()))
