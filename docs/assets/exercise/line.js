// Fetches the files of the grader, counts their bytes, and tells how fast they come.
const GRADER = new URL("../grader/", import.meta.url);
/** How fast the line is, is known when the first file is here, or after so many milliseconds. */
const MOMENT = 125;
/** The browser's own, whatever python.js puts in its place for Pyodide. */
const plainFetch = self.fetch;

export class Line {
  #version;
  #sizes;
  #tell;
  #expected = new Set();
  #done = 0;
  #counted = 0;
  #share = 0;

  /** `tell(done, total)` is called as bytes arrive, once it is known how many will; `sizes` are those of the files as sent. */
  constructor({ version, sizes }, tell) {
    this.#version = version;
    this.#sizes = sizes;
    this.#tell = tell;
  }

  has(file) {
    return file in this.#sizes;
  }

  /** These files will be needed, in all. */
  expect(files) {
    for (const file of files) this.#expected.add(file);
  }

  /** The file's bytes as a stream; rejects where the server has none. */
  async open(file, options) {
    // Asked for under the build's version, so that no cache mixes two builds.
    const response = await plainFetch(new URL(`${file}?v=${this.#version}`, GRADER), options);
    if (!response.ok) throw new Error(`${file}: ${response.status} ${response.statusText}`);
    return response.body.pipeThrough(this.#counting());
  }

  /** Bytes a millisecond, measured on the file that is under way alone. */
  async speed(underWay) {
    const from = performance.now();
    const waited = new Promise((resolve) => setTimeout(resolve, MOMENT));
    await Promise.race([underWay.catch(() => {}), waited]);
    return this.#done / (performance.now() - from);
  }

  #counting() {
    return new TransformStream({
      transform: (chunk, controller) => {
        this.#done += chunk.byteLength;
        this.#tellAtTimes();
        controller.enqueue(chunk);
      },
    });
  }

  /** Often enough for a bar that moves, and never less than before, even where some parts had to be fetched anew. */
  #tellAtTimes() {
    let total = 0;
    for (const file of this.#expected) total += this.#sizes[file];
    if (!total || (this.#done - this.#counted < total / 50 && this.#done < total)) return;
    this.#counted = this.#done;
    this.#share = Math.max(this.#share, Math.min(1, this.#done / total));
    this.#tell(Math.round(this.#share * total), total);
  }
}
