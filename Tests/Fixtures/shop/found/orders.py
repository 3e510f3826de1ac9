"""Orders, with a mistake of each kind."""

import os

ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"


def find(cursor, name):
    """Finds orders by name."""
    return cursor.execute("SELECT * FROM orders WHERE name = '%s'" % name)


def untested(order):
    """Nothing calls it."""
    return order
