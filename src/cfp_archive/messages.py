"""The messages that readers see: whole, with named placeholders and plurals, marked for translation.

A message is a constant of this module and is called with its values: ``messages.MERGED(n=2)``. ``_`` and ``_n`` mark the
templates for extraction (``nox -s translations``). The calls' own words, role names and labels are values: they are
never lower-cased, inflected or joined into sentences here.
"""

from __future__ import annotations

import gettext
import io
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

#: Folder of the package's catalogs: LANGUAGE/LC_MESSAGES/cfp_archive.po.
LOCALE = Path(__file__).parent / "locale"
#: Language of the templates, and of the archive's own words until `use_language` says otherwise. Not that of the machine's
#: environment, so that every build writes the same.
ENGLISH = "en"

_language = ENGLISH
_NO_CATALOG = _catalog = gettext.NullTranslations()


def use_language(language: str, folders: Iterable[Path] = ()) -> bytes:
    """Let every message from now on, with its dates and plurals, be in a language; what is not translated stays English.

    Catalogs are read as people write them, without a step that compiles them before.

    :param language: a code such as 'de', 'pt_BR' or 'en'.
    :param folders: where a site has catalogs of its own; their messages win over the package's.
    :returns: what the catalogs say, in bytes that differ if a message does.
    """
    global _catalog, _language  # noqa: PLW0603
    _language, _catalog = language, _NO_CATALOG
    compiled = []
    for name in dict.fromkeys((language.split("_", maxsplit=1)[0], language)):
        for folder in (LOCALE, *folders):
            file = folder / name / "LC_MESSAGES" / "cfp_archive.po"
            if file.is_file():
                compiled.append(_compiled(file, name))
                catalog = gettext.GNUTranslations(io.BytesIO(compiled[-1]))
                catalog.add_fallback(_catalog)
                _catalog = catalog
    return b"".join(compiled)


def _compiled(file: Path, language: str) -> bytes:
    from babel.messages.mofile import write_mo  # not before another language is wanted: it takes a while
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with file.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    return compiled.getvalue()


@contextmanager
def in_english() -> Iterator[None]:
    """Let messages be in English for a while."""
    global _catalog, _language
    before = _language, _catalog
    use_language(ENGLISH)
    try:
        yield
    finally:
        _language, _catalog = before


def language() -> str:
    """Return the code of the language in which messages are."""
    return _language


def wording() -> Hashable:
    """Return what tells the present language and its catalogs from others."""
    return _language, _catalog


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message with named placeholders; one with a plural takes its number as ``n``."""

    one: str
    many: str = ""

    def __call__(self, **values: object) -> str:
        """Return the message in the archive's language, with its values in place."""
        return self._template(values).format(**values)

    def parts(self, **values: object) -> Iterator[object]:
        """Yield the message's texts and values in order, for values that are no text (links)."""
        for text, name, _spec, _conversion in Formatter().parse(self._template(values)):
            if text:
                yield text
            if name:
                yield values[name]

    @property
    def template(self) -> str:
        """The message in the archive's language with its placeholders, for scripts; of one with a plural the form for one."""
        return self._template({"n": 1})

    @property
    def templates(self) -> tuple[str, str]:
        """Those for one and for many, for scripts."""
        return self._template({"n": 1}), self._template({"n": 5})

    def _template(self, values: dict[str, object]) -> str:
        if not self.many:
            return _catalog.gettext(self.one)
        number = values["n"]
        assert isinstance(number, int)
        return _catalog.ngettext(self.one, self.many, number)


_ = Message
_n = Message


def name_of(message: Message) -> str:
    """Return the name of a message, for programs: ``POSITION`` is 'position'."""
    return _names()[message]


@lru_cache(maxsize=1)
def _names() -> dict[Message, str]:
    return {one: name.lower() for name, one in globals().items() if isinstance(one, Message)}


def ordinal(number: int) -> str:
    """Return 'Third' for 3; numbers above twelve in figures.

    :param number: from 1.
    """
    return ORDINALS[number - 1]() if number <= len(ORDINALS) else ORDINAL(n=number)


def edition_number(number: int, *, inferred: bool = False) -> str:
    """Return which edition of its series an edition is: 'Third edition', 'Fifth edition (inferred)'.

    :param number: from 1.
    :param inferred: it follows by counting; the call does not state it.
    """
    words = EDITION_NUMBERS[number - 1]() if number <= len(EDITION_NUMBERS) else EDITION_NUMBER(n=number)
    return INFERRED(value=words) if inferred else words


# Kinds of change: the label, and the count

UNCHANGED, N_UNCHANGED = _("Unchanged"), _n("{n} unchanged", "{n} unchanged")
REWORDED, N_REWORDED = _("Reworded"), _n("{n} reworded", "{n} reworded")
CHANGED, N_CHANGED = _("Changed"), _n("{n} changed", "{n} changed")
SPLIT, N_SPLIT = _("Split"), _n("{n} split", "{n} split")
MERGED, N_MERGED = _("Merged"), _n("{n} merged", "{n} merged")
REGROUPED, N_REGROUPED = _("Regrouped"), _n("{n} regrouped", "{n} regrouped")
MOVED, N_MOVED = _("Moved"), _n("{n} moved", "{n} moved")
RETURNED, N_RETURNED = _("Returned"), _n("{n} returned", "{n} returned")
ADDED, N_ADDED = _("Added"), _n("{n} added", "{n} added")
REMOVED, N_REMOVED = _("Removed"), _n("{n} removed", "{n} removed")
ONE_SIDED, N_ONE_SIDED = _("In one call only"), _n("{n} in one call only", "{n} in one call only")

# Labels that say more

