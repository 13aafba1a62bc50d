"use strict";
// Storage for tools whose browsers keep no cookies in frames, on the page that shows them. Load
// it with `data-tools`, the origins of those tools, separated by spaces.
(() => {
  // Text a tool may keep, keys included, in UTF-16 units; and keys.
  const MOST_TEXT = 4096;
  const MOST_KEYS = 500;
  const tools = new Set(document.currentScript.dataset.tools.split(" ").filter(Boolean));
  // Of each origin alone; gone with the page.
  const kept = new Map();
  const SUBJECTS = ["lti.capabilities", "lti.put_data", "lti.get_data"];

  const size = (shelf) => {
    let total = 0;
    for (const [key, value] of shelf) total += key.length + value.length;
    return total;
  };

  const put = (shelf, { key, value }) => {
    if (value === null || value === undefined || value === "") {
      shelf.delete(key);
      return { key, value: null };
    }
    if (typeof value !== "string") return { error: "bad_request" };
    const before = shelf.get(key);
    shelf.set(key, value);
    if (shelf.size <= MOST_KEYS && size(shelf) <= MOST_TEXT) return { key, value };
    if (before === undefined) shelf.delete(key);
    else shelf.set(key, before);
    return { key, error: "storage_exhaustion" };
  };

  const answer = (origin, message) => {
    if (!tools.has(origin)) return { error: "wrong_origin" };
    const subject = message.subject.replace(/^org\.imsglobal\./, "");
    if (subject === "lti.capabilities") {
      return { supported_messages: SUBJECTS.map((one) => ({ subject: one })) };
    }
    if (!SUBJECTS.includes(subject)) return { error: "unsupported_subject" };
    const named = (value) => typeof value === "string" && value !== "";
    if (!named(message.key) || !named(message.message_id)) return { error: "bad_request" };
    if (!kept.has(origin)) kept.set(origin, new Map());
    const shelf = kept.get(origin);
    if (subject === "lti.put_data") return put(shelf, message);
    const value = shelf.get(message.key);
    return value === undefined ? { key: message.key } : { key: message.key, value };
  };

  window.addEventListener("message", (event) => {
    const message = event.data;
    if (typeof message !== "object" || message === null || !event.source) return;
    if (typeof message.subject !== "string") return;
    if (!/^(org\.imsglobal\.)?lti\./.test(message.subject) || message.subject.endsWith(".response")) return;
    const { error, ...rest } = answer(event.origin, message);
    const reply = { subject: message.subject + ".response", message_id: message.message_id, ...rest };
    if (error) reply.error = { code: error, message: error.replaceAll("_", " ") };
    event.source.postMessage(reply, event.origin === "null" ? "*" : event.origin);
  });
})();
