/** The ladder as the script takes it: its questions and labels stand only in the form for those without a script. */
export function withTexts(ladder, form) {
  const sections = [...form.querySelectorAll("section")];
  const texts = (selector) =>
    sections.map(({ lang, children }) => [lang, [...children].pop().querySelectorAll(selector)]);
  const [questions, labels] = [texts(":scope > li > b"), texts("li li")];
  const nth = (found, index) =>
    Object.fromEntries(found.map(([lang, nodes]) => [lang, nodes[index].textContent.trim()]));
  let at = 0;
  const signals = ladder.signals.map((signal, index) => ({
    ...signal,
    question: nth(questions, index),
    options: signal.options.map((option) => ({ forbids: [], ...option, label: nth(labels, at++) })),
  }));
  return { ...ladder, signals };
}
