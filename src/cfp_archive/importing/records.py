"""Find runs of lines that are records: dates, categories of submissions, people."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cfp_archive.importing.keydates import date_line, is_date_only, key_date
from cfp_archive.importing.limits import submission_line
from cfp_archive.importing.parts import Dates, Guess, Paragraph, People, Submissions
from cfp_archive.importing.persons import (
    is_name,
    is_role,
    likely_person,
    people_of,
    role_and_rest,
    sentence_person,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.keydates import DateLine
    from cfp_archive.importing.parts import Chunk
    from cfp_archive.model import Appointment, KeyDate, Submission

__all__ = ["dates_at", "people_at", "submissions_at"]

_OPEN = re.compile(
    r"\b(?:TBA|TBD|T\.B\.A|to be (?:announced|determined|confirmed|defined)|rolling)\b", re.IGNORECASE
)


def dates_at(
    content: Sequence[Chunk], start: int, year: int, *, section: bool, guesses: list[Guess]
) -> tuple[Dates | None, int]:
    """Read the key dates that begin at a place.

    :param year: for days without one.
    :param section: the heading says that dates follow. Elsewhere only a run of two clear lines counts.
    :returns: the dates, or None, and where they end.
    """
    entries: list[tuple[DateLine, list[Chunk]]] = []
    doubts: list[Guess] = []
    place = start
    while place < len(content):
        step = _date_entry(content, place, year, strict=not section)
        if step is not None:
            found, end = step
            entries.append((found, list(content[place:end])))
            place = end
            continue
        if entries and _goes_on(content, place, entries[-1][1], year, strict=not section):
            entries[-1][1].append(content[place])
            if _OPEN.search(content[place].text):
                doubts.append(
                    Guess(
                        line=content[place].first,
                        message="The line names no day yet; its words stand with the date before.",
                        hint="When the day is known, give it an entry of key_dates.",
                    )
                )
            place += 1
            continue
        break
    while entries and len(entries[-1][1]) > 1 and _OPEN.search(entries[-1][1][-1].text):
        entries[-1][1].pop()
        place -= 1
    if len(entries) < (1 if section else 2):
        return None, start
    made: list[KeyDate] = []
    for found, chunks in entries:
        shown = " ".join(one.text for one in chunks)
        date, found_doubts = key_date(found, _own_text(found, chunks, year), chunks[0].first, shown)
        made.append(date)
        guesses += found_doubts
    guesses += [one for one in doubts if content[start].first <= one.line <= content[place - 1].last]
    return Dates(chunks=tuple(content[start:place]), key_dates=tuple(made)), place


def _own_text(found: DateLine, chunks: Sequence[Chunk], year: int) -> str:
    """Return the words of the entry in which its days were found."""
    for one in chunks:
        if find_same(found, one.wide, year):
            return one.wide
    return " ".join(one.wide for one in chunks[:2])


def find_same(found: DateLine, text: str, year: int) -> bool:
    """Say whether reading a line gives these days at these places."""
    read = date_line(text, year, strict=False)
    return read is not None and read.days == found.days


def _date_entry(
    content: Sequence[Chunk], place: int, year: int, *, strict: bool
) -> tuple[DateLine, int] | None:
    """Read one entry, which may have its label on the line before, or a group's label above."""
    one = content[place]
    found = date_line(one.wide, year, strict=strict)
    if found is not None:
        return found, place + 1
    following = content[place + 1] if place + 1 < len(content) else None
    if (
        following is None
        or len(one.text.split()) > 12
        or one.text.endswith(".")
        or is_date_only(one.text, year)
    ):
        return None
    if following.gap <= 1 and is_date_only(following.wide, year) and re.search(r"[^\W\d_]{3}", one.text):
        joined = f"{one.wide} {following.wide}" if one.text.endswith(":") else f"{one.wide}\t{following.wide}"
        found = date_line(joined, year, strict=strict)
        return (found, place + 2) if found is not None else None
    if one.text.endswith(":") and following.gap == 0 and (not strict or following.column > one.column):
        found = date_line(following.wide, year, strict=strict)
        return (found, place + 2) if found is not None else None
    return None


