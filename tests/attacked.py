"""One site of all payloads, for every test that looks at what became of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from building import Built, Workshop
from payloads import PAYLOADS, SECRET, Payload, write_all

DOCS = Path(__file__).parents[1] / "docs"
_SERIES = """\
name: "Workshop on <img src=x onerror=alert('aliveseries')> & {{ 7*7 }}"
short_name: "T<b onclick=alert('aliveseries')>C"
about: "</p><script>alert('aliveseries')</script>"
home: https://tidecomp.example/
lists:
  - {name: areas, label: "Areas </h2><script>alert('aliveseries')</script>"}
missing_calls:
  - {key: "2020", note: "<img src=x onerror=alert('aliveseries')>", host: {name: "<svg onload=alert('aliveseries')>"}}
notes: ["<iframe srcdoc=x></iframe>"]
"""


class Attacked(NamedTuple):
    """The site of all payloads."""

    shop: Workshop
    built: Built
    payloads: dict[str, Payload]  #: by the key of their edition


def build_attacked(folder: Path) -> Attacked:
    """Build a site that has our own configuration and look, and an edition for each payload that is one."""
    by_key = write_all(folder, tuple(one for one in PAYLOADS if not one.is_large))
    (folder / "editions" / "series.yaml").write_text(_SERIES, encoding="utf-8")
    shop = Workshop(folder=folder)
    shop.docs.mkdir()
    for name in ("_static", "_templates"):
        if (DOCS / name).is_dir():
            shutil.copytree(DOCS / name, shop.docs / name)
    for name in ("conf.py", "index.md", "404.md"):
        shutil.copyfile(DOCS / name, shop.docs / name)
    shop.configure(
        "\nproject = html_title = 'TideComp'\ncfp_matching_page = 'guide/index'\ncfp_all_pairs_up_to = 2\n"
    )
    shop.configure(f"# {SECRET}: the configuration is nobody's to publish\n")
    shop.page("guide/index.md", "# Guide\n\nWords.\n")
    return Attacked(shop, shop.build(), by_key)
