// Asks before grading when words seem to point at a real person: the trainee goes on or changes the text.
import { element } from "./dom.js";

export class RealPersonWarning {
  #accepted = new Set();
  element = element("div", { class: "gt-warning", role: "group", "aria-labelledby": "gt-warning-title", tabindex: "-1", hidden: true });

  /**
   * Whether grading may go on.  If not, the warning stands there with the focus, and one of
   * `{goOn, change}` is called; what was accepted once is not asked again.
   */
  mayGoOn(found, { goOn, change }) {
    const asked = found.filter(({ quote }) => !this.#accepted.has(quote));
    this.element.hidden = asked.length === 0;
    if (asked.length === 0) return true;
    const quotes = [...new Set(asked.map(({ quote }) => quote))];
    const answer = (label, kind, then) => {
      const button = element("button", { type: "button", class: `md-button ${kind}` }, label);
      button.addEventListener("click", () => {
        this.element.hidden = true;
        then();
      });
      return button;
    };
    this.element.replaceChildren(
      element("p", { id: "gt-warning-title" }, element("strong", {}, "Could this point at a real person?")),
      element("ul", {}, ...quotes.map((quote) => element("li", {}, element("q", {}, quote)))),
      element(
        "p",
        {},
        "Telephone numbers, addresses, birth dates, record numbers and full names do. Nothing has been sent anywhere, " +
          "and your draft stays in this browser. If it is made up, go on; if it is real, take it out.",
      ),
      element(
        "div",
        { class: "gt-warning-answers" },
        answer("Change the text", "md-button--primary", () => change(asked[0])),
        answer("It is made up: check it", "", () => {
          for (const quote of quotes) this.#accepted.add(quote);
          goOn();
        }),
      ),
    );
    this.element.focus();
    return false;
  }

  hide() {
    this.element.hidden = true;
  }
}
