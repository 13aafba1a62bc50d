//! Dates as HTTP writes them: the one form of today and the two of old.

use edu_types::Timestamp;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Reads a date; `now` decides about years of two digits. The day of the week is not compared
/// with the date.
///
/// Spec: RFC 9110, §5.6.7.
pub(super) fn parse(text: &str, now: &Timestamp) -> Option<Timestamp> {
    if !DAYS.iter().any(|day| text.starts_with(day)) {
        return None;
    }
    let words: Vec<&str> = text.split_ascii_whitespace().take(7).collect();
    match words.as_slice() {
        // Sun, 06 Nov 1994 08:49:37 GMT
        [_, day, month, year, time, "GMT"] => date(year, month, day, time),
        // Sunday, 06-Nov-94 08:49:37 GMT
        [_, date_words, time, "GMT"] => {
            let mut parts = date_words.split('-');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            let this_century = now.to_string().get(..2)?.parse::<u32>().ok()?;
            let of = |century: u32| date(&format!("{century:02}{year}"), month, day, time);
            let found = of(this_century)?;
            // More than 50 years ahead is a year of the past.
            let latest = now.saturating_add_seconds(50 * 365 * 24 * 60 * 60);
            if found > latest {
                return of(this_century.checked_sub(1)?);
            }
            Some(found)
        }
        // Sun Nov  6 08:49:37 1994
        [_, month, day, time, year] => date(year, month, &format!("{day:0>2}"), time),
        _ => None,
    }
}

fn date(year: &str, month: &str, day: &str, time: &str) -> Option<Timestamp> {
    let month = MONTHS.iter().position(|name| *name == month)?;
    let month = month.saturating_add(1);
    Timestamp::parse(&format!("{year}-{month:02}-{day}T{time}Z")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let now = Timestamp::from_unix_seconds(1_700_000_000); // 2023
        parse(text, &now).map(|date| date.to_string())
    }

    #[test]
    fn texts_of_another_form_are_no_date() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 8:49:37 GMT",
            "Xyz, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov 08:49:37 GMT",
            "Sun Nov 6 08:49:37 GMT 1994",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn all_three_forms_are_read() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(
                read(text).as_deref(),
                Some("1994-11-06T08:49:37Z"),
                "{text}"
            );
        }
        let soon = read("Monday, 06-Nov-28 08:49:37 GMT");
        assert_eq!(soon.as_deref(), Some("2028-11-06T08:49:37Z"));
    }
}
