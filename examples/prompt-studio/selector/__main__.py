"""Starts the service: python -m selector [--port N]."""

from httpkit.server import run
from selector.service import service

if __name__ == "__main__":
    run(service)
