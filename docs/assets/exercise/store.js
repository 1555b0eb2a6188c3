// Keeps records in this browser (IndexedDB) and, where it refuses, in memory for as long as the page is open.
// Written out instead of taken from a package: these few promises need no renewal for as long as IndexedDB stands.
const NAME = "golden-thread";
const VERSION = 1;
/** How long opening may take: some browsers never answer when storage is broken. */
const PATIENCE = 4_000;
const KEYS = { drafts: "exercise", attempts: "id" };

/**
 * Two sets of records: `drafts` by `exercise`, `attempts` by `id`.
 *
 * No method rejects.  What the browser refused to keep is held in memory and is read back like the
 * rest; `refusal` then says why ("forbidden" or "full"), and is null again once all is kept.
 */
export class Store {
  #opened = null;
  #unkept = { drafts: new Map(), attempts: new Map() };
  #isForbidden = false;

  get refusal() {
    if (this.#isForbidden) return "forbidden";
    return this.#unkept.drafts.size + this.#unkept.attempts.size > 0 ? "full" : null;
  }

  /** All records of a set; with `exercise` only those of that exercise. */
  async all(set, exercise) {
    const records = new Map();
    const kept = await this.#read(set, (store) =>
      exercise !== undefined && set === "attempts" ? store.index("exercise").getAll(exercise) : store.getAll(),
    );
    for (const record of [...(kept ?? []), ...this.#unkept[set].values()]) records.set(record[KEYS[set]], record);
    return [...records.values()].filter((record) => exercise === undefined || record.exercise === exercise);
  }

  async get(set, key) {
    return this.#unkept[set].get(key) ?? (await this.#read(set, (store) => store.get(key)));
  }

  /**
   * Put `change(current)` in the place of a record, undisturbed by other tabs; undefined leaves it.
   *
   * Resolves with the record that stands there then.
   */
  async update(set, key, change) {
    let wanted;
    const latest = this.#unkept[set].get(key);
    try {
      const found = await this.#transact("readwrite", (transaction) => {
        const store = transaction.objectStore(set);
        return answered(store.get(key), (current) => {
          const known = latest ?? current;
          wanted = change(known);
          if (wanted === undefined) return known;
          store.put(wanted);
          return wanted;
        });
      });
      this.#unkept[set].delete(key);
      if (this.refusal) await this.#tryAgain();
      return found;
    } catch (fault) {
      this.#note(fault);
      wanted ??= change(latest);
      if (wanted !== undefined) this.#unkept[set].set(key, wanted);
      return wanted ?? latest;
    }
  }

  put(set, record) {
    return this.update(set, record[KEYS[set]], () => record);
  }

  /** Put many records at once: all of them or, in memory, all of them. */
  async putAll(set, records) {
    const isKept = await this.#write((transaction) => {
      for (const record of records) transaction.objectStore(set).put(record);
    });
    if (!isKept) for (const record of records) this.#unkept[set].set(record[KEYS[set]], record);
  }

  async remove(set, key) {
    this.#unkept[set].delete(key);
    await this.#write((transaction) => transaction.objectStore(set).delete(key));
  }

  /** Forget every record; false where the browser refused. */
  async clear() {
    for (const each of Object.values(this.#unkept)) each.clear();
    const isDone = await this.#write((transaction) => {
      for (const set of Object.keys(KEYS)) transaction.objectStore(set).clear();
    });
    return isDone || this.#isForbidden; // where nothing may be kept, nothing is there to be removed
  }

  /** There is room again: keep what had to wait in memory. */
  async #tryAgain() {
    const waiting = Object.entries(this.#unkept).flatMap(([set, records]) => [...records].map((each) => [set, ...each]));
    const isKept = await this.#write((transaction) => {
      for (const [set, , record] of waiting) transaction.objectStore(set).put(record);
    });
    if (isKept) for (const [set, key, record] of waiting) if (this.#unkept[set].get(key) === record) this.#unkept[set].delete(key);
  }

  async #write(work) {
    try {
      await this.#transact("readwrite", work);
      return true;
    } catch (fault) {
      this.#note(fault);
      return false;
    }
  }

  async #read(set, ask) {
    try {
      return await this.#transact("readonly", (transaction) => answered(ask(transaction.objectStore(set))));
    } catch (fault) {
      this.#note(fault);
      return undefined;
    }
  }

  #note(fault) {
    if (fault.isOpening) this.#isForbidden = true;
  }

  /** Run `work` in one transaction; resolves with its result when the browser has kept everything. */
  async #transact(mode, work) {
    const database = await this.#open();
    const transaction = database.transaction(Object.keys(KEYS), mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new Error("the browser broke it off"));
    });
    const [result] = await Promise.all([work(transaction), done]);
    return result;
  }

  #open() {
    this.#opened ??= open().then(
      (database) => {
        // Another tab brings a newer shape, or the browser took the storage away: open again when needed.
        database.onclose = () => (this.#opened = null);
        database.onversionchange = () => {
          database.close();
          this.#opened = null;
        };
        return database;
      },
      (fault) => {
        throw Object.assign(new Error(fault?.message ?? String(fault)), { isOpening: true });
      },
    );
    return this.#opened;
  }
}

/** The result of a request, passed through `then` while its transaction is still open. */
function answered(request, then = (result) => result) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(then(request.result));
    request.onerror = () => reject(request.error);
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION); // throws where the browser forbids it
    const timer = setTimeout(() => reject(new Error("storage does not answer")), PATIENCE);
    request.onupgradeneeded = () => {
      const { result } = request;
      result.createObjectStore("drafts", { keyPath: KEYS.drafts });
      result.createObjectStore("attempts", { keyPath: KEYS.attempts }).createIndex("exercise", "exercise");
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error);
    };
  });
}
