import { applicability, counted } from "./gates.js";
import { exchanged, ranking } from "./posterior.js";
import { NANO } from "./tables.js";

const EFFORT = { low: 1, medium: 2, high: 4 };

/** Advice for a subject who was detected at this stage. */
export function advise(ladder, reading, stage) {
  const here = ladder.stages[stage];
  if (stage === ladder.stages.length - 1) {
    return { aim: null, recommended: [], upkeep: [...here.steps.keys()], shortestWay: null };
  }
  const open = openSteps(ladder, reading, stage);
  const recommended = recommendedOf(open);
  const shortestWay = shortestWayOf(open);
  const listed = new Set(recommended.map(({ step }) => step));
  const onTheWay = (shortestWay ?? []).filter((step) => !listed.has(step));
  const added = onTheWay.map((step) =>
    recommendation({ step, effect: open.effect(open.alone.get(step)), after: null }),
  );
  return { aim: open.aim, recommended: [...recommended, ...added], upkeep: [], shortestWay };
}

function openSteps(ladder, reading, stage) {
  const { steps, aim: named, conflicts } = ladder.stages[stage];
  const aim = named ?? stage + 1;
  const changes = new Map(
    steps.map((step, index) => [index, changesBy(reading.choices, step)]).filter(([, changed]) => changed.size),
  );
  const alone = new Map([...changes].map(([index, changed]) => [index, readAgain(ladder, reading, changed)]));
  const effect = (after, before = reading) => ({
    lifts: before.violations[aim] - after.violations[aim],
    gain: after.scores[aim] - after.scores[stage] - (before.scores[aim] - before.scores[stage]),
  });
  return { ladder, reading, steps, aim, conflicts, changes, alone, effect, indices: [...changes.keys()] };
}

/** The choices that change if a step is taken: each has the step's target, unless it was met already. */
function changesBy(choices, step) {
  return new Map(
    step.changes
      .filter(([signal, options]) => !options.includes(choices.get(signal)))
      .map(([signal, [to]]) => [signal, to]),
  );
}

/** The reading after some choices changed; only what that touches is counted anew. */
function readAgain(ladder, before, changes) {
  const choices = new Map([...before.choices, ...changes]);
  const opens = [...changes.keys()].some((signal) => ladder.opening.has(signal));
  const applies = opens ? applicability(ladder, choices) : before.applies;
  const counting = counted(ladder, choices, applies);
  let now = before;
  for (const signal of new Set([...before.counting.keys(), ...counting.keys()])) {
    const [old, next] = [before.counting.get(signal) ?? null, counting.get(signal) ?? null];
    if (old !== next) now = exchanged(ladder, now, signal, old, next);
  }
  return { choices, applies, counting, violations: now.violations, scores: now.scores };
}

function recommendedOf(open) {
  const tried = new Map();
  let reached = [null];
  while (reached.length) {
    const found = [];
    for (const step of open.indices) {
      if (tried.has(step)) continue;
      for (const opener of reached) {
        const item = tryStep(open, step, opener);
        if (item !== null) {
          found.push(item);
          break;
        }
      }
    }
    found.sort(byWorth);
    for (const item of found) tried.set(item.step, item);
    reached = found.filter(({ step }) => open.steps[step].changes.some(([signal]) => open.ladder.opening.has(signal)));
  }
  const listed = new Set();
  for (const item of tried.values()) {
    if (!helps(item.effect) || !helps(item.together)) continue;
    for (let step = item.step; step !== null; step = tried.get(step).after) listed.add(step);
  }
  return inOrder([...tried.values()].filter(({ step }) => listed.has(step))).map(recommendation);
}

function tryStep(open, step, opener) {
  const { ladder, alone, effect, steps } = open;
  const after =
    opener === null
      ? alone.get(step)
      : readAgain(ladder, opener.reading, changesBy(opener.reading.choices, steps[step]));
  if (steps[step].changes.some(([signal]) => after.applies[signal] === "no")) return null;
  const together = effect(after);
  const does = opener === null ? together : effect(after, opener.reading);
  const perEffort = does.gain * (EFFORT.high / EFFORT[steps[step].effort]);
  return { step, effect: does, together, after: opener === null ? null : opener.step, reading: after, perEffort };
}

function helps({ lifts, gain }) {
  return lifts > 0 || (lifts === 0 && gain > 0);
}

/** What lifts a violation first, what adds one last; otherwise gain per effort, largest first. */
function byWorth(one, other) {
  return Math.sign(other.effect.lifts) - Math.sign(one.effect.lifts) || other.perEffort - one.perEffort;
}

function inOrder(tried) {
  if (tried.every(({ after }) => after === null)) return tried;
  const pending = [...tried].sort(byWorth);
  const ordered = [];
  while (pending.length) {
    const at = pending.findIndex(({ after }) => after === null || ordered.some(({ step }) => step === after));
    ordered.push(...pending.splice(at, 1));
  }
  return ordered;
}

function recommendation({ step, effect, after }) {
  return { step, gain: effect.gain / NANO, lifts: effect.lifts, after };
}

function shortestWayOf(open) {
  const { indices, steps } = open;
  const readings = new Map([...open.alone].map(([step, after]) => [String(step), after]));
  for (let size = 1; size <= indices.length; size++) {
    const ways = combinations(indices, size).filter((way) => leadsToTheAim(open, way, readings));
    const efforts = ways.map((way) => way.reduce((total, step) => total + EFFORT[steps[step].effort], 0));
    if (ways.length) return ways[efforts.indexOf(Math.min(...efforts))];
  }
  return null;
}

function leadsToTheAim({ ladder, changes, conflicts, aim }, way, readings) {
  let after = readings.get(String(way));
  if (after === undefined) {
    if (conflicts.some((pair) => pair.every((step) => way.includes(step)))) return false;
    const added =
      way.find((step) => ![...changes.get(step).keys()].some((signal) => ladder.opening.has(signal))) ??
      way[way.length - 1];
    const before = readings.get(String(way.filter((step) => step !== added)));
    after = readAgain(ladder, before, changes.get(added));
    readings.set(String(way), after);
  }
  return after.counting.size > 0 && ranking(after)[0] === aim;
}

function combinations(items, size) {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => combinations(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}
