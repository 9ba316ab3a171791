import { localDay } from "./dates.js";
import { message, worded } from "./messages.js";
import { millionths } from "./rounding.js";

const STATUS_KEYS = {
  clear: "status_clear",
  likely: "status_likely",
  between: "status_between",
  unclear: "status_unclear",
};
const COUNT_KEYS = ["number_2", "number_3", "number_4", "number_5", "number_6", "number_7", "number_8"];

/** A probability from 0 to 1 as a percentage; only 0 itself gives 0%, and only 1 gives 100%. */
export function percent(probability) {
  const number = Math.floor((millionths(probability) + 5000) / 10000);
  if (number === 100 && probability < 1) return ">99%";
  return number === 0 && probability > 0 ? "<1%" : `${number}%`;
}

/** The day of an assessment's time, in words; empty if there is none. */
export function dateInWords(messages, language, time) {
  if (!time) return "";
  const [year, month, day] = localDay(time);
  return `${day} ${message(messages, language, "months").split(" ")[month - 1]} ${year}`;
}

/** The result on one line: the stage or stages, and how sure. */
export function headline(messages, language, { status, stage, runnerUp, posterior }) {
  const values = {
    stage: stage + 1,
    percent: percent(posterior[stage]),
    other: runnerUp + 1,
    other_percent: percent(posterior[runnerUp]),
  };
  return message(messages, language, STATUS_KEYS[status], values);
}

/** The detected stage's name; both names if the status is `between`. */
export function stageNames(ladder, messages, language, { status, stage, runnerUp }) {
  return (status === "between" ? [stage, runnerUp] : [stage])
    .map((each) => message(messages, language, "quote", { text: ladder.stages[each].name[language] }))
    .join(` ${message(messages, language, "or")} `);
}

/** An answer's label, with the number if one was given. */
export function answerInWords(ladder, language, { signal, option, number }) {
  const label = ladder.signals[signal].options[option].label[language];
  return number === null ? label : `${label} (${worded(number, language)})`;
}

/** The shortest way in words, by the numbers of its steps in the list; says so if no steps are enough. */
export function shortestWay(messages, language, numbers) {
  const named = [...numbers].sort((one, other) => one - other).map(String);
  if (named.length < 2) {
    return message(messages, language, named.length === 0 ? "way_none" : "way_one", { step: named[0] });
  }
  const steps = `${named.slice(0, -1).join(", ")} ${message(messages, language, "and")} ${named[named.length - 1]}`;
  const count = message(messages, language, COUNT_KEYS[named.length - 2]);
  return message(messages, language, "way_many", { count, steps });
}

/** What the percentages are based on, and how well the ladder read subjects that it had never seen. */
export function basis(messages, language, { fittedTo, fieldTest }) {
  const judged = fieldTest === null ? "judgement" : "estimate";
  const key = fittedTo === null ? judged : "fitted";
  const said = [message(messages, language, key, { subjects: fittedTo })];
  if (fieldTest !== null) {
    const { subjects, exact, accepted, note } = fieldTest;
    const values = { subjects, exact: percent(exact), accepted: percent(accepted) };
    said.push(message(messages, language, "field_test", values), ...(note === null ? [] : [note[language]]));
  }
  return said.join(" ");
}
