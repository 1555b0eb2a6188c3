// Keeps what the trainee typed in this browser, one draft an exercise.  Nothing is sent anywhere.
// Both functions throw when the browser refuses (private window, storage full or forbidden): the
// caller has to say so.

const key = (exercise) => `golden-thread/draft/${exercise}`;

/** The draft `{text, last}`, or null; `last` holds score and levels of the last check, or null. */
export function loadDraft(exercise) {
  const stored = localStorage.getItem(key(exercise));
  if (stored === null) return null;
  try {
    const { text, last = null } = JSON.parse(stored);
    return typeof text === "string" ? { text, last } : null;
  } catch {
    return { text: stored, last: null }; // not ours, but words are never thrown away
  }
}

export function saveDraft(exercise, draft) {
  localStorage.setItem(key(exercise), JSON.stringify(draft));
}
