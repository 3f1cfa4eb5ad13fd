"""The content security policy: computed from a page, held against pages, written for hosts."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main
from cfp_archive.policy import Policy, blocked_in, hash_of, headers_file, is_ours, policy_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!DOCTYPE html>
<html><head><script>let a = "<b>";\r\nrun()</script>
<style>b { color: red }</style>
<script type="application/ld+json">{"data": 1}</script>
<script src="x.js"></script></head>
<body><p>Words</p></body></html>
"""


def sha(text: str) -> str:
    """Return a hash as policies write it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_of_page() -> None:
    """Inline scripts and styles are allowed by their hash, lines ending as a browser reads them; data needs none."""
    policy = policy_of(PAGE)
    assert policy == Policy(scripts=(sha('let a = "<b>";\nrun()'),), styles=(sha("b { color: red }"),))
    assert blocked_in(PAGE, policy) == ()
    assert "unsafe" not in policy.in_header
    assert policy.in_header == f"{policy.in_page}; frame-ancestors 'none'"
    assert policy.in_page.startswith("default-src 'none'; script-src 'self' 'sha256-")
    for part in ("base-uri 'none'", "form-action 'self'", "img-src 'self'"):
        assert part in policy.in_page


def test_further_scripts() -> None:
    """A page may have scripts of its own, which the policy of others does not allow."""
    policy = Policy(styles=("sha256-a",)).allowing(map(hash_of, ["one()", "two()", "one()"]))
    assert policy == Policy(scripts=tuple(sorted((sha("one()"), sha("two()")))), styles=("sha256-a",))


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<script>alert(1)</script>", "an inline script"),
        ("<SCRIPT type=module>alert(1)</SCRIPT>", "an inline script"),
        ("<style>b {}</style>", "an inline style sheet"),
        ('<b style="color: red">', "the inline style 'color: red'"),
        ("<img src=x ONERROR=alert(1)>", "the event handler 'onerror'"),
        ('<a href=" JavaScript:alert(1)">', "the script in 'href'"),
        ('<img src="https://evil.example/x.png">', "<img src> from another place: https://evil.example/x.png"),
        ('<img src="//evil.example/x.png">', "<img src> from another place: //evil.example/x.png"),
        ('<script src="https://evil.example/x.js"></script>', "<script src> from another place: https://evil.example/x.js"),
        ('<link rel="stylesheet" href="//evil.example/x.css">', "a style sheet from another place: //evil.example/x.css"),
        ('<form action="https://evil.example/">', "<form action> from another place: https://evil.example/"),
        ("<iframe srcdoc=x></iframe>", "<iframe>"),
        ('<base href="/">', "<base>"),
    ],
)  # fmt: skip
def test_blocked(html: str, what: str) -> None:
    """What a browser would not run, apply or fetch is told with its line."""
    assert blocked_in(f"<p>\n{html}</p>", Policy()) == ((2, what),)


def test_not_blocked() -> None:
    """Links lead anywhere; words are words."""
    page = '<p>onclick=x <a href="https://tidecomp.example/">x</a> <code>&lt;script&gt;</code> <img src="a.png"></p>'
    assert blocked_in(page, Policy()) == ()


def test_headers_file() -> None:
    """The file for hosts has one header in a line, indented, below the pattern of addresses."""
    text = headers_file(Policy())
    assert is_ours(text)
    assert not is_ours("/*\n  X-Robots-Tag: none\n")
    lines = text.splitlines()
    assert lines[1] == "/*"
    assert all(line.startswith("  ") and ": " in line for line in lines[2:])
    assert "  X-Content-Type-Options: nosniff" in lines


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the policy of a site, lists what it blocks, and needs no archive."""
    (tmp_path / "search.html").write_text(PAGE, encoding="utf-8", newline="")
    policy = policy_of(PAGE)
    for form, text in (
        ("header", policy.in_header + "\n"),
        ("meta", policy.tag + "\n"),
        ("headers", headers_file(policy)),
    ):
        assert main(["csp", str(tmp_path), "--format", form]) == 0
        assert capsys.readouterr() == (text, "")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.html").write_text("<p>\n<img src=x onerror=alert(1)>" * 30, encoding="utf-8")
    assert main(["csp", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == policy.in_header + "\n"
    assert err.startswith("a/b.html:2: the event handler 'onerror' is blocked\n")
    assert err.endswith("... and 10 more\n")


def test_command_without_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is no built site is told so."""
    assert main(["csp", str(tmp_path / "nowhere")]) == 2
    assert "is not a built site" in capsys.readouterr().err
