// A timer for writing a note as fast as the working day asks: it counts, and never cuts off.
import { element } from "./dom.js";

const GOAL = 10 * 60;
/** Said aloud at these seconds alone. */
const SAID = new Map([
  [5 * 60, "Five minutes."],
  [9 * 60, "Nine minutes."],
  [GOAL, "Ten minutes. The timer goes on counting; take the time you need."],
]);

export class Timer {
  #counted = 0; // milliseconds before the last start
  #since = null;
  #said = 0;
  #tick = null;
  #start = element("button", { type: "button", class: "gt-small" }, "Time myself: ten minutes");
  #reset = element("button", { type: "button", class: "gt-small", hidden: true }, "Reset");
  #face = element("span", { class: "gt-timer-face", role: "timer", "aria-live": "off", "aria-label": "Time so far", hidden: true });
  #spoken = element("span", { class: "gt-unseen", role: "status" });
  element = element("div", { class: "gt-timer" }, this.#face, this.#start, this.#reset, this.#spoken);

  constructor() {
    this.#start.addEventListener("click", () => (this.#since === null ? this.#run() : this.#pause()));
    this.#reset.addEventListener("click", () => this.#clear());
  }

  get seconds() {
    const running = this.#since === null ? 0 : Date.now() - this.#since;
    return Math.floor((this.#counted + running) / 1000);
  }

  #run() {
    this.#since = Date.now();
    this.#tick = setInterval(() => this.#show(), 1000);
    this.#face.hidden = false;
    this.#reset.hidden = true;
    this.#start.textContent = "Pause";
    this.#show();
  }

  #pause() {
    this.#counted += Date.now() - this.#since;
    this.#since = null;
    clearInterval(this.#tick);
    this.#reset.hidden = false;
    this.#start.textContent = "Go on";
    this.#show();
  }

  #clear() {
    this.#counted = 0;
    this.#said = 0;
    this.#spoken.textContent = "";
    this.#face.hidden = true;
    this.#reset.hidden = true;
    this.#start.textContent = "Time myself: ten minutes";
    this.#start.focus();
  }

  #show() {
    const seconds = this.seconds;
    this.#face.textContent = `${clock(seconds)} of ${clock(GOAL)}`;
    this.#face.toggleAttribute("data-over", seconds >= GOAL);
    // The latest remark that is due: a page in the background may miss a second.
    const due = [...SAID.keys()].filter((at) => at <= seconds && at > this.#said).at(-1);
    if (due === undefined) return;
    this.#said = due;
    this.#spoken.textContent = SAID.get(due);
  }
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
