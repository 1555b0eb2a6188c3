// Makes a textarea as tall as its text and points at words in it.

/** Let the textarea grow with its text, so that the page scrolls and nothing scrolls inside it. */
export function fitHeight(textarea) {
  if (textarea.offsetParent === null) return; // hidden
  textarea.style.height = "auto";
  textarea.style.height = `${textarea.scrollHeight + textarea.offsetHeight - textarea.clientHeight}px`;
}

/** Select `start` to `end` (UTF-16) in the textarea, give it the focus and bring the words into sight. */
export function selectWords(textarea, start, end) {
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(start, end);
  const top = textarea.getBoundingClientRect().top + window.scrollY + offsetOf(textarea, start);
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  window.scrollTo({ top: Math.max(0, top - window.innerHeight / 3), behavior });
}

/** How far below the textarea's top the character stands, measured on a copy laid out alike. */
function offsetOf(textarea, index) {
  const copy = document.createElement("div");
  const style = getComputedStyle(textarea);
  for (const name of ["font", "letterSpacing", "lineHeight", "padding", "border", "boxSizing", "width", "tabSize"]) {
    copy.style[name] = style[name];
  }
  const unseen = { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word" };
  Object.assign(copy.style, unseen);
  copy.textContent = textarea.value.slice(0, index);
  const caret = document.createElement("span");
  caret.textContent = "\u200b";
  copy.append(caret);
  document.body.append(copy);
  const { offsetTop } = caret;
  copy.remove();
  return offsetTop;
}
