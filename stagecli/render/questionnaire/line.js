import { DONT_KNOW } from "./tables.js";

const MARK = "stagecli";

/** The answers as they are handed back, in JSON for programs; `time` is a moment in UTC, such as 2026-11-26T22:00:00Z. */
export function returnedAnswers(data, answers, { subject, time, language }) {
  const { id, version, sha256, signals } = data.ladder;
  const given = [...answers].map(([index, { option, number }]) => [
    signals[index].id,
    option === DONT_KNOW ? "dont_know" : (number ?? signals[index].options[option].id),
  ]);
  return {
    contract: "stagecli/answers/1",
    model: { id, version, sha256 },
    reference: data.page.reference || null,
    subject: subject || null,
    time,
    language,
    answers: Object.fromEntries(given),
  };
}

/** The same in one line for a mail, which finds damage on the way: base64url of a list, and its checksum. */
export function answersLine({ model, reference, subject, time, language, answers }) {
  const fields = [1, model.id, model.version, model.sha256, reference, subject, time, language, answers];
  const bytes = Array.from(new TextEncoder().encode(JSON.stringify(fields)), (byte) => String.fromCharCode(byte));
  const inside = btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${MARK}[${inside}.${checksum(inside)}]${MARK}`;
}

/** CRC-32 of a text in ASCII, as eight hexadecimal digits. */
function checksum(text) {
  let sum = -1;
  for (const character of text) {
    sum ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (~sum >>> 0).toString(16).padStart(8, "0");
}
