// Registers the page's elements; apart from their classes, so that a page may register them under other names.
import { GoldenThreadExercise } from "./exercise.js";
import { GoldenThreadWork } from "./your-work.js";

customElements.define("golden-thread-exercise", GoldenThreadExercise);
customElements.define("golden-thread-work", GoldenThreadWork);
