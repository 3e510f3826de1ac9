"""The prompt generator: the improved prompt, from the techniques chosen for it."""
