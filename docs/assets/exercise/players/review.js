// Reviewing: a level for each criterion, and the words of the given note that the level rests on.
import { GivenNote, oneLine } from "./given.js";
import { Player } from "./player.js";

const VALUE = /^(?:([012]|na)\b)?[\s,;:–—-]*(.*)$/i;
const QUOTES = /^["'“”‘’«»]+|["'“”‘’«»]+$/g;
const QUOTED = /["“„«]([^"“”„«»]+)["“”»]/g;
/** Between several marks in one field. */
const PARTED = "; ";
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
    return [super.valueOf(row), ...marksIn(row.field.value).map((words) => `"${words}"`)].filter(Boolean).join(" ");
  }

  showValue(row, value) {
    const { level, marks } = parts(value);
    super.showValue(row, level);
    const isShown = marksIn(row.field.value).join() === marks.join();
    if (!isShown) row.field.value = marks.join(PARTED); // a space being typed is left alone
    row.marks = marks;
    row.clear.hidden = marks.length === 0;
    row.said.textContent = marks.every((words) => this.#note.find(words)) ? "" : NOT_THERE;
  }

  read() {
    super.read();
    this.#note.showMarks(this.rows.flatMap(({ marks, title }) => marks.map((words) => ({ words, title, isOwn: true }))));
  }

  /** One short remark on a checked row. */
  verdictOf(item, row) {
    if (item.credit === 1) return "";
    const isLevelRight = parts(row.checked).level === item.expected;
    return isLevelRight ? "The level is right, the words are not yet." : `The settled level is ${item.expected}.`;
  }

  /** A line's value as one would say it: the level with its name, and the words. */
  saying(value) {
    const { level, marks } = parts(value);
    const radio = this.rows[0].radios.find((each) => each.value === level);
    const name = radio?.nextElementSibling.textContent ?? "";
    return [name, ...marks.map((words) => `“${words}”`)].filter(Boolean).join(", ") || value;
  }

  /** Beside the levels, show the settled words in the note: `data` is what was fetched for the check. */
  showReport(report, data, text) {
    const titles = new Map(this.rows.map(({ key, title }) => [key, title]));
    const settled = Object.entries(data.exercise.marks ?? {}).flatMap(([key, words]) =>
      [words].flat().map((each) => ({ words: each, title: titles.get(key) ?? key, isOwn: false })),
    );
    this.#note.settle(settled);
    super.showReport(report, data, text);
  }

  #useSelected(row) {
    const words = this.#note.takeSelected();
    if (words) this.#setWords(row, [...new Set([...row.marks, words])].join(PARTED));
    else row.said.textContent = NOTHING_SELECTED;
  }

  #setWords(row, words) {
    row.field.value = words;
    this.write(row);
  }
}

/** `1 "sad" "tired"` as level and marks; either may be missing, and one mark may stand without quotation marks. */
function parts(value) {
  const [, level = "", words = ""] = VALUE.exec(value) ?? [];
  const quoted = [...words.matchAll(QUOTED)].map(([, each]) => each);
  const bare = words.trim().replace(QUOTES, "");
  return { level: level.toLowerCase(), marks: quoted.length ? quoted : [bare].filter(Boolean) };
}

function marksIn(text) {
  return text.split(/[;"“”„«»]/).map(oneLine).filter(Boolean); // a mark has no quotation marks within
}
