"""Read people: 'Name, Affiliation, Country', with brackets, with their role before or after, several on a line."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cfp_archive.importing.blocks import Certainty, doubt
from cfp_archive.importing.lexicon import is_country
from cfp_archive.languages import alternatives, words
from cfp_archive.model import Appointment
from cfp_archive.vocabulary import is_known_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.blocks import Block, Finding

__all__ = [
    "doubtful_people",
    "is_contact",
    "is_institution",
    "is_name",
    "is_role",
    "names_of",
    "people_of",
    "role_and_rest",
    "unusual_person",
]

_TOKEN = re.compile(r"(?:(?:[dlDL]|dell|all)['’])?(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'`´\"-]*\.?|[A-Z]\.(?:-?[A-Z]\.)*)\Z")
_TITLES = re.compile(rf"(?:{alternatives('people', 'titles')}\b\.?(?:-Ing\.)?\s+)+")
_NOT_NAMES = re.compile(rf"\b{alternatives('people', 'not_names')}", re.IGNORECASE)
_TASK = re.compile(rf"{alternatives('people', 'tasks')}\Z", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?P<name>[^,]+), (?P<title>[^,]*?)\s*(?:\bat\b|\bfrom\b|\bof\b) (?P<where>.+?)(?:,? and (?P<more>.+?))?,? "
    r"(?:is|acts as|serves as|will be|joins as|joined as|will serve as) (?:(?:one|a member|the member|member|part) of )?(?:the |a |an |our )?"
    r"(?P<role>[A-ZÀ-Þ][^,.;]*?)\.?\Z"
)
#: Between the last two of several people.
_AND = r"(?:and|&|und|et|y|e)"
#: Signs between people on a line.
_BETWEEN = (";", r"\*", "·", "•", r"\|", "/", "[–—-]")
_MAIL = re.compile(
    r"(?:\b[Ee]-?[Mm]ail:\s*)?[<(\[]?\s*[^\s<(\[]+(?:@|\s?\[at\]\s?|\s\(at\)\s|\sAT\s)\S+\s*[>)\]]?"
)
_URL = re.compile(r"[<(]?(?:https?://|www\.)\S+[>)]?")


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """Return whether words can be a person's name: two to six of them, in capitals but for particles, no institution.

    >>> is_name("Ada van der Quill"), is_name("Reef Institute of Tides"), is_name("J. K. Rill")
    (True, False, True)
    """
    text = _TITLES.sub("", text.strip()).strip(" *†‡")
    text = re.sub(r"(?<=\w) \([A-ZÀ-Þ][\w'’-]+\)(?= [A-ZÀ-Þ])", "", text)  # what the person is called
    parts = text.split()
    if not 2 <= len(parts) <= 6 or re.search(r"\d|[:;?!/&@|()]", text) or _NOT_NAMES.search(text):
        return False
    if re.match(rf"{alternatives('roles', 'head')}(?!\w)", text, re.IGNORECASE):
        return False
    if is_country(text) or {"and", "or"} & {part.lower() for part in parts}:
        return False
    if parts[0].lower() in {"and", "or", "all", "each", "no", "our", "more", "we", "new", "general"}:
        return False
    solid = [part for part in parts if part not in words("people", "particles")]
    return (
        len(solid) >= 2
        and all(_TOKEN.match(part.strip("\"“”()'")) for part in solid)
        and any(len(part.strip(".")) > 1 and not part.endswith(".") for part in solid)
    )


def is_institution(text: str) -> bool:
    """Return whether words name an institution, or anything else that no person is called."""
    return _NOT_NAMES.search(text) is not None


@lru_cache(maxsize=4096)
def is_role(text: str) -> bool:
    """Return whether words are the name of a role, as 'Program Committee Co-Chairs' or 'Organizers (alphabetically)'."""
    bare = re.sub(r"\s*\([^)]*\)\s*", " ", " ".join(text.split()).strip(" :*_#=-–—")).strip()
    if (
        not bare
        or len(bare.split()) > 9
        or re.search(r"[.!?@]|\d", re.sub(r"Ph\.D\.|\b(?:19|20)\d\d\b", "", bare))
    ):
        return False
    if not re.match(r"[A-ZÀ-Þ]", bare) or re.search(r":\s+\S|,", bare):
        return False
    dash = re.search(r"\s[-–—]{1,2}\s", bare)
    if dash and is_name(bare[: dash.start()]):
        return False  # 'Ada Quill (Reef Labs) - General Chair'
    if re.search(r"\b(?:the|our|by|from|is|are|will|contact|call)\b", bare.lower()) and not bare.isupper():
        return False
    tail = rf"(?<!\w){alternatives('roles', 'tail')}(?:\s*\([^)]*\))?\Z"
    head = rf"{alternatives('roles', 'head')}(?!\w)"
    return bool(
        is_known_role(bare) or re.search(tail, bare, re.IGNORECASE) or re.match(head, bare, re.IGNORECASE)
    )


def is_contact(text: str) -> bool:
    """Return whether a line is an address and few other words, as 'Contact: chairs@reef.example'."""
    words_left = _URL.sub(" ", _MAIL.sub(" ", text)).split()
    return len(words_left) <= 4 and bool(_MAIL.search(text) or _URL.search(text))


def role_and_rest(text: str) -> tuple[str, str] | None:
    """Cut 'General Chairs: Ada Quill (Reef Labs)' into role and people; None if it is something else."""
    match = re.match(r"(?P<role>[^:]{3,80}?)\s*(?::\s|\t|\s[-–—]\s)\s*(?P<rest>\S.*)\Z", text, re.DOTALL)
    if match and (is_role(match["role"]) or _TASK.match(match["role"])) and not is_name(match["role"]):
        return " ".join(match["role"].split()), match["rest"]
    return None


@lru_cache(maxsize=8192)
def people_of(text: str, role: str) -> tuple[Appointment, ...]:
    """Read a line as one or more people; nothing if it is something else.

    The printed words of all of them together are those of the line. A role that follows a name is that person's.
    """
    shown = " ".join(text.split())
    if len(shown) > 400:
        return ()
    told = _sentence_person(shown)
    if told:
        return (told,)
    cells = text.strip().split("\t")
    if len(cells) > 1 and all(re.search(r"\w[^,(]*[,(]", one) and people_of(one, role) for one in cells):
        return tuple(person for one in cells for person in people_of(one, role))
    first, tab, rest = text.strip().partition("\t")
    name = first.strip(" ,:")
    if tab and is_name(rest.strip(" ,")):
        return ()  # two people in columns
    if tab and is_name(name):  # the name in a column of its own
        where = _URL.sub(" ", _MAIL.sub(" ", ", ".join(rest.split("\t")))).strip()
        own, where = _own_role(where, role)
        affiliation, country = _where(where)
        return (Appointment(role=own, name=name, affiliation=affiliation, country=country, printed=shown),)
    found = [_person(one, role) for one in _parts(shown)]
    return tuple(one for one in found if one) if all(found) else ()


def unusual_person(text: str, role: str) -> tuple[Appointment, ...]:
    """Read a line as a person whose name has an unusual form, by its commas or brackets alone.

    Only for a line among others that are people.
    """
    shown = " ".join(text.split())
    name = _name_of(shown)
    rest = shown[len(name) :]
    if not re.match(r"\s*[,(\t]", rest) or not 2 <= len(name.split()) <= 8 or re.search(r"[\d@:?!]", name):
        return ()
    if not name[:1].isupper() or re.search(r"\b(?:the|is|are|will|please|see|all|and|or|we)\b", name.lower()):
        return ()
    if _NOT_NAMES.search(name) or is_role(name) or (shown.endswith(".") and len(shown.split()) > 12):
        return ()
    affiliation, country = _where(_URL.sub(" ", _MAIL.sub(" ", rest)).strip())
    if affiliation is None and country is None:
        return ()
    made = Appointment(role=role, name=name, affiliation=affiliation, country=country)
    return (made if made.words == shown else replace(made, printed=shown),)


def names_of(text: str, role: str) -> tuple[Appointment, ...]:
    """Read a line as names and nothing else: 'Ada Quill, Bo Finn and Cy Rill'; nothing if it has anything else."""
    made = []
    for part in re.findall(rf".+?(?:,(?: {_AND}(?=\s))?|\s{_AND}(?=\s)|\Z)", " ".join(text.split())):
        name = re.sub(rf",?(?:\s+{_AND})?\Z", "", part).strip()
        if name and not is_name(name):
            return ()
        if name:
            made.append(
                Appointment(role=role, name=name, printed=None if name == part.strip() else part.strip())
            )
    return tuple(made)


def doubtful_people(people: Sequence[Appointment], blocks: Sequence[Block], lead: str) -> tuple[Finding, ...]:
    """Return what is to be looked at in a list of people of one role.

    :param lead: the sentence above the list; where it names another role than the heading, that may be meant.
    """
    found = []
    placed = sum(bool(one.affiliation or one.country) for one in people)
    for one in people:
        line = next((block.first for block in blocks if one.name in block.text), blocks[0].first)
        where = one.affiliation or ""
        first, sign, _ = re.split(r"([,;(]|\Z)", where, maxsplit=1)
        certainty = Certainty.CHECK
        if sign and is_name(first) and not re.search(r"\b[A-Z]{2,}", first):
            certainty = Certainty.LIKELY  # mostly it is an institution that is called as people are
            why = f"the affiliation of '{one.name}' begins with what may be another person"
        elif any(is_name(_name_of(part)) for part in re.split(r"\s[*·•|/]\s|;\s", where)[1:]):
            why = f"the affiliation of '{one.name}' may hold further people"
        elif where.count("(") != where.count(")"):
            why = f"the affiliation of '{one.name}' has a bracket too many or too few"
        elif not where and not one.country and (2 * placed > len(people) or len(people) == 1):
            why = f"'{one.name}' has no affiliation, and may be no person"
        else:
            continue
        found.append(doubt("people", line, f"{why[0].upper()}{why[1:]}.", certainty))
    role = people[0].role
    told = re.search(rf"(?:[\w-]+ )?{alternatives('roles', 'tail')}(?!\w)", lead, re.IGNORECASE)
    if told and lead.rstrip().endswith(":") and told.group().lower().rstrip("s") not in role.lower():
        message = (
            f"The role '{role}' is that of the heading; the sentence above the list names '{told.group()}'."
        )
        found.append(doubt("people", blocks[0].first, message))
    return tuple(found)


def _sentence_person(shown: str) -> Appointment | None:
    """Read a sentence that says who is what: 'Ada Quill, Professor at Reef Labs, is one of the General Chairs'."""
    match = _SENTENCE.match(shown)
    if not match or not is_name(match["name"]) or not is_role(match["role"]):
        return None
    note = "; ".join(filter(None, (match["title"], match["more"])))
    return Appointment(
        role=match["role"],
        name=match["name"].strip(),
        affiliation=match["where"],
        note=note or None,
        printed=shown,
    )


def _parts(text: str) -> list[str]:
    """Cut a line with several people into one part each, the signs between them left with the part before."""
    for sign in _BETWEEN:  # 'Ada Quill, Reef Labs * Bo Finn, Tide Inc. * Cy Rill'
        parts = re.split(rf"(?<=\s{sign})\s+(?=\S)" if sign != ";" else r"(?<=;)\s+(?=\S)", text)
        if len(parts) > 1 and all(is_name(_name_of(one)) for one in parts):
            return parts
    # 'Ada Quill (Reef Labs), Bo Finn (Tide Inc.) and Cy Rill (Ebb Ltd.)'
    if text.count("(") > 1:
        parts = [one.strip() for one in re.findall(rf".*?\([^()]*\)(?:[,;]? {_AND}|[,;])?(?=\s|\Z)", text)]
        whole = "".join(parts).replace(" ", "") == text.replace(" ", "")
        if len(parts) > 1 and whole and all(is_name(_name_of(one)) for one in parts):
            return parts
    # names alone: 'Ada Quill, Bo Finn and Cy Rill'
    alone = [one.strip() for one in re.findall(rf".+?(?:,? {_AND}(?=\s)|,(?=\s)|\Z)", text) if one.strip()]
    names = [re.sub(rf"(?:,? {_AND}|,)\Z", "", one) for one in alone]
    if all(map(is_name, names)) and (len(alone) > 2 or (len(alone) > 1 and re.search(rf" {_AND} ", text))):
        return alone
    # 'Ada Quill, Bo Finn and Cy Rill (all Reef Labs)'
    shared = re.search(rf" {_AND} [^(]*\([^()]+\)\.?\Z|\((?:both|all)\b[^()]*\)\.?\Z", text)
    if shared and len(alone) > 1 and all(map(is_name, [*names[:-1], _name_of(alone[-1])])):
        return alone
    # 'Ada Quill, Reef Labs and Bo Finn, Tide Inc.', 'Ada Quill and Bo Finn (Reef Labs)'
    pair = re.split(
        r"(?<= and) (?=\S)|(?<= &) (?=\S)|(?<= und) (?=\S)|(?<= et) (?=\S)|(?<= [ye]) (?=[A-ZÀ-Þ])", text
    )
    first = re.sub(rf" {_AND}\Z", "", pair[0])
    begins = is_name(first) or ("," in first and is_name(_name_of(first)))
    # 'Ada Quill, University of Tides and Ebbs Northland, Spain' is one
    tails = [one.rpartition(",")[2].strip(" .") for one in (first, pair[-1])]
    country = [is_country(one) or re.fullmatch(r"[A-Z]{2}", one) is not None for one in tails]
    begins = begins and not (pair[-1].count(",") == 1 and "," in first and country == [False, True])
    if len(pair) == 2 and begins and is_name(_name_of(pair[1])) and re.search(r"[,(]", text):
        return pair
    return [text]


def _name_of(text: str) -> str:
    text = re.sub(rf"\A{_AND} ", "", text.strip())
    called = re.match(
        r"([A-ZÀ-Þ][\w'’-]+ \([A-ZÀ-Þ][\w'’-]+\) [A-ZÀ-Þ][\w'’-]+)(?=\s*(?:[,(<|\t;:]|[-–—]|\Z))",
        text,
    )
    if called:  # 'Ada (Addy) Quill, Reef Labs'
        return called[1]
    return re.split(r"\s*[,(<|\t;:]|\s[-–—]{1,2}\s|\s\[", text, maxsplit=1)[0].strip()


def _person(text: str, role: str) -> Appointment | None:
    plain = re.sub(rf"(?:\s*(?:[;,]|\s[*·•|/–—-]))?(?:\s+{_AND})?\Z", "", text).strip().rstrip(",;").rstrip()
    if plain.endswith(".") and not re.search(
        r"(?:\b[A-Z]|Inc|Ltd|Co|Corp|S\.A|Univ|Jr|Sr|a\.s|e\.V)\.\Z", plain
    ):
        plain = plain[:-1]
    name = _name_of(plain)
    if not is_name(name):
        return None
    rest = plain[plain.index(name) + len(name) :]
    rest = _URL.sub(" ", _MAIL.sub(" ", rest)).strip()
    own, rest = _own_role(rest, role)
    # 'Reef Labs (Northland) - on leave', 'Reef (Ebb). Local Chair', 'Reef Labs: "Tides at noon"'
    remark = re.search(r"(?<=\))(?:\s*[-–—]{1,2}|\.)\s*(?P<note>[^()]+)\Z|:\s+(?P<title>\S.*)\Z", rest)
    note = None
    if remark:
        note, rest = (remark["note"] or remark["title"]).strip(), rest[: remark.start()]
    affiliation, country = _where(rest)
    if affiliation and len(affiliation) > 160:
        return None
    made = Appointment(role=own, name=name.strip(" *†‡"), affiliation=affiliation, country=country, note=note)
    return made if made.words == text else replace(made, printed=text)


def _own_role(rest: str, role: str) -> tuple[str, str]:
    """Take a role out of what follows a name: '(General Chair)', ', Reef Labs, General Chair', 'Reef Labs - general chair'."""
    first = re.match(r"\s*\((?P<role>[^()]{4,40})\)(?=\s*,|\s+[A-ZÀ-Þ])", rest)
    last = re.search(r"\s*[(\[](?P<role>[^()\[\]]{4,60})[)\]]\s*\Z", rest) or re.search(
        r"(?:,|\s[-–—]{1,2})\s*(?P<role>(?:(?!\s[-–—])[^,()]){4,50}?)\s*\Z", rest
    )
    # 'Ada Quill (Reef Labs, Spain - chair)'
    ending = re.search(r"(?:,|\s[-–—]{1,2})\s*(?P<role>(?:(?!\s[-–—])[^,()]){4,40}?)(?=[)\]]\s*\Z)", rest)
    for found in filter(None, (first, last, ending)):  # 'Ada Quill (chair), Reef Labs' before all else
        own = found["role"].strip()
        if not _is_own_role(own):
            continue
        left = (rest[: found.start()] + rest[found.end() :]).strip()
        generic = own.lower() in role.lower() or re.fullmatch(
            r"(?:(?:co|vice|deputy)[- ]?)?chair|(?:main )?contact", own, re.IGNORECASE
        )
        return (role if generic else own), left  # a remark, as 'Committee: Ada Quill (chair)'
    return role, rest


def _is_own_role(text: str) -> bool:
    """Return whether words behind a name are a role, and not an institution that ends as one: 'Reef Institute Board'."""
    known = is_known_role(text) or bool(_TASK.match(text))
    return known or (is_role(text[:1].upper() + text[1:]) and not _NOT_NAMES.match(text.split(maxsplit=1)[0]))


def _where(rest: str) -> tuple[str | None, str | None]:
    """Tell the country from what stands before."""
    rest = re.sub(r"\A[\s,;:|–—-]+", "", rest).strip()
    rest = re.sub(
        r"\A\([A-Z\d -]{2,12}\),\s*", "", rest
    )  # 'Ada Quill (TIDE), Reef Labs': the part of the event
    bracketed = re.fullmatch(r"[(\[](?:(?:both|all)(?: (?:at|of|from))?\s)?(.*)[)\]]", rest)
    if bracketed and re.fullmatch(r"(?:[^()]|\([^()]*\))*", bracketed[1]):
        rest = bracketed[1].strip()
    tail = re.fullmatch(r"(.+?)[\s,]*[(\[]([^()\[\]]+)[)\]]", rest)
    if tail and is_country(tail[2]):
        return tail[1].strip(" ,") or None, tail[2].strip()
    parts = [one.strip() for one in re.split(r"\s*[,;]\s*|\s+[-–—]\s+", rest) if one.strip()]
    if not parts:
        return None, None
    if len(parts) > 1 and is_country(parts[-1]):
        return rest[: rest.rindex(parts[-1])].rstrip(" ,;–—-"), parts[-1]
    if len(parts) == 1 and is_country(parts[0]):
        return None, parts[0]
    return rest.strip(" ,;") or None, None
