"""Make people of lines: 'Name, Affiliation, Country', with brackets, as sentences, several on a line."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from cfp_archive.model import Appointment
from cfp_archive.vocabulary import is_known_role

__all__ = ["is_name", "is_role", "likely_person", "people_of", "role_and_rest", "sentence_person"]

_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "den",
        "der",
        "des",
        "du",
        "la",
        "le",
        "van",
        "von",
        "vom",
        "zu",
        "zur",
        "bin",
        "ibn",
        "al",
        "el",
        "ten",
        "ter",
        "y",
        "e",
        "af",
        "av",
        "e.",
        "mac",
        "st.",
    ]
)
_TOKEN = re.compile(r"(?:(?:[dlDL]|dell|all)['’])?(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'`´-]*\.?|[A-Z]\.(?:-?[A-Z]\.)*)\Z")
_TITLES = re.compile(
    r"(?:(?:Prof|Dr|PD|Mr|Mrs|Ms|Sir|Ing|Dipl|Professor|Assoc|Asst|Assistant|Associate|Herr|Frau)\b\.?(?:-Ing\.)?\s+)+"
)
_INSTITUTE = re.compile(
    r"\b(?:universit|institut|college|school|laborator|labs?\b|research|cent(?:er|re)\b|academy|department|dept|inc\b|ltd|gmbh|corp|"
    r"company|google|microsoft|ibm|intel|nvidia|amazon|faculty|politec|polytech|hochschule|techn|national|ministry|foundation|"
    r"society|council|committee|chairs?|workshop|conference|papers?|submission|website|program|organi[sz]|deadline|proceedings|"
    r"important|dates|topics|systems|computing|network|science|engineering|group|association|the|springer|ieee|acm|see|to be)",
    re.IGNORECASE,
)
_COUNTRIES = frozenset(
    one.casefold()
    for one in ["Algeria", "Argentina", "Armenia", "Australia", "Austria", "Azerbaijan", "Bahrain", "Bangladesh", "Belarus", "Belgium", "Bolivia", "Brasil", "Brazil", "Brunei", "Bulgaria", "Cameroon", "Canada", "Chile", "China", "Colombia", "Croatia", "Cuba", "Cyprus", "Czechia", "Danmark", "Denmark", "Deutschland", "Ecuador", "Egypt", "England", "Estonia", "Ethiopia", "Finland", "France", "Georgia", "Germany", "Ghana", "Greece", "Hungary", "Iceland", "India", "Indonesia", "Iran", "Iraq", "Ireland", "Israel", "Italia", "Italy", "Japan", "Jordan", "Kazakhstan", "Kenya", "Korea", "Kuwait", "Latvia", "Lebanon", "Lithuania", "Luxembourg", "Malaysia", "Malta", "Mexico", "Moldova", "Monaco", "Mongolia", "Morocco", "Nepal", "Netherlands", "Nigeria", "Norway", "Oman", "Österreich", "Pakistan", "Palestine", "Panama", "Paraguay", "Peru", "Philippines", "Poland", "Portugal", "Qatar", "Romania", "Russia", "Schweiz", "Scotland", "Senegal", "Serbia", "Singapore", "Slovakia", "Slovenia", "Spain", "Suisse", "Sweden", "Switzerland", "Syria", "Taiwan", "Tanzania", "Thailand", "Tunisia", "Turkey", "Türkiye", "UAE", "UK", "U.K.", "USA", "US", "U.S.", "U.S.A.", "Uganda", "Ukraine", "Uruguay", "Uzbekistan", "Venezuela", "Vietnam", "Wales", "Zambia"]
) | frozenset(
    [
        "the netherlands", "united kingdom", "united states", "united states of america", "czech republic", "south africa",
        "south korea", "republic of korea", "korea, south", "new zealand", "hong kong", "hong kong sar", "saudi arabia",
        "united arab emirates", "sri lanka", "costa rica", "puerto rico", "northern ireland", "viet nam", "p.r. china",
        "pr china", "p. r. china", "north macedonia", "bosnia and herzegovina", "macau", "macao", "great britain", "the uk",
        "el salvador", "ivory coast", "russian federation", "the usa",
    ]
)  # fmt: skip
_ROLE_TAIL = re.compile(
    r"(?:chairs?|co-?chairs?|chairm[ae]n|chairwom[ae]n|chairpersons?|committees?|organi[sz]ers?|board|speakers?|editors?|coordinators?"
    r"|members|liaisons?|panelists|panellists|moderators?|managers?|webmasters?|secretar(?:y|iat)|advis[eo]rs|reviewers|lecturers"
    r"|comit[eé]|leitung|vorsitz|programmkomitee|organisatoren|volunteers|treasurer|presidents?|directors?|instructors?"
    r"|organisateurs|team)(?:\s*\([^)]*\))?\Z",
    re.IGNORECASE,
)
_ROLE_HEAD = re.compile(
    r"(?:comit[eé]s?|comitato|présidente?s?|responsables?|organización|coordinación)\b", re.IGNORECASE
)
#: Areas that stand for their chair where a name follows on the line.
_AREA = re.compile(
    r"(?:publicity|web|website|finance|local arrangements|registration|proceedings|publications?|organi[sz]ation|contact)\Z",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?P<name>[^,]+), (?P<title>[^,]*?)\s*(?:\bat\b|\bfrom\b|\bof\b) (?P<where>.+?)(?:,? and (?P<more>.+?))?,? "
    r"(?:is|acts as|serves as|will be|joins as|joined as|will serve as) (?:(?:one|a member|the member|member|part) of )?(?:the |a |an |our )?"
    r"(?P<role>[A-ZÀ-Þ][^,.;]*?)\.?\Z"
)
_MAIL = re.compile(r"[<(\[]?\s*\S+(?:@|\s?\[at\]\s?|\s\(at\)\s)\S+\s*[>)\]]?")
_URL = re.compile(r"[<(]?https?://\S+[>)]?")


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Say whether words can be a person's name: two to five of them, in capitals but for particles, no institution.

    >>> is_name("Ada van der Quill"), is_name("Reef Institute of Tides"), is_name("J. K. Rill")
    (True, False, True)
    """
    text = _TITLES.sub("", text.strip()).strip(" *†‡")
    words = text.split()
    if not 2 <= len(words) <= 6 or re.search(r"\d|[:;?!/&@|]", text) or _INSTITUTE.search(text):
        return False
    if text.casefold() in _COUNTRIES:
        return False
    if words[-1].lower() in {"and", "or"} or words[0].lower() in {
        "and",
        "or",
        "all",
        "each",
        "no",
        "our",
        "more",
    }:
        return False
    solid = [word for word in words if word not in _PARTICLES]
    return (
        len(solid) >= 2
        and all(_TOKEN.match(word.strip("\"“”()'")) for word in solid)
        and any(len(word.strip(".")) > 1 and not word.endswith(".") for word in solid)
    )


