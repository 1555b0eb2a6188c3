// Registers the exercise element; apart from its class, so that a page may register it under another name.
import { GoldenThreadExercise } from "./exercise.js";

customElements.define("golden-thread-exercise", GoldenThreadExercise);
