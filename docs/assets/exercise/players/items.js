// Dresses the line-by-line part of a report: what was asked instead of a key, and the outcome in words.
import { element } from "../dom.js";
import { badge } from "./player.js";

/** `player` says what keys and values are called. */
export function dressItems(panel, report, player) {
  for (const item of report.items) {
    const id = CSS.escape(anchor(item.id));
    const line = panel.querySelector(`#${id}`);
    const name = player.nameOf(item.id);
    if (!line || name === null) continue;
    line.querySelector("strong").textContent = name;
    for (const link of panel.querySelectorAll(`a[href="#${id}"]`)) link.textContent = name.replace(/[.:]$/, "");
    const learn = line.querySelector(".gt-learn a");
    learn?.replaceChildren("Read more", element("span", { class: "gt-unseen" }, `: ${name}`));
    line.querySelector(".gt-given")?.replaceWith(element("span", { class: "gt-given" }, `You: ${player.saying(item.given)}.`));
    line.prepend(badge(item), " ");
  }
}

/** As graders/feedback.py makes it. */
function anchor(id) {
  return `report-${id}`.replace(/[. ]/g, "-");
}
