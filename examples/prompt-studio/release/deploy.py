"""Puts a commit where an environment runs: python -m release.deploy ENVIRONMENT COMMIT.

Each environment is a checkout of its own below RELEASE_FOLDER; the one that is there goes down, the other one comes up.
A file of the environment's name says where its gateway is.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from tools.reports import ROOT

CONFIG = ["--config", "assay-release.yaml"]


def main() -> None:
    """Put the commit there, and say where it is."""
    environment, commit = sys.argv[1:]
    print(f"{environment} runs {commit} at {deploy(environment, commit)}")


def deploy(environment: str, commit: str) -> str:
    """Return the address of the gateway of the environment, which runs the commit now."""
    folder = checkout(environment)
    subprocess.run(["assay", "env", "down", *CONFIG, environment], cwd=folder, capture_output=True, check=False)
    subprocess.run(["git", "checkout", "--quiet", "--detach", commit], cwd=folder, check=True)
    command = ["assay", "env", "up", *CONFIG, environment]
    up = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    gateway = re.search(r"GATEWAY_URL=(\S+)", up.stdout)[1]
    address(environment).write_text(gateway)
    return gateway


def take_down() -> None:
    """End all that runs."""
    for gateway in Path(os.environ["RELEASE_FOLDER"]).glob("*.url"):
        command = ["assay", "env", "down", *CONFIG, gateway.stem]
        subprocess.run(command, cwd=gateway.with_suffix(""), capture_output=True, check=False)


def checkout(environment: str) -> Path:
    """Return the folder of the environment, which is made where there is none."""
    folder = Path(os.environ["RELEASE_FOLDER"]) / environment
    if not folder.exists():
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(folder)], cwd=ROOT, check=True)
    return folder


def address(environment: str) -> Path:
    """Return the file that says where the gateway of the environment is."""
    return Path(os.environ["RELEASE_FOLDER"]) / f"{environment}.url"


if __name__ == "__main__":
    main()
