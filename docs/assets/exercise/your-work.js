// <golden-thread-work>: what this browser keeps of one's work, with the controls to take it along and to remove it.
import { element } from "./dom.js";
import { dropAllLeft } from "./drafts.js";
import { result, shownTime } from "./earlier.js";
import { Grader } from "./grader.js";
import { Store } from "./store.js";
import { ATTEMPTS, CLEARED, DRAFT, listen, tell } from "./tabs.js";
import { downloadWork, mergeWork, readWork } from "./workfile.js";
import { countWords } from "./words.js";

const PRACTICE = new URL("../../practice/", import.meta.url);
const TITLES = new URL("../grader/titles.json", import.meta.url);
const MOST_FAULTS = 5;
const CHECKSUMS = {
  fits: "It is unchanged since it was downloaded.",
  differs: "It was changed after it was downloaded: its checksum does not fit.",
  missing: "It carries no checksum.",
};
const NOTHING_KEPT = "This browser lets the page keep nothing: a private window or a setting forbids it.";

export class GoldenThreadWork extends HTMLElement {
  #store = new Store();
  #grader = new Grader();
  #titles = {};
  #status = element("p", { class: "gt-status", role: "status" });
  #shown = element("div", { class: "gt-work-list" });
  #file = element("input", { type: "file", id: "gt-work-file", accept: ".json,application/json" });
  #found = element("div", { class: "gt-found" });
  #dialog = element("dialog", { class: "gt-dialog", "aria-labelledby": "gt-clear-title" });
  #clearButton;

