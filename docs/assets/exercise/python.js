// Starts Python with the graders in it: from a kept memory where that comes quickly, else from its parts.
import { keptMemory } from "./memory.js";
import { fetchPart, Parts } from "./parts.js";

const GRADER = new URL("../grader/", import.meta.url);
const [WASM, LIBRARY, GRADERS, MEMORY] = ["pyodide.asm.wasm", "python_stdlib.zip", "graders.zip", "memory"];
/** Bytes a millisecond (16 Mbit/s).  On a slower line the parts, which are smaller, are ready sooner. */
const QUICK = 2_000;

const plainFetch = self.fetch;

/** `{graders, warmUp}`: the module graders.adapters.browser, ready to answer, and what makes its first answer quick. */
export async function startGraders(tell) {
  const engine = import(new URL("pyodide.asm.mjs", GRADER));
  engine.catch(() => {}); // loadPyodide() imports it too, and tells
  const [{ loadPyodide }, manifest] = await Promise.all([
    import(new URL("pyodide.mjs", GRADER)),
    fetchPart("manifest.json", { cache: "no-cache" }).then((response) => response.json()),
  ]);
  const parts = new Parts(manifest, tell);
  const load = (options) => {
    handOut(parts, "_loadSnapshot" in options);
    // Nothing is ever installed, so that the list of packages stays empty and is not asked for.
    const lockFileContents = { info: manifest.lock, packages: {} };
    return loadPyodide({ indexURL: GRADER.href, lockFileContents, ...options });
  };
  parts.start(WASM);
  const python = (await goOn(manifest, parts, engine, load)) ?? (await begin(parts, load));
  const graders = python.pyimport("graders.adapters.browser");
  graders.read_data();
  return { graders, warmUp: () => graders.warm_up(manifest.warm_up) };
}

/** Python as it was when its memory was kept; null where that is not to be had. */
async function goOn({ memory_size: size }, parts, engine, load) {
  if (!size || (await parts.speed()) < QUICK) return null;
  try {
    const wasm = parts.start(WASM); // Pyodide itself would wait for ever where there is none
    const [python] = await Promise.all([load(keptMemory(size, engine, parts.bytes(MEMORY))), wasm]);
    python.runPython("put_back_data()");
    return python;
  } catch (fault) {
    console.warn("The kept memory could not be used.", fault);
    return null;
  }
}

/** Python from its first steps on. */
async function begin(parts, load) {
  const needed = [WASM, LIBRARY].map((name) => parts.start(name)); // as above
  // The graders do not hold up what Python needs to start: there is time for them while it does.
  const arrived = Promise.all([parts.arrival(WASM), parts.arrival(LIBRARY)]);
  const [python, archive] = await Promise.all([load({}), arrived.then(() => parts.bytes(GRADERS)), ...needed]);
  python.FS.writeFile("/graders.zip", archive);
  python.runPython(`
import gc, sys, zipfile
gc.disable()
with zipfile.ZipFile("/graders.zip") as archive:
    archive.extractall("/graders")
sys.path.insert(0, "/graders")
`);
  return python;
}

/** Give Pyodide the parts when it asks for its files; the library is in a kept memory already. */
function handOut(parts, isKept) {
  self.fetch = (resource, options) => {
    const name = new URL(resource.url ?? resource).pathname.slice(GRADER.pathname.length);
    if (name === LIBRARY && isKept) return Promise.resolve(new Response());
    return name === WASM || name === LIBRARY ? parts.take(name) : plainFetch(resource, options);
  };
}
