//! Looks for the bytes that matter, several at a time.

use crate::characters::is_name_byte;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Where the first byte at or after `from` is that is one of three, a control character, or the
/// end. The three must be ASCII.
///
/// They are known when this is compiled, so that blocks of bytes are compared by vector code.
#[inline]
pub(crate) fn stop<const ONE: u8, const TWO: u8, const THREE: u8>(
    bytes: &[u8],
    from: usize,
) -> usize {
    let mut at = after_blocks::<ONE, TWO, THREE>(bytes, from);
    while let Some(block) = block(bytes, at) {
        let same = |byte: u8| zeros(block ^ u64::from(byte).wrapping_mul(ONES));
        let hits = same(ONE) | same(TWO) | same(THREE) | controls(block);
        if hits != 0 {
            return at.wrapping_add((hits.trailing_zeros() / 8) as usize);
        }
        at = at.wrapping_add(8);
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest
        .iter()
        .position(|byte| matters::<ONE, TWO, THREE>(*byte));
    at.wrapping_add(found.unwrap_or(rest.len()))
}

#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches a block of bytes is judged by vector code"
)]
const fn matters<const ONE: u8, const TWO: u8, const THREE: u8>(byte: u8) -> bool {
    (byte < 0x20) | (byte == ONE) | (byte == TWO) | (byte == THREE)
}

/// How many bytes are looked at without leaving early.
const WIDE: usize = 16;

/// Passes over blocks that have none of the bytes that matter.
#[inline]
fn after_blocks<const ONE: u8, const TWO: u8, const THREE: u8>(bytes: &[u8], from: usize) -> usize {
    let (blocks, _) = bytes.get(from..).unwrap_or_default().as_chunks::<WIDE>();
    let has = |block: &[u8; WIDE]| {
        let found = block.iter();
        found.fold(false, |found, byte| {
            found | matters::<ONE, TWO, THREE>(*byte)
        })
    };
    let passed = blocks.iter().position(has).unwrap_or(blocks.len());
    from.wrapping_add(passed.wrapping_mul(WIDE))
}

/// Where white space ends that starts at `from`, in a text without illegal characters: of those up
/// to the space all others are illegal.
#[inline]
pub(crate) fn after_space(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    // Mostly there is none, or one space.
    for _ in 0..2 {
        match bytes.get(at) {
            Some(..=b' ') => at = at.wrapping_add(1),
            _ => return at,
        }
    }
    while let Some(block) = block(bytes, at) {
        let hits = visible(block);
        if hits != 0 {
            return at.wrapping_add((hits.trailing_zeros() / 8) as usize);
        }
        at = at.wrapping_add(8);
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest.iter().position(|byte| *byte > b' ');
    at.wrapping_add(found.unwrap_or(rest.len()))
}

/// Where the bytes end that may belong to a name, from `from` on.
#[inline]
pub(crate) fn after_name(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let is_other = |byte: &u8| !NAMES.get(usize::from(*byte)).is_some_and(|name| *name);
    let found = rest.iter().position(is_other);
    from.wrapping_add(found.unwrap_or(rest.len()))
}

/// Whether each byte may belong to a name.
static NAMES: [bool; 256] = {
    let mut all = [false; 256];
    let mut rest: &mut [bool] = &mut all;
    let mut byte = 0_u8;
    while let Some((first, others)) = rest.split_first_mut() {
        *first = is_name_byte(byte);
        byte = byte.wrapping_add(1);
        rest = others;
    }
    all
};

/// The first sixteen bytes of a part of a text, as numbers: parts of one length up to that are the
/// same if these are. `None` near the end of the text.
#[inline]
pub(crate) fn key(bytes: &[u8], from: usize, length: usize) -> Option<[u64; 2]> {
    let mask = |length: usize| match length {
        0 => 0,
        1..8 => u64::MAX >> 64_usize.wrapping_sub(length.wrapping_mul(8)),
        _ => u64::MAX,
    };
    let first = block(bytes, from)? & mask(length);
    if length <= 8 {
        return Some([first, 0]);
    }
    let second = block(bytes, from.wrapping_add(8))?;
    Some([first, second & mask(length.wrapping_sub(8))])
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

/// Marks the bytes above 0x20.
#[inline]
const fn visible(block: u64) -> u64 {
    ((block & !HIGHS).wrapping_add(ONES.wrapping_mul(0x5f)) | block) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_ends_at_the_first_other_byte() {
        for before in 0..40 {
            for other in *b"<a!\x7f\x80\xff" {
                let mut bytes = b" \n\t\r ".repeat(8)[..before].to_vec();
                assert_eq!(after_space(&bytes, 0), before);
                bytes.push(other);
                bytes.extend_from_slice(b"  tail");
                assert_eq!(after_space(&bytes, 0), before);
            }
        }
    }

    #[test]
    fn names_end_at_the_first_byte_that_no_name_has() {
        assert_eq!(after_name("<é:a-1._=x".as_bytes(), 1), 9);
        assert_eq!(after_name(b"name", 0), 4);
        assert_eq!(after_name(b"name", 4), 4);
    }

    #[test]
    fn keys_are_the_same_for_the_same_bytes_alone() {
        let text = b"identifierref=identifierreg=id 123456789abcdef";
        assert_eq!(key(text, 0, 12), key(text, 14, 12));
        assert_ne!(key(text, 0, 13), key(text, 14, 13));
        assert_eq!(key(text, 0, 2), key(text, 28, 2));
        assert_eq!(key(text, 0, 2), Some([0x6469, 0]));
        assert_eq!(key(text, 0, 0), Some([0, 0]));
        assert_eq!(key(text, 44, 2), None);
    }

    #[test]
    fn stops_at_the_first_byte_that_matters() {
        for before in 0..20 {
            for stop_byte in *b"\"&<\n\x1f\0" {
                let mut bytes = "zé!".repeat(before).into_bytes();
                let expected = bytes.len();
                bytes.push(stop_byte);
                bytes.extend_from_slice(b"x\"<&\n\0tail");
                assert_eq!(stop::<b'"', b'&', b'<'>(&bytes, 0), expected);
            }
        }
    }

    #[test]
    fn stops_at_the_end_where_nothing_matters() {
        for length in 0..20 {
            assert_eq!(stop::<b'"', b'&', b'<'>(&vec![0xff; length], 0), length);
        }
    }
}