UNCHANGED_BUT_MINOR = _("Unchanged (minor edits)")
MINOR_REWORDING = _("Minor rewording")
BROADENED, NARROWED = _("Broadened"), _("Narrowed")
DESCRIPTION_BROADENED, DESCRIPTION_NARROWED = _("Description broadened"), _("Description narrowed")
DESCRIPTION_CHANGED = _("Description changed")
SPLIT_INTO = _n("Split into {n} topic", "Split into {n} topics")
SPLIT_FROM = _("Split from “{topic}”")
MERGED_INTO_ONE = _n("{n} topic merged into one", "{n} topics merged into one")
MERGED_WITH_OTHERS = _("Merged with other topics")
REGROUPED_INTO = _n("{old} topics regrouped into {n}", "{old} topics regrouped into {n}")
REGROUPED_WITH_OTHERS = _("Regrouped with other topics")
MOVED_BETWEEN = _("Moved from “{source}” to “{target}”")
MOVED_FROM, MOVED_TO = _("Moved from “{source}”"), _("Moved to “{target}”")
MOVED_UNDER, MOVED_TO_TOP = _("Moved under “{heading}”"), _("Moved to the top level")
SENTENCES_MOVED_TO = _n("{n} sentence moved to “{target}”", "{n} sentences moved to “{target}”")
RETURNED_SINCE = _("Returned (last listed in {year})")
IN_YEAR = _("{label} in {year}")
ROLE_CHANGED, AFFILIATION_CHANGED = _("Role changed"), _("Affiliation changed")
ROLE_AND_AFFILIATION_CHANGED = _("Role and affiliation changed")
PAGE_LIMIT_CHANGED = _("Page limit changed")
NO_LONGER_NAMED, N_NO_LONGER_NAMED = _("No longer named"), _n("{n} no longer named", "{n} no longer named")
SHIFTED, N_SHIFTED = _("Date shifted"), _n("{n} shifted", "{n} shifted")

# Notes on one change

POSITION = _("Position: {old} → {new}")
FOLLOWED_THROUGH = _("Followed through {years}.")
NOW_UNDER, NOW_TOP = _("Now under “{heading}”."), _("Now at the top level.")
IN_LIST = _("“{topic}” is in the list “{list}”.")
LABEL_BEFORE = _("Label before: “{label}”")
CATEGORY_BEFORE = _("Category before: “{category}”")
HEADING_BEFORE = _("Heading in {year}: “{heading}”")
SAME_DATE = _("Same date")
SAME_CALENDAR_DAY = _("Same day of the calendar year")
DAYS_LATER = _n("{n} day later", "{n} days later")
DAYS_EARLIER = _n("{n} day earlier", "{n} days earlier")
DAYS_LATER_IN_YEAR = _n("{n} day later in the calendar year", "{n} days later in the calendar year")
DAYS_EARLIER_IN_YEAR = _n("{n} day earlier in the calendar year", "{n} days earlier in the calendar year")
SHIFT_IN_TOTAL = _("{in_year} ({total} in total)")
DECISION = _("Decision: {outcome} ({day}). {reason}")
DECISION_BY = _("Decision by {person}: {outcome} ({day}). {reason}")
OUTCOME_SAME, OUTCOME_NOT_SAME = _("same topic"), _("not the same topic")
OUTCOME_SPLIT, OUTCOME_MERGED = _("split"), _("merged")

# Matches

LIKELY_SAME, LIKELY_SAME_SEVERAL = _("Likely the same topic"), _("Likely the same topics")
PERHAPS_SAME, PERHAPS_SAME_SEVERAL = _("Perhaps the same topic"), _("Perhaps the same topics")
LABEL_LIKELY, LABEL_UNCERTAIN = _("{label} (likely)"), _("{label} (uncertain)")
WORDS_IN_BOTH = _("Words in both: {words}.")
RELATED_WORDS = _("No word is the same in both; some are related.")
SHARES_HELD = _(
    "By weight, {old} of the older wording is in the newer one, and {new} of the newer one in the older."
)

# The comparison as a whole

COMPARE_EDITIONS = _("Compare editions")
REVERSE_ORDER = _("Reverse order: {edition} is the older edition.")
CALLS_MISSING = _n("The {years} call is not in the archive.", "The {years} calls are not in the archive.")
CALLS_MISSING_BETWEEN = _n(
    "The {years} call is not in the archive, so some changes may date from {years}.",
    "The {years} calls are not in the archive, so some changes may date from these years.",
)
TOPICS_FOLLOWED = _n(
    "Topics are followed through the {years} call.", "Topics are followed through the {years} calls."
)
MATCHED_AUTOMATICALLY = _(
    "Topics are matched automatically by wording. Manual decisions take precedence and are labeled. {link}"
)
HOW_MATCHING_WORKS = _("How matching works")

TOPIC_SIZES = _n("{n} topic in {old}, {other} in {new}", "{n} topics in {old}, {other} in {new}")
ENTRY_SIZES = _n(
    "{n} entry in {old} (headings: {headings}), {other} in {new} (headings: {other_headings})",
    "{n} entries in {old} (headings: {headings}), {other} in {new} (headings: {other_headings})",
)
ONE_HAS_LIST = _n("Only {edition} has this list ({n} topic).", "Only {edition} has this list ({n} topics).")
POSITIONS_CHANGED = _("Position changed: {topics}.")
POSITIONS_CHANGED_AND_MORE = _n(
    "Position changed: {topics}, and {n} more.", "Position changed: {topics}, and {n} more."
)
QUOTED = _("“{text}”")
ONLY_IN = _n("{n} only in {edition}", "{n} only in {edition}")
TOPICS = _n("{n} topic", "{n} topics")
UNCHANGED_TOPICS = _n("{n} unchanged topic", "{n} unchanged topics")

