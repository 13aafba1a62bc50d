//! Conversions to and from the types of other crates, each behind a feature of its name.
//!
//! A conversion keeps the instant or the bytes, or is refused. Other crates have no room for
//! the text of a [`Timestamp`](crate::Timestamp): it is lost on the way out.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

/// Why a value has no equal in the other type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// RFC 3339 writes the years 0000 to 9999.
    #[error("instant is outside the years 0000 to 9999")]
    Year,
    /// RFC 3339 writes offsets in whole minutes.
    #[error("offset has {seconds} seconds beside its minutes, allowed are whole minutes")]
    OffsetSeconds {
        /// Seconds that cannot be written.
        seconds: u32,
    },
    /// A leap second where RFC 3339 allows none.
    #[error("leap second is not the last second of a month in UTC")]
    LeapSecond,
    /// The other type does not reach that far.
    #[error("instant is outside what {target} holds")]
    InstantRange {
        /// The other type.
        target: &'static str,
    },
    /// The other type is stricter about addresses.
    #[error("address is not one that {target} accepts")]
    Address {
        /// The other type.
        target: &'static str,
    },
}
