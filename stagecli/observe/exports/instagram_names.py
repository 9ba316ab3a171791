"""Names of Instagram accounts: which texts may be one, and whose page a comment is on. They never leave the readers."""

import re
from collections.abc import Iterable
from typing import Literal

_IN_GREEK = "Όνομα χρήστη"
_LABELS = {"Username", _IN_GREEK, _IN_GREEK.encode().decode("latin-1")}  # as an export writes it, and once mended
_USER_NAME = re.compile(r"(?=.*[a-z])[a-z0-9._]{1,30}")


def user_names(texts: Iterable[str]) -> frozenset[str]:
    """Those of some texts that may be the name of an account.

    Labels are in the account's language, so they can seldom tell. Other texts have each byte of their UTF-8 as a
    character of its own; a user name is ASCII and needs no repair: it is compared as it is written on both sides.
    """
    return frozenset(text for text in texts if _USER_NAME.fullmatch(text)) - {"true", "false"}


def own_names(profile: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The account's own name, by its profile.

    Args:
        profile: labels and texts.

    Returns:
        What a label in English or Greek says is the name; otherwise all that may be it.

    """
    texts = [*profile]
    labelled = user_names(text for label, text in texts if label in _LABELS)
    return labelled or user_names(text for _, text in texts)


def page_of(texts: Iterable[str], own: frozenset[str]) -> Literal["own", "others"] | None:
    """Whose page a comment is on.

    Args:
        texts: of the comment's entry, one of which may be the name of the page's account.
        own: the account's own names; empty if they are not known.

    Returns:
        `None` where the own names or the page's is missing.

    """
    found = user_names(texts)
    if not own or not found:
        return None
    return "own" if own & found else "others"
