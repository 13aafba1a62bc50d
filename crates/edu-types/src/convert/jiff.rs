//! Instants of `jiff`.

use jiff::Timestamp as Instant;

use super::ConvertError;
use crate::Timestamp;

impl TryFrom<&Timestamp> for Instant {
    type Error = ConvertError;

    /// Keeps the instant; text and offset are lost. Refuses instants after
    /// 9999-12-30T22:00:00Z, the last that `jiff` holds.
    fn try_from(timestamp: &Timestamp) -> Result<Self, Self::Error> {
        let target = "jiff::Timestamp";
        Self::from_nanosecond(timestamp.unix_nanos())
            .map_err(|_| ConvertError::InstantRange { target })
    }
}

impl TryFrom<Instant> for Timestamp {
    type Error = ConvertError;

    /// Keeps the instant. Refuses years before 0000.
    fn try_from(instant: Instant) -> Result<Self, Self::Error> {
        Self::from_unix_nanos(instant.as_nanosecond()).ok_or(ConvertError::Year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_beyond_the_other_range_are_refused() {
        let target = "jiff::Timestamp";
        assert_eq!(
            Instant::try_from(&Timestamp::MAX),
            Err(ConvertError::InstantRange { target })
        );
        assert_eq!(Timestamp::try_from(Instant::MIN), Err(ConvertError::Year));
    }

    #[test]
    fn an_instant_survives_both_ways() {
        for text in [
            "0000-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "2024-05-01T10:00:00.5+02:00",
        ] {
            let timestamp = Timestamp::parse(text).unwrap();
            let instant = Instant::try_from(&timestamp).unwrap();
            assert_eq!(Timestamp::try_from(instant).unwrap(), timestamp);
        }
    }
}
