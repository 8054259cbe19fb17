// Keeps what is typed on a page of updates, one action or number at a time, without leaving the page. Files are not
// sent. Without scripts its button 'Save and come back' does the same.
const form = document.querySelector("[data-keeps]");
const TOKENS = ["csrfmiddlewaretoken", "made_for"];
const PAUSE = 2000;
const AGAIN = 10000;
const waiting = new Map();

function typed(part) {
  const words = new URLSearchParams({ save: "typing" });
  for (const [name, value] of new FormData(form)) {
    if (TOKENS.includes(name) || name.startsWith(`${part.id}-`)) {
      words.append(name, value instanceof File ? value.name : value);
    }
  }
  return words;
}

function say(part, words) {
  const place = part.querySelector("[data-kept]");
  if (place.textContent !== words) place.textContent = words;
}

async function keep(part) {
  stop(part);
  try {
    const answer = await fetch(location.href, { method: "POST", body: typed(part), keepalive: true });
    if (answer.status >= 500) throw new Error(answer.statusText);
    const isOurs = answer.headers.get("Content-Type").startsWith("text/plain");
    say(part, isOurs ? await answer.text() : form.dataset.refused); // by a page: signed out, or the month is closed
  } catch {
    say(part, form.dataset.lost);
    later(part, AGAIN);
  }
}

function later(part, pause) {
  stop(part);
  waiting.set(part, setTimeout(keep, pause, part));
}

function stop(part) {
  clearTimeout(waiting.get(part));
  waiting.delete(part);
}

if (form) {
  for (const place of form.querySelectorAll("[data-kept]")) {
    const part = place.closest("section");
    part.addEventListener("input", () => later(part, PAUSE));
  }
  form.addEventListener("submit", () => [...waiting.keys()].forEach(stop));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) [...waiting.keys()].forEach(keep);
  });
}
