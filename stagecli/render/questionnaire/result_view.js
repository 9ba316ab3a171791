import { element } from "./dom.js";
import { bar, stairs, waterfall } from "./pictures.js";

/** A report as the page shows it; `brief` leaves out all but the stage and the first steps. */
export function resultParts(say, report, brief) {
  const [steps] = report.sections;
  const sections = brief
    ? [{ ...steps, blocks: steps.blocks.filter(({ kind }) => kind === "steps") }]
    : report.sections;
  return [
    element(
      "section",
      { class: "result", "aria-label": say("result") },
      element("p", { class: "status" }, report.headline),
      element("p", { class: "stage" }, report.stageNames),
      element("p", {}, report.summary),
    ),
    ...sections.map((section) => sectionOf(section, say, report)),
    element(
      "footer",
      {},
      element("ul", {}, ...report.remarks.map((remark) => element("li", {}, remark))),
      element("p", {}, report.source),
    ),
  ];
}

/** A section; tables of all answers are folded away, since few read them on a phone. */
function sectionOf({ heading, blocks }, say, report) {
  const parts = blocks.flatMap((block) => BLOCKS[block.kind](block, say, report));
  const title = element("h2", {}, heading);
  const folded = blocks.some(({ kind }) => kind === "balance" || kind === "answertable");
  return folded
    ? element("details", { class: "folded" }, element("summary", {}, title), ...parts)
    : element("section", {}, title, ...parts);
}

const BLOCKS = {
  paragraph: ({ text, soft }) => element("p", { class: soft && "soft small" }, text),
  points: ({ items }) =>
    element(
      "ul",
      {},
      ...items.map(([question, said]) =>
        element("li", {}, question && element("span", { class: "soft" }, question), question ? ` ${said}` : said),
      ),
    ),
  steps: ({ first, more }, say) => [
    stepList(first),
    more.length > 0 && element("details", {}, element("summary", {}, say("steps_more")), stepList(more)),
  ],
  ladder: ({ headings, rungs }, say, { headline }) => [
    stairs(rungs, headline),
    table("ladder", ["first", null, "last"], [headings[0], say("name"), headings[1]], ladderRows(rungs)),
  ],
  balance: ({ headings, weights, total }) => {
    const pictures = waterfall(weights, total);
    const rows = [...weights, total].map(({ question, answer, words }, index) =>
      element(
        "tr",
        {},
        element("td", {}, question && element("span", {}, question), question ? ` ${answer}` : answer),
        element("td", { class: "number" }, words),
        element("td", { class: "picture" }, pictures[index]),
      ),
    );
    return table("why", [null, "amount", "picture"], headings, rows);
  },
  answertable: ({ headings, rows }) =>
    table(
      "answers",
      ["wide", null],
      headings,
      rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell)))),
    ),
};

function stepList(items) {
  return element(
    "ol",
    { class: "steps" },
    ...items.map((item) =>
      element(
        "li",
        { "data-number": item.number },
        element("p", {}, element("strong", {}, item.do)),
        element("p", {}, item.why),
        element("p", { class: "effort" }, item.details),
      ),
    ),
  );
}

function ladderRows(rungs) {
  return [...rungs]
    .reverse()
    .map(({ number, name, note, probability, percent, here }) =>
      element(
        "tr",
        { class: here && "here" },
        element("td", {}, String(number)),
        element(
          "th",
          { scope: "row" },
          name,
          note && element("span", { class: "effort" }, ` (${note})`),
          bar(probability),
        ),
        element("td", { class: "number" }, percent),
      ),
    );
}

function table(name, columns, headings, rows) {
  const last = headings.length - 1;
  const span = columns.length - last;
  const heads = headings.map((heading, index) =>
    element(
      "th",
      {
        scope: "col",
        class: index === last && name !== "answers" && "number",
        colspan: index === last && span > 1 && span,
      },
      heading,
    ),
  );
  return element(
    "table",
    { class: name },
    element("colgroup", {}, ...columns.map((column) => element("col", { class: column }))),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows),
  );
}
