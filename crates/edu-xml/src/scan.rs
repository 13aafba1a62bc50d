//! Looks for the bytes that matter, several at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Where the first byte at or after `from` is that is one of three, a control character, or the
/// end. The three must be ASCII.
#[inline]
pub(crate) fn stop(bytes: &[u8], from: usize, stops: [u8; 3]) -> usize {
    let [one, two, three] = stops.map(|byte| u64::from(byte).wrapping_mul(ONES));
    let mut at = from;
    while let Some(block) = block(bytes, at) {
        let hits = zeros(block ^ one) | zeros(block ^ two) | zeros(block ^ three) | controls(block);
        if hits != 0 {
            return at.wrapping_add((hits.trailing_zeros() / 8) as usize);
        }
        at = at.wrapping_add(8);
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest
        .iter()
        .position(|byte| *byte < 0x20 || stops.contains(byte));
    at.wrapping_add(found.unwrap_or(rest.len()))
}

#[inline]
fn block(bytes: &[u8], at: usize) -> Option<u64> {
    let block = bytes.get(at..at.wrapping_add(8))?;
    block.try_into().ok().map(u64::from_le_bytes)
}

/// Marks the bytes that are zero; exact up to and with the first.
#[inline]
const fn zeros(block: u64) -> u64 {
    block.wrapping_sub(ONES) & !block & HIGHS
}

/// Marks the bytes below 0x20; exact up to and with the first.
#[inline]
const fn controls(block: u64) -> u64 {
    block.wrapping_sub(ONES.wrapping_mul(0x20)) & !block & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_at_the_first_byte_that_matters() {
        for before in 0..20 {
            for stop_byte in *b"\"&<\n\x1f\0" {
                let mut bytes = "zé!".repeat(before).into_bytes();
                let expected = bytes.len();
                bytes.push(stop_byte);
                bytes.extend_from_slice(b"x\"<&\n\0tail");
                assert_eq!(stop(&bytes, 0, *b"\"&<"), expected);
            }
        }
    }

    #[test]
    fn stops_at_the_end_where_nothing_matters() {
        for length in 0..20 {
            assert_eq!(stop(&vec![0xff; length], 0, *b"\"&<"), length);
        }
    }
}
