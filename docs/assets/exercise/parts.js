// Unpacks the parts that Python is made of, as their bytes come over the line.
const FZSTD = new URL("../grader/fzstd.mjs", import.meta.url);

/** Unpacked by the browser: quickest where the line is quick. */
export const GZIP = { end: ".packed", unpacker: async () => new DecompressionStream("gzip") };

/** Fewer bytes, which take longer to unpack: ready sooner where they come slowly. */
export const ZSTD = {
  end: ".zstd",
  unpacker: async () => {
    const { Decompress } = await import(FZSTD);
    let zstd;
    return new TransformStream({
      start: (controller) => (zstd = new Decompress((chunk) => chunk.length && controller.enqueue(chunk))),
      transform: (chunk) => zstd.push(chunk),
      flush: () => zstd.push(new Uint8Array(0), true), // throws where the end is missing
    });
  },
};

/** One try to bring all that is needed, in one packing; `names` tells the line what that is. */
export class Parts {
  #line;
  #packing;
  #heads;
  #started = new Map();
  #stopped = new AbortController();

  /** Of the parts in `heads` the first bytes are under way already: promises of what stands before the file. */
  constructor(line, packing, names, heads = {}) {
    this.#line = line;
    this.#packing = packing;
    this.#heads = heads;
    line.expect(names.map((name) => name + packing.end));
  }

  /** The part as a Response, unpacked; once. */
  response(name) {
    return this.#start(name).response;
  }

  /** Resolves when all of the part has come and been read; rejects where it never will. */
  whole(name) {
    return this.#start(name).whole;
  }

  async bytes(name) {
    const { response, whole } = this.#start(name);
    const [bytes] = await Promise.all([response.then((each) => each.arrayBuffer()), whole]);
    return new Uint8Array(bytes);
  }

  /** Leave the line to others. */
  stop() {
    this.#stopped.abort();
  }

  /** Throws where the parts are not wanted any more. */
  expectNotStopped() {
    this.#stopped.signal.throwIfAborted();
  }

  #start(name) {
    if (!this.#started.has(name)) {
      const unpacker = this.#packing.unpacker();
      // Some servers do not know the type that WebAssembly has to have.
      const options = name.endsWith(".wasm") ? { headers: { "content-type": "application/wasm" } } : {};
      const response = unpacker.then(({ readable }) => new Response(readable, options));
      const whole = this.#pour(name, unpacker);
      for (const promise of [response, whole]) promise.catch(() => {}); // those who wait are told
      this.#started.set(name, { response, whole });
    }
    return this.#started.get(name);
  }

  async #pour(name, unpacker) {
    const opened = this.#line.open(name + this.#packing.end, { signal: this.#stopped.signal });
    const [stream, { writable }, head] = await Promise.all([opened, unpacker, this.#heads[name]]);
    if (head) {
      const writer = writable.getWriter();
      writer.write(new Uint8Array(head)).catch(() => {}); // told below
      writer.releaseLock();
    }
    await stream.pipeTo(writable);
  }
}
