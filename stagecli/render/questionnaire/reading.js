import { applicability, counted } from "./gates.js";
import { standings } from "./posterior.js";

/** What one subject's choices come to. */
export function read(ladder, choices) {
  const applies = applicability(ladder, choices);
  const counting = counted(ladder, choices, applies);
  return { choices, applies, counting, ...standings(ladder, counting) };
}
