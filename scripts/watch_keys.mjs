/**
 * From each key to the frame that shows its result, in milliseconds, in window.delays. Runs in the page: the benchmark
 * and the test of a thousand studies measure the same thing.
 */
export function watchKeys() {
  window.delays = [];
  let pressed = 0;
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  new MutationObserver(() => {
    if (pressed === 0) return;
    const since = pressed;
    pressed = 0;
    requestAnimationFrame(() => setTimeout(() => window.delays.push(performance.now() - since)));
  }).observe(document.querySelector(".answer"), { subtree: true, characterData: true, childList: true });
}
