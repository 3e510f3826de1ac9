"""What every Python service here shares: JSON over HTTP, and a way to start and stop."""

from httpkit.fields import BadRequest, Refused, integer_field, number_field, text_field, text_list_field
from httpkit.service import JsonService

__all__ = ["BadRequest", "JsonService", "Refused", "integer_field", "number_field", "text_field", "text_list_field"]
