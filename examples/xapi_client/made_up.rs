//! Statements of a learner that nobody is.

/// One statement a line; with ids, so that a second run changes nothing.
pub(super) const STATEMENTS: &str = r#"
{"id":"2f1a8a7e-5c3b-4c60-9d0e-6f0f5e3f0a01","actor":{"account":{"homePage":"https://lms.example/people","name":"p-3d90"}},"verb":{"id":"http://adlnet.gov/expapi/verbs/initialized","display":{"en":"initialized"}},"object":{"id":"https://lms.example/lessons/fractions"},"timestamp":"2026-03-01T08:00:00Z"}
{"id":"2f1a8a7e-5c3b-4c60-9d0e-6f0f5e3f0a02","actor":{"account":{"homePage":"https://lms.example/people","name":"p-3d90"}},"verb":{"id":"http://adlnet.gov/expapi/verbs/passed","display":{"en":"passed"}},"object":{"id":"https://lms.example/lessons/fractions"},"result":{"score":{"scaled":0.85},"success":true},"timestamp":"2026-03-01T08:20:00Z"}
{"id":"2f1a8a7e-5c3b-4c60-9d0e-6f0f5e3f0a03","actor":{"account":{"homePage":"https://lms.example/people","name":"p-3d90"}},"verb":{"id":"http://adlnet.gov/expapi/verbs/terminated","display":{"en":"terminated"}},"object":{"id":"https://lms.example/lessons/fractions"},"timestamp":"2026-03-01T08:21:00Z"}
"#;
