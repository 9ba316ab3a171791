"""A whole ladder to read and to hand on, for people who do not read YAML: as Markdown, or as a page of HTML."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from stagecli.assessment.localized import LocalizedModel
from stagecli.messages import message
from stagecli.model import Model, Signal, Stage, Step, option_of
from stagecli.render.as_markdown import escaped
from stagecli.render.html_page import own, page
from stagecli.report.rules import rules_in_words


class StageText(Struct, frozen=True):
    """A stage in words."""

    heading: str
    paragraphs: tuple[str, ...]
    """What it is like, what it requires, and what comes next."""
    steps: tuple[tuple[str, str, str], ...]
    """For each step: what to do, why, and what it takes and changes."""


class QuestionText(Struct, frozen=True):
    """A question in words, with its table."""

    heading: str
    paragraphs: tuple[str, ...]
    """Its help, and when it is asked at all."""
    options: tuple[tuple[str, tuple[str, ...]], ...]
    """For each option: its label, and how many of 100 give it at each stage."""


def as_markdown(model: Model, language: str) -> str:
    """The whole ladder as Markdown."""
    lines = [f"# {escaped(model.localized(model.title, language))}", ""]
    for stage in _stages(model, language):
        lines += [f"## {escaped(stage.heading)}", ""]
        lines += [line for text in stage.paragraphs for line in (escaped(text), "")]
        for number, (do, why, details) in enumerate(stage.steps, start=1):
            lines += [f"{number}. **{escaped(do)}**", f"   {escaped(why)}", f"   *{escaped(details)}*"]
        lines += [""] if stage.steps else []
    lines += [f"## {message('questions', language)}", "", escaped(message("ladder_table", language)), ""]
    head = " | ".join(str(number + 1) for number in range(len(model.stages)))
    for question in _questions(model, language):
        lines += [f"### {escaped(question.heading)}", ""]
        lines += [line for text in question.paragraphs for line in (escaped(text), "")]
        lines += [f"| | {head} |", f"|---|{'---:|' * len(model.stages)}"]
        lines += [f"| {escaped(label)} | {' | '.join(shares)} |" for label, shares in question.options]
        lines += [""]
    return "\n".join([*lines, escaped(_source(model, language))]) + "\n"


def as_html(model: Model, language: str) -> str:
    """The whole ladder as a page."""
    return page(
        "ladder.html",
        style=own("style.css") + own("ladder.css"),
        language=language,
        title=model.localized(model.title, language),
        stages=_stages(model, language),
        questions=_questions(model, language),
        source=_source(model, language),
        message=lambda key: message(key, language),
    )


def _stages(model: Model, language: str) -> list[StageText]:
    return [_stage(model, language, number, stage) for number, stage in enumerate(model.stages, start=1)]


def _stage(model: Model, language: str, number: int, stage: Stage) -> StageText:
    said = [model.localized(stage.summary, language)]
    if stage.requires:
        said.append(message("ladder_requires", language, answers=_answers(model, language, stage.requires)))
    said.append(f"{message('ahead', language)}: {model.localized(stage.ahead, language)}")
    steps = tuple(
        (model.localized(step.do, language), model.localized(step.why, language), _details(model, language, step))
        for step in stage.steps
    )
    return StageText(f"{number}. {model.localized(stage.name, language)}", tuple(said), steps)


def _details(model: Model, language: str, step: Step) -> str:
    effort = message(f"effort_{step.effort}", language)
    changes = {signal: options[:1] for signal, options in step.changes.items()}
    if not changes:
        return effort
    return f"{effort}. {message('changes', language, changes=_answers(model, language, changes))}"


def _questions(model: Model, language: str) -> list[QuestionText]:
    return [_question(model, language, signal) for signal in model.signals]


def _question(model: Model, language: str, signal: Signal) -> QuestionText:
    said = [] if signal.help is None else [model.localized(signal.help, language)]
    if signal.only_if:
        said.append(message("ladder_only_if", language, answers=_answers(model, language, signal.only_if)))
    said += rules_in_words(signal, LocalizedModel(model, language))
    sums = [sum(option.of_100[stage] for option in signal.options) for stage in range(len(model.stages))]
    options = tuple(
        (
            model.localized(option.label, language),
            tuple(f"{100 * of / total:.0f}" for of, total in zip(option.of_100, sums, strict=True)),
        )
        for option in signal.options
    )
    return QuestionText(model.localized(signal.question, language), tuple(said), options)


def _answers(model: Model, language: str, wanted: Mapping[str, Sequence[str]]) -> str:
    """Questions with the answers to them that are wanted, in words."""
    parts = []
    for name, options in wanted.items():
        signal = model.signal(name)
        labels = (model.localized(option_of(signal, option).label, language) for option in options)
        quoted = (message("quote", language, text=label) for label in labels)
        joined = f" {message('or', language)} ".join(quoted)
        parts.append(f"{model.localized(signal.question, language)} {joined}")
    return " · ".join(parts)


def _source(model: Model, language: str) -> str:
    credit = "" if model.credit is None else f"{model.localized(model.credit, language)} "
    return f"{credit}{model.id} {model.version}, sha256:{model.sha256}"
