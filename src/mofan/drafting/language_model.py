"""An optional language model inside the intranet (语言模型): any address that speaks as OpenAI's does. Off unless a
place sets one; it is sent what the writer chose and nothing else, and goes nowhere but to that address."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

PATIENCE: Final = 60
"""Seconds."""
LONGEST_ANSWER: Final = 200_000
"""Bytes."""
MOST_SENT: Final = 4_000
"""Characters."""
ORDER: Final = (
    "你帮机关工作人员润色材料。只改写给你的文字，"
    "不添加任何数字、时间、人名、地名和事例；没有的不要写。只回答改好的文字。"
)


class NoAnswer(Exception):
    """The model did not answer; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Model:
    """Where it is, what it is called there, and the key that it wants (all of them may be empty but the first)."""

    address: str
    name: str
    key: str


def model_set() -> Model | None:
    """The model of this place; None where none is set."""
    if not settings.LANGUAGE_MODEL:
        return None
    return Model(settings.LANGUAGE_MODEL.rstrip("/"), settings.LANGUAGE_MODEL_NAME, settings.LANGUAGE_MODEL_KEY)


def message(model: Model, wish: str, words: str) -> dict[str, Any]:
    """Exactly what is sent; the page shows it before."""
    return {
        "model": model.name,
        "messages": [
            {"role": "system", "content": ORDER},
            {"role": "user", "content": f"{wish.strip() or '请改得通顺、平实。'}\n\n{words}"},
        ],
        "temperature": 0.3,
    }


def ask(model: Model, sent: dict[str, Any]) -> str:
    """What the model answers. Raises NoAnswer."""
    request = urllib.request.Request(
        f"{model.address}/chat/completions",
        json.dumps(sent, ensure_ascii=False).encode(),
        {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {model.key}"} if model.key else {}),
    )
    try:
        with _STRAIGHT.open(request, timeout=PATIENCE) as answer:
            told = json.loads(answer.read(LONGEST_ANSWER))
        said = told["choices"][0]["message"]["content"]
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise NoAnswer("语言模型没有答复，或者答复看不懂。稿子没有变；请稍后再试，或请管理员看看它的地址。") from error
    if not isinstance(said, str) or not said.strip():
        raise NoAnswer("语言模型答了一段空白。稿子没有变。")
    return said.strip()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """The address that was set is the only one that is asked."""


_STRAIGHT: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