def _goes_on(
    content: Sequence[Chunk], place: int, entry: Sequence[Chunk], year: int, *, strict: bool
) -> bool:
    """Say whether a line adds to the date before: a remark, or a date that is still open."""
    one = content[place]
    if (one.sign and not _OPEN.search(one.text)) or re.match(r"\W*all\b", one.text, re.IGNORECASE):
        return False
    if _OPEN.search(one.text) and len(one.text.split()) <= 12:
        rest = range(place + 1, min(place + 4, len(content)))
        return any(_date_entry(content, k, year, strict=strict) is not None for k in rest)
    if one.gap:
        return False
    return len(one.text.split()) <= 14 and (one.text.startswith("(") or one.column > entry[0].column + 1)


def submissions_at(content: Sequence[Chunk], start: int, *, section: bool) -> tuple[Submissions | None, int]:
    """Read the categories of submissions that begin at a place.

    :param section: the heading says that they follow.
    """
    found: list[Submission] = []
    place = start
    while place < len(content):
        one = content[place]
        read = submission_line(one.wide, listed=bool(one.sign) or section)
        if read is None or (found and bool(one.sign) != bool(content[start].sign)):
            break
        found.append(read)
        place += 1
    if not found:
        return None, start
    siblings = sum(
        1 for k in (start - 1, place) if 0 <= k < len(content) and content[k].sign and content[start].sign
    )
    if len(found) == 1 and (siblings or not section or not re.match(r"[^:]+:\s", content[start].wide)):
        return None, start
    return Submissions(chunks=tuple(content[start:place]), submissions=tuple(found)), place


