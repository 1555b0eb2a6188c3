// What can go wrong between a click and a report, each with what happened and what to do about it.
// A check that failed says so in these words; it never looks like an empty list of findings.
const WORDING = {
  blocked: [
    "The grader could not start: this browser or this site's settings do not let the page run it.",
    "Try a current Firefox, Chrome, Edge or Safari without script blocking, or grade at the prompt.",
  ],
  "no-wasm": [
    "The grader could not start: WebAssembly is switched off or not allowed here.",
    "Allow WebAssembly for this site (whoever runs it adds 'wasm-unsafe-eval' to script-src), or grade at the prompt.",
  ],
  "not-loaded": [
    "The grader could not be loaded: a file is missing or was sent with the wrong type.",
    "Check your connection and press the button again. If it stays so, tell whoever runs this site, or grade at the prompt.",
  ],
  "not-started": [
    "The grader was loaded and then ran into a fault of its own.",
    "Reload the page. If it stays so, please report it with the lines below, or grade at the prompt.",
  ],
  "load-stuck": [
    "The grader stopped loading: nothing has arrived for a while.",
    "Check your connection and press the button again, or grade at the prompt.",
  ],
  "took-too-long": [
    "Checking took too long and was stopped. This note has not been graded.",
    "The grader is starting again. Try once more; if it stops again, try a shorter text.",
  ],
  crashed: [
    "The grader broke off. This note has not been graded.",
    "Press the button again to restart it.",
  ],
  "not-graded": [
    "The grader ran into a fault of its own. This note has not been graded.",
    "Try once more. If it stays so, please report it with the line below.",
  ],
  "no-exercise": [
    "The data of this exercise could not be loaded.",
    "Check your connection and press the button again.",
  ],
};

/** A named fault; `message` says what happened, `cure` what to do, `detail` what the machine said. */
export class Problem extends Error {
  constructor(name, detail = "") {
    const [happened, cure] = WORDING[name];
    super(happened);
    this.name = name;
    this.cure = cure;
    this.detail = String(detail?.message ?? detail);
  }
}
