// Lists the earlier attempts of an exercise; each can be opened again, text and report.
import { element } from "./dom.js";
import { countWords } from "./words.js";

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export class EarlierAttempts {
  #summary = element("summary");
  #list = element("ol");
  #actions;
  element = element("details", { class: "gt-earlier", hidden: true }, this.#summary, this.#list);

  /** `openText(attempt)` and `showReport(attempt)` are called when the trainee asks for them. */
  constructor(actions) {
    this.#actions = actions;
  }

  show(attempts) {
    this.element.hidden = attempts.length === 0;
    this.#summary.textContent = `Earlier attempts (${attempts.length})`;
    this.#list.replaceChildren(...attempts.map((attempt) => this.#item(attempt)));
  }

  #item(attempt) {
    const when = shownTime(attempt.at);
    const button = (label, act) => {
      const made = element("button", { type: "button", class: "gt-small" }, label, unseen(` of ${when}`));
      made.addEventListener("click", () => act(attempt));
      return made;
    };
    return element(
      "li",
      {},
      element("time", { datetime: attempt.at }, when),
      element("span", { class: "gt-attempt-result" }, result(attempt.report)),
      element("span", {}, wordsOf(attempt)),
      element(
        "span",
        { class: "gt-choices" },
        button("Open the text", this.#actions.openText),
        attempt.report ? button("See the report", this.#actions.showReport) : null,
      ),
    );
  }
}

/** The date and time as people here write them; the text itself where it is no time. */
export function shownTime(at) {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : TIME.format(time);
}

/** The outcome of an attempt in a few words. */
export function result(report) {
  if (!report) return "put aside, not checked";
  if (report.status === "not_gradable") return "not gradable";
  if (report.score === null) return "not graded in full";
  return `${report.score} of 100${report.passed ? ", passed" : ""}`;
}

function wordsOf({ report, text }) {
  const words = report?.words ?? countWords(text);
  return words === 1 ? "1 word" : `${words} words`;
}

function unseen(text) {
  return element("span", { class: "gt-unseen" }, text);
}
