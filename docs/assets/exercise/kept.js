// Keeps an exercise page's draft and attempts, and shows what is kept, what is not, and what another tab changed.
import { Attempts } from "./attempts.js";
import { conflictNotice } from "./conflict.js";
import { element } from "./dom.js";
import { Draft } from "./drafts.js";
import { EarlierAttempts, shownTime } from "./earlier.js";
import { Store } from "./store.js";
import { ATTEMPTS, listen } from "./tabs.js";
import { downloadWork } from "./workfile.js";

const YOUR_WORK = new URL("../../your-work/", import.meta.url);
const REFUSALS = {
  forbidden:
    "This browser does not let the page keep anything: a private window or a setting forbids it. You can go on writing " +
    "and checking; download your work before you leave.",
  full:
    "This browser's storage is full, so that your latest work is not kept. You can go on writing and checking; download " +
    "your work before you leave, or make room by removing other sites' data.",
};

/** One database serves all exercises of a page. */
const store = new Store();

export class Kept {
  #editor;
  #page;
  #attempts;
  #draft;
  #earlier;
  #notice = element("div", { class: "gt-notices", role: "status" });
  #refused = element("div", { class: "gt-refused", hidden: true });
  /** What became of the last saving, beside the editor. */
  saved = element("span", { class: "gt-saved", role: "status" });
  /** Warnings: of another tab, and of a browser that keeps nothing. */
  warnings = element("div", {}, this.#refused, this.#notice);
  /** The earlier attempts, and where all of one's work is. */
  element;
  /** The latest report with ratings, or null. */
  last = null;

  /**
   * `page` has `changed()` (another text stands in the editor), `cleared()` (all work was removed),
   * `reopened(attempt)` (its text stands in the editor), `goToAnswer()`, `showReport(attempt)` and `grader`.
   */
  constructor(exercise, editor, page) {
    this.#editor = editor;
    this.#page = page;
    this.#attempts = new Attempts(store, exercise, editor.defaultValue);
    this.#earlier = new EarlierAttempts({
      openText: (attempt) => this.#openText(attempt),
      showReport: (attempt) => page.showReport(attempt),
    });
    this.element = element(
      "div",
      { class: "gt-kept" },
      this.#earlier.element,
      element("p", {}, element("a", { href: YOUR_WORK.href }, "Your work: download it, load it again, clear it")),
    );
    this.#draft = new Draft(store, this.#attempts, exercise, {
      read: () => editor.value,
      write: (text) => this.#write(text),
      onSaved: () => this.#sayState(),
      onConflict: (text) => this.#notice.replaceChildren(conflictNotice(text, (isMine) => this.#choose(isMine))),
      onCleared: () => this.#clear(),
    });
    this.#listen(exercise);
  }

  /** Put the draft back into the editor, which takes no typing until then. */
  async restore() {
    this.#editor.readOnly = true;
    const isBack = await this.#draft.restore();
    this.#editor.readOnly = false;
    await this.#refresh();
    if (store.refusal) this.#sayState();
    else if (isBack) this.saved.textContent = "Your draft is back.";
  }

  save() {
    return this.#draft.save();
  }

  /** Keep a checked text with its report. */
  async add(text, answer) {
    if (answer.report.ratings.length) this.last = answer.report;
    await this.#attempts.add(text, answer);
    await this.#refresh();
    this.#sayState();
  }

  #listen(exercise) {
    this.#editor.addEventListener("input", () => {
      this.saved.textContent = "";
      this.#draft.touch();
    });
    window.addEventListener("pagehide", () => this.#draft.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.#draft.leave());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.#draft.comeBack().then(() => this.#refresh()));
    listen(({ type, exercise: changed }) => {
      if (type === ATTEMPTS && (changed ?? exercise) === exercise) this.#refresh();
    });
  }

  async #refresh() {
    const attempts = await this.#attempts.list();
    this.last = attempts.find(({ report }) => report?.ratings.length)?.report ?? null;
    this.#earlier.show(attempts);
  }

  /** Put an earlier text into the editor; what stands there is put aside first. */
  async #openText(attempt) {
    const { text, at } = attempt;
    const before = this.#editor.value;
    await this.#attempts.putAside(before);
    this.#write(text);
    await this.#draft.save();
    await this.#refresh();
    this.saved.textContent = `The text of ${shownTime(at)} is open. What stood here is under Earlier attempts.`;
    this.#page.reopened(attempt);
    this.#page.goToAnswer();
  }

  async #choose(isMine) {
    this.#notice.replaceChildren();
    await this.#draft.choose(isMine);
    await this.#refresh();
    this.#page.goToAnswer();
  }

  #write(text) {
    this.#editor.value = text;
    this.#page.changed();
  }

  #clear() {
    this.#notice.replaceChildren();
    this.#earlier.show([]);
    this.last = null;
    this.#write(this.#editor.defaultValue);
    this.saved.textContent = "All work in this browser was removed.";
    this.#page.cleared();
  }

  #sayState() {
    const { refusal } = store;
    this.saved.textContent = refusal ? "Not saved." : "Draft saved in this browser.";
    this.#refused.hidden = refusal === null;
    if (refusal && this.#refused.dataset.why !== refusal) {
      const download = element("button", { type: "button", class: "gt-small" }, "Download my work");
      download.addEventListener("click", () => this.#download());
      this.#refused.replaceChildren(element("p", {}, element("strong", {}, "Not saved. "), REFUSALS[refusal]), download);
    }
    this.#refused.dataset.why = refusal ?? "";
  }

  async #download() {
    await this.#draft.save();
    await downloadWork(store, this.#page.grader);
    this.saved.textContent = "Not saved in this browser; your work was handed to you as a file.";
  }
}
