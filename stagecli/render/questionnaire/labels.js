/** Text as words separated by single spaces. */
const spaced = (text) => text.trim().split(/\s+/).join(" ");

/** Whether a mark is an accent: marks that combine are put in order, here before one that comes last. */
const combines = (mark) => mark === "\u0345" || `\u0345${mark}`.normalize("NFD") !== `\u0345${mark}`;

/** Text without case, accents, final sigma and characters without a width, with plain apostrophes. */
export function bare(text) {
  return text
    .normalize("NFKD")
    .replace(/[’‘ʼ]/g, "'")
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{M}/gu, (mark) => (combines(mark) ? "" : mark))
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ς/g, "σ");
}

/** Text as it is compared: bare, and without hyphens or repeated spaces. */
export const normalise = (text) => spaced(bare(text).replace(/[-_]/g, " "));

/** Whether there is a letter in it: only such texts are compared loosely, since -1 is not 1. */
export const hasLetter = (text) => /\p{L}/u.test(text);
