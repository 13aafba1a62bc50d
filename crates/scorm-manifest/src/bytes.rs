//! Looks at bytes in blocks that are not left early, which compilers turn into vector code.

const BLOCK: usize = 16;

/// Whether any of the bytes is what `is` tells.
#[inline]
pub(crate) fn any(bytes: &[u8], is: impl Fn(u8) -> bool + Copy) -> bool {
    let within = |block: &[u8; BLOCK]| block.iter().fold(false, |found, byte| found | is(*byte));
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    if blocks.iter().any(within) {
        return true;
    }
    // The last block overlaps the one before it.
    match bytes.last_chunk() {
        Some(last) => !rest.is_empty() && within(last),
        None => rest.iter().any(|byte| is(*byte)),
    }
}

/// Whether any of the bytes is, with the byte behind it, what `is` tells, or the last one without one.
///
/// `next` is what stands behind the first of `bytes`.
#[inline]
pub(crate) fn any_pair(bytes: &[u8], next: &[u8], is: impl Fn(u8, u8) -> bool + Copy) -> bool {
    let within = |(block, next): (&[u8; BLOCK], &[u8; BLOCK])| {
        let pairs = block.iter().zip(next);
        pairs.fold(false, |found, (byte, next)| found | is(*byte, *next))
    };
    let alone = bytes.last().is_some_and(|last| is(*last, b'a'));
    let paired = bytes.get(..next.len()).unwrap_or(bytes);
    let ((blocks, rest), (nexts, _)) = (paired.as_chunks::<BLOCK>(), next.as_chunks::<BLOCK>());
    if alone || blocks.iter().zip(nexts).any(within) {
        return true;
    }
    match paired.last_chunk().zip(next.last_chunk()) {
        Some(last) => !rest.is_empty() && within(last),
        None => paired.iter().zip(next).any(|(byte, next)| is(*byte, *next)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_byte_wherever_it_stands() {
        for length in 0..50 {
            let plain = vec![b'a'; length];
            assert!(!any(&plain, |byte| byte == b'!'));
            for at in 0..length {
                let mut bytes = plain.clone();
                bytes[at] = b'!';
                assert!(any(&bytes, |byte| byte == b'!'), "{at} of {length}");
            }
        }
    }

    #[test]
    fn finds_a_pair_wherever_it_stands() {
        let is = |byte: u8, next: u8| byte == b'?' || (byte == b'/' && next == b'.');
        for length in 1..50 {
            let plain = vec![b'a'; length];
            assert!(!any_pair(&plain, &plain[1..], is));
            for at in 0..length {
                let mut bytes = plain.clone();
                bytes[at] = b'?';
                assert!(any_pair(&bytes, &bytes[1..], is), "{at} of {length}");
                bytes[at] = b'/';
                assert!(!any_pair(&bytes, &bytes[1..], is), "{at} of {length}");
                if let Some(next) = bytes.get_mut(at + 1) {
                    *next = b'.';
                    assert!(any_pair(&bytes, &bytes[1..], is), "{at} of {length}");
                }
            }
        }
    }
}
