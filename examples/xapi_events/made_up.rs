//! Events of a small school that nobody goes to.

/// One event a line. The quiz is failed and then passed, in two attempts; the third event came
/// twice, as events do; the one before the last means nothing in xAPI.
pub(super) const EVENTS: &str = r#"
{"type":"enrolment.created","id":"e-1","user":"p-7c1e","at":"2026-03-01T08:00:00Z","course":"maths-1","enrolment":"07940580-b309-415e-a37c-914d387c1150"}
{"type":"lesson.opened","id":"e-2","user":"p-7c1e","at":"2026-03-01T08:01:10Z","course":"maths-1","lesson":"fractions","title":"Fractions"}
{"type":"quiz.graded","id":"fractions/p-7c1e","attempt":1,"user":"p-7c1e","at":"2026-03-01T08:20:00Z","course":"maths-1","lesson":"fractions","quiz":"fractions-1","points":11.5,"possible":20,"passed":false,"took":312000}
{"type":"quiz.graded","id":"fractions/p-7c1e","attempt":1,"user":"p-7c1e","at":"2026-03-01T08:20:00Z","course":"maths-1","lesson":"fractions","quiz":"fractions-1","points":11.5,"possible":20,"passed":false,"took":312000}
{"type":"quiz.graded","id":"fractions/p-7c1e","attempt":2,"user":"p-7c1e","at":"2026-03-01T08:40:00Z","course":"maths-1","lesson":"fractions","quiz":"fractions-1","points":20,"possible":20,"passed":true,"took":250500}
{"type":"lesson.completed","id":"e-5","user":"p-7c1e","at":"2026-03-01T08:41:00Z","course":"maths-1","lesson":"fractions","title":"Fractions"}
{"type":"page.scrolled","id":"e-6","user":"p-7c1e","at":"2026-03-01T08:41:30Z","page":"/courses/maths-1"}
{"type":"lesson.completed","id":"e-7","user":"p-3d90","at":"2026-03-01T09:00:00Z","course":"maths-1","lesson":"fractions"}
"#;
