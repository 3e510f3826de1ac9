"""Turns labelled prompts into numbers: one column a word, 1 where the prompt has it."""

import csv
from pathlib import Path

import numpy as np

from classifier.words import words


def read(path: Path) -> list[tuple[str, str]]:
    """Return the labelled prompts of a file: label and prompt, parted by a tab."""
    with path.open(newline="") as lines:
        rows = [tuple(row) for row in csv.reader(lines, delimiter="\t") if row]
    wrong = [number for number, row in enumerate(rows, 1) if len(row) != 2 or not all(row)]
    if wrong:
        raise ValueError(f"{path.name}:{wrong[0]}: a line holds a label, a tab and a prompt")
    return rows


def vocabulary(prompts: list[str]) -> list[str]:
    """Return the words of the prompts, each once."""
    return sorted({word for prompt in prompts for word in words(prompt)})


def matrix(prompts: list[str], known: list[str]) -> np.ndarray:
    """Return one row a prompt, one column a known word."""
    column = {word: index for index, word in enumerate(known)}
    rows = np.zeros((len(prompts), len(known)))
    for row, prompt in enumerate(prompts):
        for word in words(prompt):
            if word in column:
                rows[row, column[word]] = 1
    return rows
