"""What is known of one platform's exports."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from stagecli.observe.exports.events import Account, Moment
from stagecli.observe.exports.export import Export


def ends(*patterns: str) -> re.Pattern[str]:
    """Match the end of a path from the start of a name on; folders around an export differ."""
    return re.compile(rf"(?:^|/)(?:{'|'.join(patterns)})\Z", re.IGNORECASE)


class ExportReader(Struct, frozen=True, kw_only=True):
    """One platform: how its exports are told from others, and read. Paths are matched with `search`."""

    kind: str
    born: Moment
    """When the platform began: whatever is older is a mistake of the export."""
    wanted: re.Pattern[str]
    """Ends of the paths that are opened; nothing else is."""
    signs: re.Pattern[str]
    """Ends of paths that no other export has, opened or not: they show the platform where nothing wanted is there."""
    other_form: re.Pattern[str] | None = None
    """Ends of paths of the same export as HTML or text, which is not read."""
    is_ours: Callable[[Export], bool] | None = None
    """Whether a single file is of this kind, by its contents; None where paths tell."""
    names: Callable[[Export], frozenset[str]]
    """Ids or names of the account inside; one in common makes two exports the same account's. Never shown or kept."""
    read: Callable[[Sequence[Export]], list[Account]]
    """Read the parts of one account's export, or several exports of it: one `Account` for each."""
    talk: Literal["pages", "people"] | None = None
    """What it shows of the owner's words to others: on whose page they are, or only to whom they go."""
    in_english: re.Pattern[str] | None = None
    """Where other languages name files otherwise, and are not read: paths that only an English export has."""
    personal: bool = False
    """Whether it is a person's export rather than a business's."""
