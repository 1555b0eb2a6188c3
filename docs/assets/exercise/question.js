// What an exercise asks, as the build wrote it: fetched when it is first needed for a check.
import { Problem } from "./problems.js";

const SITE = new URL("../../", import.meta.url);
const EXERCISES = new URL("../grader/exercises/", import.meta.url);

/** What goes before links into the lessons. */
export const BASE = SITE.href;

export class Question {
  #id;
  #data = null;

  constructor(id) {
    this.#id = id;
  }

  /** `{exercise, case}` as graders/adapters/browser.py reads them. */
  async data() {
    try {
      if (!this.#data) {
        const response = await fetch(new URL(`${this.#id}.json`, EXERCISES), { cache: "no-cache" });
        if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
        this.#data = await response.json();
      }
      return this.#data;
    } catch (fault) {
      throw new Problem("no-exercise", fault);
    }
  }

  /** The request to grade a text. */
  async request(text) {
    return { ...(await this.data()), text, id: "", base: BASE };
  }
}
