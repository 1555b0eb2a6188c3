// Keeps the memory of a Pyodide that has loaded the graders: node snapshot.mjs JOB.json
//
// What is written is the difference to the memory that the WebAssembly module itself brings along, which
// the page has anyway: docs/assets/exercise/memory.js puts the two together.
import "./faults.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PAGE = 4096;
const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const load = (name) => import(pathToFileURL(join(job.pyodide, name)).href);
const { loadPyodide } = await load("pyodide.mjs");
const { default: createModule } = await load("pyodide.asm.mjs");
let fresh;
const pyodide = await loadPyodide({
  indexURL: job.pyodide,
  lockFileContents: JSON.stringify({ info: job.lock, packages: {} }),
  // One order of sets and dictionaries for all pages: it is kept with the memory.
  env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
  _makeSnapshot: true,
  createPyodideModule(settings) {
    const instantiate = settings.instantiateWasm;
    settings.instantiateWasm = (imports, done) =>
      instantiate(imports, (instance, compiled) => {
        fresh = new Uint8Array(instance.exports.memory.buffer).slice();
        done(instance, compiled);
      });
    return createModule(settings);
  },
});
pyodide.FS.writeFile("/graders.zip", readFileSync(job.archive));
pyodide.runPython(readFileSync(job.script, "utf8"));
pyodide.runPython("import_all('/graders.zip')");
pyodide.FS.unlink("/graders.zip");
writeFileSync(job.image, differingPages(pyodide.makeMemorySnapshot()));

/** 32-bit words: the image's size, how many pages, their numbers; then the pages, XORed with fresh memory. */
function differingPages(image) {
  const memory = image.subarray(image.length - pyodide._module.HEAPU8.length);
  for (let at = 0; at < fresh.length; at += 1) memory[at] ^= fresh[at];
  const pages = [];
  for (let at = 0; at < image.length; at += PAGE) {
    const page = Buffer.from(image.buffer, image.byteOffset + at, Math.min(PAGE, image.length - at));
    if (page.some((byte) => byte !== 0)) pages.push({ number: at / PAGE, page });
  }
  const head = Uint32Array.from([image.length, pages.length, ...pages.map(({ number }) => number)]);
  return Buffer.concat([Buffer.from(head.buffer), ...pages.map(({ page }) => page)]);
}
