// On a narrow screen one of case sheet, note and feedback is seen at a time; these buttons choose.
import { element } from "./dom.js";

/**
 * A group of buttons that sets `data-view` on the host; the stylesheet hides the rest on narrow
 * screens and the buttons themselves on wide ones.
 */
export class Views {
  #buttons = new Map();
  #host;
  bar = element("div", { class: "gt-views", role: "group", "aria-label": "Show" });

  /** `views` maps names to `{label, chosen}`; `chosen` is called when the trainee picks that view. */
  constructor(host, views) {
    this.#host = host;
    for (const [name, { label, chosen }] of Object.entries(views)) {
      const button = element("button", { type: "button", "aria-pressed": "false" }, label);
      button.addEventListener("click", () => {
        this.show(name);
        chosen?.();
      });
      this.#buttons.set(name, button);
      this.bar.append(button);
    }
  }

  show(name) {
    this.#host.dataset.view = name;
    for (const [each, button] of this.#buttons) button.setAttribute("aria-pressed", String(each === name));
  }

  enable(name, isEnabled) {
    this.#buttons.get(name).disabled = !isEnabled;
  }
}
