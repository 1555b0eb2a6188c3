// Tells the other tabs of the course what changed in this one.
//
// Messages:   {type: DRAFT, exercise}       a draft was saved
//             {type: ATTEMPTS, exercise}    the list of attempts changed; without exercise: of many
//             {type: CLEARED}               everything was removed
export const DRAFT = "draft";
export const ATTEMPTS = "attempts";
export const CLEARED = "cleared";

const channel = "BroadcastChannel" in window ? new BroadcastChannel("golden-thread") : null;

export function tell(message) {
  channel?.postMessage(message);
}

/** Call `hear(message)` for what other tabs tell. */
export function listen(hear) {
  channel?.addEventListener("message", ({ data }) => hear(data));
}
