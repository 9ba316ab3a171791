import { monthNamed } from "./dates.js";
import { bare, hasLetter, normalise } from "./labels.js";
import { anyOf, binOf, general, isAscii, numberOf, parseNumber, pattern, unitNames, unitsOf } from "./numbers.js";
import { DONT_KNOW } from "./tables.js";

/**
 * Which option a text means, and which number, if it names no option; `counted` if back from the day, which is
 * [year, month, day]. Otherwise why it means none: a message's key and values.
 */
export function readNumber(signal, numbers, text, day) {
  const option = optionNamed(signal, numbers, text);
  if (option !== null) return { option, number: null, counted: false };
  const number = parseNumber(numbers, text);
  if (number === null || pattern(numbers, "monthOfYear", true).test(text) || !inRange(signal.number, number)) {
    return inWords(signal, numbers, text, day);
  }
  return { option: binOf(signal, number), number, counted: false };
}

const inRange = (range, number) => range.min <= number && number <= range.max;

/** The option that a text means by its id, a label, or as what says nothing; null if it means none. */
function optionNamed(signal, numbers, text) {
  const loosely = (label) => bare(label).replace(new RegExp(numbers.patterns.noWord, "gu"), " ").trim();
  const isNegative = (label) => new RegExp(`^${numbers.patterns.negative}`, "u").test(label);
  const asLabel = (label) => (isNegative(label) ? `-${normalise(label)}` : normalise(label));
  const called = (same) =>
    signal.options.flatMap((option, at) => ([option.id, ...Object.values(option.label)].some(same) ? [at] : []));
  const plain = asLabel(text);
  if (numbers.dontKnow.includes(plain)) return DONT_KNOW;
  const number = parseNumber(numbers, text);
  const named = [plain, ...(number === null ? [] : [general(number, 15)])];
  const [found] = called((label) => named.includes(asLabel(label)));
  if (found !== undefined) return found;
  const loose = loosely(text);
  const alike = hasLetter(text) && !isNegative(text) ? called((label) => loosely(label) === loose) : [];
  if (alike.length === 1) return alike[0];
  const nothing =
    pattern(numbers, "noWords", true).test(text) || [...numbers.noAnswer, ...numbers.dontKnow].includes(loose);
  return nothing ? DONT_KNOW : null;
}

/** The number that a text means, if it is in range; of a year without its month the middle, if that is no guess. */
function inWords(signal, numbers, given, day) {
  const { unit, min, max } = signal.number;
  const found = quantityOf(numbers, spelled(numbers, given), unitsOf(signal.number), day);
  if (found.key) {
    const values = { given, unit, known: unitNames(signal.number, isAscii(found.values.name ?? "")), ...found.values };
    return { key: found.key, values: bare(given) === values.year ? { ...values, year: given } : values };
  }
  const { least, most, counted } = found;
  const outside = [least, most].find((end) => !inRange(signal.number, end));
  if (outside !== undefined) {
    const key = parseNumber(numbers, given) === null ? "comes_to" : "not_between";
    return { key, values: { given, number: outside, unit, low: min, high: max } };
  }
  if (binOf(signal, least) !== binOf(signal, most)) {
    return { key: "since_two_numbers", values: { given, least, most, unit } };
  }
  const number = (least + most) / 2;
  return { option: binOf(signal, number), number, counted };
}

/** A text as it is read; empty if it can be no number. */
function spelled(numbers, given) {
  const apart = given.replace(new RegExp(numbers.patterns.fraction, "gu"), " $& ");
  return pattern(numbers, "raised").test(given) ? "" : bare(apart);
}

/** What a text means, in the signal's own unit: from `least` to `most`; otherwise why it is no number. */
function quantityOf(numbers, given, units, day) {
  const cut = [...given].slice(0, numbers.longest + 1).join("");
  const spaced = cut.replace(new RegExp(numbers.patterns.hyphen, "gu"), "$1 ").trim().split(/\s+/).join(" ");
  const line = spaced.replace(/[.!]+$/, "");
  if ([...line].length > numbers.longest) return { key: "not_a_number", values: {} };
  const number = parseNumber(numbers, line);
  if (number !== null && !pattern(numbers, "since", true).test(line)) {
    return { least: number, most: number, counted: false };
  }
  const thousand = pattern(numbers, "thousands").exec(line);
  if (thousand !== null) {
    const values = { many: thousand[1].replace(/[.,]/, ""), few: general(numberOf(thousand[1]), 6) };
    return { key: "ambiguous_number", values };
  }
  const stripped = line.replace(pattern(numbers, "before"), "").replace(pattern(numbers, "after"), "");
  const text = stripped.replace(new RegExp(numbers.patterns.half, "gu"), "$1$2 1⁄2");
  const year = numbers.years.find((word) => units.has(word));
  const when = pattern(numbers, "since", true).exec(text)?.groups;
  const month = when?.name ? monthNamed(numbers.months, when.name) : Number(when?.month ?? when?.month_ ?? 0);
  if (when && year !== undefined && !(when.name && month === 0)) {
    const begun = numberOf(when.year ?? when.year_);
    if (when.since) return since(numbers, begun, month, units.get(year), day);
    if (numbers.earliest <= begun && begun < 2100) return { key: "may_be_year", values: { year: text } };
  }
  if (pattern(numbers, "range").test(text)) return { key: "several_numbers", values: {} };
  const vague = units.has(text) || pattern(numbers, "vague").test(text);
  return amount(numbers, text, units) ?? { key: vague ? "vague_number" : "not_a_number", values: {} };
}

/** How long something has lasted at the end of a day, in whole months: from the month named, or any of the year. */
function since(numbers, begun, month, year, day) {
  const now = day[0] * 12 + day[1];
  const oldest = begun * 12 + (month || 1);
  const newest = Math.min(begun * 12 + (month || 12), now);
  if (begun < numbers.earliest || oldest > now) {
    const date = day.map((part) => String(part).padStart(2, "0")).join("-");
    return { key: "since_not_between", values: { earliest: String(numbers.earliest), day: date } };
  }
  return { least: ((now - newest) * year) / 12, most: ((now - oldest) * year) / 12, counted: true };
}

/** One number, or several of ever smaller units, as in "3 years and 2 months"; null if it is no such text. */
function amount(numbers, text, units) {
  const term = pattern(numbers, "term").source.replace("UNITS", () => anyOf(units.keys()));
  if (!new RegExp(`^${term}(?:${numbers.patterns.between}${term})*$`, "u").test(text)) return null;
  const terms = [...text.matchAll(new RegExp(`(?:^|[^\\p{L}\\p{N}_])${term}`, "gu"))];
  let total = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const [, count, part, name, more] of terms) {
    if (numbers.pieces.includes(count) && !units.has(name)) return null;
    if (name && !units.has(name)) return { key: "unknown_unit", values: { name } };
    const worth = name ? units.get(name) : 1;
    if (terms.length > 1 && (!name || worth >= smallest)) return { key: "several_numbers", values: {} };
    total += (countOf(numbers, count) + countOf(numbers, part) + countOf(numbers, more)) * worth;
    smallest = worth;
  }
  return { least: total, most: total, counted: false };
}

/** A count or a fraction as a number; 0 if there is none. */
function countOf(numbers, count = "") {
  const [above, below] = count.split("⁄");
  if (below) return Number(above) / Number(below);
  return numbers.words[count] ?? numberOf(count);
}
