"""Keys that are safe in addresses and stay the same for ever."""

from __future__ import annotations

import re
import unicodedata

#: Letters that Unicode does not decompose, with their usual Latin spelling.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
    }
    | {"ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "+": " plus ", "#": " sharp ", "&": " and "}
)


def ascii_key(text: str, *, words: int | None = None) -> str:
    """Return lower-case ASCII letters and digits joined by hyphens; empty if the text has none.

    ``words`` keeps only that many. Docutils' own ``make_id`` is not used: it gives nothing for '2024' and
    the same for 'C' and 'C++'.

    >>> ascii_key("Jürgen Müller-Łoś")
    'jurgen-muller-los'
    >>> ascii_key("C++"), ascii_key("2024"), ascii_key("機械学習")
    ('c-plus-plus', '2024', '')
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "").lower())[:words])


def name_letters(name: str) -> str:
    """Return the letters of a name in any script, without accents, case and what is between them.

    >>> name_letters("Pınar Tözün"), name_letters("J.-P. Łoś")
    ('pinartozun', 'jplos')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(char for char in plain if char.isalnum()).casefold()


def role_key(role: str) -> str:
    """Return one key for all spellings of a role: number, 'co-', 'programme', 'committee chair' are set aside.

    >>> role_key("Program Committee Co-Chairs"), role_key("Programme Chair")
    ('program-chair', 'program-chair')
    >>> role_key("Logistics & Web Chair"), role_key("Steering Committee Members")
    ('logistics-and-web-chair', 'steering-committee')
    """
    key = ascii_key(role).replace("programme", "program").replace("organis", "organiz")
    key = re.sub(r"(^|-)co-?(?=chair|organiz)", r"\1", key)
    key = re.sub(r"(chair|organizer|committee|advisor|member|editor)s\b", r"\1", key)
    key = re.sub(r"chair(?:man|woman|person|people|men)\b", "chair", key)
    key = key.removesuffix("-member").removeprefix("technical-")
    return re.sub(r"\b(program)-committee-chair\b", r"\1-chair", key)
