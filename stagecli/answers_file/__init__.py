"""Answers files: YAML or JSON to `Answers`."""

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from stagecli.answers import DONT_KNOW, Answer, Answers, from_values
from stagecli.classifier.refit import refit
from stagecli.dates import is_time
from stagecli.errors import AnswersError, Message, Problem, first
from stagecli.model import Model, called
from stagecli.yaml_document import MAX_DEPTH, Document, DocumentError, Mapping, decode, read_yaml


class FiledAnswers(Struct, frozen=True):
    """The contents of an answers file."""

    answers: Answers = {}
    subject: str | None = None
    """The subject's name in the file; None if there is none."""
    time: str | None = None
    """When the answers were assessed: a moment in UTC, or a day; None if the file does not say."""
    reference: str | None = None
    """By which the sender of a questionnaire knows whose answers these are; None if the file has none."""
    dropped: tuple[str, ...] = ()
    """For a result used as answers: signals whose answers no longer fit the model."""
    notes: tuple[Message, ...] = ()
    """Which old ids were given, and which numbers were counted from today."""


class _ResultAnswer(Struct):
    signal: str
    state: str
    option: str | None
    number: float | None = None


class _ResultModel(Struct):
    id: str


class _Result(Struct):
    """The part of a published assessment from which its answers can be read."""

    model: _ResultModel
    answers: list[_ResultAnswer]
    subject: str | None = None
    time: str | None = None


_RESULT = "stagecli/assessment/"  # how the `contract` of a result begins


def read_answers(model: Model, data: bytes, file: str, day: date | None = None) -> FiledAnswers:
    """Read an answers file: a map of signal ids to options, labels, numbers or `dont_know`; or a result in JSON.

    An empty value is *not asked*.

    Args:
        model: the model whose signals are answered.
        data: the file's bytes, at most `yaml_document.MAX_BYTES`.
        file: its name; a name ending in `.json` is read as JSON, any other as YAML, which includes JSON.
        day: the day up to which "since 2019" counts.

    Raises:
        AnswersError: every problem in the file, located.

    """
    try:
        document = _read_json(data, file) if file.lower().endswith(".json") else read_yaml(data, file)
    except DocumentError as error:
        raise AnswersError([error.problem]) from None
    if document.problems:
        raise AnswersError(list(document.problems))
    if document.root is None:
        return FiledAnswers()
    if not isinstance(document.root, dict):
        what, hint = Message("no_map_of_answers"), Message("write_a_signal_a_line")
        raise AnswersError([document.problem((), what, hint)])
    if str(document.root.get("contract", "")).startswith(_RESULT):
        return _of_result(model, document)
    nested = [
        document.problem((key,), Message("one_answer_expected"), Message("write_an_answer"))
        for key, value in document.root.items()
        if isinstance(value, (dict, list))
    ]
    values = {
        key: value for key, value in document.root.items() if value is not None and not isinstance(value, (dict, list))
    }

    def locate(signal: str, what: Message, hint: Message | None) -> Problem:
        unknown = len(called(model.signals, signal.replace("-", "_"))) != 1
        return document.problem((signal,), what, hint, at_key=unknown)

    notes: list[Message] = []
    try:
        answers = from_values(model, values, "file", locate, notes.append, day)
    except AnswersError as error:
        nested += error.problems
        answers = {}
    if nested:
        raise AnswersError(first(sorted(nested, key=lambda problem: problem.line or 0)))
    return FiledAnswers(answers, notes=tuple(notes))


def _of_result(model: Model, document: Document) -> FiledAnswers:
    """The answers of a published result that still fit the model in use."""
    try:
        result = msgspec.convert(document.root, _Result, strict=False)
    except msgspec.ValidationError as error:
        raise AnswersError([document.problem((), Message("result_not_whole", said=str(error)))]) from None
    if result.model.id != model.id:
        what = Message("result_of_other_ladder", given=result.model.id, used=model.id)
        raise AnswersError([document.problem(("model", "id"), what, Message("name_the_ladder"))])
    if result.subject is not None and any("\ud800" <= character <= "\udfff" for character in result.subject):
        raise AnswersError([document.problem(("subject",), Message("half_a_character"))])
    if result.time is not None and not is_time(result.time):
        raise AnswersError([document.problem(("time",), Message("no_time", given=result.time))])
    options = {each.signal: DONT_KNOW if each.state == "dont_know" else each.option for each in result.answers}
    numbers = {each.signal: each.number for each in result.answers}
    given = {
        signal: Answer(option, "file", numbers[signal]) for signal, option in options.items() if option is not None
    }
    notes: list[Message] = []
    answers, dropped = refit(model, given, notes.append)
    return FiledAnswers(answers, result.subject, result.time, dropped=dropped, notes=tuple(notes))


def _read_json(data: bytes, file: str) -> Document:
    """Parse strict JSON (RFC 8259: no comments, NaN or repeated keys), then read it again as YAML for the positions."""
    import json  # most answers files are YAML

    text = decode(data, file)
    lines = text.split("\n")

    def refuse(said: Message | str, line: int | None = None, column: int | None = None) -> DocumentError:
        source = lines[line - 1] if line is not None else ""
        return DocumentError(Problem(file, line, column, "", Message("not_json", said=said), None, source))

    def constant(name: str) -> None:
        raise refuse(Message("json_constant", name=name))

    def once(pairs: list[tuple[str, Any]]) -> Mapping:
        found = Mapping()
        for key, value in pairs:
            if key in found:
                raise refuse(Message("key_twice", given=key))
            found[key] = str(value).lower() if isinstance(value, bool) else value
        return found

    try:
        root = json.loads(text, parse_constant=constant, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise refuse(error.msg[0].lower() + error.msg[1:], error.lineno, error.colno) from None
    except (RecursionError, ValueError) as error:  # ValueError: a number with thousands of digits
        deep = isinstance(error, RecursionError)
        raise refuse(Message("too_deep", most=MAX_DEPTH) if deep else Message("json_number_too_long")) from None
    try:
        return read_yaml(data, file)
    except DocumentError:  # valid JSON that libyaml does not take, such as tabs or surrogate pairs
        return Document(file, root, lines, ())
