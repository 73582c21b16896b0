/* Small conveniences. Every page works without this file. */

const own = document.querySelector("script[data-govuk]");
document.body.classList.add("js-enabled", "govuk-frontend-supported");
const govuk = import(own.dataset.govuk);

/* what arrives by htmx gets the same conveniences as what came with the page */
document.addEventListener("htmx:after:swap", start);

function start() {
  govuk.then((components) => Object.values(components).forEach(dress));
  document.querySelectorAll("[data-copy][hidden]").forEach(offerCopy);
  document.querySelectorAll("form[data-unsaved]:not([data-watched])").forEach(watchUnsaved);
  document.querySelectorAll("form[data-autosave]:not([data-saving])").forEach(autosave);
  document.querySelectorAll("form[data-upload]:not([data-watching])").forEach(watchUpload);
}

function dress(Component) {
  const name = Component.moduleName;
  if (!name) return;
  document
    .querySelectorAll(`[data-module="${name}"]:not([data-${name}-init])`)
    .forEach((element) => new Component(element));
}

/* ── copy ─────────────────────────────────────────────────────────────── */

function offerCopy(button) {
  button.hidden = false;
  const frame = button.closest(".ob-copy");
  button.addEventListener("click", async () => {
    let said = frame.dataset.copied;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      said = frame.dataset.failed;
    }
    frame.querySelector("[role=status]").textContent = said;
  });
}

/* ── leave with unsaved answers? the browser asks ─────────────────────── */

const unsaved = new Set();

function watchUnsaved(form) {
  form.dataset.watched = "";
  form.addEventListener("input", () => unsaved.add(form));
  form.addEventListener("submit", () => unsaved.delete(form));
}

window.addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

/* ── autosave: a quiet post of the form some time after the last key ──── */

function autosave(form) {
  form.dataset.saving = "";
  const status = form.querySelector("[data-autosave-status]");
  const say = (state) => {
    if (!status) return;
    status.textContent = status.dataset[state];
    status.dataset.state = state;
  };
  let waiting = null;
  let version = 0;
  const save = async () => {
    const saved = version;
    say("saving");
    try {
      const body = new FormData(form);
      const headers = { "X-Requested-With": "autosave" };
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers });
      say(answer.ok ? "saved" : "refused");
      if (answer.ok && saved === version) unsaved.delete(form);
    } catch {
      say("offline");
    }
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    version += 1;
    clearTimeout(waiting);
    waiting = setTimeout(save, 900);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
  window.addEventListener("online", () => unsaved.has(form) && save());
}

/* ── upload with progress: the same request, watched ──────────────────── */

function watchUpload(form) {
  const status = form.querySelector("[data-upload-status]");
  if (!status) return;
  form.dataset.watching = "";
  const bar = status.querySelector("progress");
  const say = (state) => (status.querySelector("[role=status]").textContent = status.dataset[state]);
  form.addEventListener("submit", (event) => {
    const chosen = [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);
    if (!chosen) return;
    event.preventDefault();
    status.hidden = false;
    say("sending");
    const request = new XMLHttpRequest();
    request.open("POST", addressOf(form));
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = total ? (100 * loaded) / total : 0;
      if (loaded === total) say("checking");
    });
    for (const end of ["error", "abort", "timeout"]) {
      request.addEventListener(end, () => say("failed"));
    }
    request.addEventListener("load", () => arrive(request, form));
    request.send(new FormData(form, event.submitter));
  });
}

/* a field called "action" would hide the form's own */
const addressOf = (form) => new URL(form.getAttribute("action") || "", location.href).href;

function arrive(request, form) {
  const arrived = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = arrived.querySelector("#main");
  if (request.responseURL !== addressOf(form) || !main) {
    location.assign(request.responseURL);
    return;
  }
  document.title = arrived.title;
  document.querySelector("#main").replaceWith(main);
  unsaved.delete(form);
  start();
}

/* ── no connection ────────────────────────────────────────────────────── */

const offline = document.querySelector("[data-offline]");

function showConnection() {
  if (offline) offline.hidden = navigator.onLine;
}

window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);

/* ── single-key shortcuts of the console; each person may turn them off ── */

const KEYS = "openbeian-keys";
const keyed = document.querySelectorAll("[data-key]");
const toggle = document.querySelector("[data-keys-toggle]");
const keysOn = () => localStorage.getItem(KEYS) !== "off";

function nameToggle() {
  toggle.textContent = keysOn() ? toggle.dataset.on : toggle.dataset.off;
}

if (keyed.length && toggle) {
  document.querySelector("[data-keys]").hidden = false;
  nameToggle();
  toggle.addEventListener("click", () => {
    localStorage.setItem(KEYS, keysOn() ? "off" : "on");
    nameToggle();
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.focus();
  if (!target.matches("input, select, textarea")) target.click();
});

showConnection();
start();
