//! Public keys that passed every check that needs no arithmetic.

use core::fmt;

use crate::{Algorithm, Curve};

/// A key that checks signatures.
///
/// Sizes and shapes were checked when it was made; that an elliptic-curve point lies on its
/// curve is checked by the signature provider.
#[derive(Clone, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a new kind of key must be decided about by every provider"
)]
pub enum PublicKey {
    /// An RSA key.
    Rsa(RsaPublicKey),
    /// A point on one of the NIST curves.
    Ec(EcPublicKey),
}

/// An RSA key of 2048 to 8192 bits.
///
/// Spec: RFC 7518 §3.3 (size), §6.3.1 (numbers).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RsaPublicKey {
    modulus: Box<[u8]>,
    exponent: Box<[u8]>,
}

/// A point on one of the NIST curves, both coordinates at full length.
///
/// Spec: RFC 7518 §6.2.1.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EcPublicKey {
    curve: Curve,
    /// The byte 4, then both coordinates: the form signature providers take.
    point: Box<[u8]>,
}

/// Why numbers are not an acceptable public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The RSA modulus is too small to trust or too large to compute with.
    #[error("modulus has {bits} bits, 2048 to 8192 are allowed")]
    ModulusSize {
        /// Bits found.
        bits: usize,
    },
    /// The RSA modulus is an even number, so it is no product of two large primes.
    #[error("modulus is even")]
    ModulusEven,
    /// The RSA exponent gives no security or costs too much.
    #[error("exponent must be odd, at least 3 and below 2^33")]
    Exponent,
    /// A coordinate does not have the length its curve demands.
    #[error("coordinate has {found} bytes, {expected} are needed")]
    CoordinateLength {
        /// Bytes found.
        found: usize,
        /// Bytes the curve demands.
        expected: usize,
    },
    /// A point is not written in the uncompressed form.
    #[error("point is not in the uncompressed form")]
    PointForm,
}

impl PublicKey {
    /// An RSA key from big-endian numbers; zeros before them do not count.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when the modulus is not an odd number of 2048 to 8192 bits, or the
    /// exponent not an odd number of at least 3 and below 2³³.
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        let (modulus, exponent) = (without_zeros(modulus), without_zeros(exponent));
        let bits = bits(modulus);
        if !(RsaPublicKey::MIN_BITS..=RsaPublicKey::MAX_BITS).contains(&bits) {
            return Err(KeyError::ModulusSize { bits });
        }
        if is_even(modulus) {
            return Err(KeyError::ModulusEven);
        }
        if is_even(exponent) || exponent == [1] || self::bits(exponent) > 33 {
            return Err(KeyError::Exponent);
        }
        Ok(Self::Rsa(RsaPublicKey {
            modulus: modulus.into(),
            exponent: exponent.into(),
        }))
    }

    /// An elliptic-curve key from big-endian coordinates of full length.
    ///
    /// # Errors
    ///
    /// [`KeyError::CoordinateLength`] when a coordinate is shorter or longer than the curve's.
    pub fn ec(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, KeyError> {
        let expected = curve.coordinate_bytes();
        for coordinate in [x, y] {
            let found = coordinate.len();
            if found != expected {
                return Err(KeyError::CoordinateLength { found, expected });
            }
        }
        let point = [&[UNCOMPRESSED], x, y].concat().into();
        Ok(Self::Ec(EcPublicKey { curve, point }))
    }

    /// An elliptic-curve key from the uncompressed form: the byte 4, then both coordinates.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when the point has another form or length.
    pub fn ec_from_point(curve: Curve, point: &[u8]) -> Result<Self, KeyError> {
        let Some((&UNCOMPRESSED, coordinates)) = point.split_first() else {
            return Err(KeyError::PointForm);
        };
        let (x, y) = coordinates
            .split_at_checked(curve.coordinate_bytes())
            .ok_or(KeyError::PointForm)?;
        Self::ec(curve, x, y)
    }

    /// Whether signatures of this algorithm can be made with this kind of key.
    pub const fn fits(&self, algorithm: Algorithm) -> bool {
        match (self, algorithm) {
            (Self::Rsa(_), Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512) => true,
            (Self::Ec(key), Algorithm::Es256) => matches!(key.curve, Curve::P256),
            (Self::Ec(key), Algorithm::Es384) => matches!(key.curve, Curve::P384),
            (Self::Ec(key), Algorithm::Es512) => matches!(key.curve, Curve::P521),
            (Self::Rsa(_), Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512)
            | (Self::Ec(_), Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512) => false,
        }
    }
}

