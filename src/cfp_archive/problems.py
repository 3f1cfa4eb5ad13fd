"""What can be wrong with an archive, in words that tell a person how to fix it."""

from __future__ import annotations

import difflib
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath


class Code(enum.StrEnum):
    """The stable name of a rule; ``doc`` says what the rule asks for and why."""

    doc: str

    def __new__(cls, value: str, doc: str) -> Self:
        """Make a member that is its slug and carries its explanation."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.doc = doc
        return member

    FOLDER_UNREADABLE = "folder-unreadable", "The archive folder exists and can be read."
    FILE_UNREADABLE = "file-unreadable", "Every file of the archive exists and can be read."
    NOT_UTF8 = "not-utf8", "Pages and YAML files are UTF-8 text."
    BYTE_ORDER_MARK = "byte-order-mark", "Pages and YAML files do not begin with a byte order mark."
    CARRIAGE_RETURN = "carriage-return", "Lines of pages and YAML files end with LF alone."
    SYMBOLIC_LINK = "symbolic-link", "Nothing under the archive's folder is a symbolic link."
    FILE_NAME = (
        "file-name",
        "Names of files and folders are plain letters, digits, '.', '-' and '_', in UTF-8.",
    )
    HIDDEN_CHARACTER = (
        "hidden-character",
        "Pages, facts, names and keys contain no invisible characters and none that change the direction of text.",
    )
    LIMIT_EXCEEDED = "limit-exceeded", "Pages, topic lists and topics do not exceed the limits in conf.py."
    OPTION_INVALID = (
        "option-invalid",
        "Options that decide what a page may contain are written as plain values in conf.py.",
    )
    NOT_ALLOWED = "not-allowed", "A page contains only markup that an edition may contain."
    LINK_NOT_ALLOWED = (
        "link-not-allowed",
        "Links lead to the web (http, https), to mail, or to pages of editions in the archive.",
    )
    PICTURE_NOT_ALLOWED = (
        "picture-not-allowed",
        "Pictures are png, jpg, gif or webp files in the edition's own folder.",
    )
    DEAD_LINK = "dead-link", "Targets of links and pictures exist."
    UNKNOWN_TARGET = "unknown-target", "Targets of the roles edition, topic and person are in the archive."
    FOOTNOTE = "footnote", "Each footnote is defined once and referred to."
    HEADING_LEVEL = "heading-level", "Headings begin with level 1 and go down one level at a time."
    KEY_INVALID = "key-invalid", "An edition's key is its year, as in 2021, 2021a or 2021-spring."
    INDEX_MISSING = "index-missing", "Every edition folder contains an index.md."
    FRONT_MATTER_MISSING = (
        "front-matter-missing",
        "An edition's page begins with front matter between two --- lines.",
    )
    YAML_BROKEN = "yaml-broken", "Front matter and YAML files are valid YAML."
    DUPLICATE_KEY = "duplicate-key", "A field appears once; YAML would silently use the last."
    UNKNOWN_FIELD = (
        "unknown-field",
        "Field names are those of the reference; a misspelled field would be ignored.",
    )
    MISSING_FIELD = "missing-field", "Required fields are present."
    WRONG_TYPE = "wrong-type", "Values have the type that the reference states."
    IMPOSSIBLE_DATE = "impossible-date", "Dates exist in the calendar and are written YYYY-MM-DD."
    END_BEFORE_START = "end-before-start", "A span of days ends on or after the day it starts."
    DATE_FAR_FROM_YEAR = (
        "date-far-from-year",
        "The event is within half a year of the edition's year, and key dates within a year, unless it was postponed.",
    )
    UNKNOWN_ZONE = (
        "unknown-zone",
        "A time zone is AoE, UTC, an offset, a common abbreviation or an IANA name.",
    )
    DEADLINE_AFTER_EVENT = (
        "deadline-after-event",
        "Submission deadlines and notifications come before the last day of the event.",
    )
    DATES_OUT_OF_ORDER = (
        "dates-out-of-order",
        "Submission comes before notification, notification before camera-ready.",
    )
    PAGES_REVERSED = "pages-reversed", "A page range begins with the smaller number."
    UNKNOWN_ROLE = "unknown-role", "A role is a common one or listed in series.yaml."
    DUPLICATE_PERSON = "duplicate-person", "A person is listed once in a role of an edition."
    DANGLING_PERSON = "dangling-person", "A person key that is used belongs to a person."
    PERSON_KEY_NEEDED = "person-key-needed", "A name without Latin letters has a key in people.yaml."
    PERSON_REPEATED = "person-repeated", "Keys in people.yaml are unique."
    SPELLING_SHARED = "spelling-shared", "A printed name belongs to one person in people.yaml."
    SIMILAR_NAMES = (
        "similar-names",
        "Of two people with nearly the same name, people.yaml says whether they are one person.",
    )
    DUPLICATE_EDITION = (
        "duplicate-edition",
        "A call is either in the archive or listed as missing, not both.",
    )
    DUPLICATE_ORDINAL = "duplicate-ordinal", "No two editions have the same ordinal."
    ORDINALS_OUT_OF_ORDER = "ordinals-out-of-order", "A later edition has a larger ordinal."
    ORDER_UNKNOWN = (
        "order-unknown",
        "The days or the ordinals of two editions in one year say which is older.",
    )
    STATUS_UNSOURCED = (
        "status-unsourced",
        "The call itself or a source says that an edition was cancelled or postponed.",
    )
    STATUS_DATES = (
        "status-dates",
        "Only a postponed edition has new days, and they are later than those first planned.",
    )
    UNKNOWN_DIRECTIVE = "unknown-directive", "Directives on a page are those of the reference or of Sphinx."
    DIRECTIVE_ARGUMENT = "directive-argument", "A directive has its required argument."
    UNKNOWN_LIST = (
        "unknown-list",
        "The name of a topic list is declared in series.yaml or used by another edition.",
    )
    LIST_EMPTY = "list-empty", "A topic list contains at least one topic."
    LIST_REPEATED = "list-repeated", "A list name is used once in an edition."
    TOPIC_EMPTY = "topic-empty", "A topic is not empty."
    TOPIC_REPEATED = "topic-repeated", "A list contains each topic once, unless the call itself repeats it."
    FACTS_NOT_SHOWN = (
        "facts-not-shown",
        "Facts that came from the call are placed on the page by a directive.",
    )
    FACTS_MISSING = "facts-missing", "The facts that a directive places are in the front matter."
    SOURCE_MISSING = "source-missing", "Every edition names its sources, and the files it names exist."
    DATE_AMBIGUOUS = (
        "date-ambiguous",
        "A date that the call writes in figures, as 3/4/2021, can be read in one way only.",
    )
    FACT_NOT_IN_THE_CALL = (
        "fact-not-in-the-call",
        "A fact in the front matter is stated in the call or names its own source.",
    )
    WORDS_DIFFER = "words-differ", "The page contains every word of the source, in order, and no other word."
    DIFFERENCE_STALE = "difference-stale", "A declared difference between source and page exists."
    DECISION_STALE = (
        "decision-stale",
        "A decision names existing topics and changes the automatic match.",
    )
    TOPIC_KEY_UNRECORDED = (
        "topic-key-unrecorded",
        "Every topic has a permanent key in topics.yaml, so that its address never changes.",
    )
    TOPIC_KEY_STALE = (
        "topic-key-stale",
        "A permanent key is unique and names a wording that exists.",
    )
    BLANK_LEFT = "blank-left", "An edition that is not a draft contains no placeholder (TODO)."
    LEFTOVER_YEAR = (
        "leftover-year",
        "A draft or unchecked page does not name the year of the previous edition.",
    )
    LEFTOVER_PLACE = (
        "leftover-place",
        "A draft or unchecked page does not name the city of the previous edition, unless it is the same.",
    )
    LEFTOVER_DATE = "leftover-date", "A draft or unchecked page does not name dates of the previous edition."
    LEFTOVER_PERSON = (
        "leftover-person",
        "A draft or unchecked page does not name people who had a role in the previous edition but have none now.",
    )
    LEFTOVER_SITE = (
        "leftover-site",
        "A draft or unchecked page does not link to the website of the previous edition, unless it is the same.",
    )
    DECISION_CONFLICT = "decision-conflict", "No two decisions contradict each other."
    MATCH_UNCERTAIN = (
        "match-uncertain",
        "With --strict: a person has decided about every uncertain match of topics.",
    )


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and how to fix it."""

    path: PurePath  #: relative to the folder that holds the archive
    line: int  #: 1-based; 0 when the whole file or folder is meant
    code: Code
    message: str  #: what is wrong, one sentence
    hint: str  #: what to do about it, one sentence

    def __str__(self) -> str:
        """Return ``path:line: message (hint) [code]``, the form that editors can jump to."""
        where = f"{self.path.as_posix()}:{self.line}" if self.line else self.path.as_posix()
        return f"{where}: {self.message} {self.hint} [{self.code}]"


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a hint that names the known word nearest to one that is not known; ``otherwise`` if none is near."""
    by_fold = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f"Did you mean '{by_fold[near[0]]}'?" if near else otherwise
