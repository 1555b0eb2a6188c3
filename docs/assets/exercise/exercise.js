// <golden-thread-exercise>: turns a readable exercise with a plain textarea into one that is graded in the page.
import { summary } from "./changes.js";
import { element } from "./dom.js";
import { loadDraft, saveDraft } from "./drafts.js";
import { fitHeight, selectWords } from "./editor.js";
import { showFeedback } from "./feedback.js";
import { Grader } from "./grader.js";
import { Problem } from "./problems.js";
import { Views } from "./views.js";
import { countWords, utf16Offsets } from "./words.js";

const SITE = new URL("../../", import.meta.url);
const EXERCISES = new URL("../grader/exercises/", import.meta.url);
const SAVE_AFTER = 600;
const STORAGE_REFUSED =
  "Not saved: this browser gives the page no room to keep your draft. Copy your text before you leave.";

/** One worker serves all exercises of a page. */
const grader = new Grader();

export class GoldenThreadExercise extends HTMLElement {
  #exercise;
  #data = null;
  #editor;
  #last = null;
  #checked = "";
  #isChecking = false;
  #saveTimer = null;

  connectedCallback() {
    if (this.#editor) return;
    this.#exercise = this.dataset.exercise;
    this.#editor = this.querySelector("textarea");
    this.#build();
    this.#restore();
    this.#listen();
  }

  #build() {
    this.button = element("button", { type: "button", class: "md-button md-button--primary" }, "Check my note");
    this.button.setAttribute("aria-keyshortcuts", "Control+Enter Meta+Enter");
    this.count = element("span", { class: "gt-count" });
    this.saved = element("span", { class: "gt-saved", role: "status" });
    this.status = element("p", { class: "gt-status", role: "status" });
    this.progress = element("progress", { class: "gt-progress", hidden: true, "aria-label": "Loading the grader" });
    this.problem = element("div", { class: "gt-problem", role: "alert" });
    this.panel = element("div", { class: "gt-result", hidden: true });
    const keys = element("span", { class: "gt-keys" }, "or Ctrl/⌘ + Enter");
    const bar = element("div", { class: "gt-bar" }, this.button, keys, this.count, this.saved);
    this.#editor.after(bar, this.status, this.progress, this.problem);
    this.views = new Views(this, {
      case: { label: "Case sheet" },
      note: { label: "Your note", chosen: () => this.#showEditor().focus() },
      feedback: { label: "Feedback" },
    });
    this.views.enable("feedback", false);
    this.views.show("case");
    this.prepend(this.views.bar);
    this.append(this.panel);
  }

  #restore() {
    try {
      const draft = loadDraft(this.#exercise);
      if (draft) {
        this.#editor.value = draft.text;
        this.#last = draft.last;
        this.saved.textContent = "Your draft is back.";
      }
    } catch {
      this.saved.textContent = STORAGE_REFUSED;
    }
    this.#measure();
  }

  #listen() {
    const editor = this.#editor;
    editor.addEventListener("focus", () => this.#warmUp(), { once: true });
    editor.addEventListener("input", () => {
      this.#measure();
      this.saved.textContent = "";
      clearTimeout(this.#saveTimer);
      this.#saveTimer = setTimeout(() => this.#save(), SAVE_AFTER);
    });
    editor.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.check();
      }
    });
    this.button.addEventListener("click", () => this.check());
    window.addEventListener("pagehide", () => this.#saveNow());
    document.addEventListener("visibilitychange", () => document.hidden && this.#saveNow());
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

  #measure() {
    const words = countWords(this.#editor.value);
    this.count.textContent = words === 1 ? "1 word" : `${words} words`;
    fitHeight(this.#editor);
  }

  #saveNow() {
    if (this.#saveTimer !== null) this.#save();
  }

  #save() {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = null;
    try {
      saveDraft(this.#exercise, { text: this.#editor.value, last: this.#last });
      this.saved.textContent = "Draft saved in this browser.";
    } catch {
      this.saved.textContent = STORAGE_REFUSED;
    }
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
    this.#isChecking = true;
    this.button.setAttribute("aria-disabled", "true");
    this.problem.replaceChildren();
    this.toggleAttribute("data-failed", false);
    this.status.textContent = "Checking your note.";
    this.#save();
    const text = this.#editor.value;
    try {
      const [data] = await Promise.all([this.#exerciseData(), this.#loadGrader()]);
      const answer = await grader.grade({ ...data, text, id: "", base: SITE.href });
      this.#show(answer, text);
    } catch (problem) {
      this.#tell(problem);
      if (problem.name === "took-too-long") grader.start().catch((next) => this.#tell(next));
    } finally {
      this.#isChecking = false;
      this.button.removeAttribute("aria-disabled");
    }
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
    const heading = showFeedback(this.panel, answer, text, this.#last, (...place) => this.#jump(...place));
    this.#checked = text;
    if (answer.report.ratings.length) this.#last = summary(answer.report);
    this.#save();
    this.views.enable("feedback", true);
    this.views.show("feedback");
    this.status.textContent = `Checked. ${heading.textContent}.`;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  /** A failed check: say so, keep the text, and take an earlier report off the page's front. */
  #tell(problem) {
    this.status.textContent = "";
    this.panel.hidden = true;
    this.views.enable("feedback", false);
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
      const offsets = utf16Offsets(editor.value);
      selectWords(editor, offsets[start], offsets[end]);
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
}

/** Where `words` stand in `text`, nearest to `place`; -1 when they do not. */
function nearest(text, words, place) {
  const after = text.indexOf(words, place);
  const before = text.lastIndexOf(words, place);
  if (after < 0 || before < 0) return Math.max(after, before);
  return after - place < place - before ? after : before;
}
