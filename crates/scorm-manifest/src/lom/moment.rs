//! Dates and lengths of time as LOM writes them.

/// Whether a text is a date, or a date with a time of day, of LOM.
///
/// The form is `YYYY[-MM[-DD[Thh[:mm[:ss[.s[TZD]]]]]]]`: each part may stand only behind all before it,
/// and the offset from UTC only behind a fraction of seconds. The year 0000 is none.
///
/// Spec: IEEE 1484.12.1 §8 (`DateTime`); IEEE 1484.12.3 (`DateTimeString`).
pub fn is_date_time(text: &str) -> bool {
    let mut rest = text.as_bytes();
    let parts: [(&[u8], usize, u32, u32); 6] = [
        (b"", 4, 1, 9999),
        (b"-", 2, 1, 12),
        (b"-", 2, 1, 31),
        (b"T", 2, 0, 23),
        (b":", 2, 0, 59),
        (b":", 2, 0, 59),
    ];
    for (mark, width, least, most) in parts {
        if rest.is_empty() && !mark.is_empty() {
            return true;
        }
        match number(rest, mark, width) {
            Some((found, after)) if (least..=most).contains(&found) => rest = after,
            _ => return false,
        }
    }
    let Some(fraction) = rest.strip_prefix(b".") else {
        return rest.is_empty();
    };
    let digits = leading_digits(fraction);
    digits > 0 && fraction.get(digits..).is_some_and(is_offset_or_none)
}

/// Whether a text is a length of time of LOM: `P[yY][mM][dD][T[hH][nM][s[.s]S]]`.
///
/// Spec: IEEE 1484.12.1 §8 (`Duration`); IEEE 1484.12.3 (`DurationString`).
pub fn is_duration(text: &str) -> bool {
    let Some(after) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match after.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (after, None),
    };
    are_units(date, b"YMD", None) && time.is_none_or(|time| are_units(time, b"HMS", Some(b'S')))
}

/// Whether a text is numbers with units in that order, each at most once; a fraction may stand before
/// one unit.
fn are_units(text: &str, units: &[u8], fractional: Option<u8>) -> bool {
    let mut rest = text.as_bytes();
    let mut units = units.iter().copied();
    while !rest.is_empty() {
        let digits = leading_digits(rest);
        let mut after = rest.get(digits..).unwrap_or_default();
        let mut has_fraction = false;
        if let Some(fraction) = after.strip_prefix(b".") {
            let digits = leading_digits(fraction);
            has_fraction = digits > 0;
            after = fraction.get(digits..).unwrap_or_default();
            if !has_fraction {
                return false;
            }
        }
        let Some((unit, following)) = after.split_first() else {
            return false;
        };
        let in_order = units.by_ref().any(|allowed| allowed == *unit);
        if digits == 0 || !in_order || (has_fraction && fractional != Some(*unit)) {
            return false;
        }
        rest = following;
    }
    true
}

fn leading_digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Takes a mark and a number of so many digits.
fn number<'a>(text: &'a [u8], mark: &[u8], width: usize) -> Option<(u32, &'a [u8])> {
    let (digits, after) = text.strip_prefix(mark)?.split_at_checked(width)?;
    if leading_digits(digits) < width {
        return None;
    }
    let found = core::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((found, after))
}

fn is_offset_or_none(text: &[u8]) -> bool {
    if matches!(text, b"" | b"Z") {
        return true;
    }
    let hours = number(text, b"+", 2).or_else(|| number(text, b"-", 2));
    let minutes = hours
        .filter(|(hours, _)| *hours <= 23)
        .and_then(|(_, rest)| number(rest, b":", 2));
    matches!(minutes, Some((0..=59, [])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_end_behind_each_of_its_parts() {
        let whole = "2004-02-29T23:59:59.25+01:30";
        for length in [4, 7, 10, 13, 16, 19, 22, 28] {
            let part = whole.get(..length).unwrap();
            assert!(is_date_time(part), "{part}");
        }
        assert!(is_date_time("1999-12-31T00:00:00.0Z"));
    }

    #[test]
    fn what_is_no_date_of_lom_is_told() {
        for text in [
            "",
            "0000",
            "99",
            "20040",
            "2004-13",
            "2004-1",
            "2004-01-32",
            "2004-01-01T24",
            "2004-01-01 10:00",
            "2004-01-01T10:60",
            "2004-01-01T10:00Z",
            "2004-01-01T10:00:00.",
            "2004-01-01T10:00:00.5+24:00",
            "2004-01-01T10:00:00.5+01:3",
            "2004-01-01T10:00:00.5z",
            "+004",
            "2004-",
            "01/02/2004",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn a_duration_has_its_units_in_order() {
        for text in [
            "P1Y2M3DT4H5M6.75S",
            "PT90S",
            "P1D",
            "PT1H30M",
            "P",
            "PT",
            "PT0.5S",
        ] {
            assert!(is_duration(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_of_lom_is_told() {
        for text in [
            "",
            "1H",
            "P1",
            "PT1",
            "P1H",
            "PT1D",
            "P1D2M",
            "P1Y1Y",
            "P1.5D",
            "PT1.5H",
            "PT1.S",
            "PT.5S",
            "PT1,5S",
            "P1W",
            "-P1D",
            "pt1h",
            "P1DT1HT1M",
            "00:10:00",
        ] {
            assert!(!is_duration(text), "{text}");
        }
    }
}
