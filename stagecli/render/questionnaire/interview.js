import { nextQuestion } from "./questions.js";
import { read } from "./reading.js";
import { DONT_KNOW } from "./tables.js";

/** What is known after some answers: the reading, and the next question or why there is none. */
export function turnOf(ladder, answers) {
  const reading = read(ladder, new Map([...answers].map(([signal, { option }]) => [signal, option])));
  return { reading, next: nextQuestion(ladder, reading) };
}

/** The answers with one more, without those that no longer apply because of it. */
export function given(ladder, answers, signal, answer) {
  const all = new Map(answers).set(signal, answer);
  const { applies } = turnOf(ladder, all).reading;
  return new Map([...all].filter(([each]) => applies[each] !== "no"));
}

/** Answers as they are kept; and back, as far as they fit the ladder. */
export function packed(answers) {
  return [...answers].map(([signal, { option, number }]) => [signal, option, number]);
}

export function unpacked(ladder, kept) {
  const fits = ([signal, option, number]) =>
    (ladder.signals[signal].options[option]?.id || option === DONT_KNOW) &&
    (number === null || Number.isFinite(number));
  return new Map(kept.filter(fits).map(([signal, option, number]) => [signal, { option, number }]));
}

/** The first sentence of a text, without its full stop. */
export function firstSentence(text) {
  const found = /^(.*?[\p{L}\p{Nl}\p{No}_])[.!;]\s/su.exec(text.trim());
  return (found ? found[1] : text.trim()).replace(/\.+$/, "");
}
