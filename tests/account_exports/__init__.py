"""Exports of accounts for tests, laid out as the platforms do it, each with the truth about it.

All accounts are invented: each is a list of events, which the writers lay out and `truth` counts, so that the truth
never rests on a reader.
"""

from functools import cache

from tests.account_exports import (
    facebook,
    facebook_profile,
    google,
    instagram,
    instagram_early,
    linkedin,
    mastodon,
    others,
    pieces,
    tiktok,
    x,
)  # fmt: skip
from tests.account_exports.events import Made

PLATFORMS = (
    instagram, instagram_early, facebook, facebook_profile, x, mastodon, linkedin, tiktok, google, pieces, others,
)  # fmt: skip


@cache
def made(seed: str = "") -> dict[str, Made]:
    """Every export by the name of its file; another seed gives others of the same layouts."""
    return {name: export for platform in PLATFORMS for name, export in platform.made(seed)}
