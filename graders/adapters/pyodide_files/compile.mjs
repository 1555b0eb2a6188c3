// Runs compile.py in Pyodide under Node, on a zip file: node compile.mjs JOB.json
import "./faults.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(job.pyodide, "pyodide.mjs")).href);
const lockFileContents = JSON.stringify({ info: job.lock, packages: {} });
const pyodide = await loadPyodide({ indexURL: job.pyodide, lockFileContents });
pyodide.FS.writeFile("/sources.zip", readFileSync(job.sources));
pyodide.runPython(readFileSync(job.script, "utf8"));
pyodide.runPython(`
with open("/sources.zip", "rb") as sources, open("/bytecode.zip", "wb") as bytecode:
    bytecode.write(bytecode_zip(sources.read(), optimize=${Number(job.optimize)}))
`);
writeFileSync(job.bytecode, pyodide.FS.readFile("/bytecode.zip"));
