/** The day of a time, as [year, month, day]; of a moment, the day on which it falls here. */
export function localDay(time) {
  if (time.length === 10) return time.split("-").map(Number);
  const moment = new Date(time);
  return [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
}

/** The only month whose name begins like this, from 1; 0 if there is none. */
export function monthNamed(months, word) {
  const stem = word.replace(/σ$/, "").replace(/οχτ/g, "οκτ");
  const found = new Set(months.flatMap((names) => names.map((name, at) => (name.startsWith(stem) ? at + 1 : 0))));
  found.delete(0);
  return found.size === 1 ? [...found][0] : 0;
}
