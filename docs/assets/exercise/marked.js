// Turns a checked note and its report into read-only text with the evidence marked and labelled.
import { element } from "./dom.js";
import { utf16Offsets } from "./words.js";

// When several criteria rest on the same words the gravest role names the mark.
const ROLES = ["against", "near", "for"];
const LABELS = { for: "for", near: "almost", against: "against" };

/**
 * A fragment of the whole text with a <mark> around each stretch of evidence.
 *
 * Each mark says in words what it counts for, and for which criteria.  `labelOf(roles)` may put other
 * words than the role behind a mark, or none.
 */
export function markedText(text, ratings, titles, labelOf = (roles) => LABELS[gravestOf(roles)]) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const { start, end, roles } of stretches(text, ratings)) {
    fragment.append(text.slice(at, start), mark(text.slice(start, end), roles, titles, labelOf(roles)));
    at = end;
  }
  fragment.append(text.slice(at));
  return fragment;
}

/** Evidence as UTF-16 spans in order; spans that overlap are joined into one. */
function stretches(text, ratings) {
  const offsets = utf16Offsets(text);
  const spans = ratings
    .flatMap(({ criterion, evidence }) => evidence.map((each) => ({ ...each, criterion })))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const joined = [];
  for (const { start, end, role, criterion } of spans) {
    const last = joined.at(-1);
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      last.roles.push({ role, criterion });
    } else {
      joined.push({ start, end, roles: [{ role, criterion }] });
    }
  }
  return joined.map((each) => ({ ...each, start: offsets[each.start], end: offsets[each.end] }));
}

function gravestOf(roles) {
  return ROLES.find((role) => roles.some((each) => each.role === role));
}

function mark(words, roles, titles, label) {
  const criteria = new Map(roles.map(({ role, criterion }) => [`${role} ${criterion}`, { role, criterion }]));
  const named = ROLES.flatMap((role) => {
    const names = [...criteria.values()].filter((each) => each.role === role).map((each) => titles.get(each.criterion));
    return names.length ? [`${LABELS[role]}: ${names.join(", ")}`] : [];
  });
  return element(
    "mark",
    { class: `gt-mark gt-mark-${gravestOf(roles)}` },
    words,
    label ? element("span", { class: "gt-mark-label", title: named.join("; "), "aria-hidden": "true" }, label) : null,
    element("span", { class: "gt-unseen" }, ` (${named.join("; ")}) `),
  );
}
