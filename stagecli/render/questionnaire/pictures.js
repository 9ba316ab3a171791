import { drawn, element } from "./dom.js";

const [WIDTH, HEIGHT, LOWEST, ROOM] = [360, 170, 26, 40];
const short = (number) => Math.round(number * 100) / 100;

/** The ladder as stairs, with a pin on the detected stage. */
export function stairs(rungs, label) {
  const width = WIDTH / rungs.length;
  const rise = (HEIGHT - LOWEST - ROOM) / (rungs.length - 1);
  const every = Math.ceil(rungs.length / 20);
  const steps = rungs.flatMap(({ number, here }, index) => {
    const [x, height] = [short(width * index), short(LOWEST + rise * index)];
    const y = short(HEIGHT - height);
    return [
      drawn("rect", { class: here && "here", x, y, width: short(width - 3), height, rx: 2 }),
      drawn(
        "text",
        { x: short(x + (width - 3) / 2), y: y + 17, "font-size": 12, "text-anchor": "middle" },
        here || index % every === 0 ? String(number) : "",
      ),
    ];
  });
  const here = rungs.findIndex((rung) => rung.here);
  const [left, middle] = [short(width * here), short(width * here + (width - 3) / 2)];
  const low = middle < WIDTH / 3;
  const pin = short(HEIGHT - LOWEST - rise * here - 3);
  const chances = rungs.map(({ number, name, percent }) => `${number} ${name} ${percent}`).join(", ");
  return element(
    "figure",
    {},
    drawn(
      "svg",
      { class: "stairs", role: "img", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-label": `${label}: ${chances}` },
      steps,
      drawn("path", { class: "pin", d: `M${middle} ${pin}l-6 -9h12z` }),
      drawn("path", { class: "pole", d: `M${middle} 20V${pin - 9}` }),
      drawn(
        "text",
        { x: low ? left : short(left + width - 3), y: 13, "font-size": 12, "text-anchor": low ? "start" : "end" },
        rungs[here].note,
      ),
    ),
  );
}

/** A bar for a probability. */
export function bar(probability) {
  return drawn(
    "svg",
    { class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    drawn("rect", { width: (100 * probability).toFixed(1), height: 8 }),
  );
}

/** A picture for each weight and for the total: how each moves the balance. */
export function waterfall(weights, total) {
  const ends = [0];
  for (const { logOdds } of weights) ends.push(ends[ends.length - 1] + logOdds);
  const low = Math.min(...ends);
  const scale = 100 / (Math.max(...ends) - low || 1);
  const zero = short(-low * scale);
  const moves = [...weights.map(({ logOdds }, index) => [ends[index], logOdds]), [0, total.logOdds]];
  return moves.map(([start, logOdds]) =>
    drawn(
      "svg",
      { class: "falls", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
      drawn("line", { x1: zero, x2: zero, y1: 0, y2: 10 }),
      drawn("rect", {
        class: logOdds < 0 && "contra",
        x: short((Math.min(start, start + logOdds) - low) * scale),
        y: 1.5,
        width: short(Math.abs(logOdds) * scale),
        height: 7,
      }),
    ),
  );
}
