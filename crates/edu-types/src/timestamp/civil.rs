//! Days of the Gregorian calendar, counted from 0000-01-01, and seconds of a day.
//!
//! Days are `u32` because no year before 0000 can be written.

/// Days from 0000-01-01 to 1970-01-01.
const EPOCH_DAY: i64 = day_number(1970, 1, 1) as i64;
const SECONDS_PER_DAY: i64 = 86_400;

/// 0000-01-01T00:00:00Z in seconds since 1970.
pub(super) const FIRST_SECOND: i64 = -EPOCH_DAY * SECONDS_PER_DAY;
/// 9999-12-31T23:59:59Z in seconds since 1970.
pub(super) const LAST_SECOND: i64 =
    (day_number(9999, 12, 31) as i64 - EPOCH_DAY + 1) * SECONDS_PER_DAY - 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) day: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Days of a month, January being 1.
pub(super) const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        // The parser has refused every number that is not a month.
        _ => 31,
    }
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "years have at most five digits, so nothing overflows"
)]
const fn days_before_year(year: u32) -> u32 {
    // Leap years among 0..year; year 0 itself is one.
    let leap = year.div_ceil(4) - year.div_ceil(100) + year.div_ceil(400);
    year * 365 + leap
}

/// Days from 0000-01-01 to a date; `year` ≤ 9999, `month` and `day` in range.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "fields are in range, so the sum is below four million and `day` is at least 1"
)]
const fn day_number(year: u32, month: u32, day: u32) -> u32 {
    let before_month = match month {
        1 => 0,
        2 => 31,
        3 => 59,
        4 => 90,
        5 => 120,
        6 => 151,
        7 => 181,
        8 => 212,
        9 => 243,
        10 => 273,
        11 => 304,
        // The parser has refused every number that is not a month.
        _ => 334,
    };
    let leap_day = (month > 2 && is_leap(year)) as u32;
    days_before_year(year) + before_month + leap_day + day - 1
}

/// Seconds since 1970-01-01T00:00:00 of a date and time without offset.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "fields are in range, so the sum has at most twelve digits"
)]
pub(super) fn seconds_of(date: Date, time: Time) -> i64 {
    let days = i64::from(day_number(date.year, date.month, date.day)) - EPOCH_DAY;
    let seconds = (time.hour * 60 + time.minute) * 60 + time.second;
    days * SECONDS_PER_DAY + i64::from(seconds)
}

/// The date and time without offset that are `seconds` after 1970-01-01T00:00:00.
///
/// Earlier than 0000-01-01 gives that day.
pub(super) fn date_and_time(seconds: i64) -> (Date, Time) {
    let days = seconds
        .div_euclid(SECONDS_PER_DAY)
        .saturating_add(EPOCH_DAY)
        .clamp(0, i64::from(day_number(9999, 12, 31)).saturating_add(1));
    let second_of_day = seconds.rem_euclid(SECONDS_PER_DAY);
    // Both conversions hold: the first value is clamped, the second is below 86,400.
    let days = u32::try_from(days).unwrap_or_default();
    let second_of_day = u32::try_from(second_of_day).unwrap_or_default();
    let time = Time {
        hour: second_of_day / 3600,
        minute: second_of_day / 60 % 60,
        second: second_of_day % 60,
    };
    (date_of(days), time)
}

/// Whether `seconds` since 1970 is the last second of a month in UTC, where alone a leap second
/// may follow.
pub(super) fn ends_month(seconds: i64) -> bool {
    let (date, time) = date_and_time(seconds.saturating_add(1));
    let midnight = Time {
        hour: 0,
        minute: 0,
        second: 0,
    };
    date.day == 1 && time == midnight
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "day numbers are clamped below four million"
)]
fn date_of(days: u32) -> Date {
    // 400 years have 146,097 days. The guess is never above the year and at most one below.
    let mut year = u32::try_from(u64::from(days) * 400 / 146_097).unwrap_or_default();
    if days_before_year(year) > days {
        year -= 1;
    } else if days_before_year(year + 1) <= days {
        year += 1;
    }
    let mut rest = days - days_before_year(year);
    let mut month = 1;
    while month < 12 && rest >= days_in_month(year, month) {
        rest -= days_in_month(year, month);
        month += 1;
    }
    Date {
        year,
        month,
        day: rest + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_ten_thousand_years_counts_one_further() {
        let mut expected = 0;
        for year in 0..=9999 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    assert_eq!(day_number(year, month, day), expected);
                    assert_eq!(date_of(expected), Date { year, month, day });
                    expected += 1;
                }
            }
        }
        assert_eq!(expected, 3_652_425);
    }

    #[test]
    fn the_bounds_are_those_of_four_digit_years() {
        assert_eq!(FIRST_SECOND, -62_167_219_200);
        assert_eq!(LAST_SECOND, 253_402_300_799);
    }

    #[test]
    fn centuries_are_leap_years_only_every_fourth_time() {
        for leap in [0, 4, 400, 2000, 2024, 9996] {
            assert!(is_leap(leap), "{leap}");
        }
        for common in [1, 100, 1900, 2023, 2100, 9999] {
            assert!(!is_leap(common), "{common}");
        }
    }
}
