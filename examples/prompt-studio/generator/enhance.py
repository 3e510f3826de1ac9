"""Builds the improved prompt: a preamble, the user's own words, and instructions after them."""

from generator.templates import AFTER, BEFORE, ROLES


class UnknownTechnique(ValueError):
    """A technique that no template exists for."""


def enhance(prompt: str, intent: str, techniques: list[str]) -> str:
    """Return the prompt with every technique applied once, in the order given."""
    before: list[str] = []
    after: list[str] = []
    for technique in dict.fromkeys(techniques):
        if technique == "role":
            before.append(role_for(intent))
        elif technique in BEFORE:
            before.append(BEFORE[technique])
        elif technique in AFTER:
            after.append(AFTER[technique])
        else:
            raise UnknownTechnique(f"no template for technique '{technique}'")
    return "\n\n".join([*before, tidy(prompt), *after])


def role_for(intent: str) -> str:
    """Return the sentence that gives the model a role fit for the intent."""
    role = ROLES.get(intent, "a knowledgeable assistant")
    return f"You are {role}."


def tidy(prompt: str) -> str:
    """Strip the ends, and join what was broken into lines of one sentence."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in prompt.split("\n\n")]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
