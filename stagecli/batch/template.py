"""Templates: sheets to fill in, which show the answers that each question allows; `batch` reads them as they are."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from stagecli.answers_file.template import template
from stagecli.batch.delimited import quoted
from stagecli.batch.headings import header_with_options, plain, spellings
from stagecli.batch.outputs import part_of
from stagecli.batch.workbook import close_workbook, new_workbook
from stagecli.errors import OutputError, reason
from stagecli.escaping import visible
from stagecli.files import put_in_place
from stagecli.messages import message
from stagecli.model import Model, Signal, option_of

SUBJECT = "subject"
"""The first column: the subject's name, for `--id`."""
_ROWS = 1000  # rows of a workbook with drop-downs


def text(model: Model, language: str, kind: str) -> str:
    """A template as text: a CSV header that lists the options, JSON with lists to choose from, YAML, or a form."""
    if kind == "form":
        questions = (_question(model, signal, language) for signal in model.signals)
        return "\n".join([f"{message('form_name', language)}\n", *questions])
    if kind == "csv":
        names = [SUBJECT, *(header_with_options(signal) for signal in model.signals)]
        return ",".join(quoted(name, ",") for name in names) + "\n"
    if kind == "jsonl":
        blank: dict[str, Any] = {SUBJECT: ""}
        for signal in model.signals:
            blank[signal.id] = [option.id for option in signal.options] if signal.number is None else None
        return json.dumps(blank, ensure_ascii=False) + "\n"
    intro, *lines = template(model, language).splitlines()
    first = lines.index("") if "" in lines else 0
    body = [f"  {line}" if line else "" for line in lines[first:]]
    return "\n".join([intro, *lines[:first], f"- {SUBJECT}:", *body]) + "\n"


def _question(model: Model, signal: Signal, language: str) -> str:
    """A question as text for a form builder, with its answers; who is asked, if not everybody."""
    lines = [model.localized(signal.question, language)]
    for other, options in signal.only_if.items():
        asked = model.signal(other)
        answers = [model.localized(option_of(asked, option).label, language) for option in options]
        quoted = " / ".join(message("quote", language, text=answer) for answer in answers)
        question = message("quote", language, text=model.localized(asked.question, language))
        lines.append(f"({message('form_gate', language, question=question, answers=quoted)})")
    if signal.number is not None:
        unit = model.localized(signal.number.unit, language)
        low, high = f"{signal.number.min:.12g}", f"{signal.number.max:.12g}"
        lines.append(f"({message('template_number', language, unit=unit, low=low, high=high)})")
    return "".join(f"{visible(line)}\n" for line in [*lines, *_texts(model, signal, language)])


def workbook(model: Model, language: str, target: Path) -> None:
    """Write a workbook with the questions in its header, and drop-downs of the answers in its cells.

    Raises:
        UsageError: the extra `batch` is missing.
        OutputError: it could not be written.
    """
    part = part_of(target)
    try:
        with TemporaryDirectory(prefix="stagecli-") as folder:
            book, sheet = new_workbook(part, folder)
            _fill(book, sheet, model, language)
            close_workbook(book)
        put_in_place(part, target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError("not_written", file=target, why=reason(error, target)) from None


def _fill(book: Any, sheet: Any, model: Model, language: str) -> None:
    options, meant = book.add_worksheet(message("template_sheet", language)), spellings(model)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, len(model.signals), 24)
    sheet.write_string(0, 0, SUBJECT, bold)
    for row in range(1 + max(len(signal.options) for signal in model.signals) + 1):
        for column, signal in enumerate(model.signals, start=1):
            texts = _texts(model, signal, language)
            if row < len(texts):
                options.write_string(row, column, texts[row])
    for column, signal in enumerate(model.signals, start=1):
        question = model.localized(signal.question, language)
        plainly = meant.get(plain(question)) == signal.id  # otherwise it would be read as another signal's
        sheet.write_string(0, column, visible(question if plainly else signal.id), bold)
        sheet.data_validation(1, column, _ROWS, column, _validation(model, signal, language, column))


def _texts(model: Model, signal: Signal, language: str) -> list[str]:
    """The choices of a drop-down: the labels, then *don't know*."""
    labels = [] if signal.number is not None else [model.localized(option.label, language) for option in signal.options]
    return [*(visible(label) for label in labels), message("dont_know", language)]


def _validation(model: Model, signal: Signal, language: str, column: int) -> dict[str, Any]:
    if signal.number is not None:
        low, high = f"{signal.number.min:.12g}", f"{signal.number.max:.12g}"
        unit = model.localized(signal.number.unit, language)
        hint = message("template_number", language, unit=unit, low=low, high=high)
        return {"validate": "any", "input_message": visible(hint)[:255]}
    letters = _letters(column)
    count = len(_texts(model, signal, language))
    sheet = message("template_sheet", language)
    return {"validate": "list", "source": f"='{sheet}'!${letters}$1:${letters}${count}"}


def _letters(column: int) -> str:
    """A column's name in workbooks: A, B, … AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
