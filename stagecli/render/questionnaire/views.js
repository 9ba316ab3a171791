import { assess } from "./assessment.js";
import { button, element } from "./dom.js";
import { handingBackParts } from "./handing_back.js";
import { turnOf } from "./interview.js";
import { questionParts } from "./question_view.js";
import { report } from "./report.js";
import { resultParts } from "./result_view.js";
import { answerInWords } from "./wording.js";

const PROGRESS = ["interview_progress_last", "interview_progress_one"];
const STOPS = {
  sure: "interview_stop_sure",
  settled: "interview_stop_settled",
  nothing_more: "interview_stop_nothing_more",
  long_enough: "interview_stop_long_enough",
  all_asked: "interview_stop_all_asked",
};

/** The parts of what a session shows now; one of them is or has its heading, an h1. */
export function viewOf(session) {
  return { start, question, review, result, removed }[session.now.at](session).filter(Boolean);
}

function primary(session, key, click) {
  const attributes = { type: "button", class: "primary", click };
  return element("p", { class: "buttons" }, element("button", attributes, session.say(key)));
}

function heading(text) {
  return element("h1", { tabindex: "-1" }, element("bdi", {}, text));
}

function start(session) {
  const { page, ladder } = session.data;
  const nothing = page.result === "none";
  return [
    heading(ladder.title[session.language]),
    page.name && element("p", { class: "soft" }, element("bdi", {}, page.name)),
    ...page.intro.split("\n\n").map((text) => text && element("p", {}, text)),
    ...(session.kept?.answers.size ? begun(session) : beginning(session)),
    element("p", { class: "soft" }, session.say(nothing ? "page_nothing_kept" : "page_private")),
    !session.store.keeps && !nothing && element("p", { class: "soft" }, session.say("page_not_kept")),
  ];
}

function beginning(session) {
  return [element("p", {}, howLong(session)), primary(session, "page_begin", () => session.ask(new Map()))];
}

/** How many questions there can be, and how long they take, at eight seconds each. */
function howLong(session) {
  const { left } = turnOf(session.data.ladder, new Map()).next;
  if (!left) return "";
  const minutes = Math.max(1, Math.round((left * 8) / 60));
  const time = minutes === 1 ? session.say("minute_one") : session.say("minutes", { count: minutes });
  return session.say("page_how_long", { questions: left, minutes: time });
}

function begun(session) {
  const startOver = () => {
    session.forget("start");
    session.ask(new Map());
  };
  return [
    element("p", {}, session.say("page_kept", { count: session.kept.answers.size })),
    primary(session, "page_go_on", () => session.resume()),
    element("p", {}, button(session.say("page_start_over"), startOver)),
  ];
}

function question(session) {
  const { answers, signal } = session.now;
  const { next } = turnOf(session.data.ladder, new Map([...answers].filter(([each]) => each !== signal)));
  const more = (next.left ?? 1) - 1;
  const progress = PROGRESS[more] ?? "interview_progress";
  const asked = {
    signal,
    next: next.signal === signal ? next : null,
    before: answers.get(signal) ?? session.earlier.get(signal),
    progress: answers.has(signal)
      ? session.say("page_changing")
      : session.say(progress, { number: answers.size + 1, more }),
    today: today(),
  };
  const say = (key, values) => session.say(key, values);
  return questionParts(session.data, session.language, say, asked, (found) => session.answer(signal, found));
}

function review(session) {
  const { answers, time } = session.now;
  const { reason } = turnOf(session.data.ladder, answers).next;
  const onward = session.data.page.result === "none" ? "page_to_sending" : "page_to_result";
  return [
    heading(session.say("review")),
    reason && element("p", {}, session.say(STOPS[reason])),
    element("dl", { class: "review" }, ...[...answers].map(([signal, found]) => reviewed(session, signal, found))),
    primary(session, onward, () => session.goOn({ at: "result", time: time ?? moment() })),
  ];
}

function reviewed(session, signal, found) {
  const { ladder } = session.data;
  const asked = ladder.signals[signal].question[session.language];
  const said =
    found.option < 0 ? session.say("dont_know") : answerInWords(ladder, session.language, { signal, ...found });
  const change = button(session.say("page_change"), () => session.goOn({ at: "question", signal }));
  change.setAttribute("aria-label", `${session.say("page_change")}: ${asked}`);
  return element("div", {}, element("dt", {}, asked), element("dd", {}, said), element("dd", {}, change));
}

function result(session) {
  const { data, language } = session;
  const { page, ladder } = data;
  const { answers, time } = session.now;
  const nothing = page.result === "none";
  const found = nothing ? null : assess(ladder, answers, { subject: page.name || null, time });
  const said = found && report(ladder, data.messages, found, language);
  const say = (key, values) => session.say(key, values);
  const onScreen = (key, click) => element("p", { class: "screen" }, button(session.say(key), click));
  return [
    heading(nothing ? say("page_thanks") : page.name || ladder.title[language]),
    !nothing && !said && element("p", {}, say("page_no_result")),
    said && onScreen("page_sending", () => document.getElementById("sending").focus()),
    ...(said ? resultParts(say, said, page.result === "brief") : []),
    said && onScreen("page_print", () => window.print()),
    element(
      "section",
      { class: "screen" },
      element("h2", { id: "sending", tabindex: "-1" }, say("page_sending")),
      element("p", {}, say("page_sending_how")),
      ...handingBackParts(data, language, say, answers, { name: session.name, time }, (name) => session.rename(name)),
      element("p", {}, ending(session, nothing)),
    ),
  ];
}

function ending(session, nothing) {
  const [key, at] = nothing ? ["page_next_person", "start"] : ["page_sent", "removed"];
  const end = () => {
    session.forget(at);
    session.show();
  };
  return button(session.say(key), end);
}

function removed(session) {
  return [heading(session.say("page_removed")), primary(session, "page_start_over", () => session.ask(new Map()))];
}

function today() {
  const day = new Date();
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()];
}

function moment() {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
