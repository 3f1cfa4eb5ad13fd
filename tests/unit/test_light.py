"""Style sheets without what no page uses: the pure part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.sphinxext.light import without_unused

USED = frozenset({"tide", "kelp", "w:1"})


@pytest.mark.parametrize(
    ("css", "lighter"),
    [
        (".tide{color:red}", ".tide{color:red}"),
        (".moon{color:red}", ""),
        (".tide,.moon{color:red}", ".tide{color:red}"),
        (".tide .moon{color:red}", ""),
        ("p,h1>a[href]{color:red}", "p,h1>a[href]{color:red}"),
        ("a[href$='.moon']{color:red}", "a[href$='.moon']{color:red}"),
        (".tide:not(.moon){color:red}", ".tide:not(.moon){color:red}"),
        (":is(.moon,.sun) p{color:red}", ":is(.moon,.sun) p{color:red}"),
        (":where(:not(.moon,:is(.sun))) .tide{color:red}", ":where(:not(.moon,:is(.sun))) .tide{color:red}"),
        (r".w\:1{width:1%}", r".w\:1{width:1%}"),
        (r".w\:2{width:2%}", ""),
        ("@media print{.moon{color:red}.tide{color:red}}", "@media print{.tide{color:red}}"),
        ("@media print{.moon{color:red}}.tide{color:red}", ".tide{color:red}"),
        ("@font-face{font-family:Moon}", "@font-face{font-family:Moon}"),
        ("@keyframes moon{0%{top:0}to{top:1px}}", "@keyframes moon{0%{top:0}to{top:1px}}"),
        ("@charset 'utf-8';.moon{}", "@charset 'utf-8';"),
        (".tide{content:'}.moon{'}.moon{}", ".tide{content:'}.moon{'}"),
        (".tide{background:url(a}b.png)}.moon{}", ".tide{background:url(a}b.png)}"),
        ("/* .moon{ */.tide{color:red}", "/* .moon{ */.tide{color:red}"),
    ],
)
def test_rules(css: str, lighter: str) -> None:
    """A selector stays if all classes that it needs are used; rules within others are looked at, too."""
    found = without_unused(css, USED)
    assert found in {lighter, lighter.replace("/* .moon{ */", "")}
    assert without_unused(found, USED) == found


@given(st.text(alphabet=".tidemoon{}@,:;()[]/*'\"\\ "))
def test_whatever_the_sheet_holds(css: str) -> None:
    """Nothing raises, and nothing is added."""
    assert len(without_unused(css, USED)) <= len(css) + css.count(";")
