// The report below an answer, with what belongs to it: remarks beside the controls, and the models.
import { summary } from "./changes.js";
import { element } from "./dom.js";
import { shownTime } from "./earlier.js";
import { criterionTitles, fragmentOf, showFeedback } from "./feedback.js";
import { Models } from "./models.js";
import { dressItems } from "./players/items.js";
import { BASE } from "./question.js";

export class Result {
  #question;
  #player;
  #grader;
  #jump;
  #models;
  #checked = "";
  element = element("div", { class: "gt-result", hidden: true });

  /** `jump(place, text)` points at words `{start, end, quote}` of the checked text. */
  constructor(host, { question, player, grader, jump }) {
    this.#question = question;
    this.#player = player;
    this.#grader = grader;
    this.#jump = jump;
    this.#models = new Models(host.dataset.exercise, (text) => this.#readModel(text, host.dataset.kind));
  }

  /** Show an answer of the grader, compared with the report before; resolves with its heading. */
  async show({ report, html }, text, before = null) {
    const heading = showFeedback(this.element, { report, html }, text, before && summary(before), (place) =>
      this.#jump(place, this.#checked),
    );
    this.#checked = text;
    if (this.#player) dressItems(this.element, report, this.#player);
    await this.remark(text, report);
    // Models open after an attempt that could be graded.
    if (report.status === "graded") this.element.append(this.#models.element);
    return heading;
  }

  /** The report of an earlier attempt, said to be one. */
  async showEarlier({ report, text, at }) {
    const html = await this.#grader.keptReport({ report, base: BASE });
    const heading = await this.show({ report, html }, text);
    const when = `This is the report of your attempt of ${shownTime(at)}.`;
    heading.after(element("p", { class: "gt-earlier-report" }, when));
    return { heading, when };
  }

  /** Say beside each control how that text did. */
  async remark(text, report) {
    if (this.#player && report?.items.length) this.#player.showReport(report, await this.#question.data(), text);
  }

  hide() {
    this.element.hidden = true;
  }

  clear() {
    this.hide();
    this.element.replaceChildren();
  }

  /** What a model is shown as: notes and passages with what counted in them, the other kinds as they stand. */
  async #readModel(text, kind) {
    if (this.#player) return { text: this.#player.inWords(text) };
    if (kind === "rewrite") return { text };
    const { report, html } = await this.#grader.grade(await this.#question.request(text));
    return { text, report, titles: criterionTitles(fragmentOf(html)) };
  }
}
