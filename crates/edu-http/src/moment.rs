//! The outside world of one call: its time and its randomness, handed in by the host.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_types::Timestamp;

/// When a call happens, and the randomness it may use.
///
/// Services hold neither clock nor random source; the host makes one `Moment` a call. Each
/// call needs its own, because its randomness is used up.
#[derive(Debug)]
#[non_exhaustive]
pub struct Moment {
    /// The time of the call.
    pub now: Timestamp,
    /// Fresh random bytes for this call alone.
    pub entropy: Entropy,
}

impl Moment {
    /// A call at `now` with `entropy` to spend.
    pub const fn new(now: Timestamp, entropy: Entropy) -> Self {
        Self { now, entropy }
    }
}

/// Fresh random bytes, each handed out once.
///
/// Must come from a cryptographic random source: states, nonces and session ids are made of
/// it. There is no `Clone`, and `Debug` shows no byte.
///
/// ```
/// use edu_http::Entropy;
///
/// # let fresh = [7; Entropy::BYTES];
/// let mut entropy = Entropy::new(fresh); // from the operating system
/// let state = entropy.take_token()?;
/// assert_eq!(state.len(), 43);
/// assert_eq!(entropy.remaining(), 96);
/// assert!(entropy.take::<97>().is_err());
/// # Ok::<(), edu_http::EntropyExhausted>(())
/// ```
pub struct Entropy {
    bytes: [u8; Self::BYTES],
    taken: usize,
}

impl Entropy {
    /// Random bytes handed in for one call: enough for four tokens.
    pub const BYTES: usize = 128;

    /// Takes over bytes that nobody else has seen or will use.
    pub const fn new(fresh: [u8; Self::BYTES]) -> Self {
        Self {
            bytes: fresh,
            taken: 0,
        }
    }

    /// Bytes not yet handed out.
    pub const fn remaining(&self) -> usize {
        Self::BYTES.saturating_sub(self.taken)
    }

    /// Hands out the next `N` bytes, never to be handed out again.
    ///
    /// # Errors
    ///
    /// [`EntropyExhausted`] when fewer than `N` are left; none is then lost.
    pub fn take<const N: usize>(&mut self) -> Result<[u8; N], EntropyExhausted> {
        let exhausted = EntropyExhausted {
            asked: N,
            left: self.remaining(),
        };
        let rest = self.bytes.get_mut(self.taken..).ok_or(exhausted)?;
        let next = rest.first_chunk_mut::<N>().ok_or(exhausted)?;
        let bytes = core::mem::replace(next, [0; N]);
        self.taken = self.taken.saturating_add(N);
        Ok(bytes)
    }

    /// Makes a text of 256 random bits that nobody can guess: 43 characters of base64url.
    ///
    /// # Errors
    ///
    /// [`EntropyExhausted`] when fewer than 32 bytes are left.
    pub fn take_token(&mut self) -> Result<String, EntropyExhausted> {
        Ok(URL_SAFE_NO_PAD.encode(self.take::<32>()?))
    }
}

impl fmt::Debug for Entropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entropy({} bytes left)", self.remaining())
    }
}

/// A call asked for more randomness than the host handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{asked} random bytes were asked for, {left} are left")]
#[non_exhaustive]
pub struct EntropyExhausted {
    /// Bytes asked for.
    pub asked: usize,
    /// Bytes left.
    pub left: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting() -> Entropy {
        Entropy::new(core::array::from_fn(|index| {
            u8::try_from(index).unwrap_or(u8::MAX)
        }))
    }

    #[test]
    fn every_byte_is_handed_out_once_and_in_order() {
        let mut entropy = counting();
        assert_eq!(entropy.take::<3>(), Ok([0, 1, 2]));
        assert_eq!(entropy.take::<2>(), Ok([3, 4]));
    }

    #[test]
    fn asking_for_too_much_loses_nothing() {
        let mut entropy = counting();
        entropy.take::<120>().unwrap();
        let refused = EntropyExhausted { asked: 9, left: 8 };
        assert_eq!(entropy.take::<9>(), Err(refused));
        assert_eq!(
            entropy.take::<8>(),
            Ok([120, 121, 122, 123, 124, 125, 126, 127])
        );
        assert!(entropy.take::<1>().is_err());
    }

    #[test]
    fn four_tokens_differ_and_a_fifth_is_refused() {
        let mut entropy = counting();
        let tokens: std::collections::BTreeSet<String> =
            (0..4).map(|_| entropy.take_token().unwrap()).collect();
        assert_eq!(tokens.len(), 4);
        assert!(entropy.take_token().is_err());
    }

    #[test]
    fn tokens_need_no_encoding_in_a_url_or_cookie() {
        let mut entropy = Entropy::new([0xff; Entropy::BYTES]);
        let token = entropy.take_token().unwrap();
        assert_eq!(token.len(), 43);
        assert!(
            token
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        );
    }

    #[test]
    fn debug_shows_no_random_byte() {
        let moment = Moment::new(Timestamp::from_unix_seconds(0), Entropy::new([77; 128]));
        let shown = format!("{moment:?}");
        assert!(shown.contains("Entropy(128 bytes left)"), "{shown}");
        assert!(!shown.contains("77"), "{shown}");
    }
}
