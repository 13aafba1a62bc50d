//! Sets of bytes, and texts that consist of them.

/// Which bytes belong to a set.
pub(crate) type ByteSet = [bool; 256];

/// So many bytes are looked at without leaving early.
const BLOCK: usize = 8;

/// Where the first byte stands that does not belong to a set.
#[inline]
pub(crate) fn first_other(set: &ByteSet, bytes: &[u8]) -> Option<usize> {
    let has = |byte: &u8| set.get(usize::from(*byte)) == Some(&true);
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let whole = blocks
        .iter()
        .take_while(|block| block.iter().fold(true, |all, byte| all & has(byte)));
    let start = whole.count().wrapping_mul(BLOCK);
    let rest = bytes.get(start..)?;
    rest.iter()
        .position(|byte| !has(byte))
        .map(|at| start.wrapping_add(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_other_byte_wherever_it_stands() {
        let mut set = [false; 256];
        set[usize::from(b'a')] = true;
        for length in 0..30 {
            let plain = vec![b'a'; length];
            assert_eq!(first_other(&set, &plain), None);
            for at in 0..length {
                let mut bytes = plain.clone();
                bytes[at] = 0xff;
                bytes[length - 1] = 0;
                assert_eq!(first_other(&set, &bytes), Some(at), "{at} of {length}");
            }
        }
    }
}
