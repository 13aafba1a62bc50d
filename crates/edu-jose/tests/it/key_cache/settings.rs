//! Times and sizes, and the ends of their ranges.

use core::time::Duration;

use edu_jose::CacheSettings;

#[test]
fn settings_outside_their_range_are_refused_to_the_nanosecond() {
    let settings = CacheSettings::DEFAULT;
    let (second, hour, day) = (1_000_000_000, 3_600_000_000_000, 86_400_000_000_000);
    let minute = 60 * second;
    let nanos = Duration::from_nanos;
    for lifetime in [nanos(5 * minute - 1), nanos(hour + 1)] {
        assert!(settings.with_default_lifetime(lifetime).is_err());
    }
    for interval in [nanos(30 * second - 1), nanos(hour + 1)] {
        assert!(settings.with_refetch_interval(interval).is_err());
        assert!(settings.with_absent_lifetime(interval).is_err());
    }
    for longest in [nanos(5 * minute - 1), nanos(day + 1)] {
        assert!(settings.with_longest_use(longest).is_err());
    }
    for timeout in [nanos(second - 1), nanos(minute + 1)] {
        assert!(settings.with_fetch_timeout(timeout).is_err());
    }
    for number in [0, 4097] {
        assert!(settings.with_absent_keys(number).is_err());
    }
    let error = settings
        .with_longest_use(nanos(day + second / 2))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "longest use is 86400.5s, 300s to 86400s is allowed"
    );
}

#[test]
fn settings_at_the_ends_of_their_range_are_kept() {
    let (second, hour) = (Duration::from_secs(1), Duration::from_secs(3600));
    let settings = CacheSettings::default()
        .with_default_lifetime(hour)
        .and_then(|settings| settings.with_refetch_interval(second * 30))
        .and_then(|settings| settings.with_longest_use(hour * 24))
        .and_then(|settings| settings.with_fetch_timeout(second))
        .and_then(|settings| settings.with_absent_lifetime(hour))
        .and_then(|settings| settings.with_absent_keys(4096))
        .unwrap();
    assert_eq!(settings.default_lifetime(), hour);
    assert_eq!(settings.refetch_interval(), second * 30);
    assert_eq!(settings.longest_use(), CacheSettings::LONGEST_USE);
    assert_eq!(settings.fetch_timeout(), second);
    assert_eq!(settings.absent_lifetime(), hour);
    assert_eq!(settings.absent_keys(), 4096);
}
