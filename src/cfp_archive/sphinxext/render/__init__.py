"""Renderers: pure functions ``(site, docname, argument) -> docutils nodes``, one for each view of the archive.

`VIEWS` are directives that any page may use; `SURROUNDINGS` are placed on pages of editions by the extension itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docutils import nodes

from cfp_archive.site import Site
from cfp_archive.sphinxext.render.comparison import render_comparison, render_comparisons
from cfp_archive.sphinxext.render.dates import render_dates, render_dates_part
from cfp_archive.sphinxext.render.edition import (
    render_edition_foot,
    render_edition_head,
    render_edition_part,
    render_edition_part_foot,
    render_key_dates,
    render_people,
    render_submissions,
)
from cfp_archive.sphinxext.render.editions import render_editions
from cfp_archive.sphinxext.render.files import render_files
from cfp_archive.sphinxext.render.home import render_home
from cfp_archive.sphinxext.render.parts import render_topic_marks
from cfp_archive.sphinxext.render.people import (
    render_people_overview,
    render_people_part,
    render_person_record,
)
from cfp_archive.sphinxext.render.reference import render_reference
from cfp_archive.sphinxext.render.story import render_story, render_story_part
from cfp_archive.sphinxext.render.terms import render_terms
from cfp_archive.sphinxext.render.topics import (
    render_topic_history,
    render_topics_overview,
    render_topics_part,
)

Renderer = Callable[[Site, str, str], Sequence[nodes.Node]]

VIEWS: dict[str, Renderer] = {
    "key-dates": render_key_dates,
    "submissions": render_submissions,
    "people": render_people,
    "home": render_home,
    "editions": render_editions,
    "comparisons": render_comparisons,
    "comparison": render_comparison,
    "topics-overview": render_topics_overview,
    "topics-part": render_topics_part,
    "topic-history": render_topic_history,
    "people-overview": render_people_overview,
    "people-part": render_people_part,
    "person-record": render_person_record,
    "dates": render_dates,
    "dates-part": render_dates_part,
    "terms": render_terms,
    "story": render_story,
    "story-part": render_story_part,
    "data-files": render_files,
    "reference": render_reference,
}

SURROUNDINGS: dict[str, Renderer] = {
    "edition-head": render_edition_head,
    "edition-foot": render_edition_foot,
    "edition-part": render_edition_part,
    "edition-part-foot": render_edition_part_foot,
    "topic-marks": render_topic_marks,
}

__all__ = ["SURROUNDINGS", "VIEWS", "Renderer"]
