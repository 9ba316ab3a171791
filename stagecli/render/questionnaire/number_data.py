"""The words and patterns by which numbers are read, for the page's script: Python's own, in JavaScript's syntax."""

import re
from typing import Any

from stagecli import answers, labels, number_words, numbers
from stagecli.dates import MONTHS

_PATTERNS = {
    "number": numbers.NUMBER,
    "thousands": numbers.THOUSANDS,
    "monthOfYear": numbers.MONTH_OF_YEAR,
    "fraction": number_words.FRACTION.pattern,
    "raised": number_words.RAISED.pattern,
    "hyphen": number_words.HYPHEN.pattern,
    "before": number_words.BEFORE.pattern,
    "after": number_words.AFTER.pattern,
    "since": number_words.SINCE.pattern,
    "half": number_words.HALF.pattern,
    "range": number_words.RANGE.pattern,
    "vague": number_words.VAGUE.pattern,
    "term": number_words.TERM,
    "between": number_words.BETWEEN,
    "noWord": labels.NO_WORD,
    "noWords": answers.NO_WORDS,
    "negative": answers.NEGATIVE,
}
_WORD = r"\p{L}\p{N}_"
_CLASS_OR_ESCAPE = re.compile(r"\[\^\\W\\d_\]|\[[^]]*\]|\\[wWd]|\(\?P<")
_WORDS = "WORDS"


def number_data() -> dict[str, Any]:
    """All by which the script reads numbers; `WORDS` in a pattern stands for any of the words, the longest first."""
    any_word = number_words.any_of(number_words.WORDS)
    return {
        "words": number_words.WORDS,
        "pieces": list(number_words.PIECES),
        "years": number_words.YEARS,
        "earliest": number_words.EARLIEST,
        "longest": number_words.LONGEST,
        "months": MONTHS,
        "dontKnow": sorted(answers.DONT_KNOW_NORMALISED),
        "noAnswer": sorted(answers.NO_ANSWER - answers.DONT_KNOW_NORMALISED),
        "patterns": {name: in_javascript(pattern.replace(any_word, _WORDS)) for name, pattern in _PATTERNS.items()},
    }


def in_javascript(pattern: str) -> str:
    """A pattern in JavaScript's syntax, for its flag `u`: there, words and digits would be of ASCII alone."""
    return _CLASS_OR_ESCAPE.sub(_translated, pattern)


def _translated(found: re.Match[str]) -> str:
    text = found[0]
    if text == "(?P<":
        return "(?<"
    if text == r"[^\W\d_]":  # a letter, or a number that is no digit
        return r"[\p{L}\p{Nl}\p{No}]"
    if text.lower() == r"\w":
        return f"[{'^' * text.isupper()}{_WORD}]"
    return text.replace(r"\w", _WORD).replace(r"\d", r"\p{Nd}")