@lru_cache(maxsize=4096)
def is_role(text: str) -> bool:
    """Say whether words are the name of a role, as 'Program Committee Co-Chairs' or 'Organisers (alphabetically)'."""
    words = " ".join(text.split()).strip(" :*_#=-")
    bare = re.sub(r"\s*\([^)]*\)\s*", " ", words).strip()
    if not bare or len(bare.split()) > 9 or re.search(r"[.!?@]|\d", bare.replace("Ph.D.", "")):
        return False
    if not re.match(r"[A-ZÀ-Þ]", bare):
        return False
    if (
        re.search(r"\b(?:the|our|by|from|is|are|will|of the|contact|call|by the)\b", bare.lower())
        and not bare.isupper()
    ):
        return False
    return is_known_role(bare) or bool(_ROLE_TAIL.search(bare) or _ROLE_HEAD.match(bare))


def role_and_rest(text: str) -> tuple[str, str] | None:
    """Cut 'General Chairs: Ada Quill (Reef Labs)' into role and people; None if it is something else."""
    match = re.match(r"(?P<role>[^:]{3,80}?)\s*(?::\s|\t|\s[-–—]\s)\s*(?P<rest>\S.*)\Z", text, re.DOTALL)
    if match and (is_role(match["role"]) or _AREA.match(match["role"])):
        return " ".join(match["role"].split()), match["rest"]
    return None


def people_of(text: str, role: str) -> tuple[Appointment, ...]:
    """Read a line as one or more people; nothing if it is something else.

    The words of all of them together are those of the line.
    """
    shown = " ".join(text.split())
    first, tab, rest = text.strip().partition("\t")
    if tab and is_name(first.strip(" ,:")):  # the name in a column of its own
        affiliation, country = _where(_URL.sub(" ", _MAIL.sub(" ", ", ".join(rest.split("\t")))).strip())
        name = first.strip(" ,:")
        return (Appointment(role=role, name=name, affiliation=affiliation, country=country, printed=shown),)
    parts = _parts(shown)
    found = [_person(one, role) for one in parts]
    if all(found):
        return tuple(one for one in found if one)
    return ()


def likely_person(text: str, role: str) -> tuple[Appointment, ...]:
    """Read a line as a person whose name has an unusual form, by its commas or brackets alone.

    Only for a line among others that are people.
    """
    shown = " ".join(text.split())
    name = _name_of(shown)
    rest = shown[len(name) :]
    if not re.match(r"\s*[,(\t]", rest) or not 1 <= len(name.split()) <= 5 or re.search(r"[\d@:?!]", name):
        return ()
    if (
        not name[:1].isalpha()
        or name[:1].islower()
        or re.search(r"\b(?:the|is|are|will|please|see|all|and|or|we)\b", name.lower())
    ):
        return ()
    if _INSTITUTE.search(name) or is_role(name) or (shown.endswith(".") and len(shown.split()) > 12):
        return ()
    affiliation, country = _where(_URL.sub(" ", _MAIL.sub(" ", rest)).strip())
    if affiliation is None and country is None:
        return ()
    made = Appointment(role=role, name=name, affiliation=affiliation, country=country)
    return (made if made.words == shown else replace(made, printed=shown),)


