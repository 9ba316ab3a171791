"""What to know of a repository's measures: what was left out, and what makes them doubtful."""

from stagecli.measures import Note
from stagecli.observe.git.changes import fullest_day, wrong_clocks
from stagecli.observe.git.material import Material
from stagecli.observe.git.window import day_of, iso

LATELY = 90
"""Days: where nothing has landed for longer, nobody can tell an old clone from a project that ended."""
_MOST_SERIES = 3
_IMPORTED = 100
"""Changes on one day that are an import, if they are more than a fifth of all."""


def remarks(material: Material) -> tuple[Note, ...]:
    """The notes on a repository whose history is whole."""
    releases, changes = material.releases, material.found.within
    notes: list[Note] = []
    for key, number in (
        ("tags_left_out", releases.no_releases),
        ("tags_unrelated", releases.unrelated),
        ("pre_releases_left_out", releases.pre_releases),
    ):
        if number:
            notes.append(Note(key, {"number": number}))
    if material.times and (series := releases.series(material.times.looked_at)) > _MOST_SERIES:
        notes.append(Note("many_series", {"number": series}))
    if by_bots := sum(not change.by_people for change in changes):
        notes.append(Note("bots_left_out", {"number": by_bots, "all": len(changes)}))
    if wrong := wrong_clocks(changes):
        notes.append(Note("wrong_clocks", {"number": wrong}))
    day, number = fullest_day(changes)
    if number >= _IMPORTED and 5 * number > len(changes):
        notes.append(Note("imported_history", {"number": number, "all": len(changes), "day": iso(day)}))
    return (*notes, *nothing_since(material))


def nothing_since(material: Material) -> tuple[Note, ...]:
    """A note if nothing by people has landed lately."""
    newest = material.found.newest
    if newest is None or material.period.last - day_of(newest.landed) <= LATELY:
        return ()
    days = material.period.last - day_of(newest.landed)
    return (Note("nothing_since", {"day": iso(day_of(newest.landed)), "days": days}),)
