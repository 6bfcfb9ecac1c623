// Improves what already works without it.
"use strict";
const LONGEST_SIDE = 1600;

// A phone's photo of 5 MB is made smaller before it goes over a weak signal.
async function shrink(input) {
  const file = input.files[0];
  if (!file || !file.type.startsWith("image/") || !window.createImageBitmap) return;
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return; // the server says what is wrong with it
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size < 500000) return;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  if (!blob || blob.size >= file.size) return;
  const transfer = new DataTransfer();
  transfer.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
  input.files = transfer.files;
}

document.addEventListener("change", (event) => {
  const target = event.target;
  if (target.matches("input[type=file][data-shrink]")) shrink(target);
});
document.addEventListener("submit", (event) => {
  const words = event.submitter && event.submitter.dataset.confirm;
  if (words && !window.confirm(words)) event.preventDefault();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
// In a table to be worked through: j and k go down and up, x ticks. Only while the focus
// is in it, so that no letter typed elsewhere does anything.
document.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-keys] tbody tr");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = { j: row.nextElementSibling, k: row.previousElementSibling }[event.key];
  if (next) next.querySelector("a").focus();
  const tick = event.key === "x" && row.querySelector("input[type=checkbox]");
  if (tick) tick.checked = !tick.checked;
});
// What is folded on the screen is read on paper.
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});
