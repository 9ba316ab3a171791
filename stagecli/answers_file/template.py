"""A template of an answers file, to fill in."""

from stagecli.answers import DONT_KNOW
from stagecli.escaping import visible
from stagecli.messages import message
from stagecli.model import Model, Signal


def template(model: Model, language: str) -> str:
    """An answers file to fill in: every question with its options, all unanswered."""
    lines = [f"# {_comment(message('template_intro', language, title=model.localized(model.title, language)))}"]
    for signal in model.signals:
        lines += ["", f"# {_comment(model.localized(signal.question, language))}"]
        if signal.only_if:
            conditions = "; ".join(f"{on}: {', '.join(options)}" for on, options in signal.only_if.items())
            lines.append(f"# ({message('template_gate', language, conditions=conditions)})")
        lines += [f"#   {_comment(line)}" for line in _options(model, signal, language)]
        lines.append(f"{signal.id}:")
    return "\n".join(lines) + "\n"


def _options(model: Model, signal: Signal, language: str) -> list[str]:
    options = [f"{option.id}: {model.localized(option.label, language)}" for option in signal.options]
    if signal.number is not None:
        unit = model.localized(signal.number.unit, language)
        low, high = f"{signal.number.min:.12g}", f"{signal.number.max:.12g}"
        options.insert(0, message("template_number", language, unit=unit, low=low, high=high))
    return [*options, f"{DONT_KNOW}: {message('dont_know', language)}"]


def _comment(text: str) -> str:
    """Escape a model's text to one line: a line break would end the comment."""
    return visible(text)
