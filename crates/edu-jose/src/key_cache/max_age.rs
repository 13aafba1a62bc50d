//! How long an answer says it may be kept.

use core::time::Duration;

/// Bytes of a `Cache-Control` field that are read.
const LONGEST: usize = 4096;

/// How long a reply may be kept, by its `Cache-Control` field; none where it does not say.
///
/// `no-store`, `no-cache` and a `max-age` that is no number mean zero; of several, the shortest
/// counts. `s-maxage` and whatever else there is are for others. Names are read in any case,
/// numbers with and without quotes, and a number beyond 68 years counts as 68 years. Several
/// fields of one reply are to be joined with commas first. Of a field longer than 4096 bytes
/// nothing is believed: zero.
///
/// [`KeySetCache::fetched`](crate::KeySetCache::fetched) takes what comes out and brings it into
/// its own bounds.
///
/// ```
/// use std::time::Duration;
/// use edu_jose::max_age;
///
/// assert_eq!(max_age("public, Max-Age=900"), Some(Duration::from_secs(900)));
/// assert_eq!(max_age("no-store"), Some(Duration::ZERO));
/// assert_eq!(max_age("private"), None);
/// ```
///
/// Spec: RFC 9111 §1.2.2, §4.2.1 and §5.2.2.
pub fn max_age(cache_control: &str) -> Option<Duration> {
    if cache_control.len() > LONGEST {
        return Some(Duration::ZERO);
    }
    let mut quoted = false;
    let mut escaped = false;
    let between_directives = |character: char| {
        let in_quotes = quoted;
        match character {
            _ if escaped => escaped = false,
            '\\' if in_quotes => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        character == ',' && !in_quotes
    };
    cache_control
        .split(between_directives)
        .filter_map(lifetime)
        .min()
}

/// What one directive says about the lifetime.
fn lifetime(directive: &str) -> Option<Duration> {
    let (name, value) = match directive.split_once('=') {
        Some((name, value)) => (name.trim(), value.trim()),
        None => (directive.trim(), ""),
    };
    if name.eq_ignore_ascii_case("no-store") || name.eq_ignore_ascii_case("no-cache") {
        return Some(Duration::ZERO);
    }
    name.eq_ignore_ascii_case("max-age")
        .then(|| Duration::from_secs(seconds(value)))
}

/// Digits as a number of seconds; zero where there is anything else.
fn seconds(value: &str) -> u64 {
    const MOST: u64 = 1 << 31;
    let bare = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(value);
    if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    bare.parse().map_or(MOST, |number: u64| number.min(MOST))
}

#[cfg(test)]
mod tests {
    use super::max_age;
    use core::time::Duration;

    fn seconds(field: &str) -> Option<u64> {
        max_age(field).map(|lifetime| lifetime.as_secs())
    }

    #[test]
    fn fields_that_say_nothing_give_nothing() {
        for field in [
            "",
            ",,",
            "public",
            "s-maxage=60",
            "x-max-age=60",
            "max",
            "=60",
        ] {
            assert_eq!(seconds(field), None, "{field}");
        }
    }

    #[test]
    fn unreadable_numbers_count_as_zero() {
        for value in [
            "", "-1", "+1", "1.5", "0x10", "1 2", "\"", "\"\"", "\"1", "٣",
        ] {
            assert_eq!(seconds(&format!("max-age={value}")), Some(0), "{value}");
        }
        assert_eq!(seconds("max-age"), Some(0));
    }

    #[test]
    fn what_forbids_keeping_wins_over_any_number() {
        assert_eq!(seconds("max-age=900, No-Store"), Some(0));
        assert_eq!(seconds("NO-CACHE=\"set-cookie\", max-age=900"), Some(0));
    }

    #[test]
    fn the_shortest_of_two_numbers_counts() {
        assert_eq!(seconds("max-age=900, max-age=600"), Some(600));
    }

    #[test]
    fn a_comma_or_a_directive_inside_quotes_is_text() {
        assert_eq!(seconds(r#"private="a, max-age=1", max-age=900"#), Some(900));
        assert_eq!(seconds(r#"ext="a\", max-age=1", max-age=900"#), Some(900));
    }

    #[test]
    fn endless_numbers_and_fields_are_bounded() {
        let field = format!("max-age={}", "9".repeat(1000));
        assert_eq!(seconds(&field), Some(1 << 31));
        let field = format!("max-age=900{}", " ".repeat(4096));
        assert_eq!(max_age(&field), Some(Duration::ZERO));
    }

    #[test]
    fn numbers_are_read_with_and_without_quotes_and_spaces() {
        assert_eq!(seconds("public,max-age=900"), Some(900));
        assert_eq!(seconds(" MAX-AGE = \"900\" ;"), Some(0));
        assert_eq!(seconds(" MAX-AGE = \"900\" "), Some(900));
    }
}