OTHER_TEXT, OPENING_TEXT = _("Other text"), _("Opening text")
UNCHANGED_SENTENCES = _n("{n} unchanged sentence", "{n} unchanged sentences")
UNCHANGED_SECTIONS = _n("{n} unchanged section", "{n} unchanged sections")
SECTIONS_ONLY_IN = _("Only in {edition}: {headings}")
MAY_BE_INCOMPLETE = _(
    "The text in the archive may be incomplete: a section missing from it was not necessarily dropped."
)
NO_OTHER_TEXT = _("Neither call has other text.")

KEY_DATES, SUBMISSIONS, PEOPLE = _("Key dates"), _("Submission categories"), _("People")
NO_KEY_DATES = _("{edition} does not state any key dates.")
NO_SUBMISSIONS = _("{edition} does not state any submission categories.")
NO_PEOPLE = _("{edition} does not name any people.")
NEITHER_KEY_DATES = _("Neither call states any key dates.")
NEITHER_SUBMISSIONS = _("Neither call states any submission categories.")
NEITHER_PEOPLE = _("Neither call names any people.")
UNCHANGED_KEY_DATES = _n("{n} unchanged key date", "{n} unchanged key dates")
UNCHANGED_SUBMISSIONS = _n("{n} unchanged category", "{n} unchanged categories")
UNCHANGED_PEOPLE = _n("{n} person in the same role", "{n} people in the same role")
NOT_STATED = _("Not stated")
DATE, CATEGORY = _("Date"), _("Category")
NO_LIMIT = _("No limit stated")
PAGES, PAGE_RANGE = _n("{n} page", "{n} pages"), _n("{least}–{n} page", "{least}–{n} pages")
APPOINTMENT = _("{role} ({affiliation})")
IN_BOTH = _("{year} and {other}: {roles}")
IN_ONE = _("{year}: {roles}")

# Every page

PAGE_HOME, PAGE_GUIDE = _("Home"), _("Guide")
MAIN_NAVIGATION, FOOTER_NAVIGATION = _("Main navigation"), _("Footer navigation")
SERIES_WEBSITE = _("{series} website")

# Pages of comparisons

EACH_LINK_COMPARES = _("Each link compares an older call with a newer one. Consecutive editions come first.")
ANY_TWO, NEWER_OLDER = _("Any two editions"), _("newer ↓ older →")
ALL_CHANGES_SINCE = _("All changes since {year}")
FEW_PAGES = _(
    "Consecutive editions and the whole span have a page here. Your browser draws any other pair when you choose it above; without "
    "JavaScript, run {command}, or let whoever keeps the site raise {option}."
)
FEW_PAGES_NOT_DRAWN = _(
    "Consecutive editions and the whole span have a page here. For any other pair, run {command}, or let whoever keeps the site "
    "raise {option}."
)
CHOOSE_TWO, FROM_EDITION, TO_EDITION, COMPARE = (
    _("Choose two editions"),
    _("From"),
    _("To"),
    _("Compare"),
)
CHOOSE_DIFFERENT = _("Choose two different editions.")
PAIR_FAILED = _("This comparison could not be loaded.")
TWO_CALLS_NEEDED = _("A comparison needs at least 2 calls in the archive.")
COMPARE_TWO_OTHERS = _("← Compare two other editions")
PAIR_NOT_HERE = _(
    "This site has no page for these two. To compare them, run: cfp-archive compare {old} {new}"
)
PAIR_STORY = _("Picture of the topics, {old} to {new}")
COMPARE_PAIR = _("Compare {old} and {new}")
HISTORY = _("history")

# Labels on an edition's page

LABELS_COMPARE = _("Labels compare with {edition}. Unlabeled topics are unchanged.")
LABELS_LOOK_AHEAD = _("Labels show what changed in {edition}. Unlabeled topics are unchanged.")

# An edition's page

ARCHIVE_NOTE, LINK_ADDED = _("Note of the archive"), _("link added by the archive")
TITLE_ADDED = _("Title by the archive")
STATUS_OF_EDITION, STATUS_SOURCE = _("Status of this edition"), _("source")
ABOUT_DRAFT = _("This draft is not published and is not included in comparisons.")
NOT_FILLED_IN = _("Not filled in yet.")
TEXT_FOLLOWS = _(
    "The text of the call follows. Labels beside topics and notes in this style are added by the archive."
)
MORE_OF_EDITION, PART_OF = _("More of this edition: {pages}"), _("Part of {edition}")
THIS_EDITION, RELATED_PAGES = _("This edition"), _("Related pages")
PREVIOUS, NEXT = _("← {edition}"), _("{edition} →")
EARLIEST_CALL, LATEST_CALL_OF_ALL = _("Earliest call in the archive"), _("Latest call in the archive")
ABOUT_TEXT = _("About this text")
EVERY_WORD = _("This page contains every word of {sources}, in the original order (checked automatically).")
SOURCE_WORDS = _n("{file} ({n} word)", "{file} ({n} words)")
NOT_CHECKED = _("The words of this page are not checked against a source text.")
NOT_COMPARED = _("The words of {file} are not compared with this page.")
WORD_CHECK_FAILED = _("The word check failed: this page differs from its source text.")
ADDED_BY_ARCHIVE = _("Added by the archive: “{page}”. {reason}")
CORRECTED, CORRECTED_BECAUSE = _("Corrected on {day}: {what}"), _("Corrected on {day}: {what} {why}")
ONLY_IN_SOURCE = _("Only in the source text: “{source}”. {reason}")
SOURCE_HAS = _("The source text has “{source}” where this page has “{page}”. {reason}")

