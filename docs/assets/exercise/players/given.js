// The note that is reviewed: words can be selected in it, and marks are shown in it.
import { element } from "../dom.js";
import { placeOf } from "../words.js";

const UNREAD = ".gt-mark-label, .gt-unseen";
const WORD = /[\p{L}\p{N}'’-]/u;

export function oneLine(text) {
  return text.trim().replace(/\s+/g, " ");
}

export class GivenNote {
  #root;
  #text;
  #shown = "[]";
  #settled = [];
  #selected = "";

  constructor(root) {
    this.#root = root;
    this.#text = root.textContent;
    // Pressing a button may take the selection away, above all by touch: remember the last one.
    document.addEventListener("selectionchange", () => this.#remember());
  }

  /** Where the words stand first, as `[start, end]`, or null; case and line breaks do not matter. */
  find(words) {
    return placeOf(words, this.#text, "iu");
  }

  /** The words selected last, as one line; a selection serves once. */
  takeSelected() {
    const words = this.#selected;
    this.#selected = "";
    getSelection().removeAllRanges();
    return words;
  }

  /** The settled words, shown with the trainee's own from now on. */
  settle(marks) {
    this.#settled = marks;
  }

  /** Mark `{words, title, isOwn}` in the note; words that do not stand there are left out. */
  showMarks(marks) {
    const all = [...marks, ...this.#settled];
    const wanted = JSON.stringify(all);
    if (wanted === this.#shown) return; // a selection being made is not disturbed
    this.#shown = wanted;
    const fragment = document.createDocumentFragment();
    let at = 0;
    for (const { start, end, own, settled } of this.#stretches(all)) {
      fragment.append(this.#text.slice(at, start), mark(this.#text.slice(start, end), own, settled));
      at = end;
    }
    fragment.append(this.#text.slice(at));
    this.#root.replaceChildren(fragment);
  }

  /** The marks in order, cut where they overlap, so that each stretch knows whose it is. */
  #stretches(marks) {
    const placed = marks.flatMap((each) => {
      const place = this.find(each.words);
      return place ? [{ ...each, start: place[0], end: place[1] }] : [];
    });
    const cuts = [...new Set(placed.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
    return cuts.slice(0, -1).flatMap((start, index) => {
      const over = placed.filter((each) => each.start <= start && each.end > start);
      const titles = (some) => some.map(({ title }) => title);
      const [own, settled] = [over.filter(({ isOwn }) => isOwn), over.filter(({ isOwn }) => !isOwn)];
      return over.length ? [{ start, end: cuts[index + 1], own: titles(own), settled: titles(settled) }] : [];
    });
  }

  #remember() {
    const selection = getSelection();
    if (selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.#root) || selection.isCollapsed) return;
    let start = this.#root.contains(range.startContainer) ? this.#offset(range.startContainer, range.startOffset) : 0;
    let end = this.#root.contains(range.endContainer)
      ? this.#offset(range.endContainer, range.endOffset)
      : this.#text.length;
    while (start < end && !WORD.test(this.#text[start])) start += 1;
    while (end > start && !WORD.test(this.#text[end - 1])) end -= 1;
    if (start === end) return;
    while (start > 0 && WORD.test(this.#text[start - 1])) start -= 1;
    while (end < this.#text.length && WORD.test(this.#text[end])) end += 1;
    this.#selected = oneLine(this.#text.slice(start, end));
  }

  /** How many characters of the note stand before a place in it; labels of marks are none. */
  #offset(node, index) {
    const before = document.createRange();
    before.setStart(this.#root, 0);
    before.setEnd(node, index);
    const copy = before.cloneContents();
    for (const label of copy.querySelectorAll(UNREAD)) label.remove();
    return copy.textContent.length;
  }
}

function mark(words, own, settled) {
  const whose = own.length && settled.length ? "both" : own.length ? "own" : "settled";
  const named = [own.length ? `you: ${own.join(", ")}` : "", settled.length ? `settled: ${settled.join(", ")}` : ""];
  const label = named.filter(Boolean).join("; ");
  return element(
    "mark",
    { class: `gt-mark gt-mark-${whose}`, title: label },
    words,
    element("span", { class: "gt-mark-label", "aria-hidden": "true" }, { own: "you", settled: "settled", both: "you + settled" }[whose]),
    element("span", { class: "gt-unseen" }, ` (${label}) `),
  );
}
