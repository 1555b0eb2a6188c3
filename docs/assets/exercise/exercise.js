// <golden-thread-exercise>: turns a readable exercise with a plain textarea into one that is graded in the page.
import { Answer } from "./answer.js";
import { element } from "./dom.js";
import { Grader } from "./grader.js";
import { Kept } from "./kept.js";
import { Question } from "./question.js";
import { RealPersonWarning } from "./realperson.js";
import { Result } from "./result.js";
import { State } from "./state.js";
import { Timer } from "./timer.js";
import { Views } from "./views.js";

/** One worker serves all exercises of a page. */
const grader = new Grader();

export class GoldenThreadExercise extends HTMLElement {
  #isChecking = false;

  connectedCallback() {
    if (this.answer) return;
    const { exercise, kind } = this.dataset;
    this.answer = new Answer(this, () => this.views.show("note"));
    this.question = new Question(exercise);
    this.state = new State(grader);
    this.warning = new RealPersonWarning();
    this.result = new Result(this, {
      question: this.question,
      player: this.answer.player,
      grader,
      jump: (place, checked) => this.answer.find(place, checked) || this.state.say("These words are no longer in your note."),
    });
    this.kept = new Kept(exercise, this.querySelector("textarea"), {
      changed: () => this.answer.measure(),
      cleared: () => this.#startAfresh(),
      reopened: ({ text, report }) => this.result.remark(text, report).catch(() => {}), // the text is what was asked for
      goToAnswer: () => this.answer.goTo(),
      showReport: (attempt) => this.#showEarlier(attempt),
      grader,
    });
    this.#build(kind);
    this.answer.measure();
    this.#listen();
    this.kept.restore();
  }

  #build(kind) {
    this.button = element("button", { type: "button", class: "md-button md-button--primary" }, `Check my ${kind === "note" ? kind : "answer"}`);
    this.button.setAttribute("aria-keyshortcuts", "Control+Enter Meta+Enter");
    const keys = element("span", { class: "gt-keys" }, "or Ctrl/⌘ + Enter");
    const bar = element("div", { class: "gt-bar" }, this.button, keys, this.answer.count, this.kept.saved);
    this.querySelector(".gt-plain").after(
      bar, this.kept.warnings, ...this.state.elements, this.warning.element, this.state.problem, this.kept.element,
    );
    if (kind === "note") this.querySelector("textarea").before(new Timer().element);
    this.#buildViews(kind);
    this.append(this.result.element);
  }

  #buildViews(kind) {
    // The note of a review stays in sight beside its ratings, so that its words can be marked.
    const sheet = kind === "review" ? null : this.querySelector(".gt-sheet");
    const title = (part) => part.querySelector("h2").textContent;
    this.views = new Views(this, {
      ...(sheet && { case: { label: title(sheet) } }),
      note: { label: title(this.querySelector(".gt-write")), chosen: () => this.answer.goTo() },
      feedback: { label: "Feedback" },
    });
    this.views.enable("feedback", false);
    this.views.show(sheet ? "case" : "note");
    this.prepend(this.views.bar);
  }

  #listen() {
    const desk = this.querySelector(".gt-write");
    desk.addEventListener("focusin", () => this.#warmUp(), { once: true });
    desk.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.check();
      }
    });
    this.button.addEventListener("click", () => this.check());
  }

  /** Load the grader while the trainee is reading and typing; a failure is told at once, not on the click. */
  async #warmUp() {
    try {
      await this.#loadGrader();
      if (!this.#isChecking) this.state.say("The grader is ready.");
    } catch (problem) {
      if (!this.#isChecking) this.#tell(problem);
    }
  }

  #loadGrader() {
    if (!this.#isChecking) this.state.say("Loading the grader. You can write meanwhile.");
    return this.state.during(grader.start());
  }

  /** Grade what stands in the editor and show the report, or say why there is none. */
  async check() {
    if (this.#isChecking) return;
    if (this.answer.isUntouched) {
      this.state.say("Nothing is chosen yet.");
      this.answer.player.focus();
      return;
    }
    this.#begin();
    const { text } = this.answer;
    try {
      const [request] = await Promise.all([this.question.request(text), this.#loadGrader()]);
      if (await this.#mayBeGraded(request)) await this.#show(await grader.grade(request), text);
    } catch (problem) {
      this.#tell(problem);
      if (problem.name === "took-too-long") grader.start().catch((next) => this.#tell(next));
    } finally {
      this.#isChecking = false;
      this.button.removeAttribute("aria-disabled");
    }
  }

  #begin() {
    this.#isChecking = true;
    this.button.setAttribute("aria-disabled", "true");
    this.state.forget();
    this.toggleAttribute("data-failed", false);
    this.warning.hide();
    this.state.say(this.answer.player ? "Checking your answer." : "Checking your note.");
    this.kept.save();
  }

  /** Ask first when the prose seems to hold identifiers of a real person. */
  async #mayBeGraded(request) {
    if (this.answer.player) return true;
    const found = await grader.identifiers(request);
    const mayGoOn = this.warning.mayGoOn(found, {
      goOn: () => this.check(),
      change: ({ start, end }) => this.answer.select(start, end),
    });
    if (!mayGoOn) this.state.say("Not checked yet.");
    return mayGoOn;
  }

  async #show(answer, text) {
    const heading = await this.result.show(answer, text, this.kept.last);
    this.kept.add(text, answer);
    this.#goToReport(heading, `Checked. ${heading.textContent}.`);
  }

  async #showEarlier(attempt) {
    if (this.#isChecking) return;
    try {
      await this.#loadGrader();
      const { heading, when } = await this.result.showEarlier(attempt);
      this.#goToReport(heading, when);
    } catch (problem) {
      this.#tell(problem);
    }
  }

  #goToReport(heading, sentence) {
    this.state.say(sentence);
    this.views.enable("feedback", true);
    this.views.show("feedback");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  /** All work was removed: no report stays. */
  #startAfresh() {
    this.result.clear();
    this.state.say("");
    this.views.enable("feedback", false);
    this.answer.show();
  }

  /** A failed check: say so, keep the text, and take an earlier report off the page's front. */
  #tell(problem) {
    this.result.hide();
    this.views.enable("feedback", false);
    this.answer.player?.showText(); // it can be copied and graded elsewhere
    this.answer.show();
    this.state.tell(problem);
    this.toggleAttribute("data-failed", true); // shows how to check at the prompt
  }
}
