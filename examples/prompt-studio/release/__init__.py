"""From a green run to a deployment that is watched, and back where it turns out to be none."""
