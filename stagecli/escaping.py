"""The one function that makes any text safe to show: from a model, a file, a flag, a name or an error."""

import unicodedata

_JOINERS = frozenset("\u200c\u200d")  # zero-width, needed by some scripts and by emoji


def visible(text: str, *, kept: str = "") -> str:
    r"""Make a text safe for one line of a terminal: escapes every control, C1, bidi and other invisible character.

    Characters in `kept`, such as the line ends of a table, stay as they are. Any other whitespace becomes a single
    space; ESC becomes `\x1b`, a right-to-left override `\u202e`. The result is plain text: pass it to something that
    reads no markup (`rich.text.Text`, not `print`).
    """
    if text.isprintable():  # so nothing of what is escaped below is in it
        return text
    return "".join(each if each in kept else _visible(each) for each in text)


def _visible(character: str) -> str:
    if character in "\t\n\r\x0b\x0c\x85\u2028\u2029":
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cs") or (category == "Cf" and character not in _JOINERS):
        code = ord(character)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return character
