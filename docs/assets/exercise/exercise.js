// <golden-thread-exercise>: turns a readable exercise with a plain textarea into one that is graded in the page.
import { summary } from "./changes.js";
import { element } from "./dom.js";
import { shownTime } from "./earlier.js";
import { fitHeight, selectWords } from "./editor.js";
import { criterionTitles, fragmentOf, showFeedback } from "./feedback.js";
import { Grader } from "./grader.js";
import { Kept } from "./kept.js";
import { Models } from "./models.js";
import { dressItems } from "./players/items.js";
import { playerOf } from "./players/players.js";
import { Problem } from "./problems.js";
import { RealPersonWarning } from "./realperson.js";
import { Timer } from "./timer.js";
import { Views } from "./views.js";
import { countWords, utf16Offsets } from "./words.js";

const SITE = new URL("../../", import.meta.url);
const EXERCISES = new URL("../grader/exercises/", import.meta.url);

/** One worker serves all exercises of a page. */
const grader = new Grader();

export class GoldenThreadExercise extends HTMLElement {
  #exercise;
  #data = null;
  #editor;
  #checked = "";
  #isChecking = false;

  connectedCallback() {
    if (this.#editor) return;
    this.#exercise = this.dataset.exercise;
    this.#editor = this.querySelector("textarea");
    this.#build();
    this.#measure();
    this.#listen();
    this.kept.restore();
  }

  #build() {
    const noun = this.dataset.kind === "note" ? "note" : "answer";
    this.button = element("button", { type: "button", class: "md-button md-button--primary" }, `Check my ${noun}`);
    this.button.setAttribute("aria-keyshortcuts", "Control+Enter Meta+Enter");
    this.count = element("span", { class: "gt-count" });
    this.kept = new Kept(this.#exercise, this.#editor, {
      changed: () => this.#measure(),
      cleared: () => this.#hideReport(),
      showReport: (attempt) => this.#showEarlier(attempt),
      grader,
    });
    this.status = element("p", { class: "gt-status", role: "status" });
    this.progress = element("progress", { class: "gt-progress", hidden: true, "aria-label": "Loading the grader" });
    this.problem = element("div", { class: "gt-problem", role: "alert" });
    this.panel = element("div", { class: "gt-result", hidden: true });
    const keys = element("span", { class: "gt-keys" }, "or Ctrl/⌘ + Enter");
    const bar = element("div", { class: "gt-bar" }, this.button, keys, this.count, this.kept.saved);
    this.player = playerOf(this);
    this.warning = new RealPersonWarning();
    this.models = new Models(this.#exercise, (text) => this.#readModel(text));
    this.querySelector(".gt-plain").after(
      bar, this.kept.warnings, this.status, this.progress, this.warning.element, this.problem, this.kept.element,
    );
    if (this.dataset.kind === "note") this.#editor.before(new Timer().element);
    this.#buildViews();
    this.append(this.panel);
  }

  #buildViews() {
    // The note of a review stays in sight beside its ratings, so that its words can be marked.
    const sheet = this.dataset.kind === "review" ? null : this.querySelector(".gt-sheet");
    const title = (part) => part.querySelector("h2").textContent;
    this.views = new Views(this, {
      ...(sheet && { case: { label: title(sheet) } }),
      note: { label: title(this.querySelector(".gt-write")), chosen: () => this.#goToAnswer() },
      feedback: { label: "Feedback" },
    });
    this.views.enable("feedback", false);
    this.views.show(sheet ? "case" : "note");
    this.prepend(this.views.bar);
  }

