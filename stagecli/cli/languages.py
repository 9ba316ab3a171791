"""Which language is meant where `EL`, `el_GR.UTF-8`, `gr`, `English` or `ελληνικά` is written."""

from collections.abc import Iterable
from typing import NamedTuple

from stagecli.labels import bare

_NAMES = {
    "el": ("gr", "gre", "ell", "greek", "hellenic", "ellinika", "ελληνικα", "ελληνικη"),
    "en": ("eng", "english", "anglika", "αγγλικα", "αγγλικη"),
    "de": ("ger", "deu", "german", "deutsch", "γερμανικα"),
    "fr": ("fre", "fra", "french", "francais", "γαλλικα"),
    "it": ("ita", "italian", "italiano", "ιταλικα"),
    "es": ("spa", "spanish", "espanol", "ισπανικα"),
}
"""What people write for a code, without accents."""


class LanguageMeant(NamedTuple):
    """A language, as something written names it."""

    code: str
    guessed: bool
    """Whether a name led to it that is not the code, nor begins with it as `el_GR.UTF-8` does."""


def language_meant(written: str, languages: Iterable[str]) -> LanguageMeant | None:
    """The one of these languages that is meant; None if none is."""
    known = {bare(code): code for code in languages}
    tag = bare(written).strip().partition(".")[0].partition("@")[0].replace("_", "-")
    first = tag.partition("-")[0]
    for each in (tag, first):
        if each in known:
            return LanguageMeant(known[each], guessed=False)
    code = next((code for code, names in _NAMES.items() if first in names), None)
    return LanguageMeant(known[code], guessed=True) if code in known else None
