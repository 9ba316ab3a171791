"""Numbers as people write them, wherever they are given."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli import api
from stagecli.answers import Answer, NoSuchOption, from_values, match
from stagecli.answers_file.reading import read_answers
from stagecli.authoring.diff import diff
from stagecli.batch.cells import BadCell, Cells
from stagecli.cli import posed_question, streams
from stagecli.cli.posed_question import PosedQuestion
from stagecli.errors import AnswersError, Message
from stagecli.labels import normalise
from stagecli.model import Model, Number, Signal
from stagecli.model_file import load_model
from stagecli.model_file.parsed import parse_model
from tests.conftest import MODELS, Run
from tests.ladders import BUNDLED, CLASSIFIERS, SMALL

MONTHS = BUNDLED.signal("months_active")
DAYS = load_model("software-delivery").model.signal("days_between")
TODAY = date(2026, 11, 26)
EPOCH = "1795651200"  # its first second, in UTC

NUMBERS: dict[str, float] = {
    "36": 36, "7,5": 7.5, "36 months": 36, "36 μήνες": 36, "3 years": 36, "3years": 36, "3-year": 36, "3 YEARS.": 36,
    "about 36": 36, "approx. 36": 36, "approximately 3 years": 36, "~36": 36, "≈ 3 years": 36, "περίπου 36": 36,
    "3 χρόνια περίπου": 36, "γύρω στα 3 χρόνια": 36, "36+": 36, "36 +": 36, "3+ years": 36, "over 3 years": 36,
    "more than 3 years": 36, "3 years or more": 36, "πάνω από 3 χρόνια": 36, "περισσότερο από 3 χρόνια": 36,
    "for 3 years now": 36, "εδώ και 3 χρόνια": 36, "the last 3 years": 36, "three years ago": 36, "για τρία χρόνια": 36,
    "πριν από 3 χρόνια": 36, "1,5 χρόνια": 18, "1.5 years": 18, "2 χρόνια": 24, "ΔΥΟ ΧΡΌΝΙΑ": 24, "δύο έτη": 24,
    "3 years and 2 months": 38, "3 years, 2 months": 38, "3 yrs 2 mo": 38, "3 χρόνια και 2 μήνες": 38,
    "ένα χρόνο και τρεις μήνες": 15, "half a year": 6, "half-year": 6, "μισό χρόνο": 6, "μισός χρόνος": 6,
    "a year and a half": 18, "one and a half years": 18, "two-and-a-half years": 30, "ενάμιση χρόνο": 18,
    "ενάμισης χρόνος": 18, "δυόμισι χρόνια": 30, "ένα χρόνο και μισό": 18, "2 χρόνια και μισό": 30, "one year": 12,
    "a year": 12, "ένα χρόνο": 12, "έναν χρόνο": 12, "ένας χρόνος": 12, "μία μέρα": 0.03334, "τρεις μήνες": 3,
    "τέσσερις μήνες": 4, "τέσσερα χρόνια": 48, "εφτά μήνες": 7, "twelve": 12, "δώδεκα μήνες": 12, "ten years": 120,
    "½": 0.5, "½ year": 6, "2½ years": 30, "2 1/2 years": 30, "¾ year": 9, "３６": 36, "３ years": 36,
    "3\N{NO-BREAK SPACE}years": 36, "3\N{THIN SPACE}χρόνια": 36, "3\N{NARROW NO-BREAK SPACE}years": 36,
    "ένα εξάμηνο": 6, "13 weeks": 3.0004, "zero": 0,
}  # fmt: skip
"""Each text with the months that it means."""

SINCE: dict[str, float] = {
    "since March 2019": 92, "since Mar. 2019": 92, "since march of 2019": 92, "since 15 March 2019": 92,
    "since March 15, 2019": 92, "since 2019-03": 92, "since 2019-03-15": 92, "since 3/2019": 92,
    "ever since 2019-03": 92,
    "από τον Μάρτιο του 2019": 92, "από Μάρτιο 2019": 92, "από τον Μάρτη του 2019": 92, "από τις 15 Μαρτίου 2019": 92,
    "από τον Οκτώβριο του 2018": 97, "από 3/2019": 92, "since 2019": 88.5, "since about 2019": 88.5,
    "από το 2019": 88.5, "from 2019": 88.5, "since November 2026": 0, "since June 2026": 5,
}  # fmt: skip
"""Each text with the months from then to `TODAY`."""

REFUSED: dict[str, str] = {
    "2023": "'2023' may be a year; write 'since 2023' or the number of months",
    "2019-03": "'2019-03' may be a year; write 'since 2019-03' or the number of months",
    "700": "700 is not between 0 and 600",
    "1023": "1023 is not between 0 and 600",
    "-1": "-1 is not between 0 and 600",
    "60 years": "'60 years' is 720 months, not between 0 and 600",
    "2-3 years": "'2-3 years' is more than one number; write one",
    "2–3 years": "'2–3 years' is more than one number; write one",
    "24 to 36": "'24 to 36' is more than one number; write one",
    "between 2 and 3 years": "'between 2 and 3 years' is more than one number; write one",
    "a year or two": "'a year or two' is more than one number; write one",
    "2 με 3 χρόνια": "'2 με 3 χρόνια' is more than one number; write one",
    "δυο-τρία χρόνια": "'δυο-τρία χρόνια' is more than one number; write one",
    "2/3 χρόνια": "'2/3 χρόνια' is more than one number; write one",
    "3 years 4 years": "'3 years 4 years' is more than one number; write one",
    "2 months 3 years": "'2 months 3 years' is more than one number; write one",
    "a few": "'a few' does not say how many months; a rough number will do",
    "many": "'many' does not say how many months; a rough number will do",
    "less than a year": "'less than a year' does not say how many months; a rough number will do",
    "λίγα χρόνια": "'λίγα χρόνια' does not say how many months; a rough number will do",
    "years": "'years' does not say how many months; a rough number will do",
    "3 yeers": "'yeers' is not one of the units: months, year, week, day",
    "3 χρονγια": "'χρονγια' is not one of the units: μήνες, χρόνος, εξάμηνο, τρίμηνο, εβδομάδα, μέρα",
    "1.000": "'1.000' can mean 1000 or 1; write one of these",
    "1,000 months": "'1,000 months' can mean 1000 or 1; write one of these",
    "a": "'a' is not a number",
    "half": "'half' is not a number",
    "3 is enough": "'3 is enough' is not a number",
    f"3 years {'and 1 day ' * 9}": f"'3 years {'and 1 day ' * 9}' is not a number",
}
"""Each text that is no number of months, and why."""

NOT_COUNTED: dict[str, str] = {
    "since 2025": "'since 2025' can mean from 11 to 22 months; add the month, or write a number",
    "since 2026": "'since 2026' can mean from 0 to 10 months; add the month, or write a number",
    "since 2030": "'since 2030' is not between 1900 and 2026-11-26",
    "since December 2026": "'since December 2026' is not between 1900 and 2026-11-26",
    "since 1850": "'since 1850' is not between 1900 and 2026-11-26",
    "since 1950": "'since 1950' is 911 months, not between 0 and 600",
    "from 2019 to 2021": "'from 2019 to 2021' is more than one number; write one",
    "since then": "'since then' is not a number",
}
"""Each text that is no time from then to `TODAY`, and why."""

MEANINGS: dict[str, float | str] = {**NUMBERS, **REFUSED}
ON_A_DAY: dict[str, float | str] = {**SINCE, **NOT_COUNTED}


def by_match(text: str, day: date | None = TODAY) -> float | str | None:
    try:
        return match(MONTHS, text, "flag", day=day).number
    except NoSuchOption as refused:
        return str(refused.what)


@pytest.mark.parametrize(("text", "meaning"), {**MEANINGS, **ON_A_DAY}.items())
def test_a_text_means_a_number_or_says_why_it_does_not(text: str, meaning: float | str) -> None:
    assert by_match(text) == meaning


def by_interview(text: str, shown: list[str]) -> float | str | None:
    posed = PosedQuestion(BUNDLED, MONTHS, "en")
    try:
        return posed.understood(text).number
    except NoSuchOption as refused:
        posed.not_understood(text, refused.what)
        return shown[-1].removesuffix(". Type a number from 0 to 600, or ? for help.")


def by_flag(text: str) -> float | str | None:
    try:
        return from_values(BUNDLED, {"months_active": text}, "flag", day=TODAY)["months_active"].number
    except AnswersError as refused:
        return refused.problems[0].clause()


def by_file(text: str) -> float | str | None:
    try:
        data = json.dumps({"months_active": text}).encode()
        return read_answers(BUNDLED, data, "a.json", TODAY).answers["months_active"].number
    except AnswersError as refused:
        return refused.problems[0].clause()


def by_cell(text: str) -> float | str | None:
    found = Cells(MONTHS, "months_active").read(text)
    assert isinstance(found, Answer | BadCell)
    return found.number if isinstance(found, Answer) else str(found.reason)


def test_wherever_a_number_is_given_it_means_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(posed_question, "show", lambda text="", *_: shown.append(text))
    monkeypatch.setattr(streams, "today", lambda: TODAY)
    for text, meaning in {**MEANINGS, **ON_A_DAY}.items():
        clause = " ".join(meaning.split()) if isinstance(meaning, str) else meaning
        assert (by_flag(text), by_file(text)) == (clause, clause), text
        assert by_interview(text, shown) == clause, text
    for text, meaning in MEANINGS.items():
        assert by_cell(text) == meaning, text


@given(
    st.one_of(st.integers(0, 600), st.decimals(0, 600, places=2).map(float)),
    st.sampled_from([*MONTHS.number.units, "months", "μήνες"] if MONTHS.number else []),
)
def test_a_number_of_a_unit_is_worth_as_many_of_the_signals_own(number: float, unit: str) -> None:
    assert MONTHS.number is not None
    worth = MONTHS.number.units.get(unit, 1)
    if number * worth <= 600:
        assert by_match(f"{number} {unit}") == number * worth


@given(st.text(st.sampled_from("0123456789.,-/½ asincefromorήγια+~") | st.characters(), max_size=30))
def test_any_text_is_a_number_in_range_or_refused(text: str) -> None:
    try:
        found = match(MONTHS, text, "flag", day=TODAY)
    except NoSuchOption:
        return
    assert found.number is None or 0 <= found.number <= 600


def test_a_count_from_today_is_told() -> None:
    notes: list[Message] = []
    match(MONTHS, "από τον Μάρτιο του 2019", "flag", tell=notes.append, day=TODAY)
    assert [note.text("en") for note in notes] == [
        "months_active: 'από τον Μάρτιο του 2019' was counted up to 2026-11-26: 92 months."
    ]
    assert [note.text("el") for note in notes] == [
        "months_active: το «από τον Μάρτιο του 2019» υπολογίστηκε ως τις 2026-11-26: 92 (μήνες)."
    ]


def test_a_number_that_was_not_counted_is_not_told() -> None:
    notes: list[Message] = []
    match(MONTHS, "3 years", "flag", tell=notes.append, day=TODAY)
    assert notes == []


def test_the_last_day_of_a_year_is_counted_from_like_any_other() -> None:
    assert by_match("since December 2025", date(2026, 12, 31)) == 12
    assert by_match("since January 2026", date(2026, 1, 1)) == 0


def test_where_no_day_is_meant_nothing_is_counted() -> None:
    assert by_match("since 2019", None) == "'since 2019' changes as time goes by; write the number of months"


def test_without_a_unit_that_means_a_year_nothing_is_counted() -> None:
    age = SMALL.signal("age")
    with pytest.raises(NoSuchOption) as refused:
        match(age, "since 2019", "flag", day=TODAY)
    assert str(refused.value.what) == "'since 2019' is not a number"
    assert match(age, "2019", "flag", day=TODAY).number == 2019
    with pytest.raises(NoSuchOption) as refused:
        match(age, "3 years", "flag", day=TODAY)
    assert str(refused.value.what) == "'years' is not one of the units: days"


def test_years_as_the_signals_own_unit_can_be_counted() -> None:
    years = replace(SMALL.signal("age"), number=Number(unit={"en": "years", "el": "χρόνια"}, min=0, max=99))
    assert match(years, "από τον Νοέμβριο του 2024", "flag", day=TODAY).number == 2
    assert match(years, "2 χρόνια", "flag").number == 2


@pytest.mark.parametrize(
    ("text", "days"),
    [("a week", 7), ("every two weeks", 14), ("κάθε 2 εβδομάδες", 14), ("3 months", 90), ("μισή μέρα", 0.5),
     ("half a day", 0.5), ("once a week", None), ("10 days", 10), ("δέκα μέρες", 10), ("a fortnight", 14)],
)  # fmt: skip
def test_days_between_releases_are_given_in_other_units_too(text: str, days: float | None) -> None:
    try:
        assert match(DAYS, text, "flag").number == days
    except NoSuchOption:
        assert days is None


def test_a_label_wins_over_the_number_that_it_could_be() -> None:
    labelled = replace(MONTHS, options=(replace(MONTHS.options[0], label="A year"), *MONTHS.options[1:]))
    assert match(labelled, "a year", "flag") == Answer("under_3", "flag")


def test_reasons_are_greek_for_greek_readers() -> None:
    with pytest.raises(NoSuchOption) as refused:
        match(MONTHS, "2023", "flag")
    assert refused.value.what.text("el") == (
        "το «2023» μπορεί να είναι χρονολογία· γράψτε «από το 2023» ή τον αριθμό (μήνες)"
    )


def test_a_flag_is_counted_from_today_and_says_so(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    done = run("assess", "--accounts=in_use", "--months-active=since March 2019", "--format=json")
    answers = {answer["signal"]: answer for answer in json.loads(done.out)["answers"]}
    assert answers["months_active"]["number"] == 92
    assert "months_active: 'since March 2019' was counted up to 2026-11-26: 92 months." in done.err


def test_an_answers_file_is_counted_from_today_and_says_so(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    file = tmp_path / "a.yaml"
    file.write_text("accounts: in_use\nmonths_active: από το 2019\n", "utf-8")
    done = run("assess", "--answers", str(file), "--lang=el", "-o", str(tmp_path / "out.txt"))
    assert "months_active: το «από το 2019» υπολογίστηκε ως τις 2026-11-26: 88,5 (μήνες)." in done.err


def test_a_program_counts_from_today() -> None:
    ladder = CLASSIFIERS["social-media"]
    now = date.today()
    found = api.assess(ladder, {"accounts": "in_use", "months_active": f"since {now.year - 10}-{now.month}"})
    assert {answer.signal: answer.number for answer in found.answers}["months_active"] == 120


def test_the_prompt_shows_years_only_where_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(posed_question, "show", lambda text="", *_: shown.append(text))
    for model, signal, language in (
        (BUNDLED, MONTHS, "en"),
        (BUNDLED, MONTHS, "el"),
        (SMALL, SMALL.signal("age"), "en"),
    ):
        PosedQuestion(model, signal, language).show("")
    assert shown[2::3] == [
        "Type a number (in months), or as in “3 years”.",
        "Γράψτε έναν αριθμό (σε μήνες) ή π.χ. «3 χρόνια».",
        "Type a number (in days).",
    ]


@pytest.mark.parametrize(
    ("units", "problem"),
    [
        (
            "{week: 7, WEEK: 7}",
            "69:43: signals.age.number.units.WEEK: "
            "'WEEK' is spelled like a unit above, but for case, accents or hyphens.",
        ),
        ("{Days: 2}", "69:40: signals.age.number.units.Days: 'Days' is the unit of the signal itself. It is worth 1."),
        (
            "{week7: 7}",
            "69:34: signals.age.number.units.week7: "
            "'week7' cannot be told from a number. A unit is a word, without digits.",
        ),
        ("{week: inf}", "69:40: signals.age.number.units.week: expected a number, found 'inf'. It must be finite."),
        (
            "{week: 0}",
            "69:40: signals.age.number.units.week: '0' is not above 0. What one is worth in the signal's own unit.",
        ),
        (
            "{week: seven}",
            "69:40: signals.age.number.units.week: expected a number, found 'seven'. "
            "What one is worth in the signal's own unit.",
        ),
        ("{day: 1, DAYS: 1}", None),
    ],
)
def test_units_that_cannot_be_meant_are_reported(units: str, problem: str | None) -> None:
    text = (MODELS / "small.yaml").read_text("utf-8").replace("unit: days", f"unit: days, units: {units}")
    found = [str(each).splitlines()[0] for each in parse_model(text.encode(), "m.yaml").problems]
    assert found == ([] if problem is None else [f"m.yaml:{problem}"])


def test_a_changed_unit_is_a_difference_between_ladders() -> None:
    def with_week(worth: float) -> Model:
        number = Number(unit="days", units={"week": worth}, min=0, max=9999)
        signals = (replace(each, number=number) if each.id == "age" else each for each in SMALL.signals)
        return replace(SMALL, signals=tuple(signals))

    found = diff(with_week(7), with_week(5), ()).changes
    assert [(each.where, each.old, each.new) for each in found] == [("signals.age.number.units.week", 7, 5)]


@pytest.mark.parametrize("signal", [MONTHS, DAYS], ids=lambda signal: signal.id)
def test_a_bundled_unit_has_one_worth_however_it_is_inflected(signal: Signal) -> None:
    assert signal.number is not None
    years = {normalise(unit): worth for unit, worth in signal.number.units.items()}
    assert years["year"] == years["years"] == years["χρονοσ"] == years["χρονια"] == years["ετοσ"] == years["ετη"]
    assert years["week"] == years["weeks"] == years["εβδομαδα"] == years["εβδομαδεσ"]
