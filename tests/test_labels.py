"""Answers and stages as people and forms write them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli import load_model
from stagecli.answers import DONT_KNOW, NoSuchOption, labels_of, match, stage_named
from stagecli.labels import loosely, readings, several
from stagecli.model import Option, Signal
from tests.ladders import SMALL

BUNDLED = load_model().model
LABEL = "Angry or fed up; it has let me down"


def signal_of(*options: tuple[str, str]) -> Signal:
    return Signal(
        id="mood",
        question="How are you?",
        options=tuple(Option(id=id_, label=text, of_100=()) for id_, text in options),
    )


MOOD = signal_of(
    ("angry", LABEL),
    ("resentful", "A nuisance; I'd rather not hear about it"),
    ("mixed", "Mixed; it helps, but it tires or annoys me"),
    ("greek", "Κουράστηκα, και δεν θέλω άλλο"),
)


@pytest.mark.parametrize(
    "text",
    [
        "angry", " ANGRY ", "\xa0angry\xa0", "angry\u200b", "“angry”", "«Angry»", '"angry"', "Ａngry",
        f"4 - {LABEL}", f"4. {LABEL}", f"4) {LABEL}", f"[A4] {LABEL}", f"A4: {LABEL}", f"{LABEL} (4)", f"{LABEL} [A4]",
        f"{LABEL}.", f"{LABEL};", f"{LABEL}; ", LABEL.replace(";", ","), LABEL.replace("; ", ";\n"),
        LABEL.replace(" ", "\xa0"), f"<p>{LABEL}</p>", "<strong>Angry</strong> or&nbsp;fed up; it has let me&#32;down",
        f"angry;{LABEL}", f"{LABEL}, angry",
    ],
)  # fmt: skip
def test_an_option_is_found_however_a_form_exports_it(text: str) -> None:
    assert match(MOOD, text, "file").option == "angry"


@pytest.mark.parametrize("apostrophe", "'’‘´`ʼ′‛")
def test_every_apostrophe_is_the_same(apostrophe: str) -> None:
    assert match(MOOD, f"A nuisance; I{apostrophe}d rather not hear about it", "file").option == "resentful"


@pytest.mark.parametrize(
    "text",
    [
        "N/A", "n/a", "NA", "#N/A", "-", "--", "–", "—", "?", "null", "NaN", "(blank)", "Not applicable", "No answer",
        "Prefer not to say", "do not know", "don´t know", "Don’t know", "Δεν ισχύει", "δεν μας αφορά", "ΔΞ/ΔΑ", "Δ/Υ",
        "ΔΕΝ ΞΕΡΩ",
    ],
)  # fmt: skip
def test_what_forms_have_where_nobody_answered_is_not_known(text: str) -> None:
    assert match(MOOD, text, "file").option == DONT_KNOW
    assert match(BUNDLED.signal("months_active"), text, "file").option == DONT_KNOW


def test_an_option_that_is_called_so_is_meant() -> None:
    signal = signal_of(("never", "N/A"), ("often", "-"))
    assert match(signal, "n/a", "file").option == "never"
    assert match(signal, "-", "file").option == "often"


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("angry;mixed", "angry, mixed"),
        ("angry, mixed", "angry, mixed"),
        (f"{LABEL}, Mixed; it helps, but it tires or annoys me", "angry, mixed"),
        (f"{LABEL};Κουράστηκα, και δεν θέλω άλλο;", "angry, greek"),
    ],
)
def test_two_options_in_one_cell_are_named(text: str, options: str) -> None:
    with pytest.raises(NoSuchOption) as refused:
        match(MOOD, text, "file")
    assert str(refused.value.what) == f"'{text}' holds 2 different answers: {options}"


@pytest.mark.parametrize(
    "text",
    ["None", "4", "Other (please specify)", "angry, perhaps", "angry; something else", "not angry", "an gry"],
)
def test_nothing_is_guessed(text: str) -> None:
    with pytest.raises(NoSuchOption) as refused:
        match(MOOD, text, "file")
    assert str(refused.value.what) == f"'{text}' is not one of its options"


def test_what_is_the_same_only_loosely_must_mean_one_option_alone() -> None:
    signal = signal_of(
        ("few", "3 times a week"), ("some", "2 - 3 times a week"), ("less", "< 5 posts"), ("more", "> 5 posts")
    )
    assert match(signal, "2 – 3 times a week", "file").option == "some"
    assert match(signal, "1. 3 times a week", "file").option == "few"
    with pytest.raises(NoSuchOption):
        match(signal, "1 - 3 times a week", "file")
    assert match(signal, "< 5 posts", "file").option == "less"
    with pytest.raises(NoSuchOption):
        match(signal, "5 posts", "file")


@pytest.mark.parametrize(
    "text",
    [
        "2.5 hours", "1:30 hours", "10.1 hour", "2-weekly", "6-monthly", "< 5 people", "≤ 5 people", "5 people",
        "–1 point", "(-1 point)", "c, c++", "C+", "(until 2019) in use", "(not since 2019) in use",
    ],
)  # fmt: skip
def test_neither_a_number_nor_a_sign_is_taken_for_a_code(text: str) -> None:
    labels = ("1 hour", "5 hours", "30 hours", "weekly", "monthly", "> 5 people", "-1 point", "1 point", "C", "C++",
              "C#", "in use")  # fmt: skip
    signal = signal_of(*((f"o{number}", label) for number, label in enumerate(labels)))
    with pytest.raises(NoSuchOption):
        match(signal, text, "file")
    assert [match(signal, label, "file").option for label in labels] == [option.id for option in signal.options]


def test_a_text_of_many_codes_or_many_characters_is_read_in_no_time() -> None:
    assert len(readings("1) " * 20_000 + "angry")) == 1
    assert len(readings("1) " * 100 + "angry")) <= 8


def test_numbers_are_never_compared_loosely() -> None:
    signal = signal_of(("minus", "-1"), ("plus", "1"), ("half", "1.5"), ("many", "15"))
    found = [match(signal, text, "file").option for text in ("-1", "1", "1.0", "1.5", "1,5", "15")]
    assert found == ["minus", "plus", "plus", "half", "half", "many"]
    with pytest.raises(NoSuchOption):
        match(signal, "(1)", "file")


@pytest.mark.parametrize("signal", BUNDLED.signals, ids=lambda signal: str(signal.id))
def test_every_label_of_the_bundled_ladder_survives_what_forms_do_to_it(signal: Signal) -> None:
    for option in signal.options:
        assert isinstance(option.label, dict)
        for label in option.label.values():
            coded = f"2. {label}" if label[0].isdigit() else f"2 - {label}"  # a range could begin like the other
            for text in (coded, f"{label} (2)", f"<b>{label}</b> ", f"{label};", label.upper(), f"“{label}”"):
                assert match(signal, text, "file").option == option.id, text


@given(st.text(string.printable + "αάςΣ«»“”’;,\u200b<>&#39;", max_size=60))
def test_any_text_is_an_answer_or_refused(text: str) -> None:
    known = labels_of(MOOD)
    assert loosely(loosely(text)) == loosely(text)
    assert len(readings(text)) < 70
    assert set(several(text, known)) <= {option.id for option in MOOD.options}


@pytest.mark.parametrize(
    "text",
    ["2", "2.0", "2,0", "#2", "Stage 2", "stage 2", "Στάδιο 2", "2 - {}", "2. {}", "{}", "“{}”", "{} (2)", "trying"],
)
def test_a_stage_is_named_in_many_ways(text: str) -> None:
    for language in ("en", "el"):
        name = BUNDLED.localized(BUNDLED.stages[1].name, language).replace("'", "’")
        assert stage_named(BUNDLED, text.format(name)) == 1


@pytest.mark.parametrize("text", ["0", "7", "22", "2.5", "2 - This isn't working", "Stage 2: Evangelist", "second", ""])
def test_no_stage_is_guessed(text: str) -> None:
    assert stage_named(BUNDLED, text) is None


def test_a_stage_whose_name_starts_with_a_number_is_found_by_it() -> None:
    first, *others = SMALL.stages
    model = replace(SMALL, stages=(replace(first, name="3 copies"), *others))
    assert [stage_named(model, text) for text in ("3 copies", "3 Copies!", "3", "1")] == [0, 0, 2, 0]
