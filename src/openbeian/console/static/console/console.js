/* j and k walk through the rows of a list; the console works without this file. */

const rows = [...document.querySelectorAll("[data-row]")];
const keysOn = () => localStorage.getItem("openbeian-keys") !== "off";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !rows.length) return;
  event.preventDefault();
  const here = rows.indexOf(document.activeElement);
  const next = here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step));
  rows[next].focus();
});