FACTS_OF_EDITION, FROM_THE_CALL = _("Facts about this edition"), _("From the call")
LABELED, SOURCED = _("{label}: {value}"), _("{value} ({source})")
TITLE, FORMAT, WEBSITE, SOURCE = _("Title"), _("Format"), _("Website"), _("Source")
FORMAT_IN_PERSON, FORMAT_VIRTUAL, FORMAT_HYBRID = _("In person"), _("Virtual"), _("Hybrid")
PLANNED, IN_THE_CALL = _("{format} (planned)"), _("in the call")
INFERRED_NOT_STATED = _("{value} (inferred, not stated in the call)")
EARLIER_DATES = _("Earlier dates")
EVENT_DATE, ABSENT_WEBSITE, ABSENT_KEY_DATES = _("event date"), _("website"), _("key dates")
ABSENT_SUBMISSIONS, ABSENT_PEOPLE = _("submission categories"), _("people")
RECEIVED_ON, SOURCE_TEXT = _("{source}, added to the archive on {day}"), _("Source text: {file}")
HOST_ON, HOST_WEBSITE = _("{host}, {days}"), _("{host} website")

# Home

NO_CALLS = _("The archive has no calls yet.")
ABOUT_ARCHIVE = _("The full text of each call for papers, and how topics, dates and committees have changed.")
ABOUT_SERIES = _("{short_name}: {name}")
READ_CALL = _("Read the {edition} call")
LATEST_CALL, EXPLORE, EDITIONS_BY_YEAR = _("Latest call"), _("Explore"), _("Editions by year")
CALL_MISSING = _("Call not in the archive")
CO_LOCATED = _("co-located with the {host}")
EDITION_NUMBERS = (
    _("First edition"), _("Second edition"), _("Third edition"), _("Fourth edition"), _("Fifth edition"),
    _("Sixth edition"), _("Seventh edition"), _("Eighth edition"), _("Ninth edition"), _("Tenth edition"),
    _("Eleventh edition"), _("Twelfth edition"),
)  # fmt: skip
ORDINALS = (
    _("First"), _("Second"), _("Third"), _("Fourth"), _("Fifth"), _("Sixth"), _("Seventh"), _("Eighth"), _("Ninth"),
    _("Tenth"), _("Eleventh"), _("Twelfth"),
)  # fmt: skip
ORDINAL = _("No. {n}")
EDITION_NUMBER, INFERRED = _("Edition {n}"), _("{value} (inferred)")
FULL_COMPARISON = _("Full comparison →")
FULL_COMPARISON_MORE = _n(
    "Full comparison ({n} more changed topic) →", "Full comparison ({n} more changed topics) →"
)
EARLIER_EDITIONS = _n("{n} earlier edition", "{n} earlier editions")
ALL_EDITIONS = _("All editions")
PAGE_EDITIONS, ABOUT_EDITIONS = (
    _("Editions"),
    _("Full text of each call; editions whose call is missing are listed too."),
)
PAGE_TOPICS, ABOUT_TOPICS = _("Topics"), _("When each topic first appeared and how its wording changed.")
ABOUT_COMPARISONS = _("Two editions side by side, with changed words highlighted.")
ABOUT_PEOPLE = _("Chairs and committee members by edition, role and affiliation.")
PAGE_DATES, ABOUT_DATES = _("Dates"), _("Deadlines of all editions side by side.")

# The story of a series

PAGE_STORY, ABOUT_STORY = (
    _("Story"),
    _("What came, was reworded, merged and left, from the earliest call to the latest."),
)
STORY_OF, STORY_OF_PERIOD = _("The story of {series}"), _("The {period}, call by call")
STORY_CALLS = _n("{n} call: {years}.", "{n} calls: {years}.")
STORY_BY_DECADE, STORY_BY_CALL = _("Decade by decade"), _("Call by call")
WHOLE_STORY, LOOK_CLOSER = _("← The whole story"), _("Look closer:")
IN_EVERY_CALL = _n(
    "{n} topic is in every call that has the list.", "{n} topics are in every call that has the list."
)
STORY_STEP, STORY_UNCHANGED = _("{old} → {new}"), _("{years}: topics unchanged")
STORY_TOPICS_STAYED = _("The same topics as in {year}.")
STORY_PERIOD_CALLS = _n("{n} call in the {period} →", "{n} calls in the {period} →")
TERMS_NEW, TERMS_GONE = _("New terms: {terms}"), _("No longer used: {terms}")
N_MORE = _n("{n} more", "{n} more")
MORE_CHANGED = _n("{n} more topic changed.", "{n} more topics changed.")

# Topics by year, and one topic's history

