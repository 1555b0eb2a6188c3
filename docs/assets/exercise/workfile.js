// Turns what this browser keeps into a work file, and merges a work file into it; graders/workfile.py has the format.
import { newId, now } from "./attempts.js";
import { ATTEMPTS, DRAFT, tell } from "./tabs.js";

/** More than any trainee's work; reading more would freeze the page. */
const MOST_BYTES = 50_000_000;

/** Hand the work to the trainee as a file; resolves with whether it has its checksum. */
export async function downloadWork(store, grader) {
  const work = await gather(store);
  let text = null;
  try {
    text = await grader.workFile(work);
  } catch {
    // Without Python there is no checksum; the work itself is what matters.
  }
  const unsealed = () => `${JSON.stringify({ work_version: 1, ...work, sha256: null }, null, 1)}\n`;
  const address = URL.createObjectURL(new Blob([text ?? unsealed()], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `goldenthread-work-${stamp(new Date())}.json`;
  document.body.append(link); // Firefox follows only a link that is in the page
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return text !== null;
}

async function gather(store) {
  const [drafts, attempts] = await Promise.all([store.all("drafts"), store.all("attempts")]);
  return {
    saved: now(),
    assignment: null,
    drafts: drafts.map(({ exercise, text, saved }) => ({ exercise, text, saved })),
    attempts: attempts.sort((one, other) => (one.at < other.at ? -1 : 1)),
  };
}

/** What is in a file: `{work, checksum}`, or `{faults}` as sentences; rejects where no grader can be loaded. */
export async function readWork(file, grader) {
  if (file.size > MOST_BYTES) {
    const size = Math.round(file.size / 1_000_000);
    return { faults: [`the file: has ${size} MB, and a work file has far less; choose the file that was downloaded here`] };
  }
  return grader.readWork(await file.text());
}

/**
 * Add a work file's content to what is here; nothing that is here changes.
 *
 * A draft that differs from the one here goes among the attempts.  Resolves with how many
 * `{attempts, drafts, aside, known}` there were.
 */
export async function mergeWork(store, work) {
  const mine = await store.all("attempts");
  const ids = new Set(mine.map(({ id }) => id));
  const contents = new Set(mine.map(content));
  const texts = new Set(mine.map(place));
  const count = { attempts: 0, drafts: 0, aside: 0, known: 0 };
  const added = [];
  const add = (attempt, kind) => {
    count[kind] += 1;
    added.push(ids.has(attempt.id) ? { ...attempt, id: newId() } : attempt);
    ids.add(attempt.id);
    contents.add(content(attempt));
    texts.add(place(attempt));
  };
  for (const attempt of work.attempts) {
    if (contents.has(content(attempt))) count.known += 1;
    else add(attempt, "attempts");
  }
  for (const { exercise, text, saved } of work.drafts) {
    let isFree = false;
    const draft = await store.update("drafts", exercise, (current) => {
      isFree = !current;
      return isFree ? { exercise, text, revision: 1, saved } : undefined;
    });
    if (isFree) count.drafts += 1;
    else if (draft.text === text || texts.has(place({ exercise, text }))) count.known += 1;
    else add({ id: newId(), exercise, exercise_version: null, at: saved, text, report: null }, "aside");
    tell({ type: DRAFT, exercise });
  }
  await store.putAll("attempts", added);
  tell({ type: ATTEMPTS });
  return count;
}

const wellFormed = (text) => text.toWellFormed?.() ?? text;
const content = ({ exercise, at, text, report }) => JSON.stringify([exercise, at, wellFormed(text), report]);
const place = ({ exercise, text }) => JSON.stringify([exercise, wellFormed(text)]);

/** Date and time of day for a file's name: 2026-01-31-0930. */
function stamp(time) {
  const two = (number) => String(number).padStart(2, "0");
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${day}-${two(time.getHours())}${two(time.getMinutes())}`;
}
