import { advise } from "./advice.js";
import { settled, worthAsking } from "./questions.js";
import { read } from "./reading.js";
import { DONT_KNOW } from "./tables.js";
import { classify } from "./verdict.js";

/** Classify a subject and advise; null if no answer counts. Stages, signals, options and steps are indices. */
export function assess(ladder, answers, { subject = null, time = null } = {}) {
  const choices = new Map([...answers].map(([signal, answer]) => [signal, answer.option]));
  const reading = read(ladder, choices);
  const found = classify(ladder, reading);
  if (found === null) return null;
  const { violations, ...verdict } = found;
  const { recommended, upkeep, ...advice } = advise(ladder, reading, found.stage);
  const least = violations[found.stage].length;
  const unsettled = found.status !== "clear" && !settled(ladder, reading);
  return {
    ...verdict,
    ...advice,
    subject: subject === null ? null : subject.normalize("NFC").trim(),
    time,
    confidence: found.posterior[found.stage],
    evidence: [...found.evidence].sort((one, other) => other.logOdds - one.logOdds),
    ruledOutBy: violations.map((signals) => (signals.length > least ? signals : [])),
    contradicts: violations[found.stage],
    worthAsking: unsettled ? worthAsking(ladder, reading).map(([signal]) => signal) : [],
    steps: [...recommended, ...upkeep.map((step) => ({ step, gain: null, lifts: 0, after: null }))],
    answers: ladder.signals.map((_, signal) => signalAnswer(signal, answers.get(signal), reading.applies[signal])),
  };
}

/** A signal's state and its answer, if any. */
function signalAnswer(signal, given, applies) {
  const option = given && given.option !== DONT_KNOW ? given.option : null;
  const number = given ? given.number : null;
  if (applies === "no") return { signal, state: "not_applicable", option, number };
  if (given) return { signal, state: option === null ? "dont_know" : "answered", option, number };
  return { signal, state: "not_asked", option, number };
}
