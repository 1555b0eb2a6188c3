// Says what the page is doing, how far it is, and what went wrong.
import { element } from "./dom.js";

export class State {
  #status = element("p", { class: "gt-status", role: "status" });
  #progress = element("progress", { class: "gt-progress", hidden: true, "aria-label": "Loading the grader" });
  #problem = element("div", { class: "gt-problem", role: "alert" });
  elements = [this.#status, this.#progress];
  /** Stands apart, below what is asked. */
  problem = this.#problem;

  constructor(grader) {
    grader.addEventListener("progress", ({ detail }) => {
      this.#progress.max = detail.total;
      this.#progress.value = detail.done;
    });
  }

  say(sentence) {
    this.#status.textContent = sentence;
  }

  /** Show the progress for as long as the promise takes. */
  async during(promise) {
    this.#progress.hidden = false;
    try {
      await promise;
    } finally {
      this.#progress.hidden = true;
    }
  }

  tell({ message, cure = "", detail }) {
    this.say("");
    this.#problem.replaceChildren(
      element("p", {}, element("strong", {}, message)),
      element("p", {}, `${cure} Your text is kept.`.trim()),
      detail ? element("p", { class: "gt-detail" }, detail) : "",
    );
  }

  forget() {
    this.#problem.replaceChildren();
  }
}
