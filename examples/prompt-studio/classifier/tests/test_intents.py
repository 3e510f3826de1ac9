import pytest

from classifier.intents import DEFAULT_INTENT, KEYWORDS, classify


@pytest.mark.parametrize(
    ("prompt", "intent"),
    [
        ("Refactor this function", "code"),
        ("Write an email to our customers", "writing"),
        ("Compare the two proposals", "analysis"),
        ("Summarise the notes", "summary"),
        ("Brainstorm names for a bakery", "ideas"),
        ("How do tides work?", "question"),
    ],
)
def test_the_intent_follows_the_telling_words(prompt, intent):
    assert classify(prompt).intent == intent


def test_case_and_punctuation_do_not_matter():
    assert classify("BUG!").intent == "code"


def test_words_are_whole_words():
    assert classify("the barcode scanner").scores["code"] == 0


def test_confidence_is_the_share_of_the_winning_intent():
    result = classify("write code")
    assert (result.intent, result.confidence) == ("code", 0.6)


def test_without_a_known_word_it_is_a_question_of_which_we_are_unsure():
    result = classify("Lorem ipsum")
    assert (result.intent, result.confidence) == (DEFAULT_INTENT, 0.0)


def test_every_intent_has_a_score():
    assert classify("anything").scores.keys() == KEYWORDS.keys()
