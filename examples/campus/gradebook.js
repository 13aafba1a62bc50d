// Keeps the table of grades up to date while the page is looked at. The page works without: it
// is right when it is loaded.
'use strict';

const EVERY = 2000;

const grades = document.getElementById('grades');
const changed = document.getElementById('changed');

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(grades.dataset.table);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (page.body.textContent === grades.textContent) return;
    grades.replaceChildren(...page.body.childNodes);
    changed.textContent = `A grade changed at ${new Date().toLocaleTimeString()}.`;
  } catch {
    // No answer now; the next one may come.
  }
}

setInterval(look, EVERY);
