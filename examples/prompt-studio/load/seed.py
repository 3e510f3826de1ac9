"""Fills the database with prompts of other people before a load: LOAD_ROWS says how many, none where it is not set."""

import os

import psycopg

AUTHORS = 1000


def main() -> None:
    """Add the authors, and as many prompts as are wanted, spread evenly over them."""
    rows = int(os.environ.get("LOAD_ROWS", "0"))
    if rows == 0:
        return
    with psycopg.connect(os.environ["DATABASE_URL"]) as session:
        authors = "INSERT INTO users (email, password_digest) SELECT 'author' || n || '@example.org', '' "
        session.execute(authors + "FROM generate_series(1, %s) n", (AUTHORS,))
        prompts = """
            INSERT INTO prompts (user_id, text, enhanced, intent)
            SELECT first.id + n %% %s, 'prompt ' || n, 'Better.', 'code'
            FROM generate_series(1, %s) n, (SELECT min(id) AS id FROM users WHERE email LIKE 'author%%') first"""
        session.execute(prompts, (AUTHORS, rows))
    print(f"{rows} prompts of {AUTHORS} people")


if __name__ == "__main__":
    main()