  async connectedCallback() {
    if (this.#shown.isConnected) return;
    this.#build();
    this.#file.addEventListener("change", () => this.#open());
    listen(({ type }) => [ATTEMPTS, CLEARED, DRAFT].includes(type) && this.#refresh());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.#refresh());
    try {
      this.#titles = await (await fetch(TITLES, { cache: "no-cache" })).json();
    } catch {
      // Then exercises go by their ids.
    }
    await this.#refresh();
  }

  #build() {
    const download = button("Download my work", () => this.#download(), "md-button md-button--primary");
    this.#clearButton = button("Clear everything", () => this.#ask(), "md-button gt-danger");
    this.replaceChildren(
      part("In this browser now", this.#shown),
      part(
        "Take it along",
        element("p", {}, "One file with all your drafts and attempts and their reports. Keep it, hand it in, or load it on another device."),
        download,
      ),
      part(
        "Load it again",
        element("p", {}, "What is in the file is added to what is here. Nothing that is here is changed or removed."),
        element("label", { class: "gt-label", for: this.#file.id }, "A work file (goldenthread-work-….json)"),
        this.#file,
        this.#found,
      ),
      part(
        "Clear everything",
        element("p", {}, "On a shared computer, download your work first, then remove it from this browser. You are asked before anything goes."),
        this.#clearButton,
      ),
      this.#status,
      this.#dialog,
    );
  }

  async #refresh() {
    const kept = await this.#kept();
    const rows = [...kept.keys()].sort().map((exercise) => this.#row(exercise, kept.get(exercise)));
    const nothing = this.#store.refusal === "forbidden" ? NOTHING_KEPT : "Nothing yet.";
    this.#shown.replaceChildren(rows.length ? element("ul", {}, ...rows) : element("p", {}, nothing));
  }

  /** Exercise id → `{draft, attempts}`, the latest attempt first. */
  async #kept() {
    const [drafts, attempts] = await Promise.all([this.#store.all("drafts"), this.#store.all("attempts")]);
    const kept = new Map();
    const of = (exercise) => kept.get(exercise) ?? kept.set(exercise, { draft: null, attempts: [] }).get(exercise);
    for (const draft of drafts) of(draft.exercise).draft = draft;
    for (const attempt of attempts.sort((one, other) => (one.at < other.at ? 1 : -1))) of(attempt.exercise).attempts.push(attempt);
    return kept;
  }

  #row(exercise, { draft, attempts }) {
    const address = new URL(`${encodeURIComponent(exercise)}/`, PRACTICE);
    const title = this.#titles[exercise];
    const parts = [];
    if (draft) parts.push(`a draft of ${counted(countWords(draft.text), "word")}, saved ${shownTime(draft.saved)}`);
    if (attempts.length) {
      const [{ report, at }] = attempts;
      parts.push(`${counted(attempts.length, "attempt")}, the latest ${shownTime(at)} (${result(report)})`);
    }
    const name = title ? element("a", { href: address.href }, title) : element("strong", {}, exercise);
    return element("li", {}, name, element("br"), `${parts.join("; ")}.`);
  }

  async #download() {
    this.#status.textContent = "Making the file.";
    const isSealed = await downloadWork(this.#store, this.#grader);
    this.#status.textContent = isSealed
      ? "Your work is in the file that your browser has just saved."
      : "Your work is in the file that your browser has just saved. It has no checksum, because the grader could not be loaded here.";
  }

  /** Say what is in the chosen file, and ask before it is added. */
  async #open() {
    const [file] = this.#file.files;
    this.#found.replaceChildren();
    if (!file) return;
    this.#status.textContent = "Reading the file.";
    try {
      const found = await readWork(file, this.#grader);
      this.#status.textContent = "";
      this.#found.replaceChildren(found.faults ? faultList(file.name, found.faults) : this.#offer(file.name, found));
    } catch (problem) {
      this.#status.textContent = "";
      const cause = "it is read by the grader, which could not be loaded; check your connection and choose the file again";
      this.#found.replaceChildren(faultList(file.name, [`the file: ${cause}`, problem.detail || problem.message]));
    }
    this.#found.firstElementChild.focus();
  }

  #offer(name, { work, checksum }) {
    const exercises = new Set([...work.attempts, ...work.drafts].map(({ exercise }) => exercise));
    const content = `${name}, downloaded ${shownTime(work.saved)}: ${amount(work)} in ${counted(exercises.size, "exercise")}. `;
    return element(
      "section",
      { class: "gt-notice", tabindex: "-1", "aria-label": "What is in the file" },
      element("p", {}, element("strong", {}, content), CHECKSUMS[checksum]),
      element("ul", {}, ...[...exercises].sort().map((exercise) => element("li", {}, this.#titles[exercise] ?? exercise))),
      element(
        "p",
        { class: "gt-choices" },
        button("Add it to what is here", () => this.#merge(work)),
        button("Leave it", () => this.#closeFile("Nothing was changed.")),
      ),
    );
  }

  async #merge(work) {
    const { attempts, drafts, aside, known } = await mergeWork(this.#store, work);
    const sentences = [`Added: ${counted(attempts, "attempt")} and ${counted(drafts, "draft")}.`];
    if (aside) sentences.push(`Put among the attempts, because a different draft is here: ${counted(aside, "draft")}.`);
    if (known) sentences.push(`Already here: ${known}.`);
    if (this.#store.refusal) sentences.push("This browser did not keep all of it; keep the file.");
    await this.#refresh();
    this.#closeFile(sentences.join(" "));
  }

  #closeFile(sentence) {
    this.#found.replaceChildren();
    this.#file.value = "";
    this.#status.textContent = sentence;
    this.#file.focus();
  }

  /** Say exactly what would go, and remove it only on a second click. */
  async #ask() {
    const kept = await this.#kept();
    const drafts = [...kept.values()].filter(({ draft }) => draft).length;
    const attempts = [...kept.values()].reduce((sum, each) => sum + each.attempts.length, 0);
    const keep = button("Keep my work", () => this.#dialog.close());
    this.#dialog.replaceChildren(
      element("h2", { id: "gt-clear-title" }, "Remove all work from this browser?"),
      element("p", {}, "This goes, and cannot be brought back:"),
      element(
        "ul",
        {},
        element("li", {}, `${counted(drafts, "draft")} and ${counted(attempts, "attempt")} with their reports, in ${counted(kept.size, "exercise")}`),
        element("li", {}, "what stands in the editor of any other open tab of this course"),
      ),
      element("p", {}, "Files that you downloaded stay, and so does your choice of colours."),
      element("p", { class: "gt-choices" }, keep, button("Remove everything", () => this.#clear(), "md-button gt-danger")),
    );
    this.#dialog.onclose = () => this.#clearButton.focus();
    this.#dialog.showModal();
    keep.focus();
  }

  async #clear() {
    const isDone = await this.#store.clear();
    dropAllLeft();
    tell({ type: CLEARED });
    await this.#refresh();
    this.#dialog.close();
    this.#status.textContent = isDone
      ? "Everything was removed from this browser."
      : "The browser did not remove it. Remove this site's data in the browser's settings.";
  }
}

function part(title, ...children) {
  return element("section", { class: "gt-part" }, element("h3", {}, title), ...children);
}

function button(label, act, kind = "gt-small") {
  const made = element("button", { type: "button", class: kind }, label);
  made.addEventListener("click", act);
  return made;
}

function faultList(name, faults) {
  const more = faults.length - MOST_FAULTS;
  return element(
    "section",
    { class: "gt-problem", role: "alert", tabindex: "-1" },
    element("p", {}, element("strong", {}, `${name} was not loaded; nothing was changed.`)),
    element("ul", {}, ...faults.slice(0, MOST_FAULTS).map((fault) => element("li", {}, fault)), more > 0 ? element("li", {}, `and ${more} more`) : null),
  );
}

function amount({ attempts, drafts }) {
  return `${counted(attempts.length, "attempt")} and ${counted(drafts.length, "draft")}`;
}

function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
