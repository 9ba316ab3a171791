import { message } from "./messages.js";
import { answerInWords, basis, dateInWords, headline, percent, shortestWay, stageNames } from "./wording.js";

const FIRST_STEPS = 3;
const FEW = 4;
const NEGLIGIBLE = 0.05;
const A_LOT = 0.5;
const EFFORT_KEYS = { low: "effort_low", medium: "effort_medium", high: "effort_high" };
const STATE_KEYS = { dont_know: "dont_know", not_asked: "not_asked", not_applicable: "not_applicable" };

/** An assessment in the words of one language, in ordered sections: as the page of a terminal's result has it. */
export function report(ladder, messages, assessment, language) {
  const writer = new ReportWriter(ladder, messages, assessment, language);
  const { subject, time, stage, status } = assessment;
  return {
    language,
    subject: subject ?? "",
    title: ladder.title[language],
    date: dateInWords(messages, language, time),
    clear: status === "clear",
    headline: headline(messages, language, assessment),
    stageNames: stageNames(ladder, messages, language, assessment),
    summary: writer.say("summary", { stage: stage + 1, summary: ladder.stages[stage].summary[language] }),
    sections: writer.sections().filter((section) => section.blocks.length > 0),
    remarks: writer.remarks(),
    source: writer.say("model_line", { id: ladder.id, version: ladder.version, time: time || "-" }),
    sha256: ladder.sha256,
  };
}

/** Puts the parts of one assessment into words. */
class ReportWriter {
  constructor(ladder, messages, assessment, language) {
    this.ladder = ladder;
    this.found = assessment;
    this.language = language;
    this.say = (key, values) => message(messages, language, key, values);
    this.shortestWay = (numbers) => shortestWay(messages, language, numbers);
    this.basis = () => basis(messages, language, ladder);
  }

  question(signal) {
    return this.ladder.signals[signal].question[this.language];
  }

  label({ signal, option }) {
    return this.ladder.signals[signal].options[option].label[this.language];
  }

  stageName(stage) {
    return this.ladder.stages[stage].name[this.language];
  }

  sections() {
    const { evidence, runnerUp, answers } = this.found;
    const pro = evidence.filter((each) => each.logOdds >= NEGLIGIBLE);
    const contra = evidence.filter((each) => each.logOdds <= -NEGLIGIBLE).reverse();
    return [
      { heading: this.stepsHeading(), blocks: this.steps() },
      { heading: this.say("spoke_for"), blocks: this.points("+", pro) },
      { heading: this.say("spoke_against", { other: runnerUp + 1 }), blocks: this.points("-", contra) },
      { heading: this.say("surprises"), blocks: this.surprises() },
      { heading: this.say("worth_asking"), blocks: this.worthAsking() },
      { heading: this.say("ahead"), blocks: this.ahead() },
      { heading: this.say("ladder"), blocks: [this.rungs()] },
      { heading: this.say("explain"), blocks: this.balance() },
      {
        heading: this.say("all_answers"),
        blocks: [
          {
            kind: "answertable",
            headings: [this.say("question"), this.say("answer")],
            rows: answers.map((answer) => this.answer(answer)),
          },
        ],
      },
    ];
  }

  stepsHeading() {
    const { aim, status, stage } = this.found;
    if (aim === null) return this.say("upkeep");
    return this.say(status === "unclear" ? "steps_if" : "steps", { stage: stage + 1 });
  }

  steps() {
    const { steps, aim, stage, status } = this.found;
    if (steps.length === 0) return aim === null ? [] : [paragraph(this.say("no_steps"))];
    const way = this.found.shortestWay ?? [];
    const first = new Set([...way, ...steps.filter((gain) => gain.lifts > 0).map((gain) => gain.step)]);
    for (const gain of [...steps].reverse()) {
      if (first.has(gain.step) && gain.after !== null) {
        first.add(gain.after); // what opens a step's gate stands before it
      }
    }
    const gains = [...steps.filter((gain) => first.has(gain.step)), ...steps.filter((gain) => !first.has(gain.step))];
    const numbers = new Map(gains.map((gain, at) => [gain.step, at + 1]));
    const items = gains.map((gain) => this.step(this.ladder.stages[stage].steps[gain.step], gain, numbers));
    const folded = items.length > FIRST_STEPS ? this.say("steps_more") : "";
    const blocks = [{ kind: "steps", first: items.slice(0, FIRST_STEPS), more: items.slice(FIRST_STEPS), folded }];
    const onTheWay = way.map((step) => numbers.get(step));
    const certain = aim !== null && status !== "unclear"; // otherwise no way is the shortest
    if (certain && onTheWay.length < items.length && onTheWay.every((number) => number <= FIRST_STEPS)) {
      blocks.push(paragraph(this.shortestWay(onTheWay)));
    }
    return blocks;
  }

