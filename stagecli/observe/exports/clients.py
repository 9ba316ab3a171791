"""Programs that post for an account, by the names they sign with. Which is which is judgement.

A feed fills the page from elsewhere, with nobody there; a scheduler sends what a person wrote. All others, X's own
programs and TweetDeck among them, are neither.
"""

import re

FEEDS = (
    "dlvr.it", "IFTTT", "Zapier", "twitterfeed", "WordPress", "Jetpack", "Blog2Social", "Revive Social",
    "Revive Old Posts", "Squarespace", "Facebook", "Instagram", "LinkedIn", "Tumblr", "Mastodon Twitter Crossposter",
    "Moa Bridge",
)  # fmt: skip
SCHEDULERS = (
    "Buffer", "Hootsuite", "Sprout Social", "Later", "LaterMedia", "SocialPilot", "Zoho Social", "Sendible",
    "CoSchedule", "Publer", "Loomly", "Metricool", "Agorapulse", "MeetEdgar", "Typefully", "Hypefury", "SocialBee",
)  # fmt: skip


def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match a name, perhaps with what companies put after it; case does not matter."""
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, names))})(?:\.com|\.io)?(?:,? Inc\.?| App)?\s*", re.IGNORECASE)


_FEED, _SCHEDULER = _any_of(FEEDS), _any_of(SCHEDULERS)


def is_feed(client: str | None) -> bool:
    """Whether another place fills the page through this program."""
    return client is not None and _FEED.fullmatch(client) is not None


def is_scheduler(client: str | None) -> bool:
    """Whether a person writes, and this program sends."""
    return client is not None and _SCHEDULER.fullmatch(client) is not None
