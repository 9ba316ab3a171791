import { button, element } from "./dom.js";
import { message } from "./messages.js";
import { Session } from "./session.js";
import { ladderOf } from "./tables.js";
import { withTexts } from "./texts.js";
import { viewOf } from "./views.js";

/** Run the page: what is shown follows from the session alone. */
function run(data, place) {
  const session = new Session(data, () => show(true));

  const show = (focus) => {
    document.documentElement.lang = session.language;
    const { at } = session.now;
    const back = at !== "start" && at !== "removed" && button(session.say("page_back"), () => history.back());
    place.replaceChildren(
      element("header", { class: "screen top" }, back || element("span"), switches()),
      element("main", {}, ...viewOf(session)),
    );
    const title = place.querySelector("h1");
    const ladder = data.ladder.title[session.language];
    document.title = title.textContent === ladder ? ladder : `${title.textContent} – ${ladder}`;
    if (focus) {
      window.scrollTo(0, 0);
      title.focus();
    }
  };
  const switches = () =>
    data.page.languages.length > 1 &&
    element(
      "nav",
      { "aria-label": session.say("page_language") },
      ...data.page.languages.map((lang) =>
        element(
          "button",
          { type: "button", lang, "aria-pressed": String(lang === session.language), click: () => speak(lang) },
          message(data.messages, lang, "page_language_name"),
        ),
      ),
    );
  const speak = (language) => {
    const inputs = () => [...place.querySelectorAll("main input")];
    // What is chosen or typed may not be an answer yet.
    const before = inputs().map(({ value, checked }) => ({ value, checked }));
    session.speak(language);
    show(false);
    for (const [index, input] of inputs().entries()) Object.assign(input, before[index]);
    place.querySelector(`nav [lang="${language}"]`).focus();
  };

  window.addEventListener("popstate", ({ state }) => session.follow(state));
  window.addEventListener("beforeprint", () => {
    for (const details of place.querySelectorAll("details")) details.open = true;
  });
  show(false);
}

const DATA = JSON.parse(document.getElementById("data").textContent);
const FORM = document.querySelector(".unscripted");
run({ ...DATA, ladder: ladderOf(withTexts(DATA.ladder, FORM)) }, document.getElementById("page"));
FORM.remove();
