import { exchanged, posteriorOf, ranking, sum } from "./posterior.js";
import { billionths, reaches } from "./rounding.js";
import { DONT_KNOW } from "./tables.js";

const WORTH_ASKING = 0.01;

/** What to ask next, or why to stop. */
export function nextQuestion(ladder, reading) {
  const gain = expectedInformationGain(ladder, reading);
  const chosen = decide(ladder, reading, gain);
  if (typeof chosen === "string") return { reason: chosen };
  const most = ladder.maxQuestions;
  const left = most === null ? gain.size : Math.min(gain.size, most - reading.choices.size);
  return { signal: chosen, gain: gain.get(chosen), tellsApart: toldApart(ladder, reading, chosen), left };
}

function decide(ladder, reading, gain) {
  if (gain.size === 0) return "all_asked";
  const sure = Math.max(...posteriorOf(reading));
  if (reading.counting.size >= ladder.minQuestions && reaches(sure, ladder.stopAt)) return "sure";
  if (settled(ladder, reading)) return "settled";
  const best = Math.max(...gain.values());
  if (!reaches(best, WORTH_ASKING)) return "nothing_more";
  if (ladder.maxQuestions !== null && reading.choices.size >= ladder.maxQuestions) return "long_enough";
  const first = ladder.signals.findIndex((_, signal) => gain.has(signal) && reaches(gain.get(signal), best));
  return gateFirst(ladder, reading.choices, first);
}

/** What asking each signal that is unasked and may apply is expected to tell, in bits. */
export function expectedInformationGain(ladder, reading) {
  const posterior = posteriorOf(reading);
  const now = entropy(posterior);
  const gain = new Map();
  for (const [signal, { options }] of ladder.signals.entries()) {
    if (reading.applies[signal] === "no" || reading.choices.has(signal)) continue;
    const after = options.map(({ likelihood }, option) => {
      const predictive = sum(posterior.map((p, stage) => p * likelihood[stage]));
      return predictive * entropy(posteriorOf(exchanged(ladder, reading, signal, null, option)));
    });
    gain.set(signal, now - sum(after));
  }
  return gain;
}

function entropy(probabilities) {
  return -sum(probabilities.filter((p) => p > 0).map((p) => p * Math.log2(p)));
}

/** Signals that would tell enough, with their bits, most informative first. */
export function worthAsking(ladder, reading) {
  return [...expectedInformationGain(ladder, reading)]
    .filter(([, bits]) => reaches(bits, WORTH_ASKING))
    .sort(([a, one], [b, other]) => billionths(other) - billionths(one) || a - b);
}

function gateFirst(ladder, choices, signal) {
  const closed = ladder.signals[signal].gate.find(([on]) => !choices.has(on));
  return closed === undefined ? signal : gateFirst(ladder, choices, closed[0]);
}

/** Whether an answer counts, and no rival can catch up, whatever the answers still to come. */
export function settled(ladder, reading) {
  const [leader, ...rivals] = ranking(reading);
  return reading.counting.size > 0 && !rivals.some((rival) => catchesUp(ladder, reading, leader, rival));
}

function catchesUp(ladder, { applies, choices, violations, scores }, leader, rival) {
  let fewer = violations[leader] - violations[rival];
  let more = scores[rival] - scores[leader];
  for (const [signal, state] of applies.entries()) {
    if (state !== "perhaps" && choices.has(signal)) continue;
    const swung = swing(ladder, choices, signal, state, leader, rival);
    fewer += swung[0];
    more += swung[1];
  }
  return fewer > 0 || (fewer === 0 && more >= 0);
}

function swing(ladder, choices, signal, applies, leader, rival) {
  const { options } = ladder.signals[signal];
  let found = [[0, 0]];
  if (applies === "no") return found[0];
  if (!choices.has(signal)) {
    found = [...found, ...options.map((option) => balance(option, leader, rival))];
  } else if (applies === "perhaps" && choices.get(signal) !== DONT_KNOW) {
    found.push(balance(options[choices.get(signal)], leader, rival).map((part) => -part));
  }
  return found.reduce((best, each) => ((each[0] - best[0] || each[1] - best[1]) > 0 ? each : best));
}

function balance({ score, forbids }, leader, rival) {
  return [forbids.includes(leader) - forbids.includes(rival), score[rival] - score[leader]];
}

function toldApart(ladder, reading, signal) {
  const posterior = posteriorOf(reading);
  let [best, most] = [[0, 1], Number.NEGATIVE_INFINITY];
  for (let one = 0; one < posterior.length; one++) {
    for (let other = one + 1; other < posterior.length; other++) {
      const divergence = sum(
        ladder.signals[signal].options.map(
          ({ likelihood: row }) => (row[one] - row[other]) * Math.log(row[one] / row[other]),
        ),
      );
      const separation = billionths(posterior[one] * posterior[other] * divergence);
      if (separation > most) [best, most] = [[one, other], separation];
    }
  }
  return best;
}
