"""Passwords are kept as salted scrypt digests: `salt$digest`, both in hexadecimal."""

import hashlib
import hmac
import secrets

# 8 MB and some 30 ms a guess: OWASP's smallest setting for scrypt is 2^13 with p = 10; this is a demonstration.
COST = {"n": 2**13, "r": 8, "p": 1}


def digest(password: str) -> str:
    """Return what is kept of a password."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${hashlib.scrypt(password.encode(), salt=salt, **COST).hex()}"


def matches(password: str, kept: str) -> bool:
    """Say whether the password is the one that was kept, in a time that does not tell how much of it was right."""
    salt, _, wanted = kept.partition("$")
    found = hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), **COST)
    return hmac.compare_digest(found.hex(), wanted)
