// Puts the memory of a Python that has loaded the graders together, as graders/adapters/pyodide_files/snapshot.mjs took it apart.

const PAGE = 4_096;
const WASM_PAGE = 65_536;

/**
 * What `loadPyodide()` takes to go on from a kept memory of `size` bytes instead of starting.
 *
 * `engine` resolves with the module pyodide.asm.mjs, `difference` with the bytes by which the kept memory
 * differs from the one that the WebAssembly module brings along.
 */
export function keptMemory(size, engine, difference) {
  const image = new Uint8Array(size);
  return {
    _loadSnapshot: image, // filled below, before it is read
    async createPyodideModule(settings) {
      const { default: createModule } = await engine;
      const instantiate = settings.instantiateWasm;
      settings.instantiateWasm = (imports, done) =>
        instantiate(imports, (instance, compiled) => {
          takeFresh(image, instance.exports.memory);
          done(instance, compiled);
        });
      const module = await createModule(settings);
      addDifference(image, await difference);
      keepTrampoline(image, module);
      return module;
    },
  };
}

/** Make the memory large enough for the image, and the image what nobody has written into yet. */
function takeFresh(image, memory) {
  const fresh = new Uint8Array(memory.buffer);
  const missing = Math.floor((image.length - fresh.length) / WASM_PAGE);
  if (missing > 0) memory.grow(missing);
  image.set(fresh, image.length - fresh.length - Math.max(0, missing) * WASM_PAGE);
}

/** The difference holds its pages' numbers, then the pages. */
function addDifference(image, difference) {
  const [, count] = new Uint32Array(difference.buffer, 0, 2);
  const numbers = new Uint32Array(difference.buffer, 8, count);
  const [pages, words] = [new Uint32Array(difference.buffer, 8 + 4 * count), new Uint32Array(image.buffer)];
  let at = 0;
  for (const number of numbers) {
    const from = (number * PAGE) / 4;
    const end = Math.min(from + PAGE / 4, words.length);
    for (let word = from; word < end; word += 1, at += 1) words[word] ^= pages[at];
  }
}

/** How C calls C differs between browsers: the pointer to it is this module's own and stays. */
function keepTrampoline(image, module) {
  const offset = module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2];
  const at = (module.__PyRuntime + offset) >> 2;
  new Int32Array(image.buffer, image.length - module.HEAPU8.length)[at] = module.HEAP32[at];
}
