// Shows a graded answer: the graders' own HTML, what changed, and the note with its words marked.
import { changesSection, summary } from "./changes.js";
import { element } from "./dom.js";
import { markedText } from "./marked.js";

const LEVELS = ["not met", "partly met", "met"];

/**
 * Fill the panel with a report and move the focus to its heading.
 *
 * `html` is what graders/feedback.py rendered: it escapes every word of the trainee's, and this is
 * the only markup the page takes from anywhere.  `jump({start, end, quote})` is called with code
 * points when a quote is chosen.
 */
export function showFeedback(panel, { report, html }, text, before, jump) {
  const rendered = fragmentOf(html);
  const titles = criterionTitles(rendered);
  for (const quote of rendered.querySelectorAll("q[data-start]")) makeJump(quote, jump);
  const heading = rendered.querySelector("h2");
  const changed = report.ratings.length ? changesSection(before, summary(report), titles, LEVELS) : null;
  if (changed) heading.nextElementSibling.after(changed);
  panel.replaceChildren(
    element("div", { class: "gt-columns" }, rendered, report.ratings.length ? words(text, report, titles) : null),
  );
  panel.hidden = false;
  return heading;
}

/** What graders/feedback.py rendered, as a fragment. */
export function fragmentOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** The criteria's titles by id, as a rendered report (an element or fragment) calls them. */
export function criterionTitles(rendered) {
  const titles = new Map();
  for (const article of rendered.querySelectorAll("[data-criterion]")) {
    const heading = article.querySelector("h3, h4, h5, h6");
    titles.set(article.dataset.criterion, heading.firstChild.textContent.trim());
  }
  return titles;
}

function makeJump(quote, jump) {
  const { start, end } = quote.dataset;
  const button = element("button", { type: "button", class: "gt-jump", title: "Show these words in your note" });
  quote.replaceWith(button);
  button.append(quote);
  button.addEventListener("click", () => jump({ start: Number(start), end: Number(end), quote: quote.textContent }));
}

function words(text, report, titles) {
  const legend = [
    ["for", "counted for you"],
    ["near", "almost counted"],
    ["against", "counted against you"],
  ].map(([role, meaning]) => element("li", {}, element("mark", { class: `gt-mark gt-mark-${role}` }, meaning)));
  return element(
    "section",
    { class: "gt-words", "aria-labelledby": "gt-words-title" },
    element("h3", { id: "gt-words-title" }, "Your words, as they were read"),
    element("ul", { class: "gt-legend" }, ...legend),
    element(
      "div",
      { class: "gt-marked", tabindex: "0", role: "region", "aria-labelledby": "gt-words-title" },
      markedText(text, report.ratings, titles),
    ),
  );
}
