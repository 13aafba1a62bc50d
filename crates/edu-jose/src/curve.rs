//! The elliptic curves that keys may lie on.

/// A NIST curve.
///
/// Spec: RFC 7518 §6.2.1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a new curve must be decided about by every provider"
)]
pub enum Curve {
    /// P-256, used by ES256.
    P256,
    /// P-384, used by ES384.
    P384,
    /// P-521, used by ES512.
    P521,
}

impl Curve {
    /// Every curve.
    pub const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    /// Reads the text of a `crv` member; case counts.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }

    /// The text on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// Bytes of one coordinate.
    pub const fn coordinate_bytes(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Curve;

    #[test]
    fn every_curve_is_read_from_its_own_name_and_no_other() {
        for curve in Curve::ALL {
            assert_eq!(Curve::from_name(curve.as_str()), Some(curve));
        }
        for name in ["p-256", "P256", "secp256k1", "Ed25519", ""] {
            assert_eq!(Curve::from_name(name), None, "{name}");
        }
    }
}
