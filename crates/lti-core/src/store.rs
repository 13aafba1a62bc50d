//! What every store of a tool or a platform says: values given out once, look-ups, failures.

/// What came out of a store that gives each value once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the three"
)]
pub enum Taken<T> {
    /// The value; nobody else has got it or will get it.
    Fresh(T),
    /// The value was there and somebody took it before.
    AlreadyUsed,
    /// There is no such value, it is void, or a full store forgot it.
    Unknown,
}

/// What came out of a store that gives each value once, and only to the session it was kept for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the four"
)]
pub enum TakenFor<T> {
    /// The value; nobody else has got it or will get it.
    Fresh(T),
    /// The value was there and its session took it before.
    AlreadyUsed,
    /// The value is there, waits for another session, and still does.
    OtherSession,
    /// There is no such value, it is void, or a full store forgot it.
    Unknown,
}

/// What a look-up by issuer and optional client found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the three"
)]
pub enum Found<T> {
    /// Exactly one.
    One(T),
    /// None.
    Nothing,
    /// Several; the platform must name the client.
    Several,
}

/// What became of a write that says what it expects to replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[expect(
    clippy::exhaustive_enums,
    reason = "what was expected was there, or it was not"
)]
pub enum Put {
    /// It is stored.
    Done,
    /// Something else is there than was expected: somebody was faster. Nothing has changed.
    Changed,
}
