/*
 * What moves on the pages of a course: one page shown at a time where there are several, questions checked, progress
 * kept and reported. MIT OR Apache-2.0. Plain ECMAScript 5. Needs scorm.js before it; without a player everything
 * works and nothing is kept. Without scripts all pages are shown and can be read.
 */
(function (window, document) {
  'use strict';

  var body = document.body;
  var settings = {
    edition: body.getAttribute('data-scorm'),
    rule: body.getAttribute('data-completion'),
    threshold: number(body.getAttribute('data-threshold'), 1),
    mastery: number(body.getAttribute('data-mastery'), null),
    satisfies: body.hasAttribute('data-satisfies'),
    inOrder: body.hasAttribute('data-in-order'),
    digest: body.getAttribute('data-digest') || ''
  };
  var session = window.scormSession(settings.edition);
  var pages = list(document.querySelectorAll('.page'));
  var questions = list(document.querySelectorAll('.question')).map(Question);
  var seen = pages.map(function () { return false; });
  var current = 0;

  function list(nodes) {
    return Array.prototype.slice.call(nodes);
  }

  function number(text, otherwise) {
    var value = parseFloat(text);
    return isNaN(value) ? otherwise : value;
  }

  // A text that the page was given for the script to say.
  function said(name) {
    return body.getAttribute('data-text-' + name) || '';
  }

  // --- questions

  function Question(form) {
    var correct = [];
    for (var i = 0; form.hasAttribute('data-correct-' + i); i += 1) {
      correct.push(form.getAttribute('data-correct-' + i));
    }
    return {
      form: form,
      id: form.getAttribute('data-question'),
      kind: form.getAttribute('data-kind'),
      weight: number(form.getAttribute('data-weight'), 1),
      caseMatters: form.hasAttribute('data-case-matters'),
      attempts: number(form.getAttribute('data-attempts'), null),
      correct: correct,
      response: null,
      tries: 0,
      begun: new Date().getTime()
    };
  }

  function chosen(question) {
    if (question.kind === 'fill_in') {
      return question.form.querySelector('input').value.trim();
    }
    var marked = list(question.form.querySelectorAll('input:checked'));
    return marked.map(function (input) { return input.value; }).join(',');
  }

  function choose(question, response) {
    var inputs = list(question.form.querySelectorAll('input'));
    if (question.kind === 'fill_in') {
      inputs[0].value = response;
      return;
    }
    var values = response.split(',');
    inputs.forEach(function (input) { input.checked = values.indexOf(input.value) >= 0; });
  }

  function isRight(question) {
    if (question.response === null) { return false; }
    return question.correct.some(function (pattern) {
      if (question.kind !== 'fill_in' || question.caseMatters) { return pattern === question.response; }
      return pattern.toLowerCase() === question.response.toLowerCase();
    });
  }

  function isClosed(question) {
    return isRight(question) || (question.attempts !== null && question.tries >= question.attempts);
  }

  function feedback(question) {
    var right = isRight(question);
    var texts = [said(right ? 'correct' : 'incorrect')];
    texts.push(question.form.getAttribute('data-feedback-' + (right ? 'correct' : 'incorrect')) || '');
    list(question.form.querySelectorAll('input:checked')).forEach(function (input) {
      texts.push(input.getAttribute('data-feedback') || '');
    });
    return texts.filter(Boolean).join(' ');
  }

  // Shows what is known of an answer. The result is a live region, so that it is read out.
  function show(question) {
    var result = question.form.querySelector('.result');
    var closed = isClosed(question);
    result.textContent = question.response === null ? '' : feedback(question);
    question.form.setAttribute('data-result', isRight(question) ? 'correct' : 'incorrect');
    list(question.form.querySelectorAll('input')).forEach(function (input) { input.disabled = closed; });
    question.form.querySelector('button').disabled = closed;
  }

  function check(question) {
    var response = chosen(question);
    var result = question.form.querySelector('.result');
    if (isClosed(question)) { return; }
    if (response === '') {
      result.textContent = said('unanswered');
      return;
    }
    question.response = response;
    question.tries += 1;
    session.answer({
      id: question.id,
      type: { true_false: 'true-false', fill_in: 'fill-in' }[question.kind] || 'choice',
      correct: question.correct,
      response: response,
      right: isRight(question),
      caseMatters: question.caseMatters,
      weight: String(question.weight),
      seconds: (new Date().getTime() - question.begun) / 1000,
      text: question.form.querySelector('legend, label').textContent.trim()
    });
    question.begun = new Date().getTime();
    show(question);
    save();
    session.commit();
  }

  // --- progress

  function share(part, whole) {
    return whole === 0 ? 1 : part / whole;
  }

  function isAnswered(question) {
    return question.response !== null;
  }

  function scaled() {
    if (questions.length === 0 || !questions.some(isAnswered)) { return null; }
    var total = 0;
    var reached = 0;
    questions.forEach(function (question) {
      total += question.weight;
      if (isRight(question)) { reached += question.weight; }
    });
    return share(reached, total);
  }

  function success(score) {
    var mastery = session.mastery();
    if (mastery === null) { mastery = settings.mastery; }
    if (mastery === null || score === null) { return 'unknown'; }
    // Sums of decimal weights are a hair off; nobody may fail by that.
    if (score + 1e-9 >= mastery) { return 'passed'; }
    return questions.every(isClosedOrAnswered) ? 'failed' : 'unknown';
  }

  // Where a question may be tried again nobody has failed before that is done.
  function isClosedOrAnswered(question) {
    return question.attempts === null ? isAnswered(question) : isClosed(question);
  }

  function progress() {
    var done = seen.filter(Boolean).length + questions.filter(isAnswered).length;
    return share(done, seen.length + questions.length);
  }

  function isCompleted(result) {
    if (settings.rule === 'threshold') { return progress() + 1e-9 >= settings.threshold; }
    if (settings.rule === 'pass_quiz' && questions.length > 0) {
      return result === 'passed' || (result === 'unknown' && settings.mastery === null && questions.every(isAnswered));
    }
    return seen.every(Boolean);
  }

  function report() {
    var score = scaled();
    var result = success(score);
    var completed = isCompleted(result);
    // Where other pages wait for this one, and nothing on it is passed or failed, to complete it is to pass it.
    if (settings.satisfies && completed && settings.mastery === null) { result = 'passed'; }
    session.report({ progress: progress(), completed: completed, success: result, scaled: score });
  }

  // What is kept is short: the version, which pages were seen, and the answers in the order of the questions.
  function save() {
    var state = {
      d: settings.digest,
      s: seen.map(function (one) { return one ? 1 : 0; }).join(''),
      a: questions.map(function (question) {
        return question.response === null ? 0 : [question.response, question.tries];
      })
    };
    session.keep(pages[current].id, JSON.stringify(state));
    report();
  }

  // Takes up what was kept; of another version of the course only the place is.
  function restore() {
    var kept = session.resume();
    var state = null;
    try {
      state = JSON.parse(kept.data);
    } catch (strange) {
      state = null;
    }
    if (state && state.d === settings.digest && typeof state.s === 'string' && Array.isArray(state.a)) {
      seen = seen.map(function (one, at) { return one || state.s.charAt(at) === '1'; });
      questions.forEach(function (question, at) { answered(question, state.a[at]); });
    }
    pages.forEach(function (page, at) {
      if (page.id === kept.location) { current = at; }
    });
  }

  function answered(question, kept) {
    if (!Array.isArray(kept) || typeof kept[0] !== 'string') { return; }
    var tries = number(kept[1], 1);
    if (tries < question.tries) { return; } // what is shown is newer: the last call did not get through
    question.response = kept[0];
    question.tries = tries;
    choose(question, question.response);
    show(question);
  }

  // --- pages

  function isAllowed(at) {
    return !settings.inOrder || seen.slice(0, at).every(Boolean);
  }

  function turn(at, focused) {
    if (at < 0 || at >= pages.length || !isAllowed(at)) { return; }
    current = at;
    seen[at] = true;
    pages.forEach(function (page, index) { page.hidden = index !== at; });
    if (focused) {
      var title = pages[at].querySelector('h1, h2');
      title.setAttribute('tabindex', '-1');
      title.focus();
      window.scrollTo(0, 0);
    }
    marks();
    save();
  }

  // The contents and the buttons say where one is, and what can be opened.
  function marks() {
    list(document.querySelectorAll('.contents a')).forEach(function (link) {
      var at = placeOf(link.getAttribute('href'));
      if (at === current) {
        link.setAttribute('aria-current', 'page');
      } else {
        link.removeAttribute('aria-current');
      }
      if (isAllowed(at)) {
        link.removeAttribute('aria-disabled');
      } else {
        link.setAttribute('aria-disabled', 'true');
      }
      link.classList.toggle('seen', seen[at] === true);
    });
    button('.previous', current > 0);
    button('.next', current < pages.length - 1);
  }

  function button(name, usable) {
    var found = document.querySelector(name);
    if (found) { found.disabled = !usable; }
  }

  function placeOf(address) {
    for (var at = 0; at < pages.length; at += 1) {
      if ('#' + pages[at].id === address) { return at; }
    }
    return -1;
  }

  function on(name, kind, heard) {
    list(document.querySelectorAll(name)).forEach(function (node) {
      node.addEventListener(kind, function (event) { heard(event, node); });
    });
  }

  function notice(text) {
    var place = document.querySelector('.notice');
    place.textContent = text;
    place.hidden = text === '';
  }

  // At first and whenever the page comes back from the browser's memory: what the player has kept is taken up, which
  // may be more than what is shown, and what has been reached is told again, as the session is a new one.
  function begin(found, otherwise) {
    notice(found ? '' : said(otherwise));
    questions.forEach(function (question) { question.begun = new Date().getTime(); });
    if (found) { restore(); }
    turn(isAllowed(current) ? current : 0, false);
    session.commit();
  }

  document.documentElement.classList.add('scripted');
  questions.forEach(function (question) {
    question.form.addEventListener('submit', function (event) {
      event.preventDefault();
      check(question);
    });
  });
  on('.contents a', 'click', function (event, link) {
    event.preventDefault();
    turn(placeOf(link.getAttribute('href')), true);
  });
  on('.previous', 'click', function () { turn(current - 1, true); });
  on('.next', 'click', function () { turn(current + 1, true); });
  session.follow(save, function (found) { begin(found, 'ended'); });
  begin(session.start(), 'alone');
}(window, document));
