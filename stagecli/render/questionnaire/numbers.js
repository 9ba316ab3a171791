import { normalise } from "./labels.js";

const compiled = new Map();

/** One of the patterns that Python ships, compiled once; `WORDS` in it stands for any of the words. */
export function pattern(numbers, name, whole = false) {
  const key = whole ? `${name} as a whole` : name;
  if (!compiled.has(key)) {
    const text = numbers.patterns[name].replaceAll("WORDS", anyOf(Object.keys(numbers.words)));
    compiled.set(key, new RegExp(whole ? `^(?:${text})$` : text, "u"));
  }
  return compiled.get(key);
}

/** A pattern for any of some texts, the longest first. */
export function anyOf(texts) {
  return [...texts]
    .sort((one, other) => other.length - one.length)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("|");
}

/** Digits of any script as a number; a decimal comma is a point. */
export function numberOf(digits) {
  return Number(digits.replace(/\p{Nd}/gu, asciiDigit).replace(",", "."));
}

/** Digits stand in tens, and nothing else stands before a zero that is a digit too. */
function asciiDigit(digit) {
  let zero = digit.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) {
    zero -= 1;
  }
  return (digit.codePointAt(0) - zero) % 10;
}

/** A number with a decimal point or a decimal comma; null if it is none, could be a thousand, or is infinite. */
export function parseNumber(numbers, given) {
  const text = given.trim();
  const isNumber = pattern(numbers, "number", true).test(text) && !pattern(numbers, "thousands", true).test(text);
  const number = isNumber && [...text].length <= 30 ? numberOf(text) : Number.NaN;
  return Number.isFinite(number) ? number + 0 : null;
}

/** A number in so many significant digits, as Python's format `g` writes it. */
export function general(given, digits) {
  const evenHalf = new RegExp(`\\.\\d{${digits - 2}}[02468]50*e`); // which JavaScript alone rounds up
  const number = evenHalf.test(given.toExponential(100)) ? given * (1 - Number.EPSILON) : given;
  const [mantissa, power] = number.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= digits) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${withoutZeros(mantissa)}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  return withoutZeros(number.toFixed(Math.max(0, digits - 1 - exponent)));
}

const withoutZeros = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** What every unit, normalised, is worth in the signal's own, which is among them. */
export function unitsOf(number) {
  return new Map(number.units.map(([unit, worth]) => [normalise(unit), worth]));
}

/** The first name of each unit: in Latin letters or in others, if the signal has such. */
export function unitNames(number, asciiOnly) {
  const fitting = number.units.filter(([unit]) => isAscii(unit) === asciiOnly);
  const found = new Map();
  for (const [unit, worth] of fitting.length > 0 ? fitting : number.units) {
    if (!found.has(worth)) found.set(worth, unit);
  }
  return [...found.values()].join(", ");
}

/** Whether all characters are of ASCII. */
export const isAscii = (text) => [...text].every((character) => character < "\u0080");

/** The option of a numeric signal that a number falls into: the first whose `below` is above it. */
export function binOf(signal, number) {
  return signal.number.below.findIndex((below) => below === null || number < below);
}
