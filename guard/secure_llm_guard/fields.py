"""Typed access to the members of a JSON object that an untrusted client wrote. null counts as absent."""

from __future__ import annotations

from typing import Any

from .refused_body import RefusedBodyError


def object_of(value: Any, where: str) -> dict[str, Any]:
    """@throws RefusedBodyError when the value is not an object."""
    if not isinstance(value, dict):
        raise RefusedBodyError(f"{where} must be an object")
    return value


def array_of(value: Any, where: str, *, most: int) -> list[Any]:
    """@throws RefusedBodyError when the value is not an array of 1 to `most` items."""
    if not isinstance(value, list) or not 1 <= len(value) <= most:
        raise RefusedBodyError(f"{where} must be an array of 1 to {most} items")
    return value


def string_of(value: Any, where: str) -> str:
    """@throws RefusedBodyError when the value is not a string."""
    if not isinstance(value, str):
        raise RefusedBodyError(f"{where} must be a string")
    return value


def optional_boolean(fields: dict[str, Any], key: str) -> bool | None:
    """@throws RefusedBodyError when the member is there and not a boolean."""
    value = fields.get(key)
    if value is not None and not isinstance(value, bool):
        raise RefusedBodyError(f"{key} must be true or false")
    return value


def optional_number(fields: dict[str, Any], key: str, least: float, most: float) -> float | int | None:
    """@throws RefusedBodyError when the member is there and not a number from `least` to `most`."""
    value = fields.get(key)
    if value is None:
        return None
    if type(value) not in (int, float) or not least <= value <= most:
        raise RefusedBodyError(f"{key} must be a number from {least:g} to {most:g}")
    number: float | int = value
    return number


def optional_integer(fields: dict[str, Any], key: str, least: int, most: int) -> int | None:
    """@throws RefusedBodyError when the member is there and not a whole number from `least` to `most`."""
    value = fields.get(key)
    if value is None:
        return None
    if type(value) is not int or not least <= value <= most:
        raise RefusedBodyError(f"{key} must be a whole number from {least} to {most}")
    return value
