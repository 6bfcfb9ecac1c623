// Single keys decide a pair, but only while the focus is inside it: no key acts on its
// own elsewhere on the page.
"use strict";
const pair = document.querySelector("[data-keys]");
if (pair) {
  // Where there is no keyboard, the frame of the focus would only be in the way.
  if (window.matchMedia("(hover: hover)").matches) pair.focus({ preventScroll: true });
  pair.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  });
}
