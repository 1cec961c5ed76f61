"""Help of a language model: off unless set, sends what was chosen, its numbers wait to be linked."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from pytest_django import Settings

from mofan.drafting.actions import ask_model, put_answer, require_complete
from mofan.drafting.answered import MARK, as_blocks
from mofan.drafting.chips import chips_of
from mofan.drafting.document import Gap, Slot
from mofan.drafting.language_model import Model, NoAnswer, ask, message, model_set
from mofan.org.rules import RuleBroken
from tests.drafting.making import make_draft
from tests.make import AT
from tests.records.conftest import House

ANSWER = "全局走访12户，解决问题3个，群众满意率达98%。\n\n会后又补了一次课，编号A7。"


@dataclass
class Heard:
    """What the little server was asked, and what it answers."""

    status: int = 200
    answer: Any = field(default_factory=lambda: {"choices": [{"message": {"content": ANSWER}}]})
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    place: str = ""


@pytest.fixture
def heard() -> Iterator[Heard]:
    told = Heard()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            told.keys.append(self.headers["Authorization"])
            self.send_response(told.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(told.answer if isinstance(told.answer, bytes) else json.dumps(told.answer).encode())

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.place = f"http://127.0.0.1:{server.server_port}/v1"
    yield told
    server.shutdown()
    server.server_close()


def test_what_was_chosen_is_sent_and_what_comes_waits_to_be_checked(house: House, heard: Heard) -> None:
    draft, model = make_draft(house), Model(heard.place, "本地", "钥匙".encode().hex())
    answer = ask_model(draft, model, "写得平实些", "走访群众，解决问题。", by=house.recorder, at=AT)
    assert heard.asked == [message(model, "写得平实些", "走访群众，解决问题。")]
    assert heard.keys == [f"Bearer {model.key}"]
    saved = put_answer(draft, answer, "b1", revision=1, by=house.recorder, at=AT)
    assert [one.id for one in saved.body.blocks] == ["b1", "m1", "m2", "b2"]
    assert [gap.what for _, gap in saved.body.gaps] == [MARK, MARK]
    draft.refresh_from_db()
    assert [one.written for one in draft.slots.all()] == ["12户", "3个", "98%", "7"]
    with pytest.raises(RuleBroken, match=MARK):
        require_complete(draft, chips_of(draft, AT.date()))


def test_no_number_of_an_answer_stands_in_the_text() -> None:
    blocks, numbers = as_blocks(ANSWER, iter("ab"), iter("wxyz"))
    words = "".join(getattr(run, "text", "") for one in blocks for run in one.runs)
    assert not any(char.isdecimal() for char in words)
    assert [one.key for one in numbers] == ["w", "x", "y", "z"]
    assert isinstance(blocks[0].runs[0], Gap)
    assert sum(isinstance(run, Slot) for one in blocks for run in one.runs) == 4


def test_without_an_address_there_is_no_model(settings: Settings) -> None:
    settings.LANGUAGE_MODEL = ""
    assert model_set() is None
    settings.LANGUAGE_MODEL, settings.LANGUAGE_MODEL_NAME = "http://10.0.0.8/v1/", "本地"
    assert model_set() == Model("http://10.0.0.8/v1", "本地", "")


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, b""),
        (302, b""),
        (200, b"nonsense"),
        (200, {"choices": []}),
        (200, {"choices": [{"message": {"content": "  "}}]}),
        (200, {"choices": [{"message": {"content": 5}}]}),
    ],
)
def test_a_model_that_does_not_answer_changes_nothing(heard: Heard, status: int, answer: Any) -> None:
    heard.status, heard.answer = status, answer
    model = Model(heard.place, "", "")
    with pytest.raises(NoAnswer, match="稿子没有变"):
        ask(model, message(model, "", "话"))
    assert len(heard.asked) == 1


def test_too_much_nothing_and_strangers_are_refused(house: House, heard: Heard) -> None:
    draft, model = make_draft(house), Model(heard.place, "", "")
    for words in ("", " ", "字" * 4001):
        with pytest.raises(RuleBroken):
            ask_model(draft, model, "", words, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken):
        ask_model(draft, model, "", "话", by=house.stranger, at=AT)
    with pytest.raises(RuleBroken, match="没有文字可放"):
        put_answer(draft, " \n ", "b1", revision=1, by=house.recorder, at=AT)
    assert heard.asked == []
