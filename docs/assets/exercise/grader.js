// The page's side of the grading worker: starts it, asks it, and ends it when it hangs.
import { ERROR, GRADE, IDENTIFIERS, KEPT_REPORT, PROGRESS, READ_WORK, REPORT_LINE, START, WORK_FILE } from "./messages.js";
import { Problem } from "./problems.js";

const WORKER = new URL("./worker.js", import.meta.url);
const MANIFEST = new URL("../grader/manifest.json", import.meta.url);
/** How long loading may go on without a byte arriving: loadPyodide() can wait for ever. */
const LOADING_PATIENCE = 30_000;
const GRADING_PATIENCE = 5_000;
/** A work file may hold a year's attempts. */
const WORK_PATIENCE = 30_000;

/**
 * One worker and the requests to it.
 *
 * Fires `progress` (detail `{done, total}` in bytes) while loading.  All promises reject with a
 * Problem; the next call then starts afresh.
 */
export class Grader extends EventTarget {
  #worker = null;
  #ready = null;
  #waiting = new Map();
  #ticket = 0;

  /** Load the graders; may be called often, and resolves when they are ready. */
  start() {
    this.#ready ??= this.#load();
    return this.#ready;
  }

  /** Grade; resolves with `{report, html}`. */
  async grade(request) {
    await this.start();
    return JSON.parse(await this.#ask(GRADE, { request: JSON.stringify(request) }, GRADING_PATIENCE, "took-too-long"));
  }

  /** What in the request's text could point at a real person; resolves with `[{start, end, quote}]`. */
  async identifiers(request) {
    await this.start();
    const asked = { request: JSON.stringify(request) };
    return JSON.parse(await this.#ask(IDENTIFIERS, asked, GRADING_PATIENCE, "took-too-long"));
  }

  /** Grade; resolves with the report as one serialised line, as the prompt writes it. */
  async reportLine(request) {
    await this.start();
    return this.#ask(REPORT_LINE, { request: JSON.stringify(request) }, GRADING_PATIENCE, "took-too-long");
  }

  /** Render a kept report; resolves with its HTML. */
  async keptReport(request) {
    await this.start();
    return this.#ask(KEPT_REPORT, { request: JSON.stringify(request) }, GRADING_PATIENCE, "took-too-long");
  }

  /** The text of the work file that holds `{saved, assignment, drafts, attempts}`. */
  async workFile(work) {
    await this.start();
    return this.#ask(WORK_FILE, { request: JSON.stringify(work) }, WORK_PATIENCE, "took-too-long");
  }

  /** What the text of a work file holds: `{work, checksum}`, or `{faults}` as sentences. */
  async readWork(text) {
    await this.start();
    return JSON.parse(await this.#ask(READ_WORK, { request: text }, WORK_PATIENCE, "took-too-long"));
  }

  #load() {
    try {
      this.#worker = new Worker(WORKER, { type: "module" });
    } catch (fault) {
      this.#stop();
      return Promise.reject(new Problem("blocked", fault));
    }
    const worker = this.#worker;
    let loaded = false;
    worker.addEventListener("message", ({ data }) => this.#hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#fail(new Problem(loaded ? "crashed" : "blocked", event.message ?? ""));
    });
    // Fetched here, and so while the worker's own scripts are on their way.
    const values = fetchManifest().then((manifest) => ({ manifest }));
    return this.#ask(START, values, LOADING_PATIENCE, "load-stuck").then(() => {
      loaded = true;
    });
  }

  #ask(type, values, patience, onSilence) {
    return new Promise((resolve, reject) => {
      const ticket = ++this.#ticket;
      const wait = () => setTimeout(() => this.#fail(new Problem(onSilence)), patience);
      this.#waiting.set(ticket, { resolve, reject, wait, timer: wait() });
      this.#post(type, ticket, values);
    });
  }

  async #post(type, ticket, values) {
    const worker = this.#worker;
    try {
      worker.postMessage({ type, ticket, ...(await values) });
    } catch (fault) {
      if (worker === this.#worker) this.#fail(fault instanceof Problem ? fault : new Problem("crashed", fault));
    }
  }

  #hear({ type, ticket, answer, done, total, problem, detail }) {
    if (type === PROGRESS) {
      for (const each of this.#waiting.values()) {
        clearTimeout(each.timer);
        each.timer = each.wait();
      }
      this.dispatchEvent(new CustomEvent("progress", { detail: { done, total } }));
      return;
    }
    const waiting = this.#waiting.get(ticket);
    if (!waiting) return;
    if (type === ERROR && problem !== "not-graded") {
      this.#fail(new Problem(problem, detail));
      return;
    }
    clearTimeout(waiting.timer);
    this.#waiting.delete(ticket);
    if (type === ERROR) waiting.reject(new Problem(problem, detail));
    else waiting.resolve(answer);
  }

  /** End the worker and tell everybody who waits; the next start() makes another one. */
  #fail(problem) {
    const waiting = [...this.#waiting.values()];
    this.#stop();
    for (const each of waiting) {
      clearTimeout(each.timer);
      each.reject(problem);
    }
  }

  #stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = null;
    this.#waiting.clear();
  }
}

async function fetchManifest() {
  try {
    const response = await fetch(MANIFEST, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return await response.json();
  } catch (fault) {
    throw new Problem("not-loaded", `manifest.json: ${fault.message}`);
  }
}
