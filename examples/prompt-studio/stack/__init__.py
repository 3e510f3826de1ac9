"""Starts and stops the whole system, for tests, load tests and people."""

from stack.system import Service, StartError, System, start_gateway

__all__ = ["Service", "StartError", "System", "start_gateway"]
