//! Texts that consist of certain bytes.

/// So many bytes are looked at without leaving early, which compilers turn into vector code.
const BLOCK: usize = 16;

/// Whether a text consists of bytes that belong to a set.
#[inline]
pub(crate) fn consists_of(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> bool {
    let fits = |block: &[u8]| block.iter().fold(true, |all, byte| all & belongs(*byte));
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    match bytes.last_chunk::<BLOCK>() {
        // The last block may lie over the one before.
        Some(last) => blocks.iter().all(|block| fits(block)) && fits(last),
        None => fits(bytes),
    }
}

/// Whether one byte stands before another anywhere.
#[inline]
pub(crate) fn has_pair(bytes: &[u8], first: u8, second: u8) -> bool {
    let Some((_, firsts)) = bytes.split_last() else {
        return false;
    };
    let seconds = bytes.get(1..).unwrap_or_default();
    let has = |firsts: &[u8], seconds: &[u8]| {
        let pairs = firsts.iter().zip(seconds);
        pairs.fold(false, |found, (one, next)| {
            found | is_pair((*one, *next), (first, second))
        })
    };
    let (blocks, _) = firsts.as_chunks::<BLOCK>();
    let (next, _) = seconds.as_chunks::<BLOCK>();
    let mut all = blocks.iter().zip(next);
    match (firsts.last_chunk::<BLOCK>(), seconds.last_chunk::<BLOCK>()) {
        (Some(last), Some(behind)) => {
            all.any(|(block, next)| has(block, next)) || has(last, behind)
        }
        _ => has(firsts, seconds),
    }
}

#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches a block of bytes is judged by vector code"
)]
const fn is_pair(found: (u8, u8), wanted: (u8, u8)) -> bool {
    (found.0 == wanted.0) & (found.1 == wanted.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_other_byte_is_found_wherever_it_stands() {
        for length in 0..50 {
            let plain = vec![b'a'; length];
            assert!(consists_of(&plain, |byte| byte == b'a'), "{length}");
            for at in 0..length {
                let mut bytes = plain.clone();
                bytes[at] = 0xff;
                assert!(
                    !consists_of(&bytes, |byte| byte == b'a'),
                    "{at} of {length}"
                );
            }
        }
    }

    #[test]
    fn pair_is_found_wherever_it_stands_and_in_its_order_alone() {
        for length in 2..50 {
            let mut turned = vec![b'.'; length];
            *turned.last_mut().unwrap() = b'/';
            assert!(!has_pair(&turned, b'/', b'.'), "{length}");
            for at in 1..length {
                let mut bytes = vec![b'a'; length];
                bytes[at] = b'.';
                assert!(!has_pair(&bytes, b'/', b'.'), "{at} of {length}");
                bytes[at - 1] = b'/';
                assert!(has_pair(&bytes, b'/', b'.'), "{at} of {length}");
            }
        }
        assert!(!has_pair(b"", b'/', b'.'));
        assert!(!has_pair(b"/", b'/', b'.'));
    }
}
