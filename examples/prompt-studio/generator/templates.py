"""The sentences that the techniques add to a prompt."""

ROLES = {
    "code": "a senior software engineer who writes tested, readable code",
    "writing": "an experienced editor",
    "analysis": "a careful analyst who separates facts from assumptions",
}

BEFORE = {
    "restate_goal": "First restate the goal below in one sentence, then work on it.",
}

AFTER = {
    "clarify": "If anything essential is missing, ask for it before you answer.",
    "step_by_step": "Work through it step by step, and show the steps.",
    "examples": "Include one short example.",
    "output_format": "Answer as a list, with the most important point first.",
    "many_options": "Give at least five options that differ from each other.",
    "length_limit": "Use at most 120 words.",
}
