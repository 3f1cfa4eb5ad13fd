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

__all__ = [
    "EDITION_KEY", "KEY_HINT", "Count", "DateKind", "DateOrder", "Day", "Days", "Flag", "Format", "Pages", "Span",
    "Status", "StatusKind", "Text", "Url", "key_year",
]  # fmt: skip

#: An edition's key: a year, and what tells two editions of one year apart: a letter (2021a) or words after hyphens
#: (2021-spring). Words begin with a letter and keys with four digits, so that the address of a comparison, as in
#: 2021-spring-2022 or 2021a-2021b, can be read in one way only: the newer key begins at the last hyphen before a digit.
EDITION_KEY = re.compile(r"[0-9]{4}[a-z]?(?:-[a-z][a-z0-9]*)*\Z")
#: What to do about a text that is not one.
KEY_HINT = "Write the year, as in 2021 or 2021a, or the year and a word, as in 2021-spring."

#: Pydantic reads this attribute: a misspelt field is an error, not silently ignored.
STRICT: dict[str, Any] = {"extra": "forbid", "str_strip_whitespace": True}

Text = Annotated[str, Field(min_length=1)]
Url = Annotated[str, Field(pattern=r"^(https?|mailto|ftp):\S+$")]


def key_year(key: str) -> int:
    """Return the year with which an edition's key begins; 0 if the key is not valid."""
    return int(key[:4]) if EDITION_KEY.match(key) else 0


class Format(enum.StrEnum):
    """How people met, or planned to."""

    IN_PERSON = "in person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class StatusKind(enum.StrEnum):
    """What became of an edition that did not take place as planned."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class DateKind(enum.StrEnum):
    """What a key date is, whatever a call names it, in the order in which the dates fall."""

    ABSTRACT = "abstract"
    SUBMISSION = "submission"
    NOTIFICATION = "notification"
    CAMERA_READY = "camera-ready"
    REGISTRATION = "registration"
    EVENT = "event"
    OTHER = "other"


class DateOrder(enum.StrEnum):
    """Which comes first in days that are written in figures only."""

    DAY_MONTH = "day-month"
    MONTH_DAY = "month-day"


def _as_day(value: object) -> object:
    """Accept text as a day only if it is written YYYY-MM-DD: pydantic reads numbers as seconds since 1970."""
    if isinstance(value, dt.date) or (
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip())
    ):
        return value.strip() if isinstance(value, str) else value
    raise PydanticCustomError("date_written", "is not written YYYY-MM-DD")


Day = Annotated[dt.date, BeforeValidator(_as_day, json_schema_input_type=dt.date)]
Flag = Annotated[bool, Field(strict=True)]
#: Ordinals and numbers of pages. No series and no page limit comes near the bound; a slip of the keyboard does.
Count = Annotated[int, Field(strict=True, ge=1, le=9999)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Calendar days from ``start`` to ``end``, both included; equal for one day. Naive dates, of the event's own place."""

    __pydantic_config__ = STRICT
    start: Day
    end: Day


def _as_span(value: object) -> object:
    """Accept a single day as a span of one day."""
    return value if isinstance(value, Mapping | Span) else {"start": value, "end": value}


def _as_status(value: object) -> object:
    """Accept the word alone as a status without further facts."""
    return {"kind": value} if isinstance(value, str) else value


def _as_pages(value: object) -> object:
    """Accept a single number as a range of one length."""
    return (value, value) if isinstance(value, int) and not isinstance(value, bool) else value


Days = Annotated[Span, BeforeValidator(_as_span, json_schema_input_type=Day | Span)]
Pages = Annotated[
    tuple[Count, Count], BeforeValidator(_as_pages, json_schema_input_type=Count | tuple[Count, Count])
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What became of an edition that was cancelled or postponed. Its call stays what it is."""

    __pydantic_config__ = STRICT
    kind: Annotated[StatusKind, Field(description="cancelled or postponed.")]
    date: Annotated[Days | None, Field(description="The new days of a postponed edition, if known.")] = None
    was: Annotated[
        Days | None, Field(description="The days first planned, if the call does not name them.")
    ] = None
    note: Annotated[str | None, Field(description="Note for readers, in a sentence.")] = None
    source: Annotated[Url | None, Field(description="Address that states it, if the call does not.")] = None


#: As in ``cancelled``, or with fields of its own.
StatusField = Annotated[
    Annotated[Status, BeforeValidator(_as_status, json_schema_input_type=StatusKind | Status)] | None,
    Field(description="Set if the edition was cancelled or postponed."),
]
