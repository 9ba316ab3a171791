import { given, packed, turnOf, unpacked } from "./interview.js";
import { message } from "./messages.js";
import { storeOf } from "./store.js";

const NOTHING = { answers: new Map(), at: "start", signal: null, time: null };

/**
 * One reader's visit: the answers at each turn of the browser's history, which of these is shown, and what the device
 * keeps of them. The history itself has only the turns' numbers.
 */
export class Session {
  constructor(data, show) {
    const { page, ladder } = data;
    this.data = data;
    this.show = show;
    this.store = storeOf(`stagecli:${ladder.sha256}:${page.reference || page.name}`, page.result !== "none");
    this.kept = this.store.load((found) => ({ ...found, answers: unpacked(ladder, found.answers) }));
    this.language = languageOf(page.languages, this.kept?.language);
    this.name = String(this.kept?.name ?? "");
    this.earlier = new Map();
    this.begin("start");
  }

  /** What is shown: where one is, with which answers, at which question, and when the result was first seen. */
  get now() {
    return this.turns[this.turn];
  }

  say(key, values) {
    return message(this.data.messages, this.language, key, values);
  }

  /** Show something else, as one more turn. */
  goOn(next) {
    this.turns = [...this.turns.slice(0, this.turn + 1), { ...this.now, ...next }];
    this.turn += 1;
    this.mark("pushState");
    this.keep();
    this.show();
  }

  /** Ask what is still worth asking of these answers, or offer them for review. */
  ask(answers) {
    const { next } = turnOf(this.data.ladder, answers);
    const at = "signal" in next ? "question" : "review";
    this.goOn({ answers, at, signal: next.signal ?? null, time: null });
  }

  answer(signal, found) {
    this.earlier.set(signal, found);
    this.ask(given(this.data.ladder, this.now.answers, signal, found));
  }

  /** Go on with the answers that were kept; from a result, Back leads to their review. */
  resume() {
    const { answers, time } = this.kept;
    if (time === null) return this.ask(answers);
    this.goOn({ answers, at: "review", signal: null, time });
    this.goOn({ at: "result" });
  }

  /** Remove the answers, from the device too, and show something that has none. */
  forget(at) {
    this.store.clear();
    this.earlier.clear();
    this.kept = null;
    this.name = "";
    this.begin(at);
  }

  /** Begin a history to which no earlier turn belongs. */
  begin(at) {
    this.id = String(Math.random());
    this.turns = [{ ...NOTHING, at }];
    this.turn = 0;
    this.mark("replaceState");
  }

  mark(how) {
    history[how]({ id: this.id, turn: this.turn }, "");
  }

  /** Follow the browser's Back or Forward. */
  follow(state) {
    if (state === null) return this.mark("replaceState"); // a link within the view
    this.turn = state.id === this.id && state.turn < this.turns.length ? state.turn : 0;
    this.show();
  }

  keep() {
    const { answers, time } = this.now;
    if (answers.size === 0) return;
    this.kept = { answers, language: this.language, name: this.name, time };
    this.save();
  }

  save() {
    this.store.save({ ...this.kept, answers: packed(this.kept.answers) });
  }

  rename(name) {
    this.name = name;
    this.keep();
  }

  speak(language) {
    this.language = language;
    if (this.kept === null) return;
    this.kept = { ...this.kept, language };
    this.save();
  }
}

function languageOf(languages, kept) {
  const wanted = [kept, ...navigator.languages.map((each) => each.split("-")[0])];
  return wanted.find((each) => languages.includes(each)) ?? languages[0];
}
