// Sends a package and shows how far it is. The form works without: the answer comes when the package is judged.
'use strict';

const EVERY = 500;

const form = document.getElementById('upload');
const stage = document.getElementById('stage');
const bar = document.getElementById('bar');
const counted = document.getElementById('counted');
let runs = false;

/** Shows where the upload stands; what changes all the time is not read out. */
async function look() {
  try {
    const answer = await fetch(`${form.action}/progress`);
    if (!answer.ok || !runs) return;
    const { title, text, done, total } = await answer.json();
    if (stage.textContent !== title) stage.textContent = title;
    counted.textContent = text;
    bar.hidden = false;
    if (total > 0) {
      bar.max = total;
      bar.value = Math.min(done, total);
    } else {
      bar.removeAttribute('value');
    }
  } catch {
    // No answer now; the next one may come.
  }
}

async function send() {
  const looking = setInterval(look, EVERY);
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), redirect: 'manual' });
    if (answer.status === 503) {
      clearInterval(looking);
      stage.textContent = 'Other uploads are still running. Wait until one is done, and send the package again.';
      runs = false;
      return;
    }
  } catch {
    // What became of it is told by the page that comes next.
  }
  clearInterval(looking);
  location.assign(form.action);
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (runs) return;
  runs = true;
  stage.textContent = 'The file is being sent.';
  send();
});

// Who comes back by the browser's button sends anew.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
