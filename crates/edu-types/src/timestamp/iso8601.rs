//! The forms of ISO 8601 that RFC 3339 leaves out, byte by byte.

use super::civil::{self, Date, Time};
use super::parse::{Cursor, Parsed, in_range};
use super::{NANOS_PER_SECOND, Offset, Timestamp, TimestampError};

/// Whether fields are separated, as in `2015-11-18T12:17`, or not, as in `20151118T1217`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Extended,
    Basic,
}

pub(super) fn parse(bytes: &[u8]) -> Result<Parsed, TimestampError> {
    let mut cursor = Cursor { bytes, at: 0 };
    let (date, format) = date(&mut cursor)?;
    cursor.one_of(b"Tt", "`T`")?;
    let (written, unit) = time(&mut cursor, format)?;
    let nanos = fraction(&mut cursor, unit)?;
    let offset = offset(&mut cursor)?;
    cursor.end()?;

    let midnight = written.minute == 0 && written.second == 0 && nanos == 0;
    if !midnight {
        in_range("hour", written.hour, 0, 23)?;
    }
    let leap = written.second == 60;
    // Hour 24, the end of a day, counts as the first second of the next.
    let time = Time {
        second: written.second.min(59),
        ..written
    };
    let east = i64::from(offset.minutes()).saturating_mul(60);
    let (seconds, nanos) = (nanos.checked_div(SECOND), nanos.checked_rem(SECOND));
    let seconds = civil::seconds_of(date, time)
        .saturating_add(i64::try_from(seconds.unwrap_or_default()).unwrap_or_default())
        .saturating_sub(east);
    if leap && !civil::ends_month(seconds) {
        return Err(TimestampError::LeapSecond);
    }
    Ok(Parsed {
        seconds,
        nanos: u32::try_from(nanos.unwrap_or_default()).unwrap_or_default(),
        offset,
        canonical: false,
    })
}

const SECOND: u128 = NANOS_PER_SECOND.unsigned_abs();

fn date(cursor: &mut Cursor<'_>) -> Result<(Date, Format), TimestampError> {
    let year = cursor.number(4, "digit of the year")?;
    let format = if cursor.peek() == Some(b'-') {
        cursor.advance();
        Format::Extended
    } else {
        Format::Basic
    };
    let month = cursor.number(2, "digit of the month")?;
    in_range("month", month, 1, 12)?;
    if format == Format::Extended {
        cursor.one_of(b"-", "`-`")?;
    }
    let day = cursor.number(2, "digit of the day")?;
    in_range("day", day, 1, civil::days_in_month(year, month))?;
    Ok((Date { year, month, day }, format))
}

/// The fields that are written, the others being zero; and the seconds that the last of them
/// counts.
fn time(cursor: &mut Cursor<'_>, format: Format) -> Result<(Time, u64), TimestampError> {
    let mut time = Time {
        hour: cursor.number(2, "digit of the hour")?,
        minute: 0,
        second: 0,
    };
    in_range("hour", time.hour, 0, 24)?;
    if !goes_on(cursor, format) {
        return Ok((time, 3600));
    }
    time.minute = cursor.number(2, "digit of the minute")?;
    in_range("minute", time.minute, 0, 59)?;
    if !goes_on(cursor, format) {
        return Ok((time, 60));
    }
    time.second = cursor.number(2, "digit of the second")?;
    in_range("second", time.second, 0, 60)?;
    Ok((time, 1))
}

/// Whether a further field of the time follows; goes past what separates it.
fn goes_on(cursor: &mut Cursor<'_>, format: Format) -> bool {
    match (format, cursor.peek()) {
        (Format::Extended, Some(b':')) => {
            cursor.advance();
            true
        }
        (Format::Basic, Some(byte)) => byte.is_ascii_digit(),
        (Format::Extended | Format::Basic, _) => false,
    }
}

/// The nanoseconds of a fraction of `unit` seconds, the rest cut.
fn fraction(cursor: &mut Cursor<'_>, unit: u64) -> Result<u128, TimestampError> {
    if !matches!(cursor.peek(), Some(b'.' | b',')) {
        return Ok(0);
    }
    cursor.advance();
    let (mut part, mut scale) = (0_u128, 1_u128);
    let mut digits: usize = 0;
    while digits == 0 || cursor.peek().is_some_and(|byte| byte.is_ascii_digit()) {
        let digit = cursor.digit("digit of the fraction")?;
        digits = digits.saturating_add(1);
        if digits > Timestamp::MAX_FRACTION_DIGITS {
            let limit = Timestamp::MAX_FRACTION_DIGITS;
            return Err(TimestampError::FractionTooLong { limit });
        }
        // Eighteen digits are beyond nanoseconds even of an hour.
        if digits <= 18 {
            part = part.saturating_mul(10).saturating_add(u128::from(digit));
            scale = scale.saturating_mul(10);
        }
    }
    let nanos = part.saturating_mul(SECOND).saturating_mul(u128::from(unit));
    Ok(nanos.checked_div(scale).unwrap_or_default())
}

/// `Z`, `+hh`, `+hhmm`, `+hh:mm`, the same with `-`, or nothing.
fn offset(cursor: &mut Cursor<'_>) -> Result<Offset, TimestampError> {
    if cursor.peek().is_none() {
        return Ok(Offset::Absent);
    }
    let sign = cursor.one_of(b"Zz+-", "`Z`, `+hh:mm`, `-hh:mm` or end")?;
    if sign.eq_ignore_ascii_case(&b'Z') {
        return Ok(Offset::Utc);
    }
    let hour = cursor.number(2, "digit of the offset hour")?;
    in_range("offset hour", hour, 0, 23)?;
    if cursor.peek() == Some(b':') {
        cursor.advance();
    } else if cursor.peek().is_none() {
        return Ok(Offset::signed(sign, hour, 0));
    }
    let minute = cursor.number(2, "digit of the offset minute")?;
    in_range("offset minute", minute, 0, 59)?;
    Ok(Offset::signed(sign, hour, minute))
}
