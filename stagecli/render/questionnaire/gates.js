import { DONT_KNOW } from "./tables.js";

/** Whether each signal applies: "yes", "perhaps" or "no". */
export function applicability(ladder, choices) {
  const applies = ladder.signals.map(() => "yes");
  for (const signal of ladder.order) {
    for (const [on, options] of ladder.signals[signal].gate) {
      const found = condition(choices, applies[on], on, options);
      if (found !== "yes" && applies[signal] !== "no") applies[signal] = found;
    }
  }
  return applies;
}

function condition(choices, applies, on, options) {
  if (applies === "no") return "no";
  const given = choices.get(on) ?? DONT_KNOW;
  if (given === DONT_KNOW) return "perhaps";
  return options.includes(given) ? applies : "no";
}

/** The answers that count, in the tables' order. */
export function counted(ladder, choices, applies) {
  const counting = ladder.order.filter(
    (signal) => applies[signal] !== "no" && (choices.get(signal) ?? DONT_KNOW) !== DONT_KNOW,
  );
  return new Map(counting.map((signal) => [signal, choices.get(signal)]));
}
