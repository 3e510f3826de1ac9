"""Finds the intent of a prompt by weighing the words that give it away."""

import re
from dataclasses import dataclass

DEFAULT_INTENT = "question"

# A word's weight says how strongly it points at the intent, from 1 (a hint) to 3 (almost certain).
KEYWORDS: dict[str, dict[str, int]] = {
    "code": {"function": 3, "bug": 3, "refactor": 3, "code": 3, "implement": 2, "script": 2, "api": 2, "test": 1},
    "writing": {"essay": 3, "story": 3, "email": 3, "blog": 3, "write": 2, "letter": 2, "tone": 1},
    "analysis": {"analyse": 3, "analyze": 3, "compare": 3, "evaluate": 3, "why": 2, "data": 2, "trade": 1},
    "summary": {"summarise": 3, "summarize": 3, "summary": 3, "tldr": 3, "shorten": 2, "key": 1, "points": 1},
    "ideas": {"brainstorm": 3, "ideas": 3, "suggest": 2, "names": 2, "creative": 2},
    "question": {"what": 1, "who": 1, "when": 1, "where": 1, "how": 1},
}

_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Classification:
    """The intent, how sure we are of it (0 to 1), and every intent's score."""

    intent: str
    confidence: float
    scores: dict[str, int]


def classify(prompt: str) -> Classification:
    """Return the intent with the highest score; a prompt with no known word is a question."""
    words = _WORD.findall(prompt.lower())
    scores = {intent: sum(weights.get(word, 0) for word in words) for intent, weights in KEYWORDS.items()}
    total = sum(scores.values())
    if total == 0:
        return Classification(DEFAULT_INTENT, 0.0, scores)
    intent = max(scores, key=lambda name: scores[name])
    return Classification(intent, round(scores[intent] / total, 3), scores)
