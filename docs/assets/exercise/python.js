// Starts Python with the graders in it: from a kept memory where that comes quickly, else from its parts.
import { Line } from "./line.js";
import { keptMemory } from "./memory.js";
import { GZIP, Parts, ZSTD } from "./parts.js";

const GRADER = new URL("../grader/", import.meta.url);
const [WASM, LIBRARY, GRADERS, MEMORY] = ["pyodide.asm.wasm", "python_stdlib.zip", "graders.zip", "memory"];
/** The first bytes of the wasm.zstd. */
const HEAD = "pyodide.asm.wasm.head.zstd";
/**
 * Bytes a millisecond, as they come on a line of 25 Mbit/s that brings Pyodide's scripts at the same time.
 * There the 3.5 MB more of a kept memory take as long as it saves in starting: a second and some.
 */
const QUICK = 1_500;

const plainFetch = self.fetch;

/** `{graders, warmUp}`: the module graders.adapters.browser, ready to answer, and what makes its first answer quick. */
export async function startGraders(manifest, tell) {
  const engine = import(new URL("pyodide.asm.mjs", GRADER));
  const pyodide = import(new URL("pyodide.mjs", GRADER));
  for (const each of [engine, pyodide]) each.catch(() => {}); // load() tells
  let underWay = null;
  const load = async (parts, options = {}) => {
    await underWay; // lest it takes the files of this way
    const [{ loadPyodide }] = await Promise.all([pyodide, engine]);
    parts.expectNotStopped();
    const asked = handOut(parts, "_loadSnapshot" in options);
    // Nothing is ever installed, so that the list of packages stays empty and is not asked for.
    const lockFileContents = { info: manifest.lock, packages: {} };
    const python = loadPyodide({ indexURL: GRADER.href, lockFileContents, ...options });
    underWay = Promise.race([asked, python.catch(() => {})]);
    return python;
  };
  const python = await firstThatWorks(await ways(manifest, new Line(manifest, tell), engine, load));
  const graders = python.pyimport("graders.adapters.browser");
  graders.read_data();
  return { graders, warmUp: () => graders.warm_up(manifest.warm_up) };
}

/** How Python could be started, what is ready soonest first: what brings the parts, and what starts from them. */
async function ways({ memory_size: size }, line, engine, load) {
  const fromParts = (packing, heads) => ({
    bring: () => new Parts(line, packing, [WASM, LIBRARY, GRADERS], heads),
    start: (parts) => begin(parts, load),
  });
  const fromMemory = {
    bring: () => new Parts(line, GZIP, [WASM, MEMORY]),
    start: (parts) => goOn(parts, load, size, engine),
  };
  const kept = size ? [fromMemory] : [];
  if (!line.has(HEAD)) return [...kept, fromParts(GZIP)];
  // Never from a cache, which would be quick on any line.
  const head = line.open(HEAD, { cache: "no-store" }).then((stream) => new Response(stream).arrayBuffer());
  const isQuick = (await line.speed(head)) >= QUICK;
  line.expect([HEAD]);
  return isQuick
    ? [...kept, fromParts(GZIP)]
    : [fromParts(ZSTD, { [WASM]: head }), fromParts(GZIP), ...kept];
}

async function firstThatWorks([{ bring, start }, ...others]) {
  const parts = bring();
  try {
    return await start(parts);
  } catch (fault) {
    parts.stop();
    if (!others.length) throw fault;
    console.warn("Python will be started in another way.", fault);
    return firstThatWorks(others);
  }
}

/** Python as it was when its memory, of `size` bytes, was kept. */
async function goOn(parts, load, size, engine) {
  const wasm = parts.whole(WASM); // Pyodide itself would wait for ever where there is none
  const [python] = await Promise.all([load(parts, keptMemory(size, engine, parts.bytes(MEMORY))), wasm]);
  python.runPython("put_back_data()");
  return python;
}

/** Python from its first steps on. */
async function begin(parts, load) {
  // The graders do not hold up what Python needs to start: there is time for them while it does.
  const arrived = Promise.all([parts.whole(WASM), parts.whole(LIBRARY)]);
  const archive = arrived.then(() => parts.bytes(GRADERS));
  const [python, bytes] = await Promise.all([load(parts), archive]);
  python.FS.writeFile("/graders.zip", bytes);
  python.runPython(`
import gc, sys, zipfile
gc.disable()
with zipfile.ZipFile("/graders.zip") as archive:
    archive.extractall("/graders")
sys.path.insert(0, "/graders")
`);
  return python;
}

/** Give Pyodide the parts when it asks for its files, which it does once each; resolves when it has. */
function handOut(parts, isKept) {
  return new Promise((resolve) => {
    const left = new Set([WASM, LIBRARY]);
    self.fetch = (resource, options) => {
      const name = new URL(resource.url ?? resource).pathname.slice(GRADER.pathname.length);
      if (!left.delete(name)) return plainFetch(resource, options);
      if (!left.size) resolve();
      // The library is in a kept memory already.
      return name === LIBRARY && isKept ? Promise.resolve(new Response()) : parts.response(name);
    };
  });
}
