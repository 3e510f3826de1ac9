"""The gateway as a process, for tests that put something between it and the services."""

from stack.process import Service, StartError, start_gateway

__all__ = ["Service", "StartError", "start_gateway"]