impl RsaPublicKey {
    /// Fewest bits of a modulus.
    pub const MIN_BITS: usize = 2048;
    /// Most bits of a modulus: beyond it, one check costs the verifier too much.
    pub const MAX_BITS: usize = 8192;

    /// The modulus, big-endian, without zeros before it.
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// The public exponent, big-endian, without zeros before it.
    pub fn exponent(&self) -> &[u8] {
        &self.exponent
    }

    /// Bits of the modulus.
    pub fn bits(&self) -> usize {
        bits(&self.modulus)
    }
}

impl EcPublicKey {
    /// The curve the point lies on.
    pub const fn curve(&self) -> Curve {
        self.curve
    }

    /// The uncompressed form: the byte 4, then both coordinates.
    pub fn point(&self) -> &[u8] {
        &self.point
    }

    /// The first coordinate at full length.
    pub fn x(&self) -> &[u8] {
        self.coordinates().0
    }

    /// The second coordinate at full length.
    pub fn y(&self) -> &[u8] {
        self.coordinates().1
    }

    fn coordinates(&self) -> (&[u8], &[u8]) {
        let both = self.point.get(1..).unwrap_or_default();
        // Lengths were checked when the key was made.
        both.split_at_checked(self.curve.coordinate_bytes())
            .unwrap_or_default()
    }
}

impl KeyError {
    /// Whether the key is well formed but too weak, or too costly, to use.
    pub const fn is_weak(&self) -> bool {
        match self {
            Self::ModulusSize { .. } | Self::ModulusEven | Self::Exponent => true,
            Self::CoordinateLength { .. } | Self::PointForm => false,
        }
    }
}

impl From<RsaPublicKey> for PublicKey {
    fn from(key: RsaPublicKey) -> Self {
        Self::Rsa(key)
    }
}

impl From<EcPublicKey> for PublicKey {
    fn from(key: EcPublicKey) -> Self {
        Self::Ec(key)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa(key) => key.fmt(f),
            Self::Ec(key) => key.fmt(f),
        }
    }
}

impl fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaPublicKey({} bits)", self.bits())
    }
}

impl fmt::Debug for EcPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcPublicKey({})", self.curve.as_str())
    }
}

/// First byte of a point in the uncompressed form (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

pub(crate) fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// Bits of a number that has no zero bytes before it.
fn bits(number: &[u8]) -> usize {
    let unused = number.first().map_or(0, |first| first.leading_zeros());
    let unused = usize::try_from(unused).unwrap_or(0);
    number.len().saturating_mul(8).saturating_sub(unused)
}

