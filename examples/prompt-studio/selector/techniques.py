"""The catalogue of prompting techniques, and the choice among them."""

from dataclasses import dataclass

MAX_TECHNIQUES = 3
LONG_PROMPT_WORDS = 40
UNSURE_BELOW = 0.5


@dataclass(frozen=True)
class Technique:
    """A way to improve a prompt, and the intents it is known to help with."""

    name: str
    helps: frozenset[str]
    rank: int


CATALOGUE = (
    Technique("role", frozenset({"code", "writing", "analysis"}), 1),
    Technique("step_by_step", frozenset({"code", "analysis", "question"}), 2),
    Technique("examples", frozenset({"code", "writing"}), 3),
    Technique("output_format", frozenset({"summary", "analysis", "ideas"}), 1),
    Technique("many_options", frozenset({"ideas"}), 2),
    Technique("length_limit", frozenset({"summary"}), 2),
)


def select(intent: str, confidence: float, prompt: str) -> list[str]:
    """Return the names of up to MAX_TECHNIQUES techniques, the most helpful first."""
    chosen = [technique.name for technique in sorted(CATALOGUE, key=_by_rank) if intent in technique.helps]
    if confidence < UNSURE_BELOW:
        chosen.insert(0, "clarify")
    if len(prompt.split()) > LONG_PROMPT_WORDS:
        chosen.insert(0, "restate_goal")
    return chosen[:MAX_TECHNIQUES] or ["clarify"]


def _by_rank(technique: Technique) -> int:
    return technique.rank
