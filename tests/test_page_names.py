"""The names of pages' files are readable, safe everywhere, and do not depend on the order of the subjects."""

import unicodedata
from hashlib import sha256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stagecli.labels import normalise
from stagecli.page_names import page_names

DEVICES = {"con", "nul", "aux", "prn", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))}
ALIKE = st.text(st.sampled_from("aAάΑᾳιßsſ1¹ -é\u0301\u0345İi\u0307./\ud800"), max_size=6)
SUBJECTS = st.lists(
    ALIKE | st.text() | st.sampled_from(["Con", "index", "COM¹", "", "!", "page"]), max_size=8, unique=True
)


def digits(subject: str) -> str:
    return sha256(subject.encode()).hexdigest()[:6]


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Corner Bakery", "corner-bakery.html"),
        ("Ταβέρνα «Ο Γιώργος» & Υιοί", "ταβέρνα-ο-γιώργος-υιοί.html"),
        ("Cafe\u0301", "café.html"),
        ("हिन्दी की दुकान", "हिन्दी-की-दुकान.html"),
        ("../../etc/passwd", "etc-passwd.html"),
        (".hidden", "hidden.html"),
        ("a___b", "a-b.html"),
        ("\u0301 accent of nothing", "accent-of-nothing.html"),
        ("?!", "page.html"),
        ("x" * 49 + " y", "x" * 49 + ".html"),
        ("x" * 60, "x" * 50 + ".html"),
    ],
)
def test_a_name_keeps_its_letters_and_digits(subject: str, name: str) -> None:
    assert page_names([subject]) == {subject: name}


@pytest.mark.parametrize("subject", ["CON", "nul.", "Com1", "COM¹", "lpt9", "Index", "index.html", "İndex"])
def test_names_that_mean_something_else_get_digits(subject: str) -> None:
    (name,) = page_names([subject]).values()
    stem = name.removesuffix(".html")
    if subject == "index.html":
        assert stem == "index-html"
    else:
        assert stem.endswith(f"-{digits(subject)}")


def test_all_names_that_clash_get_digits_and_the_others_none() -> None:
    cafes = ["Café", "CAFE", "cafe!", "Cafe-"]
    assert page_names([*cafes, "Bakery"]) == {
        "Café": f"café-{digits('Café')}.html",
        "CAFE": f"cafe-{digits('CAFE')}.html",
        "cafe!": f"cafe-{digits('cafe!')}.html",
        "Cafe-": f"cafe-{digits('Cafe-')}.html",
        "Bakery": "bakery.html",
    }


def test_long_names_with_the_same_beginning_differ_in_their_digits() -> None:
    one, other = "x" * 60 + "1", "x" * 60 + "2"
    assert page_names([one, other]) == {
        one: f"{'x' * 43}-{digits(one)}.html",
        other: f"{'x' * 43}-{digits(other)}.html",
    }


def test_a_name_like_another_with_its_digits_gets_digits_of_its_own() -> None:
    thief = f"Cafe {digits('Cafe')}"
    names = page_names(["Cafe", "CAFE", thief])
    assert names["CAFE"] == f"cafe-{digits('CAFE')}.html"
    assert names["Cafe"] == f"cafe-{sha256(b'Cafe').hexdigest()[:12]}.html"
    assert names[thief] == f"cafe-{digits('Cafe')}-{digits(thief)}.html"


@given(SUBJECTS, st.randoms())
@example(["ᾳ", "αι", "α"], None)
def test_names_are_safe_everywhere_and_the_same_in_any_order(subjects: list[str], random: object) -> None:
    names = page_names(subjects)
    assert [*names] == subjects
    if random is not None:
        shuffled = [*subjects]
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert page_names(shuffled) == names
    stems = [name.removesuffix(".html") for name in names.values()]
    for stem, name in zip(stems, names.values(), strict=True):
        assert name == f"{stem}.html" == unicodedata.normalize("NFC", name)
        assert 0 < len(stem) <= 50
        assert all(letter == "-" or unicodedata.category(letter)[0] in "LNM" for letter in stem)
        assert not stem.startswith("-")
        assert not stem.endswith("-")
        assert len(name.encode()) <= 255
        assert normalise(stem) not in {*DEVICES, "index"}
    assert len({normalise(stem) for stem in stems}) == len(stems)
    folded = {unicodedata.normalize("NFD", unicodedata.normalize("NFD", stem).casefold()) for stem in stems}
    assert len(folded) == len(stems)
    assert len({unicodedata.normalize("NFD", normalise(stem).casefold()) for stem in stems}) == len(stems)