def sentence_person(text: str) -> Appointment | None:
    """Read a sentence that says who is what: 'Ada Quill, Professor at Reef Labs, is one of the General Chairs'."""
    shown = " ".join(text.split())
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
    by_semicolon = re.split(r"(?<=;)\s+(?=\S)", text)
    if len(by_semicolon) > 1 and all(is_name(_name_of(one)) for one in by_semicolon):
        return by_semicolon
    # 'Ada Quill (Reef Labs), Bo Finn (Tide Inc.) and Cy Rill (Ebb Ltd.)'
    by_bracket = (
        re.findall(r".*?\([^()]*\)(?:,|;| and| &|, and)?(?=\s|\Z)", text) if text.count("(") > 1 else [text]
    )
    if len(by_bracket) > 1 and "".join(by_bracket).replace(" ", "") == text.replace(" ", ""):
        parts = [one.strip() for one in by_bracket]
        if all(is_name(_name_of(one)) for one in parts):
            return parts
    # names alone: 'Ada Quill, Bo Finn and Cy Rill'
    alone = re.findall(r".+?(?:,? and(?=\s)|,? &(?=\s)|,(?=\s)|\Z)", text)
    alone = [one.strip() for one in alone if one.strip()]
    names = [re.sub(r"(?:,? and|,? &|,)\Z", "", one) for one in alone]
    if all(map(is_name, names)) and (len(alone) > 2 or (len(alone) > 1 and re.search(r" (?:and|&) ", text))):
        return alone
    # 'Ada Quill, Reef Labs and Bo Finn, Tide Inc.'
    pair = re.split(r"(?<= and) (?=\S)", text)
    if len(pair) == 2 and all("," in one and is_name(_name_of(one)) for one in pair):
        return pair
    return [text]


def _name_of(text: str) -> str:
    return re.split(r"\s*[,(<|\t;:]|\s[-–—]\s|\s\[", text.removeprefix("and ").strip(), maxsplit=1)[0].strip()


def _person(text: str, role: str) -> Appointment | None:
    plain = re.sub(r"(?:\s*(?:;|,))?(?:\s+(?:and|&))?\Z", "", text).strip()
    plain = plain.rstrip(",;").rstrip()
    if plain.endswith(".") and not re.search(
        r"(?:\b[A-Z]|Inc|Ltd|Co|Corp|S\.A|Univ|Jr|Sr|a\.s|e\.V)\.\Z", plain
    ):
        plain = plain[:-1]
    name = _name_of(plain)
    person_role = re.search(r"\s*\((?P<role>(?:co-)?(?:chair|lead|contact)[^)]*)\)\Z", plain, re.IGNORECASE)
    if not is_name(name):
        return None
    name = name.strip()
    rest = plain[plain.index(name) + len(name) :]
    note = None
    if person_role:
        rest, note = rest[: rest.rindex("(")] if "(" in rest else rest, person_role["role"]
    rest = _URL.sub(" ", _MAIL.sub(" ", rest)).strip()
    affiliation, country = _where(rest)
    bare = name.strip(" *†‡")
    made = Appointment(role=role, name=bare, affiliation=affiliation, country=country, note=note)
    return made if made.words == text else replace(made, printed=text)


def _where(rest: str) -> tuple[str | None, str | None]:
    """Tell the country from what stands before."""
    rest = re.sub(r"\A[\s,;:|–—-]+", "", rest).strip()
    bracketed = re.fullmatch(r"[(\[](.*)[)\]]", rest)
    if bracketed and bracketed[1].count("(") == bracketed[1].count(")"):
        rest = bracketed[1].strip()
    tail = re.fullmatch(r"(.+?)[\s,]*[(\[]([^()\[\]]+)[)\]]", rest)
    if tail and _is_country(tail[2]):
        return tail[1].strip(" ,") or None, tail[2].strip()
    parts = [one.strip() for one in re.split(r"\s*[,;]\s*|\s+[-–—]\s+", rest) if one.strip()]
    if not parts:
        return None, None
    if len(parts) > 1 and _is_country(parts[-1]):
        where = rest[: rest.rindex(parts[-1])].rstrip(" ,;–—-")
        return where, parts[-1]
    if len(parts) == 1 and _is_country(parts[0]):
        return None, parts[0]
    return rest.strip(" ,;") or None, None


def _is_country(text: str) -> bool:
    return text.strip(" .").casefold() in _COUNTRIES or text.strip().casefold() in _COUNTRIES
