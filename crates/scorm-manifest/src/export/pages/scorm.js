/*
 * The conversation of one content object with the player that opened it, in SCORM 1.2 or 2004.
 * MIT OR Apache-2.0. Plain ECMAScript 5; asks for nothing but what it finds in the windows around it.
 *
 *   var session = window.scormSession('2004');   the edition that is looked for first
 *   session.start()                               whether a player answers
 *   session.resume()                              {location, data}, as they were kept
 *   session.keep(location, data); session.report({progress, completed, success, scaled});
 *   session.answer({id, type, correct, response, right, weight, seconds, text});
 *
 * It commits whenever the page is hidden, and terminates once when it goes away; `unload` is not used, which
 * browsers no longer promise. Where a page comes back from the browser's memory the session is opened again.
 */
(function (window) {
  'use strict';

  // How far discovery walks: IEEE 1484.11.2 has windows look through at most so many.
  var MOST_WINDOWS = 500;
  // What players keep of one text, where the standard names a limit.
  var LIMIT = { '1.2': { response: 255, location: 255 }, '2004': { response: 250, location: 1000 } };

  var DIALECTS = {
    '1.2': {
      edition: '1.2', object: 'API', initialize: 'LMSInitialize', finish: 'LMSFinish', get: 'LMSGetValue',
      set: 'LMSSetValue', commit: 'LMSCommit', error: 'LMSGetLastError', location: 'cmi.core.lesson_location',
      time: 'cmi.core.session_time', exit: 'cmi.core.exit', score: 'cmi.core.score.', mode: 'cmi.core.lesson_mode',
      mastery: 'cmi.student_data.mastery_score', status: 'cmi.core.lesson_status'
    },
    '2004': {
      edition: '2004', object: 'API_1484_11', initialize: 'Initialize', finish: 'Terminate', get: 'GetValue',
      set: 'SetValue', commit: 'Commit', error: 'GetLastError', location: 'cmi.location',
      time: 'cmi.session_time', exit: 'cmi.exit', score: 'cmi.score.', mode: 'cmi.mode',
      mastery: 'cmi.scaled_passing_score', status: 'cmi.completion_status'
    }
  };

  // Every touch of a window of another site throws.
  function objectIn(place, name) {
    try {
      return place[name] || null;
    } catch (strange) {
      return null;
    }
  }

  function parentOf(place) {
    try {
      return place.parent && place.parent !== place ? place.parent : null;
    } catch (strange) {
      return null;
    }
  }

  function openerOf(place) {
    try {
      return place.opener && place.opener !== place ? place.opener : null;
    } catch (strange) {
      return null;
    }
  }

  // The windows that may hold the player: this one and those around it, then whoever opened one of them.
  function around(start) {
    var found = [];
    var place = start;
    while (place && found.length < MOST_WINDOWS) {
      found.push(place);
      place = parentOf(place);
    }
    return found;
  }

  function discover(name) {
    var start = window;
    var looked = 0;
    while (start && looked < MOST_WINDOWS) {
      var places = around(start);
      var opener = null;
      for (var i = 0; i < places.length; i += 1) {
        var found = objectIn(places[i], name);
        if (found) { return found; }
        opener = opener || openerOf(places[i]);
      }
      looked += places.length;
      start = opener;
    }
    return null;
  }

  function padded(number, length) {
    var text = String(number);
    while (text.length < length) { text = '0' + text; }
    return text;
  }

  // A length of time as each edition writes it, to the hundredth of a second.
  function timespan(edition, milliseconds) {
    var hundredths = Math.max(0, Math.round(milliseconds / 10));
    var seconds = Math.floor(hundredths / 100);
    var hours = Math.floor(seconds / 3600);
    var minutes = Math.floor(seconds / 60) % 60;
    var rest = (seconds % 60) + (hundredths % 100) / 100;
    if (edition === '1.2') {
      return padded(Math.min(hours, 9999), 4) + ':' + padded(minutes, 2) + ':' + padded(rest.toFixed(2), 5);
    }
    return 'PT' + hours + 'H' + minutes + 'M' + Number(rest.toFixed(2)) + 'S';
  }

  // The time of an answer: of the day in 1.2, of the world in 2004.
  function moment(edition, date) {
    if (edition === '1.2') {
      return padded(date.getHours(), 2) + ':' + padded(date.getMinutes(), 2) + ':' + padded(date.getSeconds(), 2);
    }
    return date.toISOString().replace(/\.\d+Z$/, 'Z');
  }

  // A number with at most `places` decimals and never an exponent.
  function decimal(number, places) {
    return String(Number(number.toFixed(places)));
  }

  function cut(text, length) {
    return text.length > length ? text.slice(0, length) : text;
  }

  function Session(edition) {
    this.wanted = edition;
    this.api = null;
    this.names = DIALECTS[edition];
    this.open = false;
    this.begun = 0;
    this.sent = {};
    this.before = '';
    this.passed = false;
    this.writable = true;
  }

  // One call of the interface; what the player throws is as good as no answer.
  Session.prototype.call = function (method, first, second) {
    var name = this.names[method];
    try {
      var answer = arguments.length > 2 ? this.api[name](first, second) : this.api[name](first || '');
      return answer === undefined || answer === null ? '' : String(answer);
    } catch (failed) {
      return '';
    }
  };

  Session.prototype.get = function (element) {
    return this.open ? this.call('get', element) : '';
  };

  // Sets a value unless the player has it already. A failure is left to the next attempt.
  Session.prototype.set = function (element, value) {
    if (!this.open || this.sent[element] === value) { return; }
    if (this.call('set', element, value) === 'true') { this.sent[element] = value; }
  };

  Session.prototype.start = function () {
    var other = this.wanted === '1.2' ? '2004' : '1.2';
    var order = [this.wanted, other];
    for (var i = 0; i < order.length; i += 1) {
      this.names = DIALECTS[order[i]];
      this.api = discover(this.names.object);
      if (this.api && this.initialize()) { return true; }
    }
    return false;
  };

  Session.prototype.initialize = function () {
    // 103: another script of this page was first, and the session is as good.
    var begun = this.call('initialize', '') === 'true' || this.call('error') === '103';
    this.open = begun;
    if (!begun) { return false; }
    this.begun = new Date().getTime();
    this.sent = {};
    this.before = this.get(this.names.status);
    var success = this.names.edition === '2004' ? this.get('cmi.success_status') : this.before;
    this.passed = success === 'passed';
    var mode = this.get(this.names.mode);
    this.writable = mode !== 'review' && mode !== 'browse';
    return true;
  };

  Session.prototype.resume = function () {
    return { location: this.get(this.names.location), data: this.get('cmi.suspend_data') };
  };

  // The share that passes, where the player has one of its own.
  Session.prototype.mastery = function () {
    var text = this.get(this.names.mastery);
    var number = parseFloat(text);
    if (text === '' || isNaN(number)) { return null; }
    return this.names.edition === '1.2' ? number / 100 : number;
  };

  Session.prototype.keep = function (location, data) {
    this.set(this.names.location, cut(location, LIMIT[this.names.edition].location));
    this.set('cmi.suspend_data', data);
  };

  // What has been reached. A status that was reached before is never taken back.
  Session.prototype.report = function (state) {
    if (!this.writable) { return; }
    if (state.scaled !== null) { this.score(state.scaled); }
    var success = this.passed && state.success !== 'passed' ? 'unknown' : state.success;
    if (this.names.edition === '1.2') {
      this.lessonStatus(state.completed, success);
      return;
    }
    if (state.completed || this.before !== 'completed') {
      this.set('cmi.completion_status', state.completed ? 'completed' : 'incomplete');
      this.set('cmi.progress_measure', decimal(state.completed ? 1 : state.progress, 4));
    }
    if (success !== 'unknown') { this.set('cmi.success_status', success); }
  };

  // 1.2 has one status for both: what is passed or failed is completed, too.
  Session.prototype.lessonStatus = function (completed, success) {
    var reached = this.before === 'passed' || this.before === 'completed';
    if (success !== 'unknown') {
      this.set('cmi.core.lesson_status', success);
    } else if (completed && !this.passed) {
      this.set('cmi.core.lesson_status', 'completed');
    } else if (!reached && !completed) {
      this.set('cmi.core.lesson_status', 'incomplete');
    }
  };

  Session.prototype.score = function (scaled) {
    var score = this.names.score;
    this.set(score + 'min', '0');
    this.set(score + 'max', '100');
    this.set(score + 'raw', decimal(scaled * 100, 2));
    if (this.names.edition === '2004') { this.set(score + 'scaled', decimal(scaled, 4)); }
  };

  // Records an answer as one more interaction.
  Session.prototype.answer = function (answer) {
    if (!this.open || !this.writable) { return; }
    var edition = this.names.edition;
    var count = parseInt(this.get('cmi.interactions._count'), 10);
    var at = 'cmi.interactions.' + (isNaN(count) ? 0 : count) + '.';
    var old = edition === '1.2';
    this.set(at + 'id', answer.id);
    this.set(at + 'type', answer.type);
    this.set(at + (old ? 'time' : 'timestamp'), moment(edition, new Date()));
    for (var i = 0; i < answer.correct.length; i += 1) {
      this.set(at + 'correct_responses.' + i + '.pattern', this.pattern(answer, answer.correct[i]));
    }
    this.set(at + 'weighting', answer.weight);
    this.set(at + (old ? 'student_response' : 'learner_response'), this.response(answer.type, answer.response));
    this.set(at + 'result', answer.right ? 'correct' : (old ? 'wrong' : 'incorrect'));
    this.set(at + 'latency', timespan(edition, answer.seconds * 1000));
    if (!old) { this.set(at + 'description', cut(answer.text, 250)); }
  };

  // An answer as the edition writes it: choices are letters, joined by a mark of the edition.
  Session.prototype.response = function (type, value) {
    var old = this.names.edition === '1.2';
    if (type === 'true-false') { return old ? value.charAt(0) : value; }
    if (type === 'choice') { return old ? value : value.split(',').join('[,]'); }
    return cut(value, LIMIT[this.names.edition].response);
  };

  Session.prototype.pattern = function (answer, value) {
    var text = this.response(answer.type, value);
    if (answer.type !== 'fill-in' || this.names.edition === '1.2') { return text; }
    return '{case_matters=' + (answer.caseMatters ? 'true' : 'false') + '}' + text;
  };

  // Hands over what was set. The time is that of the whole session each time, as its element is a register.
  Session.prototype.commit = function () {
    if (!this.open) { return; }
    this.call('set', this.names.time, timespan(this.names.edition, new Date().getTime() - this.begun));
    this.call('set', this.names.exit, 'suspend');
    this.call('commit', '');
  };

  // Ends the session, whatever the player says to the last commit; a second call does nothing.
  Session.prototype.finish = function () {
    if (!this.open) { return; }
    this.commit();
    this.open = false;
    this.call('finish', '');
  };

  // Follows the page: `before` is called before data is handed over, `reopened` when the page has come back.
  Session.prototype.follow = function (before, reopened) {
    var session = this;
    window.document.addEventListener('visibilitychange', function () {
      if (window.document.visibilityState !== 'hidden') { return; }
      before();
      session.commit();
    });
    window.addEventListener('pagehide', function () {
      before();
      session.finish();
    });
    window.addEventListener('pageshow', function (event) {
      if (event.persisted && !session.open) { reopened(session.start()); }
    });
  };

  window.scormSession = function (edition) {
    return new Session(edition === '1.2' ? '1.2' : '2004');
  };
}(window));
