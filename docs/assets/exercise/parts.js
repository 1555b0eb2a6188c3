// Fetches the parts of the grader: counts their bytes, unpacks what is packed, and tells how fast they come.
const GRADER = new URL("../grader/", import.meta.url);
const PACKED = ".packed";
/** How fast the line is, is known after so many bytes, or after so many milliseconds. */
const SAMPLE = 500_000;
const MOMENT = 250;
/** The browser's own, whatever python.js puts in its place for Pyodide. */
const plainFetch = self.fetch;

/** The file as a Response; rejects where the server has none. */
export async function fetchPart(name, options) {
  const response = await plainFetch(new URL(name, GRADER), options);
  if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
  return response;
}

export class Parts {
  #version;
  #sizes;
  #tell;
  #done = 0;
  #told = 0;
  #total = 0;
  #started = new Map();
  #arrivals = new Map();
  #sampled;
  #sample = new Promise((resolve) => (this.#sampled = resolve));

  /** `tell(done, total)` is called as bytes arrive; the sizes are those of the files as they are sent. */
  constructor({ version, sizes }, tell) {
    this.#version = version;
    this.#sizes = sizes;
    this.#tell = tell;
  }

  /** Start fetching a part that will be taken later; rejects where the server has none. */
  start(name) {
    if (!this.#started.has(name)) {
      let arrive;
      this.#arrivals.set(name, new Promise((resolve) => (arrive = resolve)));
      this.#started.set(name, this.#fetch(name, arrive));
      this.#started.get(name).catch(arrive);
    }
    return this.#started.get(name);
  }

  /** The part as a Response, unpacked, from the start on where it has been taken before. */
  take(name) {
    const response = this.start(name);
    this.#started.delete(name);
    return response;
  }

  async bytes(name) {
    return new Uint8Array(await (await this.take(name)).arrayBuffer());
  }

  /** Resolves when the last byte of a part that was started is here, or will never be. */
  arrival(name) {
    return this.#arrivals.get(name);
  }

  /** Bytes a millisecond, measured on what came first. */
  async speed() {
    const from = performance.now();
    await Promise.race([this.#sample, new Promise((resolve) => setTimeout(resolve, MOMENT))]);
    return this.#done / (performance.now() - from);
  }

  /** Asked for under the build's version, so that no cache mixes two builds. */
  async #fetch(name, arrive) {
    const file = name in this.#sizes ? name : name + PACKED;
    this.#total += this.#sizes[file];
    const response = await fetchPart(`${file}?v=${this.#version}`);
    const counted = response.body.pipeThrough(this.#counting(arrive));
    // Unpacked here and not by the browser: which servers pack, and what, differs.
    const body = file === name ? counted : counted.pipeThrough(new DecompressionStream("gzip"));
    // Some servers do not know the type that WebAssembly has to have.
    return new Response(body, name.endsWith(".wasm") ? { headers: { "content-type": "application/wasm" } } : {});
  }

  /** Often enough for a bar that moves. */
  #tellAtTimes() {
    if (this.#done - this.#told < this.#total / 50 && this.#done < this.#total) return;
    this.#told = this.#done;
    this.#tell(this.#done, this.#total);
  }

  #counting(arrive) {
    return new TransformStream({
      transform: (chunk, controller) => {
        this.#done += chunk.byteLength;
        if (this.#done >= SAMPLE) this.#sampled();
        this.#tellAtTimes();
        controller.enqueue(chunk);
      },
      flush: arrive,
    });
  }
}