  step(known, gain, numbers) {
    const details = [this.say(EFFORT_KEYS[known.effort])];
    if (gain.lifts > 0 && this.found.aim !== null) details.push(this.say("lifts", { stage: this.found.aim + 1 }));
    if (gain.after !== null) details.push(this.say("after_step", { number: numbers.get(gain.after) }));
    const { do: action, why } = known;
    const number = numbers.get(gain.step);
    return { number, do: action[this.language], why: why[this.language], details: details.join(", ") };
  }

  points(sign, evidence) {
    const shown = evidence.slice(0, FEW).map((each) => [this.question(each.signal), this.label(each)]);
    const blocks = shown.length > 0 ? [{ kind: "points", sign, items: shown }] : [];
    if (evidence.length > FEW) blocks.push(paragraph(this.say("and_more", { number: evidence.length - FEW }), true));
    return blocks;
  }

  surprises() {
    const items = this.found.surprises.map((each) => {
      const name = this.stageName(each.likelierAt);
      return ["", this.say("surprise", { label: this.label(each), number: each.likelierAt + 1, name })];
    });
    return items.length > 0 ? [{ kind: "points", sign: "", items }] : [];
  }

  worthAsking() {
    const items = this.found.worthAsking.slice(0, 3).map((signal) => ["", this.question(signal)]);
    return items.length > 0 ? [{ kind: "points", sign: "?", items }] : [];
  }

  /** Say which stage is next, and which one the steps aim at if that is a later one. */
  ahead() {
    const { aim, stage } = this.found;
    const said = (key, at) => this.say(key, { number: at + 1, name: this.stageName(at) });
    const sentences = aim === null ? [this.say("last_stage")] : [said("next_stage", stage + 1)];
    if (aim !== null && aim !== stage + 1) sentences.push(said("aim", aim));
    return [paragraph(sentences.join(" ")), paragraph(this.ladder.stages[stage].ahead[this.language])];
  }

  rungs() {
    const { posterior, stage, status, runnerUp, ruledOutBy } = this.found;
    const rungs = posterior.map((probability, at) => {
      const here = at === stage;
      const orHere = status === "between" && at === runnerUp;
      let note = "";
      if (here) {
        note = this.say(status === "unclear" ? "closest" : "here");
      } else if (orHere) {
        note = this.say("or_here");
      } else if (ruledOutBy[at].length > 0) {
        note = this.say("ruled_out");
      }
      return {
        number: at + 1,
        name: this.stageName(at),
        probability,
        percent: percent(probability),
        note,
        here,
        orHere,
      };
    });
    return { kind: "ladder", headings: [this.say("stage"), this.say("probability")], rungs, precise: false };
  }

  balance() {
    const { evidence, stage, runnerUp, logOdds, priorLogOdds } = this.found;
    const weights = evidence.map((each) => this.weight(this.question(each.signal), this.label(each), each.logOdds));
    if (priorLogOdds !== 0) weights.unshift(this.weight("", this.say("prior"), priorLogOdds));
    const headings = [this.say("answer"), this.say("speaks")];
    return [
      paragraph(this.say("balance", { stage: stage + 1, other: runnerUp + 1 }), true),
      { kind: "balance", headings, weights, total: this.weight("", this.say("total"), logOdds) },
    ];
  }

  /** How far an answer tips the balance, in words. */
  weight(question, answer, logOdds) {
    let key = "weight_nothing";
    if (logOdds >= NEGLIGIBLE) {
      key = logOdds >= A_LOT ? "weight_for_a_lot" : "weight_for_a_little";
    } else if (logOdds <= -NEGLIGIBLE) {
      key = logOdds <= -A_LOT ? "weight_against_a_lot" : "weight_against_a_little";
    }
    return { question, answer, logOdds, words: this.say(key) };
  }

  answer(answer) {
    const words =
      answer.option === null ? this.say(STATE_KEYS[answer.state]) : answerInWords(this.ladder, this.language, answer);
    return [this.question(answer.signal), words];
  }

  /** Stages ruled out, contradictions, answers that do not count, coverage, and the source of the numbers. */
  remarks() {
    const { ruledOutBy, contradicts, notCounted, coverage, stage } = this.found;
    const ruledOut = new Map();
    ruledOutBy.forEach((signals, at) => {
      for (const signal of signals) {
        ruledOut.set(signal, [...(ruledOut.get(signal) ?? []), at + 1]);
      }
    });
    const about = (key, signal, values) => this.say(key, { question: this.question(signal), ...values });
    return [
      ...[...ruledOut].map(([signal, stages]) => about("stages_ruled_out", signal, { numbers: stages.join(", ") })),
      ...contradicts.map((signal) => about("contradicts", signal, { stage: stage + 1 })),
      ...notCounted.map((signal) => about("not_counted", signal)),
      this.say("coverage", coverage),
      this.basis(),
    ];
  }
}

const paragraph = (text, soft = false) => ({ kind: "paragraph", text, soft });
