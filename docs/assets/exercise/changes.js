// Compares a report with the one before: which criteria rose, which fell.
import { element } from "./dom.js";

/** What is kept of a report for the next comparison. */
export function summary({ score, ratings }) {
  return { score, levels: Object.fromEntries(ratings.map(({ criterion, level }) => [criterion, level])) };
}

/** Criteria whose level changed as `{criterion, from, to}`; only levels 0, 1 and 2 can be compared. */
export function changes(before, after) {
  const isLevel = (level) => typeof level === "number";
  return Object.entries(after.levels)
    .map(([criterion, to]) => ({ criterion, from: before.levels[criterion], to }))
    .filter(({ from, to }) => isLevel(from) && isLevel(to) && from !== to);
}

/** A section that says what changed, or null at the first check; `levels` names the levels. */
export function changesSection(before, after, titles, levels) {
  if (!before) return null;
  const changed = changes(before, after);
  const list = (heading, kind, some) =>
    some.length === 0
      ? null
      : element(
          "div",
          { class: `gt-changed gt-${kind}` },
          element("h4", {}, heading),
          element(
            "ul",
            {},
            ...some.map(({ criterion, from, to }) =>
              element("li", {}, `${titles.get(criterion)}: ${levels[from]} → ${levels[to]}`),
            ),
          ),
        );
  const sentences = [changed.length ? "" : "No criterion changed its level.", scores(before.score, after.score)];
  return element(
    "section",
    { class: "gt-changes", "aria-label": "Since your last check" },
    element("h3", {}, "Since your last check"),
    element("p", {}, sentences.join(" ").trim()),
    list("Rose", "rose", changed.filter(({ from, to }) => to > from)),
    list("Fell", "fell", changed.filter(({ from, to }) => to < from)),
  );
}

function scores(before, after) {
  if (before === null || after === null) return "";
  return before === after ? `The score stayed at ${after}.` : `The score went from ${before} to ${after}.`;
}
