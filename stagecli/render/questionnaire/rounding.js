/** A number of 0 or more in whole millionths, halves up. */
export function millionths(number) {
  return Math.floor(1000000 * number + 0.5);
}

/** The same in whole units of 10⁻⁹. */
export function billionths(number) {
  return Math.floor(1000000000 * number + 0.5);
}

/** Whether a number is at a threshold or above, give or take 10⁻⁹. */
export function reaches(number, threshold) {
  return number >= threshold - 1e-9;
}
