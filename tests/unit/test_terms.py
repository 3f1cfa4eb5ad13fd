"""Terms: a phrase found in all calls in all its forms, and the index of the phrases that came, stayed or went."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.characters import hidden_characters
from cfp_archive.comparing.history import build_history
from cfp_archive.comparing.text import Role, read
from cfp_archive.reading import read_archive
from cfp_archive.terms import (
    Part,
    TermGroup,
    corpus_of,
    index_as_text,
    index_of,
    shown,
    summary,
    term_as_json,
    term_as_text,
    terms_data,
    years,
)
from payloads import SECRET, write_all
from timeline import archive, edition

if TYPE_CHECKING:
    from pathlib import Path

from cfp_archive.terms import Corpus, Term


def corpus(
    topics: dict[str, list[str]],
    prose: dict[str, dict[str, list[str]]] | None = None,
    gaps: tuple[str, ...] = (),
) -> Corpus:
    """Read the calls of an archive with these topics and paragraphs, by edition."""
    prose = prose or {}
    made = archive(*(edition(key, one, prose=prose.get(key)) for key, one in topics.items()), gaps=gaps)
    return corpus_of(build_history(made))


def printed(term: Term) -> list[str]:
    """Return the found words, as printed."""
    return [one.passage.text[start:end] for one in term.quotes for start, end in one.spans]


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Tidal scheduling", "tidal scheduling", ["Tidal scheduling"]),
        ("Schedulers for tides", "tide", ["tides"]),
        ("Tidal batch scheduling", "tidal scheduling", ["Tidal batch scheduling"]),
        ("Tidal, lunar and solar scheduling", "tidal scheduling", ["Tidal, lunar and solar scheduling"]),
        ("Model/data/kelp compression", "model compression", ["Model/data/kelp compression"]),
        ("Tidal night-time batch scheduling", "tidal scheduling", []),
        ("Tidal. Scheduling", "tidal scheduling", []),
        ("Scheduling: tidal. Next scheduling", "tidal scheduling", []),
        ("Scheduling of tides", "tides scheduling", []),
        ("Scheduling of the tides", "scheduling of tides", ["Scheduling of the tides"]),
        ("Scheduling of the tides", "scheduling tides", []),
        ("Tides from scheduling", "tides scheduling", []),
        ("Kelp (see https://kelp.example/kelp)", "kelp", ["Kelp"]),
        ("Kelp, kelp and kelp", "KELP", ["Kelp", "kelp", "kelp"]),
        ("C++ and C", "c++", ["C++"]),
        ("波の計算", "波の計算", ["波の計算"]),
        ("Wave-based eﬃcient caching", "efficient caching", ["eﬃcient caching"]),
        ("Cafe\u0301 tides", "cafés", ["Cafe\u0301"]),
    ],
)
def test_which_words_are_the_phrase(text: str, phrase: str, found: list[str]) -> None:
    """Forms of words count, one word or equals between count, other sentences and addresses do not."""
    assert printed(corpus({"2019": [text]}).find(phrase)) == found


def test_words_written_apart_and_as_one_are_the_same() -> None:
    """If the calls have both."""
    both = corpus({"2019": ["Hyperparameter search"], "2020": ["Hyper-parameter search"]})
    assert both.find("hyperparameter search").editions == ("2019", "2020")
    assert both.find("hyper-parameter search").editions == ("2019", "2020")


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("kelp farm search", ["Kelp Farm Search", "KFS", "KFS"]),
        ("kfs", ["Kelp Farm Search", "KFS", "KFS"]),
        ("farm search", ["Farm Search", "KFS", "KFS"]),
        ("tidal jobs", ["Tidal KFS jobs"]),
        ("tidal farm jobs", []),
        ("sand and pebbles", ["Sand and Pebbles"]),
        ("wave energy", ["Wave energy"]),
        ("moon island tides", ["Moon Island Tides"]),
    ],
)
def test_an_abbreviation_is_the_words_for_which_it_is_written(phrase: str, found: list[str]) -> None:
    """If the calls explain it once, and do not write it as a word."""
    calls = corpus(
        {
            "2019": ["Kelp Farm Search (KFS)", "Wave energy (WE), as we like it", "Sand and Pebbles (SAP)"],
            "2020": ["Tidal KFS jobs", "Moon Island Tides (MIT)", "Moss in towers: MIT (Moss In Towers)"],
            "2021": ["More Ice Tomorrow (MIT)", "WE, SAP"],
        }
    )
    assert printed(calls.find(phrase)) == found


def test_where_a_phrase_is() -> None:
    """Title, headings, topics and sentences are told apart; equal words are shown once, with their calls."""
    prose = {
        "": ["Kelp is welcome. So are shells, e.g. of kelp."],
        "On kelp": ["We like foam."],
        "Scope": ["All about kelp!"],
    }
    found = corpus({"2019": ["Kelp farms"], "2021": ["Kelp farms"]}, {"2019": prose}).find("kelp")
    assert [(one.passage.part, one.passage.section, one.passage.text) for one in found.quotes[:4]] == [
        (Part.TEXT, "", "Kelp is welcome."),
        (Part.TEXT, "", "So are shells, e.g. of kelp."),
        (Part.HEADING, "On kelp", "On kelp"),
        (Part.TEXT, "Scope", "All about kelp!"),
    ]
    topics = [one for one in shown(found.quotes) if one.quote.passage.part is Part.TOPIC]
    assert [[passage.edition for passage in one.passages] for one in topics] == [["2019", "2021"]]
    assert topics[0].quote.passage.topic == "kelp-farms"


def test_what_is_said_of_a_term() -> None:
    """First and last, which calls do not have it, and what is not in the archive."""
    made = corpus(
        {"2017": ["Foam"], "2019": ["Kelp farms"], "2020": ["Kelp farm"], "2021": ["Shells"]}, gaps=("2018",)
    )
    said = " ".join(summary(made.find("kelp farms"), made.archive))
    assert said == (
        "In 2 of 4 calls. First in 2019. The 2018 call before it is not in the archive, so it may be older. "
        "Last in 2020. Not in the 2017 and 2021 calls. The 2018 call is not in the archive."
    )
    assert "earliest call in the archive" in summary(made.find("foam"), made.archive)[1]
    assert "latest call" in " ".join(summary(made.find("shell"), made.archive))
    assert summary(made.find("driftwood"), made.archive)[0] == "No call in the archive has “driftwood”."


def test_years_in_a_row() -> None:
    """Three and more are a range; a call without it breaks it, and so does a year that has no call."""
    made = corpus({str(year): ["Foam"] for year in (2010, 2011, 2012, 2013, 2016)}).archive
    assert years(["2010", "2011", "2013", "2016"], made) == "2010, 2011, 2013 and 2016"
    assert years(["2010", "2011", "2012", "2016"], made) == "2010–2012 and 2016"
    assert years([one.key for one in made.editions], made) == "2010–2013 and 2016"
    made = corpus({str(year): ["Foam"] for year in (2010, 2011, 2013)}, gaps=("2012",)).archive
    assert years(["2010", "2011", "2013"], made) == "2010, 2011 and 2013"


def test_years_of_a_series_that_is_not_of_every_year() -> None:
    """Every other year is a range where that is the custom; a call that is missing breaks it."""
    made = corpus({str(year): ["Foam"] for year in (2010, 2012, 2014, 2018, 2020)}).archive
    assert years([one.key for one in made.editions], made) == "2010–2014, 2018 and 2020"
    made = corpus({str(year): ["Foam"] for year in (2010, 2012, 2014, 2018)}, gaps=("2016",)).archive
    assert years([one.key for one in made.editions], made) == "2010–2014 and 2018"


HARBOR = {
    "2019": ["Tidal scheduling systems", "Foam and kelp", "Barnacle removal", "Streaming harbor models"],
    "2020": ["Tidal scheduling models", "Foam and kelp", "Barnacle removal", "Harbor systems"],
    "2021": [
        "Tidal scheduling models",
        "Foam and kelp",
        "Vector buoys for boats",
        "Harbor systems of harbors",
    ],
}


def test_index() -> None:
    """Runs of words and parts with different neighbors are terms; what never is by itself is not."""
    index = index_of(corpus(HARBOR))
    found = {one.title: (one.group, one.term.editions) for one in index}
    assert found["Barnacle removal"] == (TermGroup.LEFT, ("2019", "2020"))
    assert found["Vector buoys"] == (TermGroup.ENTERED, ("2021",))
    assert found["Tidal scheduling models"] == (TermGroup.ENTERED, ("2020", "2021"))
    assert not {"scheduling", "scheduling models", "Vector", "systems", "Foam", "for", "and"} & set(found)
    order = list(TermGroup)
    assert [order.index(one.group) for one in index] == sorted(order.index(one.group) for one in index)


def test_a_part_of_a_compound_begins_no_term() -> None:
    """Of "many-core" the first part is a word such as "of", and the second alone would be another thing."""
    made = corpus(
        {"2019": ["Tidal scheduling"], "2020": ["Studies of many-core accelerators", "In-harbor kelp"]}
    )
    assert {"core accelerators", "harbor kelp"}.isdisjoint(one.title for one in index_of(made))
    assert made.find("many-core accelerators").first == "2020"


def test_index_keeps_a_single_call_only_if_it_is_the_latest_or_a_topic_is_the_term() -> None:
    """Of a call of long ago that put things in its own way, only whole topics are terms."""
    index = index_of(
        corpus(
            {
                "2017": ["Peculiar wording of old harbors", "Driftwood caching"],
                "2018": ["Foam parsing"],
                "2019": ["Foam parsing", "New buoys of the sea"],
            }
        )
    )
    assert [one.title for one in index] == ["New buoys", "Foam parsing", "Driftwood caching"]


def test_other_text_has_terms_if_topics_have_their_words() -> None:
    """What several calls say outside of their topics is listed; what is about sending papers is not."""
    prose = {
        key: {
            "Scope": [
                "Foam parsing, kelp networks, and whatever floats. Send your foam papers and old shoes."
            ]
        }
        for key in ("2020", "2021")
    }
    topics = {
        "2019": ["Kelp parsing", "Foam networks", "Foam papers of old"],
        "2020": ["Kelp parsing", "Foam networks"],
        "2021": ["Kelp parsing", "Foam networks"],
    }
    titles = {one.title for one in index_of(corpus(topics, prose))}
    assert "kelp networks" in titles
    assert "old shoes" not in titles


def test_index_of_archives_without_topics() -> None:
    """No call, or no topic, is no error."""
    assert index_of(corpus({})) == ()
    assert index_of(corpus({"2019": []}, {"2019": {"": ["We love kelp."]}})) == ()
    assert "No term" in index_as_text((), corpus({}).archive)


def test_keys_are_unique_and_plain() -> None:
    """Terms that differ in signs alone, or have no Latin letter, have addresses of their own."""
    index = index_of(corpus({"2019": ["C++ tides", "C tides", "C# tides", "潮の計算", "波の計算"]}))
    keys = [one.key for one in index]
    assert len(set(keys)) == len(keys) > 3
    assert all(key.replace("-", "").isalnum() and key.isascii() for key in keys)


def test_json() -> None:
    """Programs get the same: the words exactly, and where in them the phrase is."""
    made = corpus(HARBOR, gaps=("2018",))
    term = made.find("tidal models")
    data = json.loads(term_as_json(term, made.archive))
    assert (data["format"], data["version"]) == ("cfp-archive/term", 1)
    assert (data["first"], data["last"], data["not_in"]) == ("2020", "2021", ["2019"])
    assert data["missing_calls"] == ["2018"]
    for one in data["passages"]:
        start, end = one["spans"][0]
        assert one["text"][start:end] == "Tidal scheduling models"
        assert one["label"] == "Topic in “Areas of interest”"
    index = terms_data(index_of(made), made.archive)
    assert index["format"] == "cfp-archive/terms"
    assert {one["group"] for one in index["terms"]} == {"entered", "left"}
    nothing = json.loads(term_as_json(made.find("driftwood"), made.archive))
    assert nothing["first"] is nothing["last"] is None


def test_text() -> None:
    """The terminal shows the words with the phrase marked, and names what is near where nothing is found."""
    made = corpus(HARBOR)
    text = term_as_text(made.find("barnacle"), made.archive)
    assert "2019\n----\n  Topic in “Areas of interest” (2019 and 2020)\n    *Barnacle* removal\n" in text
    assert "\x1b" not in text
    assert "In the archive there are: foam." in term_as_text(
        made.find("foams kelps"), made.archive, similar=["foam"]
    )
    narrow = term_as_text(made.find("barnacle"), made.archive, width=40)
    assert max(map(len, narrow.splitlines()[2:])) <= 40
    assert "  ██·  Barnacle removal (2019 and 2020)" in index_as_text(index_of(made), made.archive)


def test_what_an_attacker_sends(tmp_path: Path) -> None:
    """The terms of all payloads are found and written as text; no control character reaches the terminal."""
    write_all(tmp_path / "editions")
    made, _ = read_archive(tmp_path / "editions")
    calls = corpus_of(build_history(made.published))
    index = index_of(calls)
    written = index_as_text(index, calls.archive)
    for phrase in ("script", "alert", "onerror", "img src", SECRET):
        written += term_as_text(calls.find(phrase), calls.archive)
        json.loads(term_as_json(calls.find(phrase), calls.archive))
    assert "alert" in written
    assert hidden_characters(written) == ()
    assert not calls.find(SECRET).quotes


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text(text: str, phrase: str) -> None:
    """Whatever the words are: places are in the text, in order and apart; a text is found in itself."""
    made = corpus({"2019": [text]})
    for one in made.find(phrase).quotes:
        places = [place for span in one.spans for place in span]
        assert places == sorted(places)
        assert all(start < end <= len(one.passage.text) for start, end in one.spans)
    index_of(made)


@given(st.text(alphabet="abc ﬁé\u0301潮の計,.-/", max_size=40))
def test_tokens_are_where_they_say(text: str) -> None:
    """A word's place holds the word."""
    for token in read(text):
        assert 0 <= token.start < token.end <= len(text)
        if token.role is Role.CONTENT:
            assert token.text in unicodedata.normalize("NFKC", text[token.start : token.end])
