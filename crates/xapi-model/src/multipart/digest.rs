//! SHA-2 digests as bytes: by these the data of an attachment is found.

use core::fmt;

use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};

/// The hash of an attachment's data, as bytes.
///
/// What statements and headers write is the text of one, [`Sha2`](crate::Sha2): `AB` and `ab` are
/// one hash.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.11, Part 3 §1.5.2.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    family: Sha2Family,
    bytes: [u8; MAX_BYTES],
}

/// Which hash of the SHA-2 family; its length tells.
///
/// The standard recommends all but SHA-224.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the family is complete")]
pub enum Sha2Family {
    /// 28 bytes.
    Sha224,
    /// 32 bytes; the usual one.
    Sha256,
    /// 48 bytes.
    Sha384,
    /// 64 bytes.
    Sha512,
}

const MAX_BYTES: usize = 64;

impl Digest {
    /// Reads hexadecimal digits of either case; `None` says that they are no SHA-2 hash.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        let family = Sha2Family::ALL
            .into_iter()
            .find(|one| one.bytes().saturating_mul(2) == digits.len())?;
        let mut bytes = [0; MAX_BYTES];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair.iter().try_fold(0_u8, |high, digit| {
                let digit = char::from(*digit).to_digit(16)?;
                Some(high << 4 | u8::try_from(digit).ok()?)
            })?;
        }
        Some(Self { family, bytes })
    }

    /// The SHA-256 hash of data, which most implementations use.
    pub fn of(data: &[u8]) -> Self {
        Self::of_family(Sha2Family::Sha256, data)
    }

    /// The hash of data that the family's member gives.
    pub fn of_family(family: Sha2Family, data: &[u8]) -> Self {
        let mut hasher = Hasher::new(family);
        hasher.update(data);
        hasher.finish()
    }

    /// Which hash of the family it is.
    pub const fn family(&self) -> Sha2Family {
        self.family
    }

    /// The bytes of the hash.
    pub fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.family.bytes()).unwrap_or_default()
    }
}

impl Sha2Family {
    /// Every hash of the family, shortest first.
    pub const ALL: [Self; 4] = [Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512];

    /// Bytes of a hash.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// Lower-case hexadecimal digits, as attachments and part headers have them.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.as_slice() {
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// Computes a hash of data that arrives in pieces.
#[derive(Clone)]
pub(super) enum Hasher {
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl Hasher {
    pub(super) fn new(family: Sha2Family) -> Self {
        match family {
            Sha2Family::Sha224 => Self::Sha224(Sha224::new()),
            Sha2Family::Sha256 => Self::Sha256(Sha256::new()),
            Sha2Family::Sha384 => Self::Sha384(Sha384::new()),
            Sha2Family::Sha512 => Self::Sha512(Sha512::new()),
        }
    }

    pub(super) fn update(&mut self, data: &[u8]) {
        match self {
            Self::Sha224(hasher) => hasher.update(data),
            Self::Sha256(hasher) => hasher.update(data),
            Self::Sha384(hasher) => hasher.update(data),
            Self::Sha512(hasher) => hasher.update(data),
        }
    }

    pub(super) fn finish(self) -> Digest {
        match self {
            Self::Sha224(hasher) => padded(Sha2Family::Sha224, &hasher.finalize()),
            Self::Sha256(hasher) => padded(Sha2Family::Sha256, &hasher.finalize()),
            Self::Sha384(hasher) => padded(Sha2Family::Sha384, &hasher.finalize()),
            Self::Sha512(hasher) => padded(Sha2Family::Sha512, &hasher.finalize()),
        }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher(…)")
    }
}

fn padded(family: Sha2Family, hash: &[u8]) -> Digest {
    let mut bytes = [0; MAX_BYTES];
    for (byte, found) in bytes.iter_mut().zip(hash) {
        *byte = *found;
    }
    Digest { family, bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4, the message `abc`.
    const ABC: [&str; 4] = [
        "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
         8086072ba1e7cc2358baeca134c825a7",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
         2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ];

    #[test]
    fn the_length_of_a_hash_tells_which_one_it_is() {
        for (family, text) in Sha2Family::ALL.into_iter().zip(ABC) {
            let hash = Digest::parse(text).unwrap();
            assert_eq!(hash.family(), family);
            let mut hasher = Hasher::new(family);
            hasher.update(b"a");
            hasher.update(b"bc");
            assert_eq!(hasher.finish(), hash);
            assert_eq!(hash.to_string(), text);
        }
    }

    #[test]
    fn case_of_the_digits_does_not_count() {
        assert_eq!(
            Digest::parse(&ABC[1].to_uppercase()),
            Some(Digest::of(b"abc"))
        );
    }

    #[test]
    fn a_text_that_is_no_hash_is_refused() {
        let short = ABC[1].trim_start_matches('b');
        let letter = ABC[1].replace('b', "g");
        let sign = ABC[1].replace("ba", "+a");
        let blank = format!(" {short}");
        let sha1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
        for text in ["", short, &letter, &sign, &blank, sha1, &"é".repeat(32)] {
            assert_eq!(Digest::parse(text), None, "{text}");
        }
    }
}
