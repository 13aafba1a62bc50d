//! Signature algorithms, and the small set of them a caller accepts.

use core::fmt;

/// One way of signing that a token may name.
///
/// Only asymmetric signatures exist here: `none`, the HMAC family (`HS…`) and RSA-PSS
/// (`PS…`) have no value of this type, so no caller can accept them by mistake.
///
/// Spec: RFC 7518 §3.1; 1EdTech Security Framework 1.0, §5.1.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a new algorithm must be decided about by every provider"
)]
pub enum Algorithm {
    /// RSA PKCS #1 v1.5 with SHA-256: every LTI implementation knows it.
    Rs256,
    /// RSA PKCS #1 v1.5 with SHA-384.
    Rs384,
    /// RSA PKCS #1 v1.5 with SHA-512.
    Rs512,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// ECDSA on P-521 with SHA-512.
    Es512,
}

impl Algorithm {
    /// Every algorithm, in the order of the names.
    pub const ALL: [Self; 6] = [
        Self::Rs256,
        Self::Rs384,
        Self::Rs512,
        Self::Es256,
        Self::Es384,
        Self::Es512,
    ];

    /// Reads the text of an `alg` member; case counts.
    ///
    /// ```
    /// use edu_jose::Algorithm;
    ///
    /// assert_eq!(Algorithm::from_name("RS256"), Some(Algorithm::Rs256));
    /// assert_eq!(Algorithm::from_name("rs256"), None);
    /// assert_eq!(Algorithm::from_name("none"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }

    /// The text on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Rs256 => 1,
            Self::Rs384 => 2,
            Self::Rs512 => 4,
            Self::Es256 => 8,
            Self::Es384 => 16,
            Self::Es512 => 32,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The algorithms a caller accepts from one sender.
///
/// The default is RS256 alone. A sender that signs otherwise is given more by name; nothing
/// in a token can widen the set.
///
/// ```
/// use edu_jose::{Algorithm, Algorithms};
///
/// let usual = Algorithms::default();
/// assert!(!usual.contains(Algorithm::Es256));
/// assert_eq!(usual.with(Algorithm::Es256).to_string(), "RS256, ES256");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Algorithms(u8);

impl Algorithms {
    /// One algorithm and no other.
    pub const fn only(algorithm: Algorithm) -> Self {
        Self(algorithm.bit())
    }

    /// Accepts one more algorithm.
    #[must_use]
    pub const fn with(self, algorithm: Algorithm) -> Self {
        Self(self.0 | algorithm.bit())
    }

    /// Whether the algorithm is accepted.
    pub const fn contains(self, algorithm: Algorithm) -> bool {
        self.0 & algorithm.bit() != 0
    }

    /// The algorithms accepted, in the order of [`Algorithm::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Algorithm> {
        Algorithm::ALL
            .into_iter()
            .filter(move |one| self.contains(*one))
    }
}

impl Default for Algorithms {
    fn default() -> Self {
        Self::only(Algorithm::Rs256)
    }
}

impl fmt::Display for Algorithms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = "";
        for algorithm in self.iter() {
            write!(f, "{gap}{algorithm}")?;
            gap = ", ";
        }
        Ok(())
    }
}

impl fmt::Debug for Algorithms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Algorithms({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rs256_is_accepted_by_default() {
        let accepted: Vec<_> = Algorithms::default().iter().collect();
        assert_eq!(accepted, [Algorithm::Rs256]);
    }

    #[test]
    fn every_algorithm_is_read_from_its_own_name() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::from_name(algorithm.as_str()), Some(algorithm));
        }
    }

    #[test]
    fn symmetric_missing_and_misspelt_algorithms_have_no_value() {
        for name in [
            "none", "None", "nOnE", "HS256", "HS512", "PS256", "EdDSA", "rs256", "RS256 ", "",
        ] {
            assert_eq!(Algorithm::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn accepting_one_more_keeps_the_others_out() {
        let accepted = Algorithms::only(Algorithm::Es384).with(Algorithm::Es256);
        assert!(accepted.contains(Algorithm::Es256));
        assert!(!accepted.contains(Algorithm::Rs256));
        assert_eq!(format!("{accepted:?}"), "Algorithms(ES256, ES384)");
    }
}
