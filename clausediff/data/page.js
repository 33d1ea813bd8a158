"use strict";
// The page is complete without this: it filters changes, opens what a link points into, and folds out for print.

const filters = document.querySelector(".filters");

function filter() {
  const chosen = new Set([...filters.querySelectorAll("[name=category]:checked")].map((box) => box.value));
  const substantive = filters.elements.substantive.checked;
  let shown = 0, all = 0;
  for (const change of document.querySelectorAll("[data-category]")) {
    const { category, effect } = change.dataset;
    const out = !chosen.has(category) || (substantive && effect === "neutral");
    change.classList.toggle("out", out);
    if (change.tagName === "LI") {
      all += 1;
      shown += out ? 0 : 1;
    }
  }
  filters.querySelector("output").textContent = shown === all ? "" : `${shown} of ${all} changes shown`;
}

if (filters) {
  filters.hidden = false;
  filters.addEventListener("change", filter);
  // A browser may bring a reader's choices back with the page.
  if (filters.querySelector("[name=category]:not(:checked), [name=substantive]:checked")) filter();
}

// A tap shows a change's reason; with a mouse or a keyboard the link leads to the list of changes.
document.addEventListener("click", (event) => {
  const change = event.target.closest("a.change");
  if (change && matchMedia("(hover: none)").matches) {
    event.preventDefault();
    change.focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("quiet");
});
for (const wake of ["pointermove", "focusin"]) {
  document.addEventListener(wake, () => document.body.classList.remove("quiet"));
}

addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details.diff:not([open])")) folded.open = true;
});