TOPICS_BY_YEAR = _("Topics by year")
COMBINED_WITH = _("This topic was combined with {topic}. See its history there.")
NO_TOPIC_LISTS = _("No call in the archive has a list of topics.")
ALL_TOPICS = _("All topics of the calls in the archive. Select a topic for its history.")
CHANGE_REWORDED, CHANGE_SPLIT, CHANGE_MERGED = (
    _("reworded {years}"),
    _("split {years}"),
    _("merged {years}"),
)
CHANGE_REGROUPED, CHANGE_MOVED, CHANGE_RETURNED = (
    _("regrouped {years}"),
    _("moved {years}"),
    _("returned {years}"),
)
TOPICS_LAST_LISTED, LAST_LISTED_IN = _("Topics last listed: {group}"), _("Last listed earlier:")
NEWEST_CALL, DECADE, PART_NUMBER = _("newest call"), _("{year}s"), _("{label} ({n})")
PEOPLE_UNDER, DATES_IN, OTHER_LETTERS = _("People: {group}"), _("Dates: {group}"), _("Other")
IN_THE_CALLS, CHANGES = _("In the calls"), _("Changes")
LEGEND_ITEM = _("{symbol} {meaning}")
TOPICS_NOW = _("In the {year} call: {size}")
TOPICS_FORMER = _n("Not in the {year} call: {n} topic", "Not in the {year} call: {n} topics")
TOPIC = _("Topic")
FILTER_TOPICS, FILTER_PEOPLE = _("Filter topics"), _("Filter people")
WITH_WORDS, LIST, ANY, WHAT_CHANGED = _("With the words"), _("List"), _("Any"), _("What changed")
CHANGED_SINCE_YEAR = _("Changed since")
ROWS_SHOWN = _("{shown} of {all} shown.")
LISTED_IN = _("{list}. Listed in {years}.")
MAYBE_OLDER = _("First listed in {year}, the earliest call in the archive with this list. It may be older.")
MAYBE_OLDER_MISSING = _n(
    "First listed in {year}, the earliest call in the archive with this list. "
    "It may be older: the {missing} call is not in the archive.",
    "First listed in {year}, the earliest call in the archive with this list. "
    "It may be older: the {missing} calls are not in the archive.",
)
NOT_LISTED_IN = _("Not listed in {year}.")
NOT_LISTED_MISSING = _n(
    "Not listed in {year}. The {missing} call is not in the archive.",
    "Not listed in {year}. The {missing} calls are not in the archive.",
)
RETURNED_IN = _("Returned in {year}")
WORDING, WORDINGS = _("Wording"), _("Wordings")
ALL_TOPICS_LINK = _("← All topics")
CHANGED_SINCE = _("{label} since {year}")
CAME_FROM_SPLIT, WENT_TO_SPLIT = _("Split from"), _("Split into")
CAME_FROM_MERGED, WENT_TO_MERGED = _("Merged from"), _("Merged into")
CAME_FROM_REGROUPED, WENT_TO_REGROUPED = _("Regrouped from"), _("Regrouped into")
CAME_FROM_MOVED, WENT_TO_MOVED = _("Moved from"), _("Moved to")
FLOW_TITLE = _("{list}, {first} to {last}")
FLOW_DESCRIPTION = _(
    "Chart: each topic that changed is a band across the calls that list it; bands fork where a topic was split, and join where "
    "topics were merged. The page “{topics}” has the same in a table."
)
FLOW_MORE = _n("{n} more topic that changed is not drawn.", "{n} more topics that changed are not drawn.")
FLOW_CHOOSE, FLOW_SHOW, FLOW_WHOLE = _("Choose the years of the picture"), _("Show"), _("Reset")
FLOW_FROM, FLOW_TO = _("Picture from"), _("Picture to")
FLOW_TOO_FEW = _("Fewer than 2 of these calls have the list.")
FLOW_FAILED = _("The picture could not be drawn. The tables have all topics.")
FLOW_IN_WORDS, FLOW_CHANGE = _("In words"), _("{symbol} {label} ({year})")
FLOW_CALLS = _("{n} of {all} calls are drawn. A sign is at the first of them that has the change.")
FLOW_BAND = _("{topic}: {label}, {old} to {new}")
FLOW_NO_LIST = _("The {year} call does not have this list.")

# Facts, wherever they are shown

EXTENDED_FROM, DATE_MOVED_FROM = _("{date}, extended from {days}"), _("{date}, moved from {days}")
HELD_VIRTUALLY, HELD_HYBRID, HELD_IN_PERSON = (
    _("Held virtually"),
    _("Held as a hybrid event"),
    _("Held in person"),
)
HELD_ELSEWHERE, PLANNED_FOR = (
    _("{held} (originally planned for {place})"),
    _("Originally planned for {place}"),
)
PUBLISHED, POSTED_IN, POSTED_ON = _("Published"), _("{how} in {date}"), _("{how} on {date}")
CANCELLED = _("This edition was cancelled.")
CANCELLED_WAS = _("This edition was cancelled. It was planned for {days}.")
POSTPONED = _("This edition was postponed.")
POSTPONED_WAS = _("This edition was postponed. It was planned for {days}.")
POSTPONED_TO = _("This edition was postponed to {days}.")
POSTPONED_FROM_TO = _("This edition was postponed from {was} to {days}.")
BADGE_CANCELLED, BADGE_POSTPONED = _("Cancelled"), _("Postponed")

# Imports

