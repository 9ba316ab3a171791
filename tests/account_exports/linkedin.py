"""Exports of LinkedIn."""

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import datetime

from tests.account_exports.events import Event, Made, at, rhythm, truth
from tests.account_exports.writing import Files, archive, rows

SHARES = ["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"]
SAID = 'First line (keepout)\n"\n"Second ""line"", with a comma'
"""As LinkedIn breaks lines inside a field."""
SEEN_BY = ["MEMBER_NETWORK", "MEMBER_NETWORK", "CONNECTIONS"]
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3A"


def day(event: Event) -> str:
    return f"{event.time:%Y-%m-%d %H:%M:%S}"  # in UTC, unmarked


def files(events: Sequence[Event], opened: datetime) -> Files:
    """Shares double their quotes, comments escape them."""
    shares = [event for event in reversed(events) if event.kind == "post"]
    shared = [
        [day(event), f"{LINK}share%3A{number}", SAID if number % 4 == 0 else "keepout", "", "", SEEN_BY[number % 3]]
        for number, event in enumerate(shares)
    ]
    talk = [event for event in reversed(events) if event.kind == "comment"]
    comments = [
        f'{day(event)},{LINK}activity%3A{number},"said \\"keepout\\", and more"\n' for number, event in enumerate(talk)
    ]
    missing = "When exporting your connection data, you may notice that some of the email addresses are missing."
    people = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
    person = ["Ines", "Keepout", "https://www.linkedin.com/in/keepout", "", "", "", "08 Feb 2026"]
    message = ["1", "Ines Keepout", "Demo Keepout", "2026-01-02 10:00:00 UTC", "keepout"]
    return {
        "Shares.csv": rows(SHARES, shared),
        "Comments.csv": "Date,Link,Message\n" + "".join(comments),
        "Registration.csv": (
            f'Registered At,Registration Ip,Subscription Types\n"{opened:%-m/%-d/%y, %-I:%M %p}",203.0.113.9 keepout,\n'
        ),
        "Profile.csv": rows(["First Name", "Last Name", "Headline"], [["Demo", "Keepout", "Carpenter"]]),
        "Connections.csv": f'Notes:\n"{missing}"\n\n' + rows(people, [person]),
        "messages.csv": rows(["CONVERSATION ID", "FROM", "TO", "DATE", "CONTENT"], [message], csv.QUOTE_ALL),
    }


def made(seed: str) -> Iterator[tuple[str, Made]]:
    chance = random.Random(f"linkedin{seed}")
    opened, exported = at("2012-09-10 07:21:00"), at("2026-05-20 06:00:00")
    events = [Event(time, "post") for time in rhythm(chance, at("2025-03-01"), at("2026-05-18"), 15, 4)]
    events += [Event(time, "comment") for time in rhythm(chance, at("2025-03-01"), at("2026-05-19"), 20, 8)]
    told = truth(
        events, source="linkedin", exported=exported, exported_from="zip times", opened=opened,
        opened_from="Registration.csv (M/D/YY, no zone)",
        note="a member's export, not a company page's; whose post a comment is on is not told",
    )  # fmt: skip
    yield "linkedin.zip", Made(archive(exported, files(events, opened)), told)
