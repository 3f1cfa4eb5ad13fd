"""The archive as immutable data.

The classes of `facts` and `series` are also the shape of the front matter and of the YAML files: their field descriptions
make the JSON Schema and the reference of fields, so that a field is described in one place. A value is what the source
says; None means that the source does not say.
"""

from cfp_archive.model.archive import (
    Archive,
    Block,
    BlockKind,
    Edition,
    FurtherPage,
    Location,
    Page,
    Reference,
    SourceText,
    Topic,
    TopicList,
)
from cfp_archive.model.facts import (
    Appointment,
    Difference,
    Facts,
    FurtherFacts,
    Host,
    KeyDate,
    Link,
    OtherSources,
    Source,
    Submission,
)
from cfp_archive.model.series import Decision, Gap, ListLabel, Person, Series, TopicKey, Verdict
from cfp_archive.model.values import (
    EDITION_KEY,
    Count,
    DateKind,
    Day,
    Days,
    Flag,
    Format,
    Pages,
    Span,
    Text,
    Url,
)

__all__ = [
    "EDITION_KEY",
    "Appointment",
    "Archive",
    "Block",
    "BlockKind",
    "Count",
    "DateKind",
    "Day",
    "Days",
    "Decision",
    "Difference",
    "Edition",
    "Facts",
    "Flag",
    "Format",
    "FurtherFacts",
    "FurtherPage",
    "Gap",
    "Host",
    "KeyDate",
    "Link",
    "ListLabel",
    "Location",
    "OtherSources",
    "Page",
    "Pages",
    "Person",
    "Reference",
    "Series",
    "Source",
    "SourceText",
    "Span",
    "Submission",
    "Text",
    "Topic",
    "TopicKey",
    "TopicList",
    "Url",
    "Verdict",
]
