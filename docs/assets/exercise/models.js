// "See a model": fetched when it is opened, and only after an attempt that could be graded.
import { annotated } from "./annotated.js";
import { element } from "./dom.js";
import { markedText } from "./marked.js";

const MODELS = new URL("../grader/models/", import.meta.url);

export class Models {
  #exercise;
  #read;
  #body = element("div", { class: "gt-models-body" });
  #isLoaded = false;
  element = element("details", { class: "gt-models" }, element("summary", {}, "See a model"), this.#body);

  /** `read(text)` resolves with `{text}`, a string or element, and with `{report, titles}` where it was graded. */
  constructor(exercise, read) {
    this.#exercise = exercise;
    this.#read = read;
    this.element.addEventListener("toggle", () => this.element.open && this.#load());
  }

  async #load() {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    this.#say("Fetching the model.");
    let trouble = "The model could not be loaded. Check your connection, then close and open this again.";
    try {
      const response = await fetch(new URL(`${this.#exercise}.json`, MODELS), { cache: "no-cache" });
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      const models = await response.json();
      trouble = "The model arrived and could not be shown. Reload the page; if it stays so, please report it.";
      const shown = [];
      for (const model of models) shown.push(await this.#model(model)); // one worker: one after the other
      this.#body.replaceChildren(...shown);
    } catch (fault) {
      console.warn("A model could not be opened.", fault);
      this.#isLoaded = false;
      this.#say(trouble);
    }
  }

  #say(sentence) {
    this.#body.replaceChildren(element("p", { role: "status" }, sentence));
  }

  async #model({ title, text, annotations = [] }) {
    const { shown, reasons } = annotations.length ? explained(text, annotations) : await this.#graded(text);
    return element(
      "article",
      { class: "gt-model" },
      element("h3", {}, title),
      element("div", { class: "gt-marked" }, shown),
      reasons && element("h4", {}, "What makes it work"),
      reasons,
    );
  }

  /** Where nobody has said why a model works, the grader says what counted. */
  async #graded(text) {
    const read = await this.#read(text).catch(() => ({ text })); // a model can be read without its marks
    const strengths = read.report?.strengths ?? [];
    return {
      shown: read.report ? counted(read) : read.text,
      reasons: strengths.length ? element("ul", {}, ...strengths.map((sentence) => element("li", {}, sentence))) : null,
    };
  }
}

function explained(text, annotations) {
  const { shown, list } = annotated(text, annotations);
  return { shown, reasons: list };
}

/** The text with what earned its ratings marked; the first of some marks in a row names their criterion. */
function counted({ text, report, titles }) {
  const earned = report.ratings.map(({ criterion, evidence }) => ({
    criterion,
    evidence: evidence.filter(({ role }) => role === "for"),
  }));
  let named = null;
  return markedText(text, earned, titles, ([{ criterion }]) => {
    const label = criterion === named ? null : titles.get(criterion);
    named = criterion;
    return label;
  });
}
