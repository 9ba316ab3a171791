"""The output of `stages`: the ladder at a glance, or one of its stages."""

from collections.abc import Mapping
from typing import Any

import msgspec

from stagecli.messages import message
from stagecli.model import Model, Option, Signal, Stage
from stagecli.render.as_json import encoded
from stagecli.render.screen import Screen, cell, grid


def as_text(model: Model, language: str, index: int | None, *, width: int, colour: bool) -> str:
    """The whole ladder, or the stage at an index, as text."""
    screen = Screen(width=width, colour=colour)
    if index is None:
        _overview(screen, model, language)
    else:
        _stage(screen, model, language, index)
    return screen.text()


def as_json(model: Model, language: str, index: int | None) -> str:
    """The whole ladder, or the stage at an index, as JSON."""
    chosen = range(len(model.stages)) if index is None else [index]
    document: dict[str, Any] = {
        "contract": "stagecli/stages/1",
        "model": model.reference,
        "language": language,
        "title": model.localized(model.title, language),
        "stages": [_stage_record(model, language, number) for number in chosen],
    }
    if index is None:
        document["signals"] = [
            {
                "id": signal.id,
                "question": model.localized(signal.question, language),
                "source": signal.source,
                "only_if": signal.only_if,
                "observe": msgspec.to_builtins(signal.observe),
                "options": [
                    {"id": option.id, "label": model.localized(option.label, language)} for option in signal.options
                ],
            }
            for signal in model.signals
        ]
    return encoded(document)


def list_as_text(models: Mapping[str, Model], language: str, *, width: int, colour: bool) -> str:
    """List ladders by name, with their titles and sizes."""
    screen = Screen(width=width, colour=colour)
    rows = grid(max(map(len, models)) + 1, None)
    for name, model in models.items():
        rows.add_row(cell(name, "bold"), cell(model.localized(model.title, language)))
        rows.add_row("", cell(message("size", language, stages=len(model.stages), signals=len(model.signals)), "dim"))
    screen.show(rows)
    return screen.text()


def list_as_json(models: Mapping[str, Model], language: str) -> str:
    """List ladders by name, with their titles and sizes, as JSON."""
    found = [
        {
            "name": name,
            "version": model.version,
            "sha256": model.sha256,
            "languages": model.languages,
            "title": model.localized(model.title, language),
            "stages": len(model.stages),
            "signals": len(model.signals),
        }
        for name, model in models.items()
    ]
    return encoded({"contract": "stagecli/models/1", "models": found})


def _overview(screen: Screen, model: Model, language: str) -> None:
    screen.line(model.localized(model.title, language), "bold")
    screen.blank()
    for number, stage in enumerate(model.stages, start=1):
        rows = grid(3, None)
        rows.add_row(cell(f"{number:>2}", "bold"), cell(model.localized(stage.name, language), "bold"))
        rows.add_row("", cell(model.localized(stage.summary, language), "dim"))
        screen.show(rows)
    screen.heading(message("questions", language))
    for signal in model.signals:
        rows = grid(2, None)
        rows.add_row(cell(" ?"), cell(model.localized(signal.question, language)))
        for option in signal.options:
            rows.add_row("", cell(f"- {model.localized(option.label, language)}", "dim"))
        screen.show(rows)
    screen.blank()
    screen.line(message("stages_more", language), "dim")
    if model.credit is not None:
        screen.line(model.localized(model.credit, language), "dim")


def _stage(screen: Screen, model: Model, language: str, index: int) -> None:
    stage = model.stages[index]
    screen.line(f"{index + 1}. {model.localized(stage.name, language)}", "bold")
    screen.line(model.localized(stage.summary, language))
    screen.heading(message("ahead", language))
    screen.line(model.localized(stage.ahead, language))
    screen.heading(message("typical", language))
    rows = grid(2, None, None)
    for signal in model.signals:
        option, share = typical(signal, index)
        text = cell(f"{model.localized(signal.question, language)} ", "dim")
        text.append_text(cell(model.localized(option.label, language)))
        rows.add_row(cell(" -"), text, cell(message("of_100", language, number=f"{share:.0f}"), "dim"))
    screen.show(rows)
    screen.heading(message("steps" if index < len(model.stages) - 1 else "upkeep", language))
    for number, step in enumerate(stage.steps, start=1):
        row = grid(3, None)
        text = cell(model.localized(step.do, language), "bold")
        text.append_text(cell(f" ({message(f'effort_{step.effort}', language)})", "cyan"))
        row.add_row(cell(f" {number}."), text)
        row.add_row("", cell(message("why", language, why=model.localized(step.why, language)), "dim"))
        screen.show(row)


def typical(signal: Signal, stage: int) -> tuple[Option, float]:
    """The most frequent answer at a stage, and how many of 100 give it."""
    option = max(signal.options, key=lambda option: option.of_100[stage])
    return option, 100 * option.of_100[stage] / sum(other.of_100[stage] for other in signal.options)


def _stage_record(model: Model, language: str, index: int) -> dict[str, Any]:
    stage: Stage = model.stages[index]
    answers = []
    for signal in model.signals:
        option, share = typical(signal, index)
        answers.append({"signal": signal.id, "option": option.id, "of_100": round(share, 6)})
    return {
        "number": index + 1,
        "id": stage.id,
        "name": model.localized(stage.name, language),
        "summary": model.localized(stage.summary, language),
        "ahead": model.localized(stage.ahead, language),
        "aim": stage.aim,
        "requires": stage.requires,
        "typical_answers": answers,
        "steps": [
            {
                "id": step.id,
                "do": model.localized(step.do, language),
                "why": model.localized(step.why, language),
                "effort": step.effort,
                "changes": step.changes,
            }
            for step in stage.steps
        ],
    }
