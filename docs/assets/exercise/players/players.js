// Which kind of exercise is played with which controls; the other kinds are written as prose.
import { ReviewPlayer } from "./review.js";
import { SortPlayer } from "./sort.js";

const PLAYERS = { sort: SortPlayer, review: ReviewPlayer };

/** The player of an exercise element, or null where the plain editor is all it takes. */
export function playerOf(host) {
  const Player = PLAYERS[host.dataset.kind];
  return Player && host.querySelector(".gt-player") ? new Player(host) : null;
}
