"""Compares two OpenAPI documents: what would break a client that was written for the older one?"""

from collections.abc import Iterator

LOWER_BOUNDS = ("minimum", "minLength", "minItems")
UPPER_BOUNDS = ("maximum", "maxLength", "maxItems")
METHODS = ("get", "put", "post", "delete", "patch")


class Comparison:
    """Two documents, and the breaking changes from one to the other, each with its operation."""

    def __init__(self, old: dict, new: dict) -> None:
        """Compare these."""
        self._old = old
        self._new = new

    def breaking(self) -> list[dict]:
        """Return each breaking change as an operation's name and what changed."""
        return [
            {"name": f"{method.upper()} {path}", "detail": detail}
            for path, methods in self._old["paths"].items()
            for method in METHODS
            if method in methods
            for detail in self._operation(methods[method], self._new["paths"].get(path, {}).get(method))
        ]

    def operations(self) -> int:
        """Return how many operations the older document has."""
        return sum(method in METHODS for methods in self._old["paths"].values() for method in methods)

    def _operation(self, old: dict, new: dict | None) -> Iterator[str]:
        if new is None:
            yield "is gone"
            return
        if old.get("security") == [] and new.get("security") != []:
            yield "needs a session"
        yield from self._request(_schema(old.get("requestBody")), _schema(new.get("requestBody")))
        for status, response in old["responses"].items():
            if not status.startswith("2"):
                continue
            if status not in new["responses"]:
                yield f"no longer answers with {status}"
                continue
            yield from self._answer(_schema(response), _schema(new["responses"][status]), "the answer")

    def _request(self, old: dict, new: dict, place: str = "the request") -> Iterator[str]:
        """What was accepted must be accepted."""
        old, new = _resolved(old, self._old), _resolved(new, self._new)
        if _type(old) != _type(new):
            yield f"{place} must be {_type(new)}, not {_type(old)}"
            return
        yield from (f"{place} must have '{name}'" for name in _required(new) - _required(old))
        yield from (f"{place} may not be '{value}'" for value in _values(old) - (_values(new) or _values(old)))
        yield from _tighter(old, new, place)
        for name, schema in old.get("properties", {}).items():
            if name not in new.get("properties", {}):
                yield f"{place} has no '{name}'"
            else:
                yield from self._request(schema, new["properties"][name], f"'{name}'")

    def _answer(self, old: dict, new: dict, place: str) -> Iterator[str]:
        """What was promised must come."""
        old, new = _resolved(old, self._old), _resolved(new, self._new)
        if _type(old) != _type(new):
            yield f"{place} is {_type(new)}, not {_type(old)}"
            return
        yield from (f"{place} may lack '{name}'" for name in _required(old) - _required(new))
        yield from (f"{place} may be '{value}'" for value in _values(new) - _values(old) if _values(old))
        for name, schema in old.get("properties", {}).items():
            if name in new.get("properties", {}):
                yield from self._answer(schema, new["properties"][name], f"'{name}'")
        if "items" in old:
            yield from self._answer(old["items"], new.get("items", {}), f"an item of {place}")


def _schema(holder: dict | None) -> dict:
    return (holder or {}).get("content", {}).get("application/json", {}).get("schema", {})


def _resolved(schema: dict, document: dict) -> dict:
    reference = schema.get("$ref")
    return document["components"]["schemas"][reference.rsplit("/", 1)[1]] if reference else schema


def _type(schema: dict) -> str:
    return schema.get("type", "anything")


def _required(schema: dict) -> set[str]:
    return set(schema.get("required", []))


def _values(schema: dict) -> set[str]:
    return set(schema.get("enum", []))


def _tighter(old: dict, new: dict, place: str) -> Iterator[str]:
    """Name each bound of the new schema that the old one did not have, or had wider."""
    for bound in LOWER_BOUNDS:
        if bound in new and new[bound] > old.get(bound, float("-inf")):
            yield f"{place} has {bound} {new[bound]}"
    for bound in UPPER_BOUNDS:
        if bound in new and new[bound] < old.get(bound, float("inf")):
            yield f"{place} has {bound} {new[bound]}"
