"""Learning messages by their class: it adds up, keeps, explains and knows when it does not know."""

from pathlib import Path

import numpy as np
import pytest

from mofan.cases.catalogue import kind_of
from mofan.cases.suggesting import Classifier, UnreadableClassifier, public_words
from mofan.cases.suggesting.words import features

KNOWN = {"water": ("停水 水压 水管",), "roads": ("路灯 井盖 坑洼",)}
MESSAGES = [
    ("三号楼停水两天，水压一直上不去", "water"),
    ("东门街路灯不亮，夜里看不见", "roads"),
    ("水管爆了，楼道里全是水", "water"),
    ("井盖丢了，昨晚有人摔伤", "roads"),
]


def test_it_guesses_what_it_has_learnt_and_says_why() -> None:
    classifier = Classifier()
    classifier.learn(MESSAGES)
    guess, other = classifier.guesses("五号楼又停水，自来水公司没人来")
    assert (guess.label, other.label) == ("water", "roads")
    assert "停水" in guess.because
    assert guess.probability + other.probability == pytest.approx(1)
    assert classifier.learnt == 4


def test_it_guesses_before_the_first_message_by_what_is_known_beforehand() -> None:
    classifier = Classifier(KNOWN)
    assert classifier.guesses("巷口路灯坏了")[0].label == "roads"
    assert classifier.learnt == 0


def test_learning_twice_is_the_same_as_learning_all_at_once() -> None:
    once, twice = Classifier(KNOWN), Classifier(KNOWN)
    once.learn(MESSAGES)
    twice.learn(MESSAGES[:2])
    twice.learn(MESSAGES[2:])
    for one, other in zip(once.guesses("水压低"), twice.guesses("水压低"), strict=True):
        assert (one.label, one.because) == (other.label, other.because)
        assert one.probability == pytest.approx(other.probability)


def test_own_cases_outweigh_what_is_known_beforehand() -> None:
    classifier = Classifier(KNOWN)
    classifier.learn([("水管挖断了，路面塌陷", "roads")] * 60)
    assert classifier.guesses("水管挖断了")[0].label == "roads"


def test_it_says_nothing_where_there_is_nothing_to_judge_by() -> None:
    assert Classifier().guesses("停水") == []
    assert Classifier(KNOWN).guesses("……！") == []
    assert Classifier(KNOWN).guesses("龘") == []
    empty = Classifier()
    empty.learn([("？", "water")])
    assert empty.learnt == 0


def test_a_message_between_two_classes_is_called_uncertain() -> None:
    classifier = Classifier(KNOWN)
    assert not classifier.guesses("停水了，路灯也不亮")[0].sure


def test_probabilities_are_fitted_when_there_are_enough_messages() -> None:
    classifier = Classifier()
    classifier.learn(MESSAGES * 10)
    assert classifier.guesses("停水")[0].sure


def test_a_class_that_is_never_met_is_guessed_no_more() -> None:
    classifier = Classifier({**KNOWN, "noise": ("施工 夜里",)})
    before = {one.label: one.probability for one in classifier.guesses("夜里路灯不亮")}
    classifier.learn(MESSAGES * 60)
    after = {one.label: one.probability for one in classifier.guesses("夜里路灯不亮")}
    assert after["noise"] < before["noise"] / 10


def test_a_title_counts_double() -> None:
    titled, plain = features("停水\n东门街路灯不亮"), features("停水，东门街路灯不亮")
    assert titled["w停水"] > plain["w停水"]
    assert features("停水\n") == features("停水")
    assert features(f"{'停水' * 40}\n路灯") == features(f"{'停水' * 40}，路灯")


def test_a_pair_that_is_a_word_elsewhere_is_a_reason_too() -> None:
    assert Classifier(KNOWN).guesses("路灯不亮")[0].because == ("路灯",)


def test_words_of_every_message_say_nothing_beforehand() -> None:
    assert Classifier({"technology": ("固话 电话",), "roads": ("路灯",)}).guesses("电话")[0].because == ()


def test_numbers_and_scripts_are_folded() -> None:
    assert features("停水3天") == features("停水15天")
    assert features("ＡＢ栋") == features("ab栋")
    assert features("電梯") == features("电梯")
    assert sum(weight**2 for weight in features("停水停水，没有水").values()) == pytest.approx(1)


def test_it_is_the_same_after_it_was_kept(tmp_path: Path) -> None:
    classifier = Classifier(KNOWN)
    classifier.learn(MESSAGES)
    classifier.save(tmp_path / "kept.npz")
    kept = Classifier.load(tmp_path / "kept.npz")
    before, after = classifier.guesses("水管漏水")[0], kept.guesses("水管漏水")[0]
    assert (before.label, before.because, kept.learnt) == (after.label, after.because, 4)
    assert before.probability == pytest.approx(after.probability, abs=1e-4)
    kept.learn(MESSAGES)
    assert kept.learnt == 8


def test_an_empty_one_can_be_kept(tmp_path: Path) -> None:
    Classifier().save(tmp_path / "kept.npz")
    assert Classifier.load(tmp_path / "kept.npz").guesses("停水") == []


def test_it_refuses_a_file_that_is_none_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "kept.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(UnreadableClassifier, match="mofan learn"):
        Classifier.load(path)
    with path.open("wb") as file:
        names, state = np.array(["a", "b"]), np.array([99.0, 0, 0, 1])
        np.savez(file, names=names, state=state, sums=np.zeros((1, 1)), seen=np.zeros(1), learnt_of=np.zeros(1))
    with pytest.raises(UnreadableClassifier, match="另一个版本"):
        Classifier.load(path)


def test_every_class_of_public_demands_has_words() -> None:
    assert set(public_words()) == set(kind_of("public_demand").categories)
    assert all(len(" ".join(lines).split()) >= 25 for lines in public_words().values())


def test_how_many_is_no_reason() -> None:
    classifier = Classifier({"a": ["路灯 三天 二十多户"], "b": ["社保 退休"]})
    assert classifier.guesses("路灯三天没亮，二十多户摸黑")[0].because == ("路灯",)
