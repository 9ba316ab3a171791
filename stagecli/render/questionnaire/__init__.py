"""The questionnaire: the interview as one page of HTML that anybody can open.

The page's script does what the terminal does, by the same method: each of its modules is named after the Python module
that it repeats, and tests hold the two equal.
"""

from typing import Literal

from msgspec import Struct


class Page(Struct, frozen=True, kw_only=True):
    """What distinguishes one page of a ladder from another."""

    languages: tuple[str, ...]
    """Languages to choose from; the first is shown if the reader's device asks for none of them."""
    name: str = ""
    """The subject's name; empty if the page is for anybody."""
    reference: str = ""
    """By which a returned file is recognised; empty if the page is for anybody."""
    intro: str = ""
    """Text for the first view, as paragraphs of plain text."""
    result: Literal["full", "brief", "none"] = "full"
    """How much of the result the page shows."""
    send: str = ""
    """The mail address to send the answers to; empty to let the sender choose one."""
