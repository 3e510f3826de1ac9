"""Starts the service: python -m generator [--port N]."""

from generator.service import service
from httpkit.server import run

if __name__ == "__main__":
    run(service)
