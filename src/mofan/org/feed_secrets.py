"""The secret end of a feed's address (日历地址的密钥): a number and this house's signature over it; kept nowhere."""

import hmac

from django.utils.crypto import salted_hmac


def secret_of(nonce: str) -> str:
    """What the address of the feed with that number ends with."""
    return f"{nonce}-{_signature(nonce)}"


def nonce_in(secret: str) -> str | None:
    """The number in a secret that this house made; None for any other."""
    nonce, _, signature = secret.partition("-")
    good = hmac.compare_digest(_signature(nonce).encode(), signature.encode("utf-8", "replace"))
    return nonce if good else None


def _signature(nonce: str) -> str:
    return salted_hmac("mofan.org.feeds", nonce, algorithm="sha256").hexdigest()[:40]
