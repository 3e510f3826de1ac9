"""The accounts service: users, sessions, their prompts, and what they pay."""
