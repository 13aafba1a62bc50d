use core::time::Duration;

use edu_types::{DurationUnit, IsoDuration, IsoDurationError};
use proptest::prelude::*;

fn parse(text: &str) -> IsoDuration {
    IsoDuration::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refused(text: &str) -> IsoDurationError {
    IsoDuration::parse(text).expect_err(text)
}

#[test]
fn published_examples_are_accepted_and_kept() {
    for text in [
        "PT4H35M59.14S",
        "PT16559.14S",
        "P3Y1M29DT4H35M59.14S",
        "P3Y",
        "P4W",
        "PT1H0M0.1S",
        "P1DT12H36M0.12567S",
        "P1M",
        "PT1M",
        "P0D",
        "PT0S",
        "P0.5Y",
        "P1,5W",
        "PT36H",
        "P007D",
        "P1YT1S",
    ] {
        let duration = parse(text);
        assert_eq!(duration.as_str(), text);
        assert_eq!(duration.to_string(), text);
    }
}

#[test]
fn texts_that_do_not_begin_with_p_are_refused() {
    for text in [
        "",
        "T1S",
        "1S",
        "pT1S",
        "-P1D",
        "+P1D",
        " P1D",
        "12345",
        "should fail",
    ] {
        assert_eq!(refused(text), IsoDurationError::NoDesignator, "{text}");
    }
}

#[test]
fn durations_without_a_number_are_refused() {
    for (text, at) in [
        ("P", 1),
        ("PT", 2),
        ("P1DT", 4),
        ("PTT1S", 2),
        ("PS", 1),
        ("PA1H0M0S", 1),
        ("PT1HS", 4),
        ("P-1D", 1),
        ("PT1.S", 4),
        ("PT.5S", 2),
        ("PT1H1.", 6),
        ("P1D ", 3),
        ("PT1S\0", 4),
        ("PT1HT1M", 4),
        ("Pé", 1),
    ] {
        assert_eq!(refused(text), IsoDurationError::NoDigit { at }, "{text}");
    }
}

#[test]
fn numbers_without_a_known_unit_are_refused() {
    for (text, at) in [
        ("P1", 2),
        ("P1d", 2),
        ("P1T1S", 2),
        ("P1é", 2),
        ("P0003-06-04T12:30:05", 5),
    ] {
        let allowed = "`Y`, `M`, `W` and `D`";
        assert_eq!(
            refused(text),
            IsoDurationError::NoUnit { at, allowed },
            "{text}"
        );
    }
    for (text, at) in [
        ("PT1", 3),
        ("PT1s", 3),
        ("PT1D", 3),
        ("PT1Y", 3),
        ("PT1.5.5S", 5),
    ] {
        let allowed = "`H`, `M` and `S`";
        assert_eq!(
            refused(text),
            IsoDurationError::NoUnit { at, allowed },
            "{text}"
        );
    }
}

#[test]
fn units_of_time_need_their_mark() {
    assert_eq!(
        refused("P16559.14S").to_string(),
        "`S` at byte 9 of duration is a unit of time, `T` is missing before its number"
    );
    assert_eq!(
        refused("P1D1H"),
        IsoDurationError::TimeMissing { unit: 'H', at: 4 }
    );
}

#[test]
fn weeks_stand_alone() {
    for text in ["P4W1D", "P1Y4W", "P4WT1H", "P1W1W"] {
        assert_eq!(refused(text), IsoDurationError::WeeksCombined, "{text}");
    }
}

#[test]
fn units_stand_once_and_in_order() {
    for (text, unit, at) in [
        ("P1D1Y", 'Y', 4),
        ("P1Y1Y", 'Y', 4),
        ("PT1S1H", 'H', 5),
        ("PT1M1M", 'M', 5),
    ] {
        assert_eq!(
            refused(text),
            IsoDurationError::Order { unit, at },
            "{text}"
        );
    }
}

#[test]
fn only_the_last_number_has_a_fraction() {
    for (text, at) in [("PT1.5H3M", 6), ("P0,5YT1S", 5), ("PT1.5ST", 6)] {
        assert_eq!(
            refused(text),
            IsoDurationError::FractionNotLast { at },
            "{text}"
        );
    }
}

#[test]
fn lengths_are_bounded() {
    let longest = format!("PT1.{}S", "5".repeat(59));
    assert_eq!(parse(&longest).as_str().len(), IsoDuration::MAX_BYTES);
    assert_eq!(
        refused(&format!("PT1.{}S", "5".repeat(60))),
        IsoDurationError::TooLong {
            found: 65,
            limit: 64
        }
    );
    assert_eq!(
        parse(&format!("P{}D", "9".repeat(18))).components().count(),
        1
    );
    assert_eq!(
        refused(&format!("P{}D", "0".repeat(19))),
        IsoDurationError::TooManyDigits { at: 1, limit: 18 }
    );
}

#[test]
fn components_are_told_with_their_digits() {
    let read: Vec<_> = parse("P3Y1M29DT4H35M59.140S")
        .components()
        .map(|part| (part.unit, part.whole, part.fraction.to_owned()))
        .collect();
    let plain = |unit, whole| (unit, whole, String::new());
    assert_eq!(
        read,
        [
            plain(DurationUnit::Years, 3),
            plain(DurationUnit::Months, 1),
            plain(DurationUnit::Days, 29),
            plain(DurationUnit::Hours, 4),
            plain(DurationUnit::Minutes, 35),
            (DurationUnit::Seconds, 59, "140".to_owned()),
        ]
    );
}

#[test]
fn units_are_not_converted_when_compared() {
    for (one, other) in [
        ("PT60S", "PT1M"),
        ("PT1.5S", "PT1.50S"),
        ("PT1S", "PT1.00S"),
        ("PT1.5S", "PT1,5S"),
        ("P1D", "PT24H"),
        ("P1M", "PT1M"),
        ("PT01S", "PT1S"),
        ("PT0.12S", "PT0.13S"),
        ("PT1.125H", "PT1.12H"),
    ] {
        assert!(
            !parse(one).same_within_hundredth(&parse(other)),
            "{one} {other}"
        );
        assert_ne!(parse(one), parse(other));
    }
}

#[test]
fn what_is_finer_than_a_hundredth_is_cut_when_compared() {
    for (one, other) in [
        ("P1DT12H36M0.1237S", "P1DT12H36M0.12S"),
        ("PT0.129S", "PT0.12S"),
        ("PT1.001S", "PT1.00S"),
        ("PT1.001S", "PT1.009999S"),
        ("PT1S", "PT1S"),
    ] {
        assert!(
            parse(one).same_within_hundredth(&parse(other)),
            "{one} {other}"
        );
        assert_eq!(parse(one).hundredths_text(), parse(other).hundredths_text());
    }
    assert_eq!(parse("PT1.239S").hundredths_text(), "PT1.23S");
    assert_ne!(parse("PT0.129S"), parse("PT0.12S"));
}

#[test]
fn decimals_of_seconds_beyond_the_second_are_finer_than_a_hundredth() {
    for text in ["PT0.129S", "PT1,000S", "P1DT1.0001S"] {
        assert!(parse(text).is_finer_than_hundredth(), "{text}");
    }
    for text in ["PT0.12S", "PT1S", "PT1.125H", "P1.2345D", "PT100S"] {
        assert!(!parse(text).is_finer_than_hundredth(), "{text}");
    }
}

#[test]
fn lengths_without_years_and_months_are_known() {
    for (text, seconds, nanos) in [
        ("PT4H35M59.14S", 16_559, 140_000_000),
        ("PT16559.14S", 16_559, 140_000_000),
        ("P1W", 604_800, 0),
        ("P1DT0.5H", 88_200, 0),
        ("PT0.0000000019S", 0, 1),
        ("P0.5W", 302_400, 0),
    ] {
        assert_eq!(
            parse(text).to_std(),
            Some(Duration::new(seconds, nanos)),
            "{text}"
        );
    }
}

#[test]
fn lengths_that_nobody_knows_are_not_told() {
    for text in ["P1Y", "P1M", "P0Y", "P1YT1S", "P999999999999999999W"] {
        assert_eq!(parse(text).to_std(), None, "{text}");
    }
}

#[test]
fn numbers_are_written_as_durations() {
    for (millis, text) in [
        (0, "PT0S"),
        (9, "PT0S"),
        (10, "PT0.01S"),
        (125_000, "PT2M5S"),
        (3_600_000, "PT1H"),
        (3_600_120, "PT1H0.12S"),
        (90_061_999, "PT25H1M1.99S"),
        (u64::MAX, "PT5124095576030H25M51.61S"),
    ] {
        assert_eq!(IsoDuration::from_millis(millis).as_str(), text);
    }
    for (hundredths, text) in [
        (0, "PT0S"),
        (1234, "PT12.34S"),
        (1230, "PT12.3S"),
        (12_500, "PT125S"),
    ] {
        assert_eq!(IsoDuration::from_hundredths(hundredths).as_str(), text);
    }
}

#[test]
fn serde_keeps_the_text_and_refuses_others() {
    let duration: IsoDuration = serde_json::from_str(r#""PT1,50S""#).unwrap();
    assert_eq!(serde_json::to_string(&duration).unwrap(), r#""PT1,50S""#);
    assert!(serde_json::from_str::<IsoDuration>(r#""PT""#).is_err());
    assert!(serde_json::from_str::<IsoDuration>("12345").is_err());
}

proptest! {
    #[test]
    fn arbitrary_text_is_judged_without_panic(text in "P?[0-9TYMWDHS.,é]{0,12}") {
        if let Ok(duration) = IsoDuration::parse(&text) {
            prop_assert!(duration.components().count() > 0);
            prop_assert!(duration.same_within_hundredth(&duration));
            prop_assert!(IsoDuration::parse(&duration.hundredths_text()).is_ok());
        }
    }

    #[test]
    fn numbers_survive(millis: u64) {
        let cut = millis.saturating_sub(millis % 10);
        let written = IsoDuration::from_millis(millis);
        prop_assert_eq!(IsoDuration::parse(written.as_str()), Ok(written.clone()));
        prop_assert_eq!(written.to_std(), Some(Duration::from_millis(cut)));
    }

    #[test]
    fn jiff_reads_the_same_time(text in "P([0-9]{1,4}D)?T[0-9]{1,4}H([0-9]{1,4}M)?([0-9]{1,4}([.,][0-9]{1,9})?S)?") {
        let ours = parse(&text).to_std();
        let span: jiff::Span = text.parse().unwrap();
        let theirs = span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).unwrap();
        prop_assert_eq!(ours, Some(theirs.unsigned_abs()));
    }
}
