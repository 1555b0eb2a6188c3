// The grading worker: loads Python and the graders once, then answers one request after the other.
import { ERROR, GRADE, GRADED, IDENTIFIERS, KEPT_REPORT, PROGRESS, READ_WORK, READY, REPORT_LINE, START, WORK_FILE } from "./messages.js";

const GRADER = new URL("../grader/", import.meta.url);
const HOME = "/graders";
// The smallest WebAssembly module.  Where it is refused, loadPyodide() would never come back.
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

let graders = null;

const answers = {
  [START]: async () => {
    graders ??= await loadGraders();
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

/** Which entry of problems.js tells what happened. */
function problemName(fault, asked) {
  if (fault.problem) return fault.problem;
  if (asked !== START) return "not-graded";
  return fault.name === "PythonError" ? "not-started" : "not-loaded";
}

async function loadGraders() {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch (fault) {
    throw Object.assign(fault, { problem: "no-wasm" });
  }
  const [{ loadPyodide }, manifest] = await Promise.all([
    import(new URL("pyodide.mjs", GRADER)),
    fetchPart("manifest.json", { cache: "no-cache" }).then((response) => response.json()),
  ]);
  countFetches(manifest);
  const [pyodide, archive] = await Promise.all([
    // Nothing is ever installed, so that the list of packages stays empty and is not asked for.
    loadPyodide({ indexURL: GRADER.href, lockFileContents: { info: manifest.lock, packages: {} } }),
    fetchPart("graders.zip").then((response) => response.arrayBuffer()),
  ]);
  pyodide.FS.writeFile(`${HOME}.zip`, new Uint8Array(archive));
  pyodide.runPython(`
import sys, zipfile
with zipfile.ZipFile("${HOME}.zip") as archive:
    archive.extractall("${HOME}")
sys.path.insert(0, "${HOME}")
`);
  const graders = pyodide.pyimport("graders.adapters.browser");
  // The first grading reads the compiled data and imports the criteria: better now than after the click.
  graders.report_line(JSON.stringify({ exercise: null, case: null, text: manifest.warm_up, id: "" }));
  return graders;
}

async function fetchPart(name, options) {
  const response = await fetch(new URL(name, GRADER), options);
  if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
  return response;
}

/**
 * Report the bytes of what Pyodide fetches from here on, and mend a wrong type of its `.wasm`.
 *
 * The parts are asked for under the build's version, so that no cache mixes two builds.
 */
function countFetches({ version, sizes }) {
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const plainFetch = self.fetch;
  let done = 0;
  self.fetch = async (resource, options) => {
    const url = new URL(resource.url ?? resource);
    const name = url.pathname.slice(GRADER.pathname.length);
    if (!(name in sizes)) return plainFetch(resource, options);
    url.searchParams.set("v", version);
    const response = await plainFetch(url, options);
    if (!response.ok || !response.body) return response;
    const counting = new TransformStream({
      transform(chunk, controller) {
        done += chunk.byteLength;
        self.postMessage({ type: PROGRESS, done, total });
        controller.enqueue(chunk);
      },
    });
    const headers = name.endsWith(".wasm") ? { "content-type": "application/wasm" } : response.headers;
    return new Response(response.body.pipeThrough(counting), { status: response.status, headers });
  };
}
