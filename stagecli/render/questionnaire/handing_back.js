import { button, element } from "./dom.js";
import { answersLine, returnedAnswers } from "./line.js";
import { answerInWords } from "./wording.js";

const LONGEST = 1800;

/** The ways to hand the answers back, side by side: mail, download, copy. */
export function handingBackParts(data, language, say, answers, { name, time }, named) {
  const { page, ladder } = data;
  const anybody = page.name === "" && page.reference === "";
  const ways = element("div", { class: "ways" });
  const fill = (subject) => {
    const returned = returnedAnswers(data, answers, { subject, time, language });
    const line = answersLine(returned);
    const address = mailOf(page.send, say("page_mail_subject", { title: ladder.title[language] }), [
      say("page_greeting"),
      say("page_leave_line"),
      line,
    ]);
    ways.replaceChildren(
      address.length > LONGEST
        ? way(say, "page_mail", "page_mail_too_long")
        : way(
            say,
            "page_mail",
            "page_mail_how",
            element("a", { class: "button", href: address }, say("page_mail_open")),
          ),
      way(
        say,
        "page_download",
        "page_download_how",
        button(say("page_download"), () => download(returned, time)),
      ),
      copying(say, [...answerLines(data, language, say, answers), "", say("page_leave_line"), line].join("\n")),
    );
  };
  const field =
    anybody &&
    element(
      "label",
      { class: "typed" },
      element("span", {}, say("page_name")),
      element("input", {
        type: "text",
        autocomplete: "organization",
        maxlength: 200,
        value: name,
        input: (event) => {
          named(event.target.value);
          fill(event.target.value);
        },
      }),
    );
  fill(anybody ? name : page.name);
  return [field, ways].filter(Boolean);
}

function way(say, heading, how, ...parts) {
  return element("section", {}, element("h3", {}, say(heading)), element("p", {}, say(how)), ...parts);
}

function mailOf(to, subject, paragraphs) {
  return `mailto:${encodeURIComponent(to).replace("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(paragraphs.join("\r\n\r\n"))}`;
}

function download(returned, time) {
  const blob = new Blob([`${JSON.stringify(returned, null, 1)}\n`], { type: "application/json" });
  const address = URL.createObjectURL(blob);
  const stamp = time.replace(/\D/g, "").slice(0, 14);
  const name = `${["answers", returned.reference, stamp].filter(Boolean).join("-")}.json`;
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

function copying(say, text) {
  const said = element("p", { role: "status" });
  const area = element("textarea", { readonly: true, rows: 6, hidden: true, "aria-label": say("page_copy") }, text);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = say("page_copied");
    } catch {
      area.hidden = false;
      area.focus();
      area.select();
      said.textContent = say("page_copy_by_hand");
    }
  };
  return way(say, "page_copy", "page_copy_how", button(say("page_copy"), copy), said, area);
}

/** Every answer on a line of its own, with its question. */
function answerLines(data, language, say, answers) {
  return [...answers].map(([signal, { option, number }]) => {
    const said = option < 0 ? say("dont_know") : answerInWords(data.ladder, language, { signal, option, number });
    return `${data.ladder.signals[signal].question[language]} ${said}`;
  });
}
