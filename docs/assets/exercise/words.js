// Counts and finds words as the graders do, and turns their offsets into the page's.

// What Python's str.split() parts at; JavaScript's \s has another list.
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** White-space-separated tokens that hold a letter or a digit. */
export function countWords(text) {
  return text.split(SPACE).filter((token) => LETTER_OR_DIGIT.test(token)).length;
}

/** Where the words stand first, as `[start, end]`, or null; lines may break elsewhere than in the text. */
export function placeOf(words, text, flags = "u") {
  const parts = words.split(/\s+/).filter(Boolean).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = parts.length ? new RegExp(parts.join("\\s+"), flags).exec(text) : null;
  return found && [found.index, found.index + found[0].length];
}

/** The UTF-16 offset of every code point of the text, and of its end: reports count code points. */
export function utf16Offsets(text) {
  const offsets = [];
  let at = 0;
  for (const character of text) {
    offsets.push(at);
    at += character.length;
  }
  offsets.push(at);
  return offsets;
}
