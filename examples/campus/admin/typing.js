// Asks this site what it finds in a form while somebody types, and shows it beside the fields.
// The form works without: the same checks run when it is sent.
'use strict';

const PAUSE = 400;

const form = document.querySelector('form[data-check]');
const status = document.getElementById('checked');
const touched = new Set();
let waiting;
let turn = 0;

/** What is sent: a private key never leaves the page, its mark is enough to be refused. */
function typed() {
  const fields = new URLSearchParams();
  for (const [name, text] of new FormData(form)) {
    fields.append(name, text.includes('PRIVATE KEY') ? 'PRIVATE KEY' : text);
  }
  return fields;
}

/** Shows what was found in the fields that somebody has typed in, and says it of one of them. */
function show(findings, current) {
  for (const list of form.querySelectorAll('[data-field]')) {
    const name = list.dataset.field;
    if (!touched.has(name)) continue;
    const found = findings.filter(({ field }) => field === name);
    list.replaceChildren(...found.map(({ severity, text }) => {
      const item = document.createElement('li');
      item.className = severity;
      item.textContent = text;
      return item;
    }));
    const input = document.getElementById(name);
    if (found.some(({ severity }) => severity === 'error')) {
      input.setAttribute('aria-invalid', 'true');
    } else {
      input.removeAttribute('aria-invalid');
    }
  }
  const [label] = document.getElementById(current).labels;
  const told = findings.filter(({ field }) => field === current).map(({ text }) => text);
  status.textContent = `${label.textContent.trim()}: ${told.join('. ') || 'nothing to mend'}`;
}

async function check(current) {
  turn += 1;
  const mine = turn;
  try {
    const answer = await fetch(form.dataset.check, { method: 'POST', body: typed() });
    if (!answer.ok || mine !== turn) return;
    show((await answer.json()).findings, current);
  } catch {
    // No answer while typing; the form is checked when it is sent.
  }
}

form?.addEventListener('input', ({ target }) => {
  touched.add(target.name);
  clearTimeout(waiting);
  waiting = setTimeout(check, PAUSE, target.name);
});