/// Whether a number is even; no bytes at all stand for zero.
fn is_even(number: &[u8]) -> bool {
    number.last().is_none_or(|last| last & 1 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const E: [u8; 3] = [1, 0, 1];

    fn modulus(bits: usize) -> Vec<u8> {
        let mut bytes = vec![0xff; bits.div_ceil(8)];
        if let Some(first) = bytes.first_mut() {
            *first >>= bits.next_multiple_of(8).abs_diff(bits);
        }
        bytes
    }

    #[test]
    fn a_modulus_of_2048_to_8192_bits_is_accepted() {
        for bits in [2048, 2049, 3072, 4096, 8192] {
            let PublicKey::Rsa(key) = PublicKey::rsa(&modulus(bits), &E).unwrap() else {
                panic!("not rsa");
            };
            assert_eq!(key.bits(), bits);
        }
    }

    #[test]
    fn a_modulus_of_any_other_size_is_weak() {
        for bits in [0, 512, 1024, 2047, 8193, 16384] {
            let error = PublicKey::rsa(&modulus(bits), &E).unwrap_err();
            assert_eq!(error, KeyError::ModulusSize { bits });
            assert!(error.is_weak());
        }
    }

    #[test]
    fn zeros_before_a_modulus_do_not_make_it_longer() {
        let padded = [vec![0; 200], modulus(1024)].concat();
        let error = PublicKey::rsa(&padded, &E).unwrap_err();
        assert_eq!(error, KeyError::ModulusSize { bits: 1024 });
        let padded = [vec![0], modulus(2048)].concat();
        assert_eq!(
            PublicKey::rsa(&padded, &E),
            PublicKey::rsa(&modulus(2048), &E)
        );
    }

    #[test]
    fn an_even_modulus_is_weak() {
        let mut even = modulus(2048);
        even[255] = 0xfe;
        assert_eq!(PublicKey::rsa(&even, &E), Err(KeyError::ModulusEven));
    }

    #[test]
    fn exponents_that_protect_nothing_or_cost_too_much_are_weak() {
        let refused: [&[u8]; 7] = [&[], &[0], &[1], &[0, 1], &[2], &[1, 0, 0], &[2, 0, 0, 0, 1]];
        for exponent in refused {
            let error = PublicKey::rsa(&modulus(2048), exponent).unwrap_err();
            assert_eq!(error, KeyError::Exponent, "{exponent:?}");
            assert!(error.is_weak());
        }
        for exponent in [&[3][..], &E, &[1, 0xff, 0xff, 0xff, 0xff]] {
            assert!(
                PublicKey::rsa(&modulus(2048), exponent).is_ok(),
                "{exponent:?}"
            );
        }
    }

    #[test]
    fn coordinates_have_exactly_the_length_of_their_curve() {
        for curve in Curve::ALL {
            let expected = curve.coordinate_bytes();
            let right = vec![7; expected];
            assert!(PublicKey::ec(curve, &right, &right).is_ok());
            for found in [0, expected - 1, expected + 1] {
                let wrong = vec![7; found];
                let error = Err(KeyError::CoordinateLength { found, expected });
                assert_eq!(PublicKey::ec(curve, &right, &wrong), error);
                assert_eq!(PublicKey::ec(curve, &wrong, &right), error);
            }
        }
    }

    #[test]
    fn a_point_in_another_form_is_refused() {
        for point in [&[][..], &[2; 33], &[4], &[0]] {
            assert_eq!(
                PublicKey::ec_from_point(Curve::P256, point),
                Err(KeyError::PointForm)
            );
        }
        assert!(PublicKey::ec_from_point(Curve::P256, &[4; 64]).is_err());
        assert!(PublicKey::ec_from_point(Curve::P256, &[4; 66]).is_err());
        assert!(PublicKey::ec_from_point(Curve::P256, &[4; 65]).is_ok());
    }

    #[test]
    fn a_key_fits_only_the_algorithms_of_its_type_and_curve() {
        let rsa = PublicKey::rsa(&modulus(2048), &E).unwrap();
        let p384 = PublicKey::ec(Curve::P384, &[7; 48], &[7; 48]).unwrap();
        let fitting = |key: &PublicKey| -> Vec<_> {
            Algorithm::ALL
                .into_iter()
                .filter(|one| key.fits(*one))
                .collect()
        };
        assert_eq!(
            fitting(&rsa),
            [Algorithm::Rs256, Algorithm::Rs384, Algorithm::Rs512]
        );
        assert_eq!(fitting(&p384), [Algorithm::Es384]);
    }
}
