"""How what was typed finds its option."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecli.answers import DONT_KNOW, Answer, NoSuchOption, from_values, match, stage_named
from stagecli.errors import AnswersError
from stagecli.labels import normalise
from stagecli.model import Model, Option, Signal
from stagecli.numbers import parse_number
from tests.ladders import BUNDLED, SMALL, two_stages

RATING = Signal(
    id="rating", question="?", options=tuple(Option(id=f"o{name}", label=name, of_100=(50, 50)) for name in "12")
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Άνετα", "ΑΝΕΤΑ"),
        ("Ποτέ", "ποτε"),
        ("οδός", "ΟΔΟΣ"),
        ("ϊΐ", "ιι"),
        ("in-use", "in_use"),
        ("  two   spaces ", "two spaces"),
        ("don’t", "don't"),
        ("Straße", "STRASSE"),
    ],
)
def test_case_accents_and_final_sigma_do_not_matter(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_every_id_and_label_finds_its_option() -> None:
    for signal in BUNDLED.signals:
        for option in signal.options:
            assert isinstance(option.label, dict)
            for given_text in (option.id, option.id.upper(), *option.label.values()):
                assert match(signal, given_text, "flag").option == option.id


@pytest.mark.parametrize("text", ["dont_know", "Don't know", "don’t know", "ΔΕΝ ΞΕΡΩ", "δεν ξερω", "not sure"])
def test_dont_know_is_always_an_answer(text: str) -> None:
    for signal in BUNDLED.signals:
        assert match(signal, text, "flag") == Answer(DONT_KNOW, "flag")


@pytest.mark.parametrize(
    ("given_number", "option", "number"),
    [
        ("0", "under_3", 0),
        ("2.9", "under_3", 2.9),
        ("2,9", "under_3", 2.9),
        ("3", "from_3_to_6", 3),
        (" 18 ", "from_18", 18),
        (17.5, "from_6_to_18", 17.5),
        ("600", "from_18", 600),
        ("from_18", "from_18", None),
    ],
)
def test_a_number_finds_its_range(given_number: str | float, option: str, number: float | None) -> None:
    assert match(BUNDLED.signal("months_active"), given_number, "flag") == Answer(option, "flag", number)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("-1", "-1 is not between 0 and 600"),
        ("601", "601 is not between 0 and 600"),
        ("1e3", "1e3 is not between 0 and 600"),
        ("1,000", "'1,000' can mean 1000 or 1; write one of these"),
        ("12.500", "'12.500' can mean 12500 or 12.5; write one of these"),
        (10**400, f"'{10**400}' is not a number"),
        (float("nan"), "'nan' is not a number"),
        ("plenty", "'plenty' is not a number"),
        ("9" * 400, f"'{'9' * 400}' is not a number"),
    ],
)
def test_what_is_no_number_is_refused(value: str | float, what: str) -> None:
    with pytest.raises(NoSuchOption) as refused:
        match(BUNDLED.signal("months_active"), value, "flag")
    assert str(refused.value.what) == what


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("7,5", 7.5), ("7.", 7), (".5", 0.5), ("+3", 3), ("1.000,5", None), ("", None), ("1e999", None)],
)
def test_numbers_are_read_with_point_or_comma(text: str, number: float | None) -> None:
    assert parse_number(text) == number


def test_every_wrong_answer_is_reported_at_once_with_what_is_accepted() -> None:
    with pytest.raises(AnswersError) as refused:
        from_values(SMALL, {"copies": "som", "age": "old", "agee": "3"}, "program")
    assert str(refused.value) == (
        "copies: 'som' is not one of its options. Did you mean 'some'? One of: missing, some, dont_know.\n"
        "age: 'old' is not a number. Did you mean 'Older'? "
        "A number from 0 to 9999, or one of: fresh, stale, ancient, dont_know.\n"
        "agee: there is no such signal. Did you mean 'age'?"
    )


def test_answers_come_in_the_order_of_the_model() -> None:
    found = from_values(SMALL, {"age": 3, "copies": "yes"}, "program")
    assert found == {"copies": Answer("some", "program"), "age": Answer("fresh", "program", 3.0)}
    assert list(found) == ["copies", "age"]


def test_labels_are_accepted_in_any_language_of_the_model(bundled: Model) -> None:
    for language in bundled.languages:
        for signal in bundled.signals:
            for option in signal.options:
                label = bundled.localized(option.label, language)
                found = from_values(bundled, {signal.id: label.upper()}, "flag")
                assert found[signal.id].option == option.id


def test_one_signal_in_two_spellings_is_an_error() -> None:
    with pytest.raises(AnswersError) as refused:
        from_values(BUNDLED, {"months-active": 3, "months_active": 300}, "program")
    assert str(refused.value) == "months_active: this signal is answered twice. Keep one; its id is 'months_active'."


def test_a_stage_is_named_by_its_number_id_or_name_in_any_language() -> None:
    for index, stage in enumerate(BUNDLED.stages):
        assert isinstance(stage.name, dict)
        for name in (str(index + 1), stage.id, *(name.upper() for name in stage.name.values())):
            assert stage_named(BUNDLED, name) == index
    assert stage_named(two_stages(BUNDLED.signals[0]), "HIGH") == 1  # a name in one language only
    assert stage_named(BUNDLED, "7") is None


@pytest.mark.parametrize("number", [1, 1.0, "1", "1.0", " 1"])
def test_a_number_may_be_the_name_of_an_option(number: str | float) -> None:
    assert match(RATING, number, "file") == Answer("o1", "file")


@pytest.mark.parametrize("number", [-1, "-1", " -1", 1.5, "1.000"])
def test_another_number_is_not(number: str | float) -> None:
    with pytest.raises(NoSuchOption):
        match(RATING, number, "file")


def called(**labels: str) -> Signal:
    """A signal with options of these ids and labels."""
    options = tuple(Option(id=name, label=label, of_100=(50, 50)) for name, label in labels.items())
    return Signal(id="copies", question="?", options=options)


@pytest.mark.parametrize(
    ("given", "option"),
    [("ναι", "has"), ("NAI", "has"), ("y", "has"), ("Όχι", "lacks"), ("oxi", "lacks"), ("no.", "lacks"), ("n", "n")],
)
def test_any_yes_or_no_means_the_option_that_is_called_so(given: str, option: str) -> None:
    assert match(called(has="Yes", lacks="No", n="Neither"), given, "file").option == option


@pytest.mark.parametrize(
    "signal",
    [called(n="N", y="Y"), called(never="No", not_now="nope", has="Yes"), called(none="No, none", some="Some")],
)
def test_a_no_that_fits_no_whole_label_or_two_is_no_answer(signal: Signal) -> None:
    with pytest.raises(NoSuchOption):
        match(signal, "ohi", "file")
