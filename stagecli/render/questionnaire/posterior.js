import { NANO } from "./tables.js";

/** Where the stages stand by the answers that count: violations and scores, apart. */
export function standings(ladder, counting) {
  let now = { violations: ladder.prior.map(() => 0), scores: ladder.prior };
  for (const [signal, option] of counting) now = exchanged(ladder, now, signal, null, option);
  return now;
}

/** The standings with one answer that counts instead of another; null for no answer. */
export function exchanged(ladder, before, signal, old, next) {
  const { options } = ladder.signals[signal];
  const scores = [...before.scores];
  const violations = [...before.violations];
  for (const [option, sign] of [
    [next, 1],
    [old, -1],
  ]) {
    if (option === null) continue;
    for (const [stage, score] of options[option].score.entries()) scores[stage] += sign * score;
    for (const stage of options[option].forbids) violations[stage] += sign;
  }
  return { violations, scores };
}

/** Stage indices by (fewest violations, highest score); ties go to the lower stage. */
export function ranking({ violations, scores }) {
  return [...scores.keys()].sort((a, b) => violations[a] - violations[b] || scores[b] - scores[a] || a - b);
}

/** The probability of each stage. */
export function posteriorOf({ violations, scores }) {
  const least = Math.min(...violations);
  const top = Math.max(...scores.filter((_, stage) => violations[stage] === least));
  const weights = scores.map((score, stage) => (violations[stage] === least ? Math.exp((score - top) / NANO) : 0));
  const total = sum(weights);
  return weights.map((weight) => weight / total);
}

/** A sum without the errors of its parts (Neumaier). */
export function sum(numbers) {
  let total = 0;
  let lost = 0;
  for (const number of numbers) {
    const next = total + number;
    lost += Math.abs(total) >= Math.abs(number) ? total - next + number : number - next + total;
    total = next;
  }
  return total + lost;
}
