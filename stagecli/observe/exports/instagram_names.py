"""Names of Instagram accounts: which texts may be one, and whose page a comment is on. They never leave the readers."""

import re
from collections.abc import Iterable
from typing import Literal

_USER_NAME = re.compile(r"(?=.*[a-z])[a-z0-9._]{1,30}")


def user_names(texts: Iterable[str]) -> frozenset[str]:
    """Those of some texts that may be the name of an account.

    Labels are in the account's language, so they cannot tell. Other texts have each byte of their UTF-8 as a character
    of its own; a user name is ASCII and needs no repair: it is compared as it is written on both sides.
    """
    return frozenset(text for text in texts if _USER_NAME.fullmatch(text)) - {"true", "false"}


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
