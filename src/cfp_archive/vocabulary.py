"""Words that calls of every series share: names of dates and of roles."""

from __future__ import annotations

import re

from cfp_archive.model import DateKind
from cfp_archive.naming import role_key

__all__ = ["COMMON_ROLES", "date_kind", "is_known_role"]

#: What a label says, in the order in which it is looked for: "notification of abstract acceptance" is a notification,
#: and "workshop paper submission" is a submission.
_KINDS: tuple[tuple[DateKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for kind, words in (
        (
            DateKind.CAMERA_READY,
            r"camera|final (?:versions?|papers?|manuscripts?|submissions?|copy)|proceedings",
        ),
        (DateKind.NOTIFICATION, r"notif|decisions?\b|author response|acceptance"),
        (
            DateKind.ABSTRACT,
            r"(?<!extended )abstracts?\b(?! and papers?)|paper registration|registration of papers?|letters? of intent",
        ),
        (DateKind.REGISTRATION, r"regist(?:er|ration)\b|early[- ]bird"),
        (DateKind.SUBMISSION, r"submi(?:ssions?|t)|deadline|papers? due|due date|closes?\b"),
        (DateKind.EVENT, r"workshop|conference|symposium|event|main (?:day|track)|takes? place|meeting"),
    )
)

#: Areas that workshops and conferences commonly give to a chair, a committee or another office.
_AREAS = frozenset(
    [
        "general",
        "honorary",
        "program",
        "steering",
        "advisory",
        "organizing",
        "technical",
        "technical-program",
        "publicity",
        "publication",
        "publications",
        "proceedings",
        "web",
        "website",
        "web-site",
        "logistics",
        "local",
        "local-arrangements",
        "local-organizing",
        "arrangements",
        "finance",
        "financial",
        "registration",
        "poster",
        "posters",
        "demo",
        "demos",
        "demonstration",
        "demonstrations",
        "tutorial",
        "tutorials",
        "workshop",
        "workshops",
        "industry",
        "industrial",
        "industry-liaison",
        "sponsor",
        "sponsors",
        "sponsorship",
        "outreach",
        "artifact",
        "artifacts",
        "artifact-evaluation",
        "student",
        "students",
        "student-volunteer",
        "student-volunteers",
        "volunteer",
        "volunteers",
        "diversity",
        "inclusion",
        "equity",
        "accessibility",
        "social",
        "social-media",
        "social-events",
        "media",
        "panel",
        "panels",
        "keynote",
        "keynotes",
        "session",
        "sessions",
        "track",
        "area",
        "competition",
        "competitions",
        "challenge",
        "challenges",
        "hackathon",
        "virtual",
        "virtual-event",
        "online",
        "award",
        "awards",
        "best-paper",
        "best-paper-award",
        "travel",
        "travel-grant",
        "travel-grants",
        "travel-award",
        "communication",
        "communications",
        "submission",
        "submissions",
        "review",
        "reviews",
        "reviewing",
        "paper",
        "papers",
        "ethics",
        "reproducibility",
        "community",
        "international",
        "invited",
        "invited-speaker",
        "invited-speakers",
        "doctoral-consortium",
        "doctoral-symposium",
        "phd-forum",
        "founding",
        "scientific",
        "digital",
        "data",
        "software",
        "research",
        "academic",
        "education",
        "training",
        "visa",
        "hybrid",
        "technology",
        "it",
        "executive",
        "senior",
        "international-liaison",
        "regional",
        "public-relations",
        "marketing",
        "event",
        "events",
        "conference",
        "symposium",
    ]
)
#: Words for someone's office; what stands before is its area.
_OFFICES = (
    "chair", "committee", "board", "organizer", "editor", "advisor", "member", "manager", "coordinator", "coordinators",
    "liaison", "liaisons", "speaker", "speakers", "lecturer", "lecturers", "panelist", "panelists", "moderator",
    "moderators", "reviewer", "reviewers", "sponsor", "sponsors", "officer", "officers", "team", "master", "director",
    "directors", "secretary", "treasurer", "president", "webmaster", "committee-chair", "council",
)  # fmt: skip
_RANK = re.compile(r"^(?:vice|deputy|associate|assistant|lead|past|emeritus|honorary)-")


def date_kind(label: str) -> DateKind:
    """Return what a key date of this label is: OTHER if the label does not say.

    >>> date_kind("Camera-ready due"), date_kind("Workshop paper submission"), date_kind("Workshop")
    (<DateKind.CAMERA_READY: 'camera-ready'>, <DateKind.SUBMISSION: 'submission'>, <DateKind.EVENT: 'event'>)
    """
    return next((kind for kind, words in _KINDS if words.search(label)), DateKind.OTHER)


#: Roles to propose where one is misspelt.
COMMON_ROLES = (
    "General Chair", "General Chairs", "Program Chair", "Program Chairs", "Program Committee Chairs",
    "Program Committee", "Steering Committee", "Organizing Committee", "Organizers", "Workshop Organizers",
    "Publicity Chair", "Publicity Chairs", "Web Chair", "Publication Chair", "Proceedings Chair", "Local Chair",
    "Finance Chair", "Logistics Chair", "Keynote Speaker", "Keynote Speakers", "Invited Speakers", "Panelists",
    "Advisory Board", "Technical Program Committee",
)  # fmt: skip


def is_known_role(role: str, further: tuple[str, ...] = ()) -> bool:
    """Say whether a role is one of the common vocabulary, in any spelling and number, or of a series' own.

    A role is an area and an office; areas may be joined, as in 'Logistics & Web Chair' or 'Web and Publicity Chairs'.

    :param further: the series' own roles.
    """
    key = role_key(role)
    if key in {role_key(one) for one in further}:
        return True
    key = _RANK.sub("", key)
    parts = key.split("-")
    for size in (2, 1):
        area, office = "-".join(parts[:-size]), "-".join(parts[-size:])
        if office in _OFFICES:
            areas = (
                [_RANK.sub("", one).removesuffix("-chair") for one in re.split(r"-and-", area)]
                if area
                else []
            )
            if all(one in _AREAS for one in areas):
                return True
    return key in {"keynote", "keynotes"}