LINES_ARE_OF = _("Lines are those of {file}.")
PLEASE_VERIFY, PROBABLY_RIGHT = _("Please verify:"), _("Probably right:")
NOT_RECOGNIZED, LOOK_AT_FIRST = _("Not recognized (kept as text):"), _("Look at first:")
REPORT_LINE = _("line {line}")
REPORT_ROW, VERIFY, LIKELY = _("{value} ({certainty})"), _("verify"), _("likely")
LEFT_OUT_LINES = _("Left out, declared in 'differences' and kept in the source: {parts}.")
LEFT_OUT_PART = _("{why} ({lines})")
CORRECT_IN = _("To correct a fact, change the field that is named in brackets in {page}.")
NOT_IMPORTED, FILE_WITHOUT_YEAR = _("Not imported:"), _("The name has no year. Name it as in 2024.txt.")
EXPECTED_BUT_NOT_FOUND = _("Expected but not found: {what}.")
ALSO_IN_LINES = _n("(Also in line {lines}.)", "(Also in lines {lines}.)")
FEW_TOPICS = _n(
    "{key} has {n} topic; the editions around it have about {usual}. Check its lists.",
    "{key} has {n} topics; the editions around it have about {usual}. Check its lists.",
)
N_TOPICS_IN_GROUPS = _n("{topics} topics in {n} group", "{topics} topics in {n} groups")
WORDS_COVERED = _n(
    "{covered} of {n} is on the page or declared as left out",
    "{covered} of {n} are on the page or declared as left out",
)
CREATED, CREATED_EDITIONS = (
    _("Created: {folder}/ ({files})"),
    _n("Created: {n} edition in {folder}/", "Created: {n} editions in {folder}/"),
)
ADDED_KEYS = _n(
    "Added to {file}: the permanent key of {n} topic.", "Added to {file}: the permanent keys of {n} topics."
)
STALE_KEYS = _n(
    "{file} has the key of {n} topic that the call no longer has: {keys}. Delete the entry if no site was published with it.",
    "{file} has the keys of {n} topics that the call no longer has: {keys}. Delete the entries if no site was published with them.",
)
IN_EDITIONS, NOT_FOUND_IN = (
    _("In {n} editions ({places}): {words}"),
    _("Expected but not found in {n} editions ({keys}): {what}."),
)
ADDED_LISTS = _n(
    "Added to {file}: the list {names}. Correct its label there.",
    "Added to {file}: the lists {names}. Correct their labels there.",
)
ADDED_ROLES = _n(
    "Added to {file}: the role {names}. If it is none, correct it there and on the page.",
    "Added to {file}: the roles {names}. If one is none, correct it there and on the page.",
)
NEXT_AFTER_IMPORT = _("next: compare the page with the call, then run 'cfp-archive check'.")
NEXT_AFTER_SERIES = _("next: run 'cfp-archive check', then 'cfp-archive review'.")
IF_WRONG = _("If this is wrong, correct '{field}'.")
DATE_OF_SENTENCE = _("'{label}: {days}' was taken from a sentence.")
TOO_MANY_TOPICS = _("A list of {n} entries is no list of topics for the archive, which has {most} at most.")
TOPICS_IN_SENTENCE = _("Topics in a sentence were not recognized: '{words}'")
ADD_TOPICS_BY_HAND = _("If each is to have its history, put them into a topics list by hand.")
TITLE_USED, TITLE_OF_SENTENCE = (
    _("'{title}' was used as the title."),
    _("The title '{title}' was taken from a sentence."),
)
TITLE_MADE = _(
    "The title '{title}' was made from the series' short name and the edition key: no title was found."
)
CORRECT_TITLE_AND_HEADING = _("If this is wrong, correct 'title' and the page's heading.")
ORDINAL_USED = _("{ordinal} was used as the ordinal.")
ORDINAL_COUNTED = _("The ordinal {ordinal} was counted on from the year before.")
DAY_BEFORE_MONTH = _("Dates in figures were read with the day first, as the call's language writes them.")
DATES_OF_ANOTHER_YEAR = _("The call's dates are in {year}, but the edition key is {key}.")
IMPORT_AGAIN = _("If the key is wrong, import again with --edition {year}.")
LEFT_OUT, SOURCE_KEEPS_IT = (
    _("Left out as {why}: '{words}'."),
    _("The source keeps it; 'differences' declares it."),
)
NOT_SAID = _("'{value}' was not found in the call's words and left out.")
NOT_SAID_NEAR = _("'{value}' was not found in the call's words and left out; the nearest is '{near}'.")
ADD_WHAT_IS_RIGHT = _("If the call says it, add it to '{field}'.")
DAYS_OF_ANOTHER_YEAR = _("{days} is too far from {key} to be this edition's days, and was left out.")
AND_MORE_LIKE_IT = _n("(And {n} more.)", "(And {n} more.)")
EDITIONS_EXIST = _n(
    "{keys} exists. Choose another key, as in {key}-b, or replace it with --force.",
    "{keys} exist. Choose other keys, as in {key}-b, or replace them with --force.",
)

# All editions, people, dates

N_EDITIONS = _n("{n} edition.", "{n} editions.")
N_CALLS = _n("{n} call is in the archive.", "{n} calls are in the archive.")
N_CALLS_NOT = _n("{n} call is not.", "{n} calls are not.")
NOTES, DRAFT, EDITION_WEBSITE, HOST = _("Notes"), _("Draft"), _("Edition website"), _("Host")
N_PEOPLE = _n("{n} person", "{n} people")
NO_PEOPLE_NAMED = _("No call in the archive names anyone.")
PEOPLE_NAMED = _n("{n} person named in {years}.", "{n} people named in {years}.")
PEOPLE_IN_NEWEST = _n("In the {year} call: {n} person", "In the {year} call: {n} people")
PEOPLE_EARLIER = _n("Earlier: {n} person", "Earlier: {n} people")
ALL_BY_SURNAME = _("Everyone by surname:")
PERSON, ROLES = _("Person"), _("Roles")
ALL_DATES, DATES_BEFORE = _("← All dates"), _("Earlier dates:")
AS_PRINTED = _("Roles and affiliations as printed.")
NAMED_IN = _n("Named in the {years} call.", "Named in the {years} calls.")
EDITION, ROLE, AFFILIATION, OTHER_DETAILS = (
    _("Edition"),
    _("Role"),
    _("Affiliation"),
    _("Other details"),
)
AS_PRINTED_IN_EACH = _("As printed in each call.")
ALL_PEOPLE, ALSO_PRINTED = _("← All people"), _("Also printed as {names}")
ORCID, HOME_PAGE, OTHER_SOURCES = _("ORCID {link}"), _("Home page"), _("From other sources")
DATES_AS_STATED = _("Dates as stated in the calls, with the number of days before the event.")
NO_DATES = _("No call in the archive states a date.")
DAYS_BEFORE = _n("{n} day before", "{n} days before")
HOST_CONFERENCES = _("Host conferences")
FROM_HOSTS = _("From the host conferences’ websites.")
ABSTRACT_DATE, SUBMISSION_DATE, NOTIFICATION_DATE = _("Abstract"), _("Submission"), _("Notification")
CAMERA_READY_DATE, REGISTRATION_DATE = _("Camera-ready"), _("Registration")
OTHER_DATE, EVENT = _("Other"), _("Event")
YEAR, PLACE, UNKNOWN = _("Year"), _("Place"), _("Unknown")
PAGE_MOVED, PART_MOVED = _("This page has moved: {address}"), _("This part has moved: {address}")

