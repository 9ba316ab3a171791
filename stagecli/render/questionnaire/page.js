import { assess } from "./assessment.js";
import { element } from "./dom.js";
import { handingBackParts } from "./handing_back.js";
import { given, packed, turnOf, unpacked } from "./interview.js";
import { message } from "./messages.js";
import { questionParts } from "./question_view.js";
import { report } from "./report.js";
import { resultParts } from "./result_view.js";
import { storeOf } from "./store.js";
import { ladderOf } from "./tables.js";
import { withTexts } from "./texts.js";
import { answerInWords } from "./wording.js";

const PROGRESS = ["interview_progress_last", "interview_progress_one"];
const STOPS = {
  sure: "interview_stop_sure",
  settled: "interview_stop_settled",
  nothing_more: "interview_stop_nothing_more",
  long_enough: "interview_stop_long_enough",
  all_asked: "interview_stop_all_asked",
};
const NOTHING = { answers: new Map(), at: "start", signal: null, time: null };

/** Run the page: what is shown follows from the answers and the place in the interview. */
function run(data, place) {
  const { page } = data;
  const store = storeOf(`stagecli:${data.ladder.sha256}:${page.reference || page.name}`, page.result !== "none");
  let session = String(Math.random());
  let kept = store.load((found) => ({ ...found, answers: unpacked(data.ladder, found.answers) }));
  let language = languageOf(page.languages, kept?.language);
  let name = kept?.name ?? "";
  let turns = [NOTHING];
  let turn = 0;
  const earlier = new Map();

  const say = (key, values) => message(data.messages, language, key, values);
  const now = () => turns[turn];

  /** Take up the answers at another place, as one more turn of the browser's history. */
  const goOn = (next) => {
    turns = [...turns.slice(0, turn + 1), { ...now(), ...next }];
    turn += 1;
    history.pushState({ session, turn }, "");
    keep();
    show();
  };
  const keep = () => {
    const { answers, time } = now();
    if (answers.size === 0) return;
    kept = { answers, language, name, time };
    save();
  };
  const save = () => store.save({ ...kept, answers: packed(kept.answers) });
  /** Ask what is still worth asking of these answers, or offer them for review. */
  const ask = (answers) => {
    const { next } = turnOf(data.ladder, answers);
    const at = "signal" in next ? "question" : "review";
    goOn({ answers, at, signal: next.signal ?? null, time: null });
  };
  const answer = (signal, found) => {
    earlier.set(signal, found);
    ask(given(data.ladder, now().answers, signal, found));
  };
  const forget = () => {
    store.clear();
    earlier.clear();
    [kept, name, turns, turn, session] = [null, "", [NOTHING], 0, String(Math.random())];
    history.replaceState({ session, turn }, "");
  };

  const views = {
    start: () => [
      heading(data.ladder.title[language]),
      page.name && element("p", { class: "soft" }, element("bdi", {}, page.name)),
      ...page.intro.split("\n\n").map((text) => text && element("p", {}, text)),
      ...(kept?.answers.size ? goingOn() : [element("p", {}, howLong()), primary("page_begin", () => ask(new Map()))]),
      element("p", { class: "soft" }, say(page.result === "none" ? "page_nothing_kept" : "page_private")),
      !store.keeps && page.result !== "none" && element("p", { class: "soft" }, say("page_not_kept")),
    ],
    question: () => {
      const { answers, signal } = now();
      const others = new Map([...answers].filter(([each]) => each !== signal));
      const { next } = turnOf(data.ladder, others);
      const changes = answers.has(signal);
      const before = answers.get(signal) ?? earlier.get(signal);
      const more = (next.left ?? 1) - 1;
      const number = answers.size + 1;
      const progress = changes ? say("page_changing") : say(PROGRESS[more] ?? "interview_progress", { number, more });
      const asked = { signal, next: next.signal === signal ? next : null, before, progress, today: today() };
      return questionParts(data, language, say, asked, (found) => answer(signal, found));
    },
    review: () => {
      const { answers } = now();
      const { reason } = turnOf(data.ladder, answers).next;
      const onward = page.result === "none" ? "page_to_sending" : "page_to_result";
      return [
        heading(say("review")),
        reason && element("p", {}, say(STOPS[reason])),
        element("dl", { class: "review" }, ...[...answers].map(([signal, found]) => reviewed(signal, found))),
        primary(onward, () => goOn({ at: "result", time: now().time ?? moment() })),
      ];
    },
    result: () => {
      const { answers, time } = now();
      const found = page.result === "none" ? null : assess(data.ladder, answers, { subject: page.name || null, time });
      const said = found && report(data.ladder, data.messages, found, language);
      const handingBack = [
        element("h2", { id: "sending", tabindex: "-1" }, say("page_sending")),
        element("p", {}, say("page_sending_how")),
        ...handingBackParts(data, language, say, answers, { name, time }, (text) => {
          name = text;
          keep();
        }),
      ];
      return [
        heading(page.result === "none" ? say("page_thanks") : page.name || data.ladder.title[language]),
        page.result !== "none" && !said && element("p", {}, say("page_no_result")),
        said &&
          element(
            "p",
            { class: "screen" },
            button("page_sending", () => document.getElementById("sending").focus()),
          ),
        ...(said ? resultParts(say, said, page.result === "brief") : []),
        said &&
          element(
            "p",
            { class: "screen" },
            button("page_print", () => window.print()),
          ),
        element("section", { class: "screen" }, ...handingBack, ending()),
      ];
    },
    removed: () => [heading(say("page_removed")), primary("page_start_over", () => ask(new Map()))],
  };

  const goingOn = () => [
    element("p", {}, say("page_kept", { count: kept.answers.size })),
    primary("page_go_on", () => {
      const { answers, time } = kept;
      if (time === null) return ask(answers);
      goOn({ answers, at: "review", signal: null, time });
      goOn({ at: "result" });
    }),
    element(
      "p",
      {},
      button("page_start_over", () => {
        forget();
        ask(new Map());
      }),
    ),
  ];
  const howLong = () => {
    const { left } = turnOf(data.ladder, new Map()).next;
    if (!left) return "";
    const minutes = Math.max(1, Math.round((left * 8) / 60));
    const time = minutes === 1 ? say("minute_one") : say("minutes", { count: minutes });
    return say("page_how_long", { questions: left, minutes: time });
  };
  const reviewed = (signal, found) => {
    const question = data.ladder.signals[signal].question[language];
    const said = found.option < 0 ? say("dont_know") : answerInWords(data.ladder, language, { signal, ...found });
    const change = button("page_change", () => goOn({ at: "question", signal }));
    change.setAttribute("aria-label", `${say("page_change")}: ${question}`);
    return element("div", {}, element("dt", {}, question), element("dd", {}, said), element("dd", {}, change));
  };
  const ending = () => {
    const key = page.result === "none" ? "page_next_person" : "page_sent";
    const end = () => {
      forget();
      turns = [{ ...NOTHING, at: page.result === "none" ? "start" : "removed" }];
      show();
    };
    return element("p", {}, button(key, end));
  };
  const button = (key, click) => element("button", { type: "button", click }, say(key));
  const primary = (key, click) =>
    element("p", { class: "buttons" }, element("button", { type: "button", class: "primary", click }, say(key)));

  const show = (focus = true) => {
    document.documentElement.lang = language;
    const back = now().at !== "start" && now().at !== "removed" && button("page_back", () => history.back());
    const parts = views[now().at]().filter(Boolean);
    place.replaceChildren(
      element("header", { class: "screen top" }, back || element("span"), switches()),
      element("main", {}, ...parts),
    );
    const title = place.querySelector("h1");
    document.title =
      title.textContent === data.ladder.title[language]
        ? title.textContent
        : `${title.textContent} – ${data.ladder.title[language]}`;
    if (focus) {
      window.scrollTo(0, 0);
      title.focus();
    }
  };
  const switches = () =>
    page.languages.length > 1 &&
    element(
      "nav",
      { "aria-label": say("page_language") },
      ...page.languages.map((each) =>
        element(
          "button",
          { type: "button", lang: each, "aria-pressed": String(each === language), click: () => speak(each) },
          message(data.messages, each, "page_language_name"),
        ),
      ),
    );
  const speak = (other) => {
    const inputs = () => [...place.querySelectorAll("main input")];
    // What is chosen or typed may not be an answer yet.
    const before = inputs().map(({ value, checked }) => ({ value, checked }));
    language = other;
    if (kept) {
      kept = { ...kept, language };
      save();
    }
    show(false);
    for (const [index, input] of inputs().entries()) Object.assign(input, before[index]);
    place.querySelector(`nav [lang="${other}"]`).focus();
  };

  window.addEventListener("popstate", ({ state }) => {
    if (state === null) return history.replaceState({ session, turn }, ""); // a link within the view
    turn = state.session === session && state.turn < turns.length ? state.turn : 0;
    show();
  });
  window.addEventListener("beforeprint", () => {
    for (const details of place.querySelectorAll("details")) details.open = true;
  });
  history.replaceState({ session, turn }, "");
  show(false);
}

function heading(text) {
  return element("h1", { tabindex: "-1" }, element("bdi", {}, text));
}

function languageOf(languages, kept) {
  const wanted = [kept, ...navigator.languages.map((each) => each.split("-")[0])];
  return wanted.find((each) => languages.includes(each)) ?? languages[0];
}

function today() {
  const day = new Date();
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()];
}

function moment() {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

const DATA = JSON.parse(document.getElementById("data").textContent);
const FORM = document.querySelector(".unscripted");
run({ ...DATA, ladder: ladderOf(withTexts(DATA.ladder, FORM)) }, document.getElementById("page"));
FORM.remove();
