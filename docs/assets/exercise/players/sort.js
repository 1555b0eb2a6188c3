// Sorting: every item is a group of radio buttons, one for each place.
import { Player } from "./player.js";

export class SortPlayer extends Player {
  progress() {
    return super.progress().replace("answered", "placed");
  }

  /** One short remark on a checked row. */
  verdictOf(item) {
    return item.credit === 1 ? "" : `It belongs to: ${item.expected}.`;
  }

  /** A line's value as the controls call it. */
  saying(value) {
    const radio = this.rows[0].radios.find((each) => each.value === value.toLowerCase());
    return radio ? radio.nextElementSibling.textContent : value;
  }
}
