//! Public keys for programs that also use the `jsonwebtoken` crate.

use jsonwebtoken::DecodingKey;

use crate::{Algorithm, Curve, PublicKey, VerifyError};

/// Converts the key alone: no signature back end is chosen or installed.
///
/// Keys on P-521 are refused, because `jsonwebtoken` has no ES512.
impl TryFrom<&PublicKey> for DecodingKey {
    type Error = VerifyError;

    fn try_from(key: &PublicKey) -> Result<Self, Self::Error> {
        match key {
            PublicKey::Rsa(key) => Ok(Self::from_rsa_raw_components(key.modulus(), key.exponent())),
            PublicKey::Ec(key) => match key.curve() {
                // Despite its name the function takes the uncompressed point.
                Curve::P256 | Curve::P384 => Ok(Self::from_ec_der(key.point())),
                Curve::P521 => Err(VerifyError::Unsupported(Algorithm::Es512)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::AlgorithmFamily;

    use super::*;

    #[test]
    fn rsa_and_small_curves_convert_to_their_own_family() {
        let rsa = PublicKey::rsa(&[0xff; 256], &[1, 0, 1]).unwrap();
        let ec = PublicKey::ec(Curve::P256, &[7; 32], &[7; 32]).unwrap();
        let family = |key| DecodingKey::try_from(key).unwrap().family();
        assert!(matches!(family(&rsa), AlgorithmFamily::Rsa));
        assert!(matches!(family(&ec), AlgorithmFamily::Ec));
    }

    #[test]
    fn a_key_on_p521_has_no_counterpart() {
        let ec = PublicKey::ec(Curve::P521, &[7; 66], &[7; 66]).unwrap();
        let error = DecodingKey::try_from(&ec).unwrap_err();
        assert_eq!(error, VerifyError::Unsupported(Algorithm::Es512));
    }
}
