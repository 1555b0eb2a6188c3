// The grading worker: loads Python and the graders once, then answers one request after the other.
import { ERROR, GRADE, GRADED, IDENTIFIERS, KEPT_REPORT, PROGRESS, READ_WORK, READY, REPORT_LINE, START, WORK_FILE } from "./messages.js";
import { startGraders } from "./python.js";
// What python.js imports, named here too so that the browser asks for all of it at once.
import "./line.js";
import "./memory.js";
import "./parts.js";

// The smallest WebAssembly module.  Where it is refused, loadPyodide() would never come back.
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

let graders = null;

const answers = {
  [START]: async ({ manifest }) => {
    if (!graders) {
      const loaded = await loadGraders(manifest);
      graders = loaded.graders;
      setTimeout(() => tryOut(loaded)); // when the page has been told
    }
    return { type: READY };
  },
  [GRADE]: ({ request }) => ({ type: GRADED, answer: graders.grade(request) }),
  [REPORT_LINE]: ({ request }) => ({ type: REPORT_LINE, answer: graders.report_line(request) }),
  [IDENTIFIERS]: ({ request }) => ({ type: IDENTIFIERS, answer: graders.identifiers(request) }),
  [KEPT_REPORT]: ({ request }) => ({ type: KEPT_REPORT, answer: graders.kept_report(request) }),
  [WORK_FILE]: ({ request }) => ({ type: WORK_FILE, answer: graders.work_file(request) }),
  [READ_WORK]: ({ request }) => ({ type: READ_WORK, answer: graders.read_work(request) }),
};

self.addEventListener("message", async ({ data }) => {
  try {
    self.postMessage({ ...(await answers[data.type](data)), ticket: data.ticket });
  } catch (fault) {
    const detail = String(fault.message ?? fault);
    self.postMessage({ type: ERROR, ticket: data.ticket, problem: problemName(fault, data.type), detail });
  }
});

function tryOut({ warmUp }) {
  try {
    warmUp();
  } catch {
    // The first check will tell.
  }
}

/** Which entry of problems.js tells what happened. */
function problemName(fault, asked) {
  if (fault.problem) return fault.problem;
  if (asked !== START) return "not-graded";
  return fault.name === "PythonError" ? "not-started" : "not-loaded";
}

async function loadGraders(manifest) {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch (fault) {
    throw Object.assign(fault, { problem: "no-wasm" });
  }
  return startGraders(manifest, (done, total) => self.postMessage({ type: PROGRESS, done, total }));
}
