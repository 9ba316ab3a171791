"""Interface strings, one entry each, English and Greek side by side. A ladder's texts are in its model."""

from importlib import import_module

LANGUAGES = ("en", "el")
"""The languages of the interface; a model may have others, whose readers get the interface in English."""

DONT_KNOW_LABELS = (
    "don't know",
    "I don't know",
    "not sure",
    "δεν ξέρω",
    "δεν γνωρίζω",
    "δεν είμαι σίγουρος",
    "δεν είμαι σίγουρη",
)
"""Texts accepted as *don't know*, besides its id; no option may be called so."""

YES_LABELS = ("yes", "y", "yeah", "yep", "ναι", "ν", "nai")
NO_LABELS = ("no", "n", "nope", "οχι", "ο", "oxi", "ohi", "ochi")
"""What people type for yes and no, normalised; the letters are understood, but a label that is one is just a letter."""

NO_ANSWER_LABELS = (
    "do not know",
    "dont know",
    "n/a",
    "#n/a",
    "na",
    "not applicable",
    "no answer",
    "prefer not to say",
    "null",
    "nan",
    "blank",
    "δεν ισχύει",
    "δεν αφορά",
    "δεν με αφορά",
    "δεν μας αφορά",
    "δεν έχει εφαρμογή",
    "μη διαθέσιμο",
    "δεν απαντώ",
    "δεν απάντησε",
    "προτιμώ να μην απαντήσω",
    "ΔΞ/ΔΑ",
    "Δ/Υ",
    "don't remember",
    "I don't remember",
    "no idea",
    "dunno",
    "δε ξέρω",
    "δεν ξέρουμε",
    "δεν θυμάμαι",
    "δε θυμάμαι",
    "δεν θυμόμαστε",
    "den xero",
    "den ksero",
    "den thimamai",
)
"""What people type, or a form has, where nothing was answered: *don't know*, unless an option is called so."""

TABLES = (
    "result",
    "interview",
    "history",
    "batch",
    "movement",
    "pages",
    "errors",
    "answers",
    "tables",
    "columns",
    "rows",
    "returned",
    "questionnaire",
    "model_file",
    "authoring",
    "measures",
    "account_measures",
    "git",
    "foreign",
    "observed",
    "exports",
    "ci",
)
"""The modules with the strings, searched in order until a key is found, since most runs need only one."""
_texts: dict[str, tuple[str, str | None]] = {}


def yes_or_no(word: str) -> tuple[str, ...]:
    """All that people type to mean the same as this word of a label, normalised, if that is a yes or a no."""
    return next((words for words in (YES_LABELS, NO_LABELS) if word in words and len(word) > 1), ())


def message_or_none(key: str, language: str, /, **values: object) -> str | None:
    """An interface string, if there is one with this key: for keys that data name."""
    try:
        return message(key, language, **values)
    except KeyError:
        return None


def message(key: str, language: str, /, **values: object) -> str:
    """An interface string in a language; in English if it has no text in that language."""
    if key not in _texts:
        for table in TABLES:
            _texts.update(import_module(f"stagecli.messages.{table}").TEXTS)
            if key in _texts:
                break
    english, greek = _texts[key]
    return (greek if language == "el" and greek is not None else english).format(**values)
