export const DONT_KNOW = -1;
export const NANO = 1e9;

/** The ladder as the page has it, with what is looked up often. */
export function ladderOf(data) {
  const opening = new Set(data.signals.flatMap((signal) => signal.gate.map(([on]) => on)));
  return { ...data, opening };
}
