"""The line of answers that a questionnaire writes: Python's and the page's own are the same, byte for byte."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from stagecli.answers import Answer
from stagecli.answers_file import FiledAnswers
from stagecli.answers_file.reading import read_answers
from stagecli.answers_file.returned import Returned, ReturnedModel, answers_line
from stagecli.model import Model
from stagecli.render import questionnaire
from tests.conftest import examples
from tests.ladders import BUNDLED, SMALL
from tests.test_browser import browser

__all__ = ["browser"]  # the fixture
SCRIPT = re.sub(
    r"^import .*\n|^export ",
    "",
    (Path(questionnaire.__file__).parent / "line.js").read_text("utf-8"),
    flags=re.MULTILINE,
)
WRITE = f"""([data, given]) => {{
  const DONT_KNOW = -1;
  {SCRIPT}
  return given.map(([answers, said]) => {{
    const returned = returnedAnswers(data, new Map(answers), said);
    return [JSON.stringify(returned), answersLine(returned)];
  }});
}}"""
NAMES = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["Καφέ «Η Ωραία Θέα»", "👩‍🍳 Bäckerei", '\u2028\x00\x1f\x7f"\\/', "constructor"]
)


@st.composite
def returned_by(draw: st.DrawFn, model: Model) -> Returned:
    """Answers to any signals of a model, in any order."""
    answers: dict[str, str | float] = {}
    for signal in draw(st.lists(st.sampled_from(model.signals), unique_by=lambda signal: signal.id)):
        options: st.SearchStrategy[str | float] = st.sampled_from(["dont_know", *(each.id for each in signal.options)])
        if signal.number is not None:
            numbers = st.floats(signal.number.min, signal.number.max).map(lambda number: round(number, 4))
            options |= numbers | numbers.map(round).map(float)
        answers[signal.id] = draw(options)
    return Returned(
        model=ReturnedModel(**model.reference),
        reference=draw(st.none() | st.text("abcXYZ019-_", min_size=1)),
        subject=draw(st.none() | NAMES.filter(bool)),
        time="2025-11-26T22:00:00Z",
        language=draw(st.sampled_from(["en", "el"])),
        answers=answers,
    )


def filed(model: Model, returned: Returned) -> FiledAnswers:
    """What is read of answers that fit, by the book."""
    answers = {}
    for signal, value in returned.answers.items():
        if isinstance(value, str):
            answers[signal] = Answer(value, "file")
        else:
            options = model.signal(signal).options
            option = next(each.id for each in options if each.below is None or value < each.below)
            answers[signal] = Answer(option, "file", value)
    return FiledAnswers(answers, returned.subject, returned.time, returned.reference, returned=True)


@pytest.mark.parametrize("model", [SMALL, BUNDLED], ids=["small", "bundled"])
@given(data=st.data())
def test_what_is_written_is_read_again(model: Model, data: st.DataObject) -> None:
    returned = data.draw(returned_by(model))
    line = answers_line(returned)
    assert re.fullmatch(r"stagecli\[[\w-]+\.[0-9a-f]{8}\]stagecli", line, re.ASCII)
    assert read_answers(model, line.encode(), "a.txt") == filed(model, returned)


@given(returned_by(SMALL), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_what_mail_programs_put_into_a_line_changes_nothing(returned: Returned, data: st.DataObject) -> None:
    put = st.sampled_from(["\n", "\r\n> ", "\n>>> ", "=\n", "\u00a0", "\u200b", "\ufeff", "\t", "\u00ad"])
    line = answers_line(returned)
    for at in sorted(data.draw(st.lists(st.integers(1, len(line) - 1), max_size=8)), reverse=True):
        line = line[:at] + data.draw(put) + line[at:]
    text = f"Καλημέρα σας,\n\n  {line}\n\n-- \nΜαρία"
    assert read_answers(SMALL, text.encode(), "a.txt") == filed(SMALL, returned)


def in_javascript(model: Model, returned: Returned) -> tuple[list[Any], dict[str, str | None]]:
    """The page's answers, and what is said with them."""
    ids = [signal.id for signal in model.signals]
    answers = []
    for signal, value in returned.answers.items():
        options = [*(option.id for option in model.signal(signal).options), "dont_know"]
        number = value if isinstance(value, float) else None
        option = 0 if number is not None else options.index(str(value))
        answers.append([ids.index(signal), {"option": -1 if option == len(options) - 1 else option, "number": number}])
    return answers, {"subject": returned.subject, "time": returned.time, "language": returned.language}


@pytest.mark.parametrize("model", [SMALL, BUNDLED], ids=["small", "bundled"])
def test_the_page_writes_the_same_bytes(browser: Any, model: Model) -> None:
    ladder = {
        **model.reference,
        "signals": [
            {"id": each.id, "options": [{"id": option.id} for option in each.options]} for each in model.signals
        ],
    }
    page = browser.new_page()

    @given(st.lists(returned_by(model), min_size=1), st.none() | st.just("r_3-F"))
    @example(
        [Returned(model=ReturnedModel(**model.reference), answers={}, time="2025-01-01T00:00:00Z", language="el")], ""
    )
    @settings(parent=examples(100), deadline=None)
    def check(drawn: list[Returned], reference: str | None) -> None:
        data = {"ladder": ladder, "page": {"reference": reference or ""}}
        pairs = page.evaluate(WRITE, [data, [in_javascript(model, each) for each in drawn]])
        for returned, (written, line) in zip(drawn, pairs, strict=True):
            same = Returned(**{**as_dict(returned), "reference": reference or None})
            assert json.loads(written) == json.loads(json.dumps(plain(same)))
            assert [*json.loads(written)["answers"]] == [*same.answers]
            assert line == answers_line(same)
            assert read_answers(model, written.encode(), "a.json") == filed(model, same)

    check()
    page.close()


def as_dict(returned: Returned) -> dict[str, Any]:
    return {name: getattr(returned, name) for name in returned.__struct_fields__}


def plain(returned: Returned) -> dict[str, Any]:
    return {**as_dict(returned), "model": {"id": returned.model.id, "version": returned.model.version,
                                           "sha256": returned.model.sha256}}  # fmt: skip


def test_a_mail_with_every_answer_of_the_bundled_ladder_is_short_enough_for_any_program() -> None:
    longest: dict[str, str | float] = {
        signal.id: max((option.id for option in signal.options), key=len) for signal in BUNDLED.signals
    }
    returned = Returned(
        model=ReturnedModel(**BUNDLED.reference),
        reference="x" * 22,
        subject="Κρεοπωλείο «Η Ωραία Θέα», Παπαδοπούλου",
        time="2025-11-26T22:00:00Z",
        language="el",
        answers=longest,
    )
    assert len(answers_line(returned)) < 1000  # of 1,800 for the whole mail