def people_at(
    content: Sequence[Chunk], start: int, role: str, *, certain: bool, guesses: list[Guess]
) -> tuple[list[Paragraph | People], int]:
    """Read the people that begin at a place.

    :param role: what the heading says; empty if it names none.
    :param certain: the heading names a role; else only lines with a clear form count.
    :returns: the people by role, in their order, with the words of a role that stand on the same line.
    """
    sentences, end = _sentences(content, start)
    if sentences:
        return sentences, end
    inline = _inline_role(content, start)
    if inline is not None:
        return inline
    if not role:
        return [], start
    people: list[Appointment] = []
    place = start
    while place < len(content):
        one = content[place]
        found, end = ((), place) if _inline_role(content, place) else _people_in(content, place, role)
        if not found and people and people[-1].affiliation and likely_person(one.wide, role):
            found, end = likely_person(one.wide, role), place + 1
            guesses.append(
                Guess(
                    line=one.first,
                    message=f"'{found[0].name}' was taken for a person's name.",
                    hint="If it is none, mend the entry of people.",
                )
            )
        if found:
            people += found
            place = end - 1
        elif people and _adds(one, content[place - 1]):
            people[-1] = _with_words(people[-1], one.text)
        else:
            break
        place += 1
    people = _two_names(people, content[start].first, guesses)
    clear = [one for one in people if one.affiliation or one.country]
    if not people or (not certain and len(clear) < max(1, len(people) // 2)):
        return [], start
    if not certain:
        guesses.append(
            Guess(
                line=content[start].first,
                message=f"The people below '{role}' got that as their role.",
                hint="Mend 'role' in people, and the directive {people}, if they have another.",
            )
        )
    return [People(chunks=tuple(content[start:place]), people=tuple(people), role=role)], place


def _two_names(people: list[Appointment], line: int, guesses: list[Guess]) -> list[Appointment]:
    """Take 'Ada Quill, Bo Finn' below 'Organizers' for two people, if it is all that stands there."""
    if len(people) != 1 or not re.search(r"s\b|committee|team", people[0].role, re.IGNORECASE):
        return people
    one = people[0]
    if one.country or one.printed or not one.affiliation or not is_name(one.affiliation):
        return people
    if re.search(r"\b[A-ZÀ-Þ]{2,}\b", one.affiliation) and not one.affiliation.isupper():
        return people  # TU Schuim
    guesses.append(
        Guess(
            line=line,
            message=f"'{one.words}' was taken for two people.",
            hint="If the second is an affiliation, mend the entries of people.",
        )
    )
    return [
        replace(one, affiliation=None, printed=f"{one.name},"),
        replace(one, name=one.affiliation, affiliation=None),
    ]


def _people_in(content: Sequence[Chunk], place: int, role: str) -> tuple[tuple[Appointment, ...], int]:
    """Read the people of a line, and of the next ones where a list of names goes on there."""
    end = place + 1
    while (
        end < len(content)
        and re.search(r"(?:,|;|\band|&)\Z", content[end - 1].text)
        and not (content[end].gap or content[end].sign)
    ):
        end += 1
    if end > place + 1:
        words = " ".join(one.text for one in content[place:end])
        found = people_of(words, role)
        if len(found) > 1:
            return found, end
    return _line_people(content[place], role), place + 1


def _line_people(one: Chunk, role: str) -> tuple[Appointment, ...]:
    cells = [cell for cell in one.wide.split("\t") if cell.strip()]
    if len(cells) > 1 and all(is_name(cell.strip()) and not re.match(r"[A-Z]{2,} ", cell) for cell in cells):
        return ()  # people side by side, which are not cut apart
    return people_of(one.wide, role)


def _adds(one: Chunk, before: Chunk) -> bool:
    """Say whether a line belongs to the person above: an affiliation, an address."""
    text = one.text
    if one.sign or one.gap or len(text) > 120 or is_role(text) or text.endswith(":"):
        return False
    if re.search(r"\b(?:is|are|will|must|please|see|we|contact)\b", text, re.IGNORECASE) and not re.search(
        r"@", text
    ):
        return False
    return bool(before)


def _with_words(person: Appointment, words: str) -> Appointment:
    address = re.search(r"@|https?://|\(at\)|\[at\]|\+\d|\bTel\b|\bE-?mail\b", words)
    affiliation = person.affiliation
    if not address:
        affiliation = f"{affiliation}, {words}" if affiliation else words
        affiliation = affiliation.rstrip(" ,;")
    return replace(person, affiliation=affiliation, printed=f"{person.words} {words}")


def _inline_role(content: Sequence[Chunk], place: int) -> tuple[list[Paragraph | People], int] | None:
    """Read 'General Chairs: Ada Quill (Reef Labs), Bo Finn (Tide Inc.)', and lines with further people."""
    one = content[place]
    cut = role_and_rest(one.wide)
    if cut is None:
        return None
    role, rest = cut
    people = list(people_of(rest, role))
    if not people:
        return None
    shown = " ".join(one.text.split())
    head = shown[: len(shown) - len(" ".join(rest.split()))].strip()
    end = place + 1
    while (
        end < len(content)
        and not content[end].gap
        and not content[end].sign
        and role_and_rest(content[end].wide) is None
    ):
        more = people_of(content[end].wide, role) if content[end].column > one.column else ()
        if not more:
            break
        people += more
        end += 1
    # The role's words stand on the page as they are: they are part of the first person's line.
    people[0] = replace(people[0], printed=f"{head} {people[0].words}")
    return [People(chunks=tuple(content[place:end]), people=tuple(people), role=role)], end


def _sentences(content: Sequence[Chunk], start: int) -> tuple[list[Paragraph | People], int]:
    """Read sentences that say who is what, a run of people for each role."""
    found: list[Paragraph | People] = []
    place = start
    while place < len(content):
        person = sentence_person(content[place].text)
        if person is None:
            break
        last = found[-1] if found else None
        if isinstance(last, People) and last.role == person.role:
            found[-1] = replace(last, chunks=(*last.chunks, content[place]), people=(*last.people, person))
        else:
            found.append(People(chunks=(content[place],), people=(person,), role=person.role))
        place += 1
    return found, place
