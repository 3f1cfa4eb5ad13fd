"""Values that the record's files are made of: days, spans, page limits, vocabularies."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

#: An edition's key: a year, and after hyphens words that tell two editions of one year apart (2021-spring). They begin
#: with a letter, so that the address of a comparison, as in 2021-spring-2022, can be read in one way only.
EDITION_KEY = re.compile(r"\d{4}(?:-[a-z][a-z0-9]*)*\Z")

#: Pydantic reads this attribute: a misspelt field is an error, not silently ignored.
STRICT: dict[str, Any] = {"extra": "forbid", "str_strip_whitespace": True}

Text = Annotated[str, Field(min_length=1)]
Url = Annotated[str, Field(pattern=r"^(https?|mailto|ftp):\S+$")]


class Format(enum.StrEnum):
    """How people met, or planned to."""

    IN_PERSON = "in person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class DateKind(enum.StrEnum):
    """What a key date is, whatever a call names it, in the order in which the dates fall."""

    ABSTRACT = "abstract"
    SUBMISSION = "submission"
    NOTIFICATION = "notification"
    CAMERA_READY = "camera-ready"
    REGISTRATION = "registration"
    EVENT = "event"
    OTHER = "other"


def _as_day(value: object) -> object:
    """Let text be a day only if it is written YYYY-MM-DD: pydantic takes numbers for seconds since 1970."""
    if isinstance(value, dt.date) or (
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip())
    ):
        return value.strip() if isinstance(value, str) else value
    raise PydanticCustomError("date_written", "is not written YYYY-MM-DD")


Day = Annotated[dt.date, BeforeValidator(_as_day, json_schema_input_type=dt.date)]
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Calendar days from ``start`` to ``end``, both included; equal for one day. Naive dates, of the event's own place."""

    __pydantic_config__ = STRICT
    start: Day
    end: Day


def _as_span(value: object) -> object:
    """Let a single day stand for a span of one day."""
    return value if isinstance(value, Mapping | Span) else {"start": value, "end": value}


def _as_pages(value: object) -> object:
    """Let a single number stand for a range of one length."""
    return (value, value) if isinstance(value, int) and not isinstance(value, bool) else value


Days = Annotated[Span, BeforeValidator(_as_span, json_schema_input_type=Day | Span)]
Pages = Annotated[
    tuple[Count, Count], BeforeValidator(_as_pages, json_schema_input_type=Count | tuple[Count, Count])
]
