"""What a word is: the same when the model is trained and when it is used."""

import re

_WORD = re.compile(r"[a-z]+")


def words(prompt: str) -> list[str]:
    """Return the words of a prompt in lower case."""
    return _WORD.findall(prompt.lower())
