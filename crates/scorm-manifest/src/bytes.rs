//! Sets of bytes, and texts that consist of them.

/// Which bytes belong to a set.
pub(crate) type ByteSet = [bool; 256];

/// The set of the bytes for which a condition holds.
macro_rules! byte_set {
    ($byte:ident => $belongs:expr) => {{
        let mut all = [false; 256];
        let mut rest: &mut [bool] = &mut all;
        let mut $byte = 0_u8;
        while let Some((first, others)) = rest.split_first_mut() {
            *first = $belongs;
            $byte = $byte.wrapping_add(1);
            rest = others;
        }
        all
    }};
}
pub(crate) use byte_set;

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
        let set = byte_set!(byte => byte == b'a');
        for length in 0..30 {
            let plain = vec![b'a'; length];
            assert_eq!(first_other(&set, &plain), None);
            for at in 0..length {
                let mut bytes = plain.clone();
                bytes[at] = 0xff;
                *bytes.last_mut().unwrap() = 0;
                assert_eq!(first_other(&set, &bytes), Some(at), "{at} of {length}");
            }
        }
    }
}
