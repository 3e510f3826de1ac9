"""Starts the service: python -m classifier [--port N]."""

from classifier.service import service
from httpkit.server import run

if __name__ == "__main__":
    run(service)
