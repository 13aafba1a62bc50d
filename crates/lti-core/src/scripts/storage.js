"use strict";
// Asks the platform's storage on behalf of one page of the tool. What is asked is in the data
// attributes of <main>; nothing here is written by anybody else.
const asked = document.querySelector("main").dataset;
// How long a frame may take to answer, in milliseconds.
const PATIENCE = 1000;
// The window that shows this page: the platform's, in a frame of its own or as an opener.
const shower = window.parent === window ? window.opener : window.parent;

// The frame of that name beside this one; the shower itself where there is none.
function keeper(name) {
  if (!shower || name === "_parent") return shower;
  try {
    const frame = shower.frames[name];
    if (frame && frame.window === frame) return frame;
  } catch { /* no frame of that name */ }
  return shower;
}

// Sends a message and waits for the answer to it: from that window, of that origin ("*": of any),
// with the same id. Anything else that arrives is somebody else's and is left alone.
function ask(frame, origin, message) {
  return new Promise((resolve, reject) => {
    if (!frame) return reject(new Error("no window"));
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const done = (settle, value) => {
      clearTimeout(timer);
      window.removeEventListener("message", hear);
      settle(value);
    };
    const hear = (event) => {
      const answer = event.data;
      if (event.source !== frame || (origin !== "*" && event.origin !== origin)) return;
      if (typeof answer !== "object" || answer === null) return;
      if (answer.message_id !== id || answer.subject !== message.subject + ".response") return;
      if (answer.error || (message.key && answer.key !== message.key)) {
        return done(reject, new Error("refused"));
      }
      done(resolve, answer);
    };
    const timer = setTimeout(() => done(reject, new Error("timeout")), PATIENCE);
    window.addEventListener("message", hear);
    frame.postMessage({ ...message, message_id: id }, origin);
  });
}

// The first frame and subject that serve `verb`: those the login named, else those the shower
// says it has. Only this question may go to any origin: it tells nothing.
async function store(verb, fields) {
  const send = (frame, subject) => ask(frame, asked.origin, { subject, ...fields });
  try {
    return await send(keeper(asked.target), "lti." + verb);
  } catch { /* ask what there is */ }
  let found;
  try {
    found = await ask(shower, "*", { subject: "lti.capabilities" });
  } catch {
    found = await ask(shower, "*", { subject: "org.imsglobal.lti.capabilities" });
  }
  const known = Array.isArray(found.supported_messages) ? found.supported_messages : [];
  const able = known.find((one) => one && [verb, "lti." + verb, "org.imsglobal.lti." + verb].includes(one.subject));
  if (!able) throw new Error("no storage");
  const frame = typeof able.frame === "string" ? keeper(able.frame) : keeper(asked.target);
  return send(frame, able.subject);
}
