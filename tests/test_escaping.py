"""Whatever a model, file, flag or name says, a terminal only ever shows it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.escaping import visible
from stagecli.render.as_markdown import escaped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Καλημέρα, τι κάνετε;", "Καλημέρα, τι κάνετε;"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b31m", r"\x9b31m"),
        ("a\u202eb", r"a\u202eb"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("nul\x00bell\x07del\x7f", r"nul\x00bell\x07del\x7f"),
        ("two\nlines\tand\ra tab", "two lines and a tab"),
        ("line\u2028separator", "line separator"),
        ("\ufeffmark", r"\ufeffmark"),
        ("tag \U000e0041", r"tag \U000e0041"),
        ("family 👩‍👧", "family 👩‍👧"),
        ("\ud800", r"\ud800"),
        ("[bold]:smile:[/bold]", "[bold]:smile:[/bold]"),
    ],
)
def test_what_cannot_be_seen_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_nothing_that_moves_a_cursor_or_turns_text_around_comes_out(text: str) -> None:
    for character in visible(text):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


@given(st.text())
def test_making_visible_twice_changes_nothing_more(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("[x](javascript:alert)", r"\[x\]\(javascript:alert\)"),
        ("a | b", r"a \| b"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("2) item", r"2\) item"),
        ("`code` *em* _em_ ~~s~~", r"\`code\` \*em\* \_em\_ \~\~s\~\~"),
        ("a & b", "a &amp; b"),
        ("=1+1", r"\=1+1"),
        ("one\ntwo", "one two"),
    ],
)
def test_markdown_shows_any_text_as_it_is(text: str, shown: str) -> None:
    assert escaped(text) == shown