  #listen() {
    const editor = this.#editor;
    this.querySelector(".gt-write").addEventListener("focusin", () => this.#warmUp(), { once: true });
    editor.addEventListener("input", () => this.#measure());
    this.querySelector(".gt-write").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.check();
      }
    });
    this.button.addEventListener("click", () => this.check());
    window.addEventListener("resize", () => fitHeight(editor));
    grader.addEventListener("progress", ({ detail }) => {
      this.progress.max = detail.total;
      this.progress.value = detail.done;
    });
  }

  /** The editor, seen and as tall as its text; a hidden one has no height to measure. */
  #showEditor() {
    this.views.show("note");
    fitHeight(this.#editor);
    return this.#editor;
  }

  /** Put the trainee where the answer is given. */
  #goToAnswer() {
    const editor = this.#showEditor();
    (this.player ?? editor).focus();
  }

  #measure() {
    const words = countWords(this.#editor.value);
    this.player?.read();
    this.count.textContent = this.player?.progress() ?? (words === 1 ? "1 word" : `${words} words`);
    fitHeight(this.#editor);
  }

  /** Load the grader while the trainee is reading and typing; a failure is told at once, not on the click. */
  async #warmUp() {
    try {
      await this.#loadGrader();
      if (!this.#isChecking) this.status.textContent = "The grader is ready.";
    } catch (problem) {
      if (!this.#isChecking) this.#tell(problem);
    }
  }

  async #loadGrader() {
    this.progress.hidden = false;
    if (!this.#isChecking) this.status.textContent = "Loading the grader. You can write meanwhile.";
    try {
      await grader.start();
    } finally {
      this.progress.hidden = true;
    }
  }

  /** Grade what stands in the editor and show the report, or say why there is none. */
  async check() {
    if (this.#isChecking) return;
    if (this.player?.isUntouched) {
      this.status.textContent = "Nothing is chosen yet.";
      this.player.focus();
      return;
    }
    this.#isChecking = true;
    this.button.setAttribute("aria-disabled", "true");
    this.problem.replaceChildren();
    this.toggleAttribute("data-failed", false);
    this.warning.hide();
    this.status.textContent = this.player ? "Checking your answer." : "Checking your note.";
    this.kept.save();
    const text = this.#editor.value;
    try {
      const [data] = await Promise.all([this.#exerciseData(), this.#loadGrader()]);
      const request = { ...data, text, id: "", base: SITE.href };
      if (await this.#mayBeGraded(request)) this.#show(await grader.grade(request), text);
    } catch (problem) {
      this.#tell(problem);
      if (problem.name === "took-too-long") grader.start().catch((next) => this.#tell(next));
    } finally {
      this.#isChecking = false;
      this.button.removeAttribute("aria-disabled");
    }
  }

  /** Ask first when the prose seems to hold identifiers of a real person. */
  async #mayBeGraded(request) {
    if (this.player) return true;
    const found = await grader.identifiers(request);
    const mayGoOn = this.warning.mayGoOn(found, {
      goOn: () => this.check(),
      change: ({ start, end }) => this.#select(start, end),
    });
    if (!mayGoOn) this.status.textContent = "Not checked yet.";
    return mayGoOn;
  }

  /** Models open after an attempt that could be graded. */
  #offerModels(report) {
    if (report.status === "graded") this.panel.append(this.models.element);
  }

  /** What a model is shown as: notes and passages with what counted in them, the other kinds as they stand. */
  async #readModel(text) {
    if (this.player) return { text: this.player.inWords(text) };
    if (this.dataset.kind === "rewrite") return { text };
    const { report, html } = await grader.grade({ ...(await this.#exerciseData()), text, id: "", base: SITE.href });
    return { text, report, titles: criterionTitles(fragmentOf(html)) };
  }

  async #exerciseData() {
    try {
      if (!this.#data) {
        const response = await fetch(new URL(`${this.#exercise}.json`, EXERCISES), { cache: "no-cache" });
        if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
        this.#data = await response.json();
      }
      return this.#data;
    } catch (fault) {
      throw new Problem("no-exercise", fault);
    }
  }

  #show(answer, text) {
    const before = this.kept.last && summary(this.kept.last);
    const heading = showFeedback(this.panel, answer, text, before, (...place) => this.#jump(...place));
    this.#checked = text;
    if (this.player) {
      dressItems(this.panel, answer.report, this.player);
      this.player.showReport(answer.report, this.#data);
    }
    this.#offerModels(answer.report);
    this.kept.add(text, answer);
    this.status.textContent = `Checked. ${heading.textContent}.`;
    this.#goToReport(heading);
  }

  /** The report of an earlier attempt, said to be one. */
  async #showEarlier({ report, text, at }) {
    if (this.#isChecking) return;
    try {
      await this.#loadGrader();
      const html = await grader.keptReport({ report, base: SITE.href });
      const heading = showFeedback(this.panel, { report, html }, text, null, (...place) => this.#jump(...place));
      this.#checked = text;
      if (this.player) dressItems(this.panel, report, this.player);
      this.#offerModels(report);
      const when = `This is the report of your attempt of ${shownTime(at)}.`;
      heading.after(element("p", { class: "gt-earlier-report" }, when));
      this.status.textContent = when;
      this.#goToReport(heading);
    } catch (problem) {
      this.#tell(problem);
    }
  }

  #goToReport(heading) {
    this.views.enable("feedback", true);
    this.views.show("feedback");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  #hideReport() {
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.status.textContent = "";
    this.views.enable("feedback", false);
    this.#showEditor();
  }

  /** A failed check: say so, keep the text, and take an earlier report off the page's front. */
  #tell(problem) {
    this.status.textContent = "";
    this.panel.hidden = true;
    this.views.enable("feedback", false);
    this.player?.showText(); // it can be copied and graded elsewhere
    this.#showEditor();
    this.problem.replaceChildren(
      element("p", {}, element("strong", {}, problem.message)),
      element("p", {}, `${problem.cure ?? ""} Your text is kept.`.trim()),
      problem.detail ? element("p", { class: "gt-detail" }, problem.detail) : "",
    );
    this.toggleAttribute("data-failed", true); // shows how to check at the prompt
  }

  /** Show words of the checked note in the editor, where they may have moved since. */
  #jump(start, end, quote) {
    const editor = this.#showEditor();
    if (editor.value === this.#checked) {
      this.#select(start, end);
      return;
    }
    const at = nearest(editor.value, quote, start);
    if (at < 0) {
      this.status.textContent = "These words are no longer in your note.";
      editor.focus();
    } else {
      selectWords(editor, at, at + quote.length);
    }
  }

  /** Select code points of the text that stands in the editor. */
  #select(start, end) {
    const editor = this.#showEditor();
    const offsets = utf16Offsets(editor.value);
    selectWords(editor, offsets[start], offsets[end]);
  }
}

/** Where `words` stand in `text`, nearest to `place`; -1 when they do not. */
function nearest(text, words, place) {
  const after = text.indexOf(words, place);
  const before = text.lastIndexOf(words, place);
  if (after < 0 || before < 0) return Math.max(after, before);
  return after - place < place - before ? after : before;
}
