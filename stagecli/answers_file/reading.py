"""Finds out which format a file is in, and reads the answers from it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct, structs

from stagecli.answers import DONT_KNOW, Answer, Answers, from_values
from stagecli.answers_file import MAX_MAIL, FiledAnswers
from stagecli.answers_file.observed_file import is_observed, read_observed
from stagecli.answers_file.returned import CONTRACT, Returned, has_line, is_returned, lines_in
from stagecli.assessment.signal_answers import GivenOption
from stagecli.classifier.refit import refit
from stagecli.dates import in_utc, is_time
from stagecli.errors import AnswersError, Message, Problem, first
from stagecli.labels import without_markup
from stagecli.model import Model, called
from stagecli.yaml_document import MAX_BYTES, Document, DocumentError, read_yaml


class _ResultAnswer(Struct):
    signal: str
    state: str
    option: str | None
    number: float | None = None
    origin: str | None = None
    said: GivenOption | None = None


class _ResultModel(Struct):
    id: str


class _Result(Struct):
    """The part of a published assessment from which its answers can be read."""

    model: _ResultModel
    answers: list[_ResultAnswer]
    subject: str | None = None
    time: str | None = None
    observed: Any = None

    def given(self) -> Answers:
        """What was said, not what was measured; the last, where a signal has several."""
        given: dict[str, Answer | None] = {}
        for each in self.answers:
            said: GivenOption | _ResultAnswer | None = each.said if each.origin == "observed" else each
            option = DONT_KNOW if each.state == "dont_know" else None if said is None else said.option
            given[each.signal] = None if said is None or option is None else Answer(option, "file", said.number)
        return {signal: answer for signal, answer in given.items() if answer is not None}


_RESULT = "stagecli/assessment/"  # how the `contract` of a result begins
_MAIL = re.compile(rb"(?im)^(?:message-id|mime-version|content-type|content-transfer-encoding|return-path):")
_HEAD = 100_000  # bytes in which a mail says that it is one


def read_answers(
    model: Model, data: bytes, file: str, day: date | None = None, now: datetime | None = None
) -> FiledAnswers:
    """Read an answers file.

    It has a map of signal ids to options, labels, numbers or `dont_know`, where an empty value is *not asked*; a result
    in JSON; or what a questionnaire returned: its JSON, or its line in any text or saved mail.

    Args:
        model: the model whose signals are answered.
        data: the file's bytes, at most `MAX_MAIL`.
        file: its name; a name ending in `.json` is read as JSON, one in `.eml` as a mail.
        day: the day up to which "since 2019" counts.
        now: the present moment, if the answers' time must not lie ahead of it.

    Raises:
        AnswersError: every problem in the file, located.

    """
    try:
        documents = _documents(data, file)
    except DocumentError as error:
        raise AnswersError([error.problem]) from None
    found = [_filed(model, document, day, now) for document in documents]
    if any(other != found[0] for other in found):
        raise AnswersError([Problem(file, None, None, "", Message("several_returned"), Message("save_the_line"))])
    return found[0]


def _documents(data: bytes, file: str) -> list[Document]:
    """What is in a file: one document, unless a mail or a text has several lines.

    Raises:
        DocumentError: it cannot be read.

    """
    if file.lower().endswith(".json"):
        return [_json(data, file)]
    if file.lower().endswith(".eml") or _MAIL.search(re.split(rb"\r?\n\r?\n", data[:_HEAD].lstrip(), maxsplit=1)[0]):
        return _of_mail(data, file)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(Problem(file, None, None, "", Message("mail_of_outlook"), Message("save_the_mail")))
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace").lstrip()
    if len(data) <= MAX_BYTES and text.startswith("<"):
        return _in_texts([without_markup(text)], file, "page_without_answers")
    if len(data) <= MAX_BYTES and not text.startswith("{") and has_line(text):
        return lines_in(text, file)
    return [read_yaml(data, file)]


def _json(data: bytes, file: str) -> Document:
    from stagecli.answers_file.strict_json import read_json  # most answers files are YAML

    return read_json(data, file)


def _of_mail(data: bytes, file: str) -> list[Document]:
    from stagecli.answers_file.mail import texts

    if len(data) > MAX_MAIL:
        what = Message("too_many_bytes", count=len(data), most=MAX_MAIL)
        raise DocumentError(Problem(file, None, None, "", what, Message("save_the_line")))
    return _in_texts(texts(data.lstrip(), file), file, "mail_without_answers")


def _in_texts(texts: list[str], file: str, lacking: str) -> list[Document]:
    """What a questionnaire returned, in texts whose lines are not those of the file."""
    found = []
    try:
        for text in texts:
            if text.lstrip().startswith("{") and f'"{CONTRACT[:-1]}' in text:
                found.append(structs.replace(_json(text.encode(), file), lines=()))
            else:
                found += lines_in(text, file)
    except DocumentError as error:
        raise DocumentError(error.problem._replace(line=None, column=None, source="")) from None
    if not found:
        raise DocumentError(Problem(file, None, None, "", Message(lacking), Message("save_the_mail")))
    return found


def _filed(model: Model, document: Document, day: date | None, now: datetime | None) -> FiledAnswers:
    """The answers in a document.

    Raises:
        AnswersError: the document holds no answers, or they do not fit the model.

    """
    if document.problems:
        raise AnswersError(list(document.problems))
    if document.root is None:
        return FiledAnswers()
    if not isinstance(document.root, dict):
        what, hint = Message("no_map_of_answers"), Message("write_a_signal_a_line")
        raise AnswersError([document.problem((), what, hint)])
    contract = str(document.root.get("contract", ""))
    if contract.startswith(_RESULT) or is_returned(contract):
        return _of_contract(model, document, contract, now)
    if is_observed(contract):
        observed = read_observed(model, document)
        return FiledAnswers(subject=observed.subject, reference=document.root.get("reference"), observed=observed)
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


def _of_contract(model: Model, document: Document, contract: str, now: datetime | None) -> FiledAnswers:
    """The answers of a published result, or of a questionnaire, that still fit the model in use."""
    returned = is_returned(contract)
    if returned and contract != CONTRACT:
        what = Message("returned_in_other_form", given=contract)
        raise AnswersError([document.problem(("contract",), what, Message("newer_stagecli"))])
    kind: type[Returned | _Result] = Returned if returned else _Result
    try:
        msgspec.json.encode(document.root)  # which half a character stops, wherever it is
        filed = msgspec.convert(document.root, kind, strict=False)
    except UnicodeEncodeError as error:
        path = next(((key,) for key, value in document.root.items() if value == error.object), ())
        raise AnswersError([document.problem(path, Message("half_a_character"))]) from None
    except msgspec.ValidationError as error:
        what = Message("returned_not_whole" if returned else "result_not_whole", said=str(error))
        raise AnswersError([document.problem((), what)]) from None
    if filed.model.id != model.id:
        key = "returned_for_other_ladder" if returned else "result_of_other_ladder"
        what = Message(key, given=filed.model.id, used=model.id)
        raise AnswersError([document.problem(("model", "id"), what, Message("name_the_ladder"))])
    if filed.time is not None and not is_time(filed.time):
        raise AnswersError([document.problem(("time",), Message("no_time", given=filed.time))])
    if filed.time is not None and now is not None and filed.time > in_utc(now + timedelta(days=1)):
        raise AnswersError([document.problem(("time",), Message("time_ahead", given=filed.time), Message("give_date"))])
    notes: list[Message] = []
    answers, dropped = refit(model, filed.given(), notes.append)
    reference, observed = (filed.reference, None) if isinstance(filed, Returned) else (None, filed.observed)
    part = structs.replace(document, root=observed, lines=())
    measured = None if observed is None else read_observed(model, part, in_result=True)
    return FiledAnswers(
        answers, filed.subject, filed.time, reference, returned, dropped, tuple(notes), observed=measured
    )
