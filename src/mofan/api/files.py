"""Answers that are files, as the schema says it."""

from typing import Any

ZIP = "application/zip"
BYTES = "application/octet-stream"


def either_of(*media_types: str) -> dict[str, Any]:
    """`openapi_extra` of an operation whose answer is a file of one of these media types."""
    schema = {"type": "string", "format": "binary"}
    return {"responses": {200: {"content": {one.split(";")[0]: {"schema": schema} for one in media_types}}}}
