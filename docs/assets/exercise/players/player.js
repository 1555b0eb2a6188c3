// What sort and review share: rows of controls that write one line each into the editor's text, and read it back.
import { element } from "../dom.js";
import { fitHeight } from "../editor.js";
import { valuesOf, withValue } from "./lines.js";

const OUTCOMES = new Map([
  [1, "right"],
  [0, "not yet"],
]);

/**
 * Controls over the plain editor.  The text stays the answer: whatever changes it (typing, a draft,
 * an attempt that is reopened) fires `input` or calls `read()`, and the controls follow.
 */
export class Player {
  #editor;
  #plain;
  #toggle;

  /** `host` holds `.gt-player` (the controls) and `.gt-plain` (the editor with what belongs to it). */
  constructor(host) {
    this.root = host.querySelector(".gt-player");
    this.#plain = host.querySelector(".gt-plain");
    this.#editor = host.querySelector("textarea");
    this.rows = [...this.root.querySelectorAll(".gt-row")].map((row) => ({
      row,
      key: row.dataset.key,
      value: "",
      checked: null,
      radios: [...row.querySelectorAll("input[type=radio]")],
      verdict: row.querySelector(".gt-verdict"),
    }));
    for (const row of this.rows) {
      for (const radio of row.radios) radio.addEventListener("change", () => this.write(row));
    }
    this.#addToggle();
    this.root.hidden = false;
    this.#plain.hidden = true;
  }

  /** The row's line behind its colon, from its controls. */
  valueOf({ radios }) {
    return radios.find((radio) => radio.checked)?.value ?? "";
  }

  /** Put a line's value into the row's controls. */
  showValue({ radios }, value) {
    for (const radio of radios) radio.checked = radio.value === value.toLowerCase();
  }

  /** Whether the row has all that it asks for at least. */
  isAnswered({ radios }) {
    return radios.some((radio) => radio.checked);
  }

  write(row) {
    this.#editor.value = withValue(this.#editor.value, row.key, this.valueOf(row));
    this.#editor.dispatchEvent(new Event("input", { bubbles: true }));
  }

  read() {
    const values = valuesOf(this.#editor.value);
    for (const row of this.rows) {
      row.value = values.get(row.key) ?? "";
      this.showValue(row, row.value);
      row.verdict.hidden = row.checked !== row.value; // what was said holds for what was checked
    }
  }

  /** Whether the text is still the one that the page came with. */
  get isUntouched() {
    return this.#editor.value === this.#editor.defaultValue;
  }

  progress() {
    return `${this.rows.filter((row) => this.isAnswered(row)).length} of ${this.rows.length} answered`;
  }

  /** Go on at the first row that waits for an answer. */
  focus() {
    const row = this.rows.find((each) => !this.isAnswered(each)) ?? this.rows[0];
    (row.radios.find((radio) => radio.checked) ?? row.radios[0]).focus();
  }

  /** Say beside each row how the text did, as long as the row still says what it said; a word carries what the colour shows. */
  showReport(report, data, text) {
    const items = new Map(report.items.map((item) => [item.id, item]));
    const values = valuesOf(text);
    for (const row of this.rows) {
      const item = items.get(row.key);
      if (!item) continue;
      row.checked = values.get(row.key) ?? "";
      row.verdict.replaceChildren(badge(item), " ", this.verdictOf(item, row));
    }
    this.read();
  }

  /** A whole answer as one would say it: what was asked, and the answer in the controls' words. */
  inWords(text) {
    const lines = [...valuesOf(text)].map(([key, value]) =>
      element("div", {}, element("dt", {}, this.nameOf(key) ?? key), element("dd", {}, this.saying(value))),
    );
    return element("dl", { class: "gt-answered" }, ...lines);
  }

  /** What a line's key stands for, in the question's words; null for a key that is none. */
  nameOf(key) {
    return this.rows.find((row) => row.key === key)?.row.querySelector("legend").textContent ?? null;
  }

  /** Show the answer's text below the controls, or hide it. */
  showText(isShown = true) {
    this.#plain.hidden = !isShown;
    this.#toggle.setAttribute("aria-expanded", String(isShown));
    this.#toggle.textContent = isShown ? "Hide the text" : "Show as text";
    fitHeight(this.#editor);
  }

  #addToggle() {
    this.#plain.id ||= "gt-plain";
    const attributes = { type: "button", class: "gt-small gt-as-text", "aria-expanded": "false", "aria-controls": this.#plain.id };
    this.#toggle = element("button", attributes, "Show as text");
    this.#toggle.addEventListener("click", () => this.showText(this.#plain.hidden));
    this.#plain.before(this.#toggle);
  }
}

/** What an item earned, in words. */
export function badge({ credit }) {
  const words = OUTCOMES.get(credit) ?? "partly right";
  return element("span", { class: "gt-level", "data-credit": credit === 1 || credit === 0 ? credit : "part" }, words);
}
