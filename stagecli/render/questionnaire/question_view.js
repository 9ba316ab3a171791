import { element } from "./dom.js";
import { firstSentence } from "./interview.js";
import { message } from "./messages.js";
import { readNumber } from "./number_words.js";
import { general } from "./numbers.js";
import { DONT_KNOW } from "./tables.js";

/** One question as a form; `done` gets its answer, once there is one. */
export function questionParts(data, language, say, { signal, next, before, progress, today }, done) {
  const { question, help, number, options } = data.ladder.signals[signal];
  const error = element("p", { class: "error", id: "error", hidden: true });
  const fields = number === null ? choices(say, options, language, before) : field(data, language, say, signal, before);
  const complain = (said) => {
    error.textContent = said;
    error.hidden = false;
    const input = form.querySelector("input");
    input.setAttribute("aria-describedby", "error");
    input.focus();
  };
  const form = element(
    "form",
    {
      novalidate: true,
      input: ({ target }) => {
        if (target.type === "checkbox") form.querySelector("[type=text]").value = "";
        if (target.type === "text") form.querySelector("[type=checkbox]").checked = false;
      },
      submit: (event) => {
        event.preventDefault();
        const input = form.querySelector("[type=text]");
        const same = before?.number != null && input.value === input.defaultValue;
        const read = () => (same ? before : typed(form, data, language, say, signal, today));
        const found = number === null ? chosen(form, say) : read();
        if (typeof found === "string") complain(found);
        else done(found);
      },
    },
    element(
      "fieldset",
      {},
      element("legend", {}, element("h1", { tabindex: "-1" }, question[language])),
      error,
      ...fields,
    ),
    explained(data, language, say, help, next),
    element("p", { class: "buttons" }, element("button", { class: "primary", type: "submit" }, say("page_continue"))),
  );
  return [element("p", { class: "soft" }, progress), form];
}

function choices(say, options, language, before) {
  const labels = [...options.map(({ label }, index) => [index, label[language]]), [DONT_KNOW, say("page_dont_know")]];
  return labels.map(([index, text]) =>
    element(
      "label",
      { class: "choice" },
      element("input", { type: "radio", name: "answer", value: index, checked: before?.option === index }),
      element("span", {}, text),
    ),
  );
}

function field(data, language, say, signal, before) {
  const { unit } = data.ladder.signals[signal].number;
  const example = say("example_years");
  const fits = "option" in readNumber(data.ladder.signals[signal], data.numbers, example, null);
  const values = { unit: unit[language], example };
  const hint = fits ? say("interview_number_or_years", values) : say("interview_number", values);
  const value = before?.number == null ? "" : general(before.number, 12);
  return [
    element(
      "label",
      { class: "typed" },
      element("span", { class: "soft" }, hint),
      element("input", { type: "text", name: "answer", value, autocomplete: "off", autocapitalize: "none" }),
    ),
    element(
      "label",
      { class: "choice" },
      element("input", { type: "checkbox", name: "unknown", checked: before?.option === DONT_KNOW }),
      element("span", {}, say("page_dont_know")),
    ),
  ];
}

function chosen(form, say) {
  const value = new FormData(form).get("answer");
  return value === null ? say("page_choose") : { option: Number(value), number: null };
}

function typed(form, data, language, say, signalIndex, today) {
  const signal = data.ladder.signals[signalIndex];
  const values = new FormData(form);
  const text = values.get("answer").trim();
  if (text === "") return values.has("unknown") ? { option: DONT_KNOW, number: null } : say("page_type");
  const found = readNumber(signal, data.numbers, text, today);
  if ("option" in found) return { option: found.option, number: found.number };
  const why = message(data.messages, language, found.key, found.values);
  const { min, max } = signal.number;
  const ends = { low: general(min, 12), high: general(max, 12) };
  return say("page_not_a_number", { why: why.charAt(0).toUpperCase() + why.slice(1), ...ends });
}

function explained(data, language, say, help, next) {
  const [one, other] = (next?.tellsApart ?? []).map((stage) =>
    firstSentence(data.ladder.stages[stage].summary[language]),
  );
  if (help === null && !next) return null;
  return element(
    "details",
    {},
    element("summary", {}, say("page_help")),
    help && element("p", {}, help[language]),
    next && element("p", {}, say("interview_why", { one, other })),
  );
}
