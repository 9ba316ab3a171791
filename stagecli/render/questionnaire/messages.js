import { general } from "./numbers.js";

/** An interface string in a language, with its values filled in. */
export function message(messages, language, key, values = {}) {
  return messages[language][key].replace(/\{(\w+)\}/g, (_, name) => worded(values[name], language));
}

/** A value in words: a number as the language writes it, a text of the ladder in that language. */
export function worded(value, language) {
  if (typeof value === "number") {
    const text = general(value, 12);
    return language === "el" ? text.replace(".", ",") : text;
  }
  return typeof value === "string" ? value : value[language];
}