# Files for programs

FILES_JSON, FILES_CSV = _("JSON"), _("CSV")
FILES_LINKED_DATA, FILES_TEXTS = _("Linked data"), _("Texts")
FILES_SUBSCRIPTIONS, FILES_CITATIONS = _("Feeds and calendars"), _("Citations")
ABOUT_ARCHIVE_FILE = _(
    "The whole archive: the series, all calls with their text and facts, people and decisions."
)
ABOUT_EDITION_FILES = _("One call: its facts, its topic lists and its text.")
ABOUT_COMPARISON_FILES = _(
    "What changed between two consecutive editions, and from the earliest to the latest: the report that the site shows, with the data behind it."
)
ABOUT_LINEAGES_FILE = _(
    "Every topic through all editions: its wordings, its places, and what it came from and became."
)
ABOUT_TERMS_FILE = _("The index of terms: when each entered and left, with its forms and passages.")
ABOUT_EDITIONS_TABLE = _("One row for each edition, including those whose call is not in the archive.")
FIELDS_ABOVE = _("As in {file}: {types}.")
ABOUT_TOPICS_TABLE = _("One row for each topic of each call.")
ABOUT_LINEAGES_TABLE = _("One row for each wording of each topic.")
ABOUT_SKOS = _("The topics of each call as concepts, matched with those of the calls before and after.")
ABOUT_MARKDOWN = _("The words of one call as Markdown.")
ABOUT_PLAIN_TEXT = _("The words of one call as plain text, for mailing lists.")
LIST_OF_EDITION = _("{edition}: {list}")
ABOUT_PEOPLE_TABLE = _("One row for each role of a person in an edition.")
ABOUT_DATES_TABLE = _("One row for each key date of each call.")
# Terms: when a phrase entered the calls

PAGE_TERMS = _("Terms")
ABOUT_TERMS = _("When did a term enter the calls, in which words, and when was it last there?")
TERM_NOT_FOUND = _("No call in the archive has “{phrase}”.")
TERM_WITHOUT_WORDS = _("“{phrase}” has no word to look for. Name a phrase such as “{example}”.")
TERM_CALLS = _n("In {count} of {n} call.", "In {count} of {n} calls.")
TERM_FIRST = _("First in {year}.")
TERM_FIRST_EARLIEST = _("First in {year}, the earliest call in the archive. It may be older.")
TERM_FIRST_AFTER_MISSING = _n(
    "First in {year}. The {years} call before it is not in the archive, so it may be older.",
    "First in {year}. The {years} calls before it are not in the archive, so it may be older.",
)
TERM_LAST = _("Last in {year}.")
TERM_LATEST = _("Still in {year}, the latest call in the archive.")
TERM_NOT_IN = _n("Not in the {years} call.", "Not in the {years} calls.")
TERM_NEARBY = _("In the archive there are: {terms}.")
TERM_FORMS = _("Forms")
TERM_FORM = _("{form} ({years})")
YEAR_RANGE = _("{first}–{last}")
PASSAGE_TITLE, PASSAGE_HEADING = _("Title"), _("Heading")
PASSAGE_TOPIC, PASSAGE_TEXT = _("Topic in “{list}”"), _("Text under “{section}”")
TERMS_ENTERED, TERMS_LEFT = _("New since the earliest call"), _("Not in the latest call")
TERMS_FROM_START = _("In the earliest call and the latest")
TERMS_ENTERED_ABOUT = _("In the latest call, and not in the earliest in the archive. The newest come first.")
TERMS_LEFT_ABOUT = _("In an earlier call. Those that were there last come first.")
TERMS_FROM_START_ABOUT = _("They may be older than the archive, and calls in between may do without them.")
TERMS_ABOUT = _(
    "A term is a phrase that topics have as such, or that the other text of several calls has. Forms of a word count as one, as do "
    "an abbreviation and the words that a call explains it with; one other word may be between. A term of a single call is listed if that is the latest call or the term is a whole topic."
)
TERMS_N = _n("{n} term in {calls}", "{n} terms in {calls}")
N_CALLS_SHORT = _n("{n} call", "{n} calls")
NO_TERMS = _("No term is in the topics of the calls.")
TERM_MORE = _n(
    "{n} more passage. Search for the term to see all.", "{n} more passages. Search for the term to see all."
)
TERMS_MORE = _n(
    "{n} more term is in the calls. Search for a phrase, or run {command} for all.",
    "{n} more terms are in the calls. Search for a phrase, or run {command} for all.",
)
TERM_COMMAND = _("The command {command} answers the same, for any phrase.")
FIND_PHRASE, FIND = _("Find a phrase in all calls"), _("Find")
FIND_FAILED = _("The data of the calls could not be loaded. The index below is complete.")

# What the search says about a page

KIND, COMPARISONS, OVERVIEWS = _("Kind"), _("Comparisons"), _("Overviews")
FOUND_LATEST_CALL, FOUND_EARLIER_CALL = _("Latest call, {edition}"), _("Earlier call, {edition}")
FOUND_DRAFT = _("Draft of a call, {edition}")
FOUND_TOPIC, FOUND_FORMER_TOPIC = _("Topic, {years}"), _("Former topic, {years}")
FOUND_COMPARISON, FOUND_PERSON = _("Comparison, {old} and {new}"), _("Person, {years}")
OVERVIEW_OF_ALL = _("All years")

# The page of files

