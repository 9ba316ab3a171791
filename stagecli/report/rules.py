"""How measures answer a signal, in words."""

from collections.abc import Iterator

from stagecli.assessment.localized import LocalizedModel
from stagecli.messages import message
from stagecli.model import Condition, Rule, Signal
from stagecli.observed import measures_of
from stagecli.report.measured import title, value


def rules_in_words(signal: Signal, texts: LocalizedModel) -> list[str]:
    """A signal's rules, the first that holds first."""
    return [_rule(rule, signal, texts) for rule in signal.observe]


def _rule(rule: Rule, signal: Signal, texts: LocalizedModel) -> str:
    conditions = ", ".join(_condition(name, condition, texts) for name, condition in rule.when.items())
    if rule.number is not None:
        said = message("rule_number", texts.language, measure=title(rule.number, texts))
        return f"{said}; {conditions}" if conditions else said
    labels = [message("quote", texts.language, text=texts.label(signal.id, option)) for option in rule.as_ or ()]
    said = message("rule_answer", texts.language, answer=labels[0])
    if labels[1:]:
        said = message("rule_or", texts.language, answer=labels[0], others=", ".join(labels[1:]))
    return message("rule_if", texts.language, conditions=conditions, then=said)


def _condition(name: str, condition: Condition, texts: LocalizedModel) -> str:
    return f"{title(name, texts)} {' '.join(_bounds(name, condition, texts))}"


def _bounds(name: str, condition: Condition, texts: LocalizedModel) -> Iterator[str]:
    unit = measures_of(texts.model)[name].unit
    if condition.words:
        words = (value(name, word, None, texts) for word in condition.words)
        yield message("rule_is", texts.language, words=f" {message('or', texts.language)} ".join(words))
    if condition.from_ is not None:
        yield message("rule_from", texts.language, bound=value(name, condition.from_, unit, texts))
    if condition.below is not None:
        yield message("rule_below", texts.language, bound=value(name, condition.below, unit, texts))
