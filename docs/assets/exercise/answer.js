// Where the answer is given: the editor, the controls over it, its word count, and the ways to point at its words.
import { element } from "./dom.js";
import { fitHeight, selectWords } from "./editor.js";
import { playerOf } from "./players/players.js";
import { countWords, utf16Offsets } from "./words.js";

export class Answer {
  #editor;
  #appear;
  count = element("span", { class: "gt-count" });
  /** The controls of a sort or review; null where the answer is prose. */
  player;

  /** `appear()` brings the answer into sight where the screen shows one thing at a time. */
  constructor(host, appear) {
    this.#editor = host.querySelector("textarea");
    this.#appear = appear;
    this.player = playerOf(host);
    this.#editor.addEventListener("input", () => this.measure());
    window.addEventListener("resize", () => fitHeight(this.#editor));
  }

  get text() {
    return this.#editor.value;
  }

  /** Whether nothing was chosen yet; prose may be checked as it stands. */
  get isUntouched() {
    return this.player?.isUntouched ?? false;
  }

  measure() {
    const words = countWords(this.text);
    this.player?.read();
    this.count.textContent = this.player?.progress() ?? (words === 1 ? "1 word" : `${words} words`);
    fitHeight(this.#editor);
  }

  /** The editor, seen and as tall as its text: a hidden one has no height to measure. */
  show() {
    this.#appear();
    fitHeight(this.#editor);
    return this.#editor;
  }

  /** Put the trainee where the answer is given. */
  goTo() {
    const editor = this.show();
    (this.player ?? editor).focus();
  }

  /** Select code points of the text as it stands. */
  select(start, end) {
    const editor = this.show();
    const offsets = utf16Offsets(this.text);
    selectWords(editor, offsets[start], offsets[end]);
  }

  /** Select words of a checked text, which may have moved since; false where they are gone. */
  find({ start, end, quote }, checked) {
    if (this.text === checked) {
      this.select(start, end);
      return true;
    }
    const editor = this.show();
    const at = nearest(this.text, quote, start);
    if (at < 0) editor.focus();
    else selectWords(editor, at, at + quote.length);
    return at >= 0;
  }
}

/** Where `words` stand in `text`, nearest to `place`; -1 when they do not. */
function nearest(text, words, place) {
  const after = text.indexOf(words, place);
  const before = text.lastIndexOf(words, place);
  if (after < 0 || before < 0) return Math.max(after, before);
  return after - place < place - before ? after : before;
}
