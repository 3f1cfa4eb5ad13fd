"""Say with characters what web pages say with elements and style."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from cfp_archive.sphinxext.elements import BREAK, STRUCK
from cfp_archive.sphinxext.memory import memory_of

#: Class of a run of words -> what stands before and after it.
_SIGNS = {"ins": ("[+", "+]"), "del": ("[−", "−]"), "cfp-mark": ("[", "]"), STRUCK: ("~~", "~~")}


class PlainMarks(SphinxPostTransform):
    """Mark inserted and deleted words where there is no element for them; leave out words that double a sign."""

    default_priority = 200

    def run(self, **_kwargs: Any) -> None:
        """Put signs around the runs, except for HTML."""
        builder = memory_of(self.env).builder
        if builder.format == "html":
            return
        for run in list(self.document.findall(nodes.inline)):
            if "cfp-fact" in run["classes"] and run["ids"] and run.parent is not None:
                # Writers for paper know the anchors of targets alone.
                place = run.parent.index(run)
                run.parent.insert(place, nodes.target("", "", ids=run["ids"]))
                run["ids"] = []
            if "cfp-heard" in run["classes"] and run.parent is not None:
                run.parent.remove(run)
                continue
            if BREAK in run["classes"] and builder.format == "latex" and run.parent is not None:
                run.parent.replace(run, nodes.raw("", "\\\\\n", format="latex"))
                continue
            for name, (before, after) in _SIGNS.items():
                if name in run["classes"]:
                    run.insert(0, nodes.Text(before))
                    run.append(nodes.Text(after))
