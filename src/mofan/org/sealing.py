"""Numbers that are kept sealed (加密保存): readable with the key of this house alone, found again by a keyed digest.

The key (`MOFAN_DATA_KEY`, else made once and kept in `MOFAN_HOME/data_key`) is not in the rows: whoever reads the
database or a copy of it reads no number, and cannot try all numbers either, since the digest needs the key too.

While the key is being changed (`mofan reseal`), keys from before still open what they sealed."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

_FOR_SEALING: Final = b"mofan.org.sealing/seal"
_FOR_DIGESTS: Final = b"mofan.org.sealing/digest"


class SealBroken(Exception):
    """What was sealed cannot be opened: the key is another; the message is a Chinese sentence."""

    def __init__(self) -> None:
        super().__init__("身份证号解不开：数据密钥与保存时的不同。请系统管理员找回 MOFAN_HOME 里的 data_key。")


def seal(text: str) -> str:
    """The text sealed (AES-128 with a signature; each time otherwise); nothing for nothing."""
    return _fernet(settings.DATA_KEY).encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text again. Raises SealBroken with another key."""
    if not sealed:
        return ""
    for key in (settings.DATA_KEY, *settings.OLD_DATA_KEYS):
        try:
            return _fernet(key).decrypt(sealed.encode()).decode()
        except InvalidToken:
            continue
    raise SealBroken


def is_current(sealed: str) -> bool:
    """Whether the key of now opens it; nothing needs no key."""
    try:
        return not sealed or bool(_fernet(settings.DATA_KEY).decrypt(sealed.encode()))
    except InvalidToken:
        return False


def digest(text: str) -> str:
    """The same for the same text, and not to be reckoned without the key (带密钥的摘要): what rows are found by."""
    return hmac.new(_key(settings.DATA_KEY, _FOR_DIGESTS), text.encode(), hashlib.sha256).hexdigest() if text else ""


@lru_cache(maxsize=4)
def _fernet(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(_key(secret, _FOR_SEALING)))


def _key(secret: str, purpose: bytes) -> bytes:
    """A key of 32 bytes for one purpose; the secret is random, so one step is enough."""
    return hmac.new(secret.encode(), purpose, hashlib.sha256).digest()
