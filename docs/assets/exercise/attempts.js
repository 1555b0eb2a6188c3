// Keeps what was checked, and texts that were put aside, as attempts.
//
// An attempt is `{id, exercise, exercise_version, at, text, report}`; `report` is null for a text that was
// put aside unchecked.  graders/workfile.py reads the same records from a work file.
import { ATTEMPTS, tell } from "./tabs.js";

export class Attempts {
  #store;
  #exercise;
  #start;

  /** `start` is what stands in an untouched editor: nobody's work, and never put aside. */
  constructor(store, exercise, start) {
    this.#store = store;
    this.#exercise = exercise;
    this.#start = start;
  }

  /** The latest first. */
  async list() {
    return (await this.#store.all("attempts", this.#exercise)).sort(byTime);
  }

  async add(text, { report, exercise_version = null }) {
    await this.#put({ id: newId(), exercise: this.#exercise, exercise_version, at: now(), text, report });
  }

  /** Put a text aside unless it is among the attempts already; under `id` the same entry is written again. */
  async putAside(text, id = newId()) {
    if (text.trim() === "" || text === this.#start) return;
    const known = await this.list();
    if (known.some((each) => each.text === text && each.id !== id)) return;
    await this.#put({ id, exercise: this.#exercise, exercise_version: null, at: now(), text, report: null });
  }

  async remove(id) {
    await this.#store.remove("attempts", id);
    tell({ type: ATTEMPTS, exercise: this.#exercise });
  }

  async #put(attempt) {
    await this.#store.put("attempts", attempt);
    tell({ type: ATTEMPTS, exercise: this.#exercise });
  }
}

/** Thirty-two hexadecimal digits; crypto.randomUUID() is missing where the site is served without TLS. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function now() {
  return new Date().toISOString();
}

export function byTime(one, other) {
  return one.at < other.at ? 1 : one.at > other.at ? -1 : 0;
}
