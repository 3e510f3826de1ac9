"""The load on the system, and what it finds there."""
