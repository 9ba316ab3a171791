"""Measures whose values are not what they were."""

from stagecli.assessment import MeasureChange
from stagecli.measures import MEASURES, Observed
from stagecli.model import Model
from stagecli.observed import read_by


def measure_changes(before: Observed | None, after: Observed | None, model: Model) -> tuple[MeasureChange, ...]:
    """What the rules of the later model read and what differs, in the order in which measures are shown.

    What was not looked at on one side, is in another unit now, or comes from another kind of source is not compared.
    """
    if before is None or after is None:
        return ()
    read, found = read_by(model), []
    for name in (*MEASURES, *model.measures):
        then, now = before.measures.get(name), after.measures.get(name)
        if name not in read or then is None or now is None or then.value == now.value:
            continue
        if None not in (then.value, now.value) and then.unit != now.unit:
            continue
        sources = [source for source in (before.source_of(name), after.source_of(name)) if source is not None]
        if len({source.kind for source in sources}) > 1:
            continue
        without = next((each for each in (now, then) if each.value is None), None)
        found.append(
            MeasureChange(
                name=name,
                unit=(now if without is then else then).unit,
                before=then.value,
                after=now.value,
                reason=None if without is None else without.reason,
            )
        )
    return tuple(found)
