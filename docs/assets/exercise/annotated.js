// Turns a model with annotations into its text with the annotated words numbered, and the list of why they are there.
import { element } from "./dom.js";
import { placeOf } from "./words.js";

/** `annotations` are `{words, why}`; words that do not stand in the text, or inside others, have their why alone. */
export function annotated(text, annotations) {
  const placed = annotations
    .map(({ words, why }) => ({ why, words, place: placeOf(words, text) }))
    .sort((one, other) => (one.place?.[0] ?? Infinity) - (other.place?.[0] ?? Infinity));
  const shown = document.createDocumentFragment();
  let at = 0;
  placed.forEach(({ place }, index) => {
    if (!place || place[0] < at) return;
    shown.append(text.slice(at, place[0]), mark(text.slice(...place), index + 1));
    [, at] = place;
  });
  shown.append(text.slice(at));
  const list = element(
    "ol",
    { class: "gt-annotations" },
    ...placed.map(({ words, why }) => element("li", {}, element("q", {}, words), ` ${why}`)),
  );
  return { shown, list };
}

function mark(words, number) {
  return element(
    "mark",
    { class: "gt-mark gt-mark-for" },
    words,
    element("span", { class: "gt-mark-label", "aria-hidden": "true" }, String(number)),
    element("span", { class: "gt-unseen" }, ` (${number}) `),
  );
}
