import pytest

from httpkit import BadRequest, number_field, text_field, text_list_field
from httpkit.fields import MAX_TEXT_LENGTH


def test_a_text_comes_back_as_it_was_sent():
    assert text_field({"prompt": " hello "}, "prompt") == " hello "


@pytest.mark.parametrize("payload", [{}, {"prompt": ""}, {"prompt": "  "}, {"prompt": 3}, {"prompt": None}])
def test_a_missing_or_empty_text_is_refused(payload):
    with pytest.raises(BadRequest, match="'prompt' must be text"):
        text_field(payload, "prompt")


def test_a_text_that_is_too_long_is_refused_with_its_length():
    with pytest.raises(BadRequest, match="8001 characters"):
        text_field({"prompt": "x" * (MAX_TEXT_LENGTH + 1)}, "prompt")


@pytest.mark.parametrize(("payload", "expected"), [({}, 0.5), ({"share": 0}, 0.0), ({"share": 0.25}, 0.25)])
def test_a_number_is_read_or_takes_its_default(payload, expected):
    assert number_field(payload, "share", default=0.5) == expected


@pytest.mark.parametrize("value", [-0.1, 1.1, "0.5", True, None])
def test_a_number_outside_its_range_is_refused(value):
    with pytest.raises(BadRequest, match="'share' must be a number"):
        number_field({"share": value}, "share", default=0.5)


def test_a_list_of_texts_may_be_empty():
    assert text_list_field({"names": []}, "names") == []


@pytest.mark.parametrize("value", [None, "role", ["role", 1]])
def test_anything_but_a_list_of_texts_is_refused(value):
    with pytest.raises(BadRequest, match="'names' must be a list"):
        text_list_field({"names": value}, "names")
