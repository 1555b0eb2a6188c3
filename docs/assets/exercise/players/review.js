// Reviewing: a level for each criterion, and the words of the given note that the level rests on.
import { GivenNote, oneLine } from "./given.js";
import { Player } from "./player.js";

const VALUE = /^(?:([012]|na)\b)?[\s,;:–—-]*(.*)$/i;
const QUOTES = /^["'“”‘’«»]+|["'“”‘’«»]+$/g;
const NOT_THERE = "These words do not stand in the note like this.";
const NOTHING_SELECTED = "Select words in the note first, or type them here.";

export class ReviewPlayer extends Player {
  #note;

  constructor(host) {
    super(host);
    this.#note = new GivenNote(host.querySelector(".gt-note-given"));
    for (const row of this.rows) {
      row.title = row.row.querySelector("legend").textContent;
      row.field = row.row.querySelector("input[type=text]");
      row.clear = row.row.querySelector(".gt-clear");
      row.said = row.row.querySelector(".gt-said");
      row.field.addEventListener("input", () => this.write(row));
      row.row.querySelector(".gt-use").addEventListener("click", () => this.#useSelected(row));
      row.clear.addEventListener("click", () => {
        this.#setWords(row, "");
        row.field.focus();
      });
    }
  }

  valueOf(row) {
    const words = oneLine(row.field.value);
    return [super.valueOf(row), words && `"${words}"`].filter(Boolean).join(" ");
  }

  showValue(row, value) {
    const { level, words } = parts(value);
    super.showValue(row, level);
    if (oneLine(row.field.value) !== words) row.field.value = words; // a space being typed is left alone
    row.words = words;
    row.clear.hidden = words === "";
    row.said.textContent = words && !this.#note.find(words) ? NOT_THERE : "";
  }

  read() {
    super.read();
    this.#note.showMarks(this.rows.filter(({ words }) => words).map(({ words, title }) => ({ words, title, isOwn: true })));
  }

  /** One short remark on a checked row. */
  verdictOf(item, row) {
    if (item.credit === 1) return "";
    const isLevelRight = super.valueOf(row) === item.expected;
    return isLevelRight ? "The level is right. It rests on other words." : `The settled level is ${item.expected}.`;
  }

  /** A line's value as one would say it: the level with its name, and the words. */
  saying(value) {
    const { level, words } = parts(value);
    const radio = this.rows[0].radios.find((each) => each.value === level);
    const name = radio?.nextElementSibling.textContent ?? "";
    return [name, words && `“${words}”`].filter(Boolean).join(", ") || value;
  }

  /** Beside the levels, show the settled words in the note: `data` is what was fetched for the check. */
  showReport(report, data) {
    super.showReport(report);
    const titles = new Map(this.rows.map(({ key, title }) => [key, title]));
    const settled = Object.entries(data.exercise.marks ?? {}).flatMap(([key, words]) =>
      [words].flat().map((each) => ({ words: each, title: titles.get(key) ?? key, isOwn: false })),
    );
    this.#note.settle(settled);
    this.read();
  }

  #useSelected(row) {
    const words = this.#note.takeSelected();
    if (words) this.#setWords(row, words);
    else row.said.textContent = NOTHING_SELECTED;
  }

  #setWords(row, words) {
    row.field.value = words;
    this.write(row);
  }
}

/** `1 "sad and tired"` as level and words; either may be missing. */
function parts(value) {
  const [, level = "", quoted = ""] = VALUE.exec(value) ?? [];
  return { level: level.toLowerCase(), words: quoted.trim().replace(QUOTES, "") };
}
