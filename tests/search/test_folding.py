"""A folded text is `simplify` of the raw one, and every character of it knows the way back."""

from hypothesis import given
from hypothesis import strategies as st

from mofan.search.folding import FoldedText
from mofan.text.fold import simplify, simplify_with_origins


def test_a_match_is_carried_back_to_the_text_as_read() -> None:
    view = FoldedText("開辦　企业２个㎡小时")
    assert view.text == "开办企业2个m2小时"
    starts, ends = view.to_raw([view.text.index("企业"), view.text.index("m2")], 2)
    assert (starts, ends) == ([3, 7], [5, 8])


@given(st.text(st.one_of(st.sampled_from("甲党黨 \n\u200b㎡…①Ⅳİ😀\ud800ａA\uffff"), st.characters()), max_size=60))
def test_it_folds_as_the_index_does_and_knows_every_origin(raw: str) -> None:
    view, slow = FoldedText(raw), simplify_with_origins(raw)
    assert view.text == simplify(raw)
    places = list(range(len(view.text)))
    spans = [slow.to_raw(place, place + 1) for place in places]
    assert view.to_raw(places, 1) == ([span.start for span in spans], [span.end for span in spans])
