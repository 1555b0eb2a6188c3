// Says that another tab changed the text, shows that text, and lets the trainee choose.
import { element } from "./dom.js";

/** `choose(isMine)` is called once; the text that was not chosen is put aside by whoever is asked. */
export function conflictNotice(text, choose) {
  const button = (label, isMine) => {
    const made = element("button", { type: "button", class: "gt-small" }, label);
    made.addEventListener("click", () => choose(isMine));
    return made;
  };
  return element(
    "section",
    { class: "gt-notice", "aria-label": "Changed in another tab" },
    element(
      "p",
      {},
      element("strong", {}, "This text was changed in another tab."),
      " Both texts are kept. Which one do you want to go on with? The other one stays under Earlier attempts.",
    ),
    element(
      "details",
      {},
      element("summary", {}, "Show the text of the other tab"),
      element("div", { class: "gt-kept-text", tabindex: "0", role: "region", "aria-label": "Text of the other tab" }, text),
    ),
    element("p", { class: "gt-choices" }, button("Go on with the text here", true), button("Go on with the other text", false)),
  );
}
