"""Reading the fields of a request, with errors the caller can act on."""

MAX_TEXT_LENGTH = 8_000


class Refused(Exception):
    """The service will not do what it was asked: the status and the code that say why."""

    def __init__(self, status: int, code: str, message: str) -> None:
        """Remember what to answer."""
        super().__init__(message)
        self.status = status
        self.code = code


class BadRequest(Refused):
    """The caller sent something that this service cannot work with."""

    def __init__(self, message: str) -> None:
        """Answer with status 400."""
        super().__init__(400, "bad_request", message)


def text_field(payload: dict, name: str) -> str:
    """Return the field as text that is neither empty nor longer than MAX_TEXT_LENGTH."""
    value = payload.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadRequest(f"field '{name}' must be text that is not empty")
    if len(value) > MAX_TEXT_LENGTH:
        raise BadRequest(f"field '{name}' has {len(value)} characters, at most {MAX_TEXT_LENGTH} are read")
    return value


def number_field(payload: dict, name: str, default: float) -> float:
    """Return the field as a number between 0 and 1, or the default where it is absent."""
    value = payload.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadRequest(f"field '{name}' must be a number from 0 to 1")
    return float(value)


def text_list_field(payload: dict, name: str) -> list[str]:
    """Return the field as a list of texts, which may be empty."""
    value = payload.get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadRequest(f"field '{name}' must be a list of texts")
    return value


def integer_field(payload: dict, name: str, lowest: int, highest: int) -> int:
    """Return the field as a whole number within bounds."""
    value = payload.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise BadRequest(f"field '{name}' must be a whole number from {lowest} to {highest}")
    return value
