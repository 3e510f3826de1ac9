"""People who use an environment while it is watched, and a look whether it works for all of them.

usage: python -m release.people ENVIRONMENT     ends with 1 where somebody is not served
"""

import http.client
import itertools
import json
import secrets
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from release.deploy import address

PAUSE_SECONDS = 0.05
ENGLISH = ("Fix the bug in this function.", "Summarise the meeting notes.", "How do tides work?")
ALL_LANGUAGES = (*ENGLISH, "Διόρθωσε το σφάλμα στη συνάρτηση.", "Streść notatki ze spotkania w języku żmudzkim.")


def main() -> None:
    """Ask once in every language."""
    gateway = address(sys.argv[1]).read_text()
    token = sign_up(gateway)
    answers = {prompt: enhance(gateway, token, prompt) for prompt in ALL_LANGUAGES}
    for prompt, status in answers.items():
        print(status, prompt)
    sys.exit(0 if set(answers.values()) == {200} else 1)


@contextmanager
def people(environment: str, prompts: tuple[str, ...]) -> Iterator[None]:
    """Let somebody ask one prompt after the other for as long as the block lasts."""
    gateway = address(environment).read_text()
    token = sign_up(gateway)
    ended = threading.Event()
    asking = threading.Thread(target=keep_asking, args=(gateway, token, prompts, ended))
    asking.start()
    try:
        yield
    finally:
        ended.set()
        asking.join()


def keep_asking(gateway: str, token: str, prompts: tuple[str, ...], ended: threading.Event) -> None:
    """Ask until it is over, whatever is answered."""
    for prompt in itertools.cycle(prompts):
        enhance(gateway, token, prompt)
        if ended.wait(PAUSE_SECONDS):
            return


def sign_up(gateway: str) -> str:
    """Return the session of somebody on the team plan."""
    name = secrets.token_hex(8)
    token = post(gateway, "/v1/users", {"email": f"{name}@example.org", "password": name}, {})[1]["token"]
    post(gateway, "/v1/subscription", {"plan": "team", "card": "4242"}, {"Authorization": f"Bearer {token}"})
    return token


def enhance(gateway: str, token: str, prompt: str) -> int:
    """Return the status of the answer; 0 where there is none."""
    return post(gateway, "/v1/enhance", {"prompt": prompt}, {"Authorization": f"Bearer {token}"})[0]


def post(gateway: str, path: str, payload: dict, headers: dict[str, str]) -> tuple[int, dict]:
    """Post, and return status and body."""
    request = urllib.request.Request(gateway + path, json.dumps(payload).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as refusal:
        return refusal.code, {}
    except (OSError, http.client.HTTPException):
        return 0, {}


if __name__ == "__main__":
    main()
