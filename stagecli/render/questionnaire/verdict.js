import { posteriorOf, ranking } from "./posterior.js";
import { billionths, millionths } from "./rounding.js";
import { DONT_KNOW, NANO } from "./tables.js";

const SURPRISING_BELOW = billionths(0.1);
const SURPRISING_RATIO = 5;

/** The verdict on a reading; null if no answer counts. */
export function classify(ladder, reading) {
  const { counting, applies, choices, scores } = reading;
  if (counting.size === 0) return null;
  const [stage, runnerUp] = ranking(reading);
  const parts = posteriorOf(reading).map(millionths);
  const closed = ladder.order.filter((signal) => applies[signal] === "no");
  return {
    stage,
    runnerUp,
    posterior: parts.map((part) => part / 1000000),
    status: statusOf(parts[stage], parts[runnerUp], ladder.decideAt),
    logOdds: (scores[stage] - scores[runnerUp]) / NANO,
    priorLogOdds: (ladder.prior[stage] - ladder.prior[runnerUp]) / NANO,
    evidence: [...counting].map(([signal, option]) => {
      const { score } = ladder.signals[signal].options[option];
      return { signal, option, logOdds: (score[stage] - score[runnerUp]) / NANO };
    }),
    surprises: surprisesOf(ladder, counting, stage),
    coverage: { answered: counting.size, applicable: ladder.signals.length - closed.length },
    notCounted: closed.filter((signal) => (choices.get(signal) ?? DONT_KNOW) !== DONT_KNOW),
    violations: ladder.stages.map((_, index) =>
      [...counting]
        .filter(([signal, option]) => ladder.signals[signal].options[option].forbids.includes(index))
        .map(([signal]) => signal),
    ),
  };
}

function statusOf(first, second, enough) {
  if (first >= enough) return "clear";
  if (first >= 3 * second) return "likely";
  return first + second >= enough ? "between" : "unclear";
}

function surprisesOf(ladder, counting, stage) {
  const found = [];
  for (const [signal, option] of counting) {
    const { likelihood } = ladder.signals[signal].options[option];
    const shares = likelihood.map(billionths);
    const most = Math.max(...shares);
    if (shares[stage] < SURPRISING_BELOW && most >= SURPRISING_RATIO * shares[stage]) {
      found.push({ signal, option, likelihood: likelihood[stage], likelierAt: shares.indexOf(most) });
    }
  }
  return found;
}
