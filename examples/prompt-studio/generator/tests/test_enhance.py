import pytest

from generator.enhance import UnknownTechnique, enhance, role_for, tidy
from generator.templates import AFTER, BEFORE


def test_without_techniques_the_prompt_is_only_tidied():
    assert enhance("  do\nthis ", "code", []) == "do this"


def test_a_role_stands_before_and_instructions_after_the_prompt():
    lines = enhance("Fix it.", "code", ["role", "examples"]).split("\n\n")
    assert lines == [role_for("code"), "Fix it.", AFTER["examples"]]


def test_a_technique_is_applied_once():
    assert enhance("Fix it.", "code", ["examples", "examples"]).count(AFTER["examples"]) == 1


def test_the_order_of_the_techniques_is_kept():
    text = enhance("Fix it.", "code", ["length_limit", "clarify"])
    assert text.index(AFTER["length_limit"]) < text.index(AFTER["clarify"])


@pytest.mark.parametrize("technique", ["role", *BEFORE, *AFTER])
def test_every_technique_adds_something_and_keeps_the_prompt(technique):
    text = enhance("Fix it.", "writing", [technique])
    assert "Fix it." in text
    assert len(text) > len("Fix it.")


def test_an_unknown_technique_is_an_error_that_names_it():
    with pytest.raises(UnknownTechnique, match="'hypnosis'"):
        enhance("Fix it.", "code", ["hypnosis"])


def test_an_intent_without_a_role_gets_a_general_one():
    assert role_for("ideas") == "You are a knowledgeable assistant."


def test_paragraphs_survive_tidying_and_empty_ones_do_not():
    assert tidy("one\ntwo\n\n \n\n three ") == "one two\n\nthree"
