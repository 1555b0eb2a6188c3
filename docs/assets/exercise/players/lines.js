// Reads and writes an answer of one `key: value` a line, by the same rules as graders/answers.py.

const LINE = /^\s*(?:[-*•]\s+)?([\p{L}\p{N}_.-]+)\s*[:=]\s*(\S.*)?$/u;

/** The values by key; of two lines for one key the later counts.  A key that waits for its value has "". */
export function valuesOf(text) {
  const values = new Map();
  for (const line of text.split("\n")) {
    const read = LINE.exec(line);
    if (read) values.set(read[1], (read[2] ?? "").trim());
  }
  return values;
}

/** The text with the key's line changed, or added at its end; every other line stays as it was typed. */
export function withValue(text, key, value) {
  const lines = text.split("\n");
  const at = lines.findLastIndex((line) => LINE.exec(line)?.[1] === key);
  const line = `${key}: ${value}`;
  if (at >= 0) lines[at] = line;
  else lines.splice(lines.at(-1) === "" ? -1 : lines.length, 0, line);
  return lines.join("\n");
}
