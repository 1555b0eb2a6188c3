// Keeps what the trainee typed into one exercise, and sees to it that two tabs do not write over each other.
import { newId, now } from "./attempts.js";
import { CLEARED, DRAFT, listen, tell } from "./tabs.js";

const SAVE_AFTER = 800;
/** A page that is being left has no time for IndexedDB; what it leaves here is taken over at the next visit. */
const leftKey = (exercise) => `golden-thread/draft/${exercise}`;

/**
 * The draft `{exercise, text, revision, saved, tab}` of one exercise.
 *
 * Each saving names the revision it goes on from.  Where another tab has written meanwhile nothing is
 * written over: `onConflict(otherText)` is called, this tab's text is put aside under `attempts` as it
 * grows, and `choose()` ends it.
 */
export class Draft {
  #store;
  #attempts;
  #exercise;
  #page;
  #revision = 0;
  #kept; // the text of that revision
  #other = null; // the draft of another tab, until the trainee has chosen
  #asideId = newId();
  #tab = newId();
  #timer = null;
  #queue = Promise.resolve();

  /** `page` has `read()`, `write(text)`, `onSaved()`, `onConflict(text)` and `onCleared()`. */
  constructor(store, attempts, exercise, page) {
    this.#store = store;
    this.#attempts = attempts;
    this.#exercise = exercise;
    this.#page = page;
    this.#kept = page.read();
    listen(({ type, exercise: changed }) => {
      if (type === DRAFT && changed === exercise) this.#inTurn(() => this.#look());
      if (type === CLEARED) this.#forget();
    });
  }

  /** Write the kept draft into the page; resolves with whether there was one. */
  restore() {
    return this.#inTurn(async () => {
      const typed = this.#page.read();
      const isTouched = typed !== this.#kept;
      const left = takeLeft(this.#exercise);
      const draft = await this.#store.get("drafts", this.#exercise);
      // What a tab leaves goes on from its own last saving, even from one that was still under way.
      const isNewer = left && (!draft || (left.revision ?? 0) === draft.revision || left.tab === draft.tab);
      this.#revision = draft?.revision ?? 0;
      if (draft) this.#kept = draft.text;
      const text = isNewer ? left.text : (draft?.text ?? null);
      if (left && !isNewer && left.text !== draft.text) await this.#attempts.putAside(left.text);
      if (isTouched && text !== null && text !== typed) await this.#attempts.putAside(text);
      else if (text !== null) this.#page.write(text);
      if (this.#page.read() !== this.#kept) await this.#write();
      dropLeft(this.#exercise);
      return text !== null;
    });
  }

  /** The text changed: save it soon, however long the typing goes on. */
  touch() {
    this.#timer ??= setTimeout(() => this.save(), SAVE_AFTER);
  }

  save() {
    clearTimeout(this.#timer);
    this.#timer = null;
    return this.#inTurn(() => this.#write());
  }

  /** The page is being left or hidden: leave the text where that takes no waiting, and save it as well. */
  leave() {
    if (this.#page.read() === this.#kept) return;
    if (!this.#other) leaveText(this.#exercise, { text: this.#page.read(), revision: this.#revision, tab: this.#tab });
    this.save().then(() => this.#store.refusal || dropLeft(this.#exercise));
  }

  /** The page is back from the browser's memory, where it heard nothing: show what was saved since. */
  comeBack() {
    return this.#inTurn(async () => {
      const draft = await this.#store.get("drafts", this.#exercise);
      if (!draft && this.#revision > 0 && !this.#store.refusal) this.#forget();
      else if (draft && draft.revision !== this.#revision && this.#page.read() === this.#kept) this.#adopt(draft);
      else await this.#look();
    });
  }

  /** Go on with this tab's text or with the other's; the one not chosen is put aside. */
  choose(isMine) {
    return this.#inTurn(async () => {
      const other = this.#other;
      const mine = this.#page.read();
      this.#other = null;
      this.#revision = other.revision;
      if (isMine) {
        await this.#attempts.putAside(other.text);
        await this.#attempts.remove(this.#asideId);
        await this.#write();
      } else {
        await this.#attempts.putAside(mine, this.#asideId);
        this.#adopt(other);
      }
      this.#asideId = newId();
    });
  }

  /** One thing after the other, so that a tab never meets its own half-done saving. */
  #inTurn(work) {
    this.#queue = this.#queue.then(work, work);
    return this.#queue;
  }

  async #write() {
    const text = this.#page.read();
    if (this.#other) {
      await this.#attempts.putAside(text, this.#asideId);
      this.#page.onSaved();
      return;
    }
    const revision = this.#revision;
    const draft = await this.#store.update("drafts", this.#exercise, (current) =>
      current && current.revision !== revision && current.text !== text
        ? undefined
        : { exercise: this.#exercise, text, revision: (current?.revision ?? revision) + 1, saved: now(), tab: this.#tab },
    );
    if (draft.text !== text) {
      await this.#meet(draft);
      return;
    }
    this.#revision = draft.revision;
    this.#kept = text;
    tell({ type: DRAFT, exercise: this.#exercise });
    this.#page.onSaved();
  }

  /** Another tab has saved: ask, unless it is the same text or nothing was ever written here. */
  async #look() {
    const draft = await this.#store.get("drafts", this.#exercise);
    if (!draft || draft.revision === this.#revision) return;
    const text = this.#page.read();
    if (draft.text === text) {
      this.#revision = draft.revision;
      this.#kept = text;
    } else if (this.#revision === 0 && text === this.#kept) this.#adopt(draft);
    else await this.#meet(draft);
  }

  async #meet(draft) {
    this.#other = draft;
    if (this.#page.read() !== this.#kept) await this.#attempts.putAside(this.#page.read(), this.#asideId);
    this.#page.onConflict(draft.text);
  }

  #adopt({ text, revision }) {
    this.#revision = revision;
    this.#kept = text;
    this.#page.write(text);
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#revision = 0;
    this.#other = null;
    dropLeft(this.#exercise);
    this.#page.onCleared();
    this.#kept = this.#page.read();
  }
}

/** Remove every text that a page left on its way out. */
export function dropAllLeft() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(leftKey(""))) localStorage.removeItem(key);
  } catch {
    // Where nothing may be kept there is nothing to remove.
  }
}

/** What was left: `{text, revision, tab}`; a draft of the course's first days has the text alone. */
function takeLeft(exercise) {
  try {
    const stored = localStorage.getItem(leftKey(exercise));
    if (stored === null) return null;
    try {
      const { text, revision, tab = null } = JSON.parse(stored);
      return typeof text === "string" ? { text, revision, tab } : null;
    } catch {
      return { text: stored, tab: null }; // not ours, but words are never thrown away
    }
  } catch {
    return null;
  }
}

function leaveText(exercise, left) {
  try {
    localStorage.setItem(leftKey(exercise), JSON.stringify(left));
  } catch {
    // The saving that follows tells of it.
  }
}

function dropLeft(exercise) {
  try {
    localStorage.removeItem(leftKey(exercise));
  } catch {
    // As above.
  }
}
