"""Interface strings, one entry a string, English and Greek side by side. Texts of a ladder are in its model."""

from stagecli.messages import batch, history, interview, result

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
"""What else is accepted for *don't know*, besides its id."""

_TEXTS = {**result.TEXTS, **interview.TEXTS, **batch.TEXTS, **history.TEXTS}


def message(key: str, language: str, **values: object) -> str:
    """An interface string in a language (English for languages that the interface does not speak)."""
    english, greek = _TEXTS[key]
    return (greek if language == "el" else english).format(**values)