DATA, SCHEMA, STANDARD = _("Data"), _("JSON Schema: {file}"), _("Format: {name}")
FIELD, TYPE, MEANING = _("Field"), _("Type"), _("Meaning")
ABOUT_FILES = _(
    "The whole archive as files for programs: calls, topics and their histories, people and dates."
)
FILES_BY_COMMAND = _("The command {command} writes the same files, byte for byte.")
FILES_KEEP_FIELDS = _(
    "Addresses in files begin at the site’s root. A format keeps its fields as long as its version stays the same; "
    "fields may be added. What is inferred or from other sources is marked as such."
)
LICENSE, EXAMPLES = _("License"), _("Examples")
LICENSE_OF_DATA = _(
    "The calls belong to their authors. What the archive adds (facts, keys, matches, comparisons) is under the {license} license."
)
LICENSE_NOT_STATED = _(
    "The calls belong to their authors. The archive states no license for what it adds (facts, keys, matches, comparisons)."
)
ABOUT_TABLES = _(
    "UTF-8, separated by commas, with a row of names. All values are text. A value that a spreadsheet would take for a formula "
    "has an apostrophe before it, as has one that begins with an apostrophe."
)
FIELDS_OF = _("Fields of {file}")
FOR_INSTANCE = _("{files}, for instance {file}")
ABOUT_EXAMPLES = _("Each example runs in a folder with the files of this page.")
EXAMPLE_WITH = _("{question} ({tool})")
EXAMPLE_FIRST_LISTED = _("When was each topic first listed?")
EXAMPLE_TOPICS_PER_EDITION = _("How many topics does each call list?")
EXAMPLE_IN_EVERY_CALL = _("Which topics does every call list?")
EXAMPLE_DEADLINES = _("When were papers due?")
EXAMPLE_BROADENED = _("Which topics became part of a broader one?")
EXAMPLE_PEOPLE = _("Who is named in how many editions?")

# Feeds and calendars

LABELED_DATE = _("{edition}: {label}")
FROM_OTHER_SOURCE = _("Not stated in the call. Source: {source}")
DATES_OF, ARCHIVE_OF = _("{series} dates"), _("{series} call for papers archive")
FEED_OF_CALLS, FEED_OF_TOPICS = _("{series} calls for papers"), _("{series} topic changes")
TOPIC_CHANGES = _("Topics: {old} → {new}")
ABOUT_CALENDAR = _("Key dates of all calls, for calendar programs.")
ABOUT_EDITION_CALENDARS = _("Key dates of one call.")
ABOUT_CALLS_FEED = _("New calls, for feed readers.")
ABOUT_TOPICS_FEED = _("What changed in the topics from each call to the next.")
OPEN_UNTIL = _("Last submission deadline: {date}.")
SUBSCRIBE_TO_DATES = _("Subscribe to the key dates of all calls (iCalendar): {file}")
SUBSCRIBE_TO_CALL = _("Subscribe to the key dates of this call (iCalendar): {file}")
FEEDS_NOT_WRITTEN = _(
    "The feeds are not written, because the address of the site is not known. "
    "Set 'address' in series.yaml, or html_baseurl in conf.py."
)

# Citations

ABOUT_PICTURE = _("How topics ran from call to call, up to {edition}")
CALLS_FOR_PAPERS = _("Calls for papers")
CALL_FOR_PAPERS, COMPARISON_OF_CALLS = _("Call for papers"), _("Comparison of two calls for papers")
CITE_ARCHIVE = _("If you use this archive, please cite it as below.")
ABOUT_BIBTEX = _("Citations of a call or a comparison, for LaTeX.")
ABOUT_RIS = _("The same for reference managers.")
ABOUT_CSL = _("The same for citation processors.")
ABOUT_CITATION_FILE = _("How to cite the whole archive.")
CITE_CALL, CITE_COMPARISON = _("Cite this call"), _("Cite this comparison")
CITATION_FILES = _("Files: {bibtex}, {ris}, {csl}")
COPY, COPIED = _("Copy"), _("Copied")

# The command line

FILES_HAVE_PROBLEMS = _n(
    "The files have {n} problem. To see it, run: cfp-archive check",
    "The files have {n} problems. To see them, run: cfp-archive check",
)
PROBLEM_COUNT, EDITION_COUNT = _n("{n} problem", "{n} problems"), _n("{n} edition", "{n} editions")
LETTERS_LOST = _n(
    "{n} letter has no ASCII spelling; '?' is printed instead.",
    "{n} letters have no ASCII spelling; '?' is printed instead.",
)
FIXED = _n("{n} file fixed.", "{n} files fixed.")
ASK_TO_FIX = _n("Fix {n} file?", "Fix {n} files?")
NOTHING_FIXED = _n(
    "No files changed. To fix {n} file, run: cfp-archive check --fix --yes",
    "No files changed. To fix {n} files, run: cfp-archive check --fix --yes",
)
WORDS_COMPARED = _("{page}: {found} of {words} words of {file} are on the page, in order")
WORDS_COMPARED_BUT = _n(
    "{page}: {found} of {words} words of {file} are on the page, in order ({n} declared difference)",
    "{page}: {found} of {words} words of {file} are on the page, in order ({n} declared differences)",
)
FILE_NOT_COMPARED = _("{page}: not checked against {file} (no plain text of it)")
NO_SOURCE_FILE = _("{page}: not checked against a source text (no source file)")
PROBLEMS_IN_EDITIONS = _("{problems} in {editions}: {codes}")
NO_PROBLEMS_IN_EDITIONS = _("{editions}, no problems")
KEYS_TO_RECORD = _n(
    "{n} key is not recorded yet. Run: cfp-archive keys --write",
    "{n} keys are not recorded yet. Run: cfp-archive keys --write",
)
KEYS_ADDED = _n("{n} key added to {file}.", "{n} keys added to {file}.")
