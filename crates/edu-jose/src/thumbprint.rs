//! A key's name made from the key itself.

use sha2::{Digest as _, Sha256};

use crate::{KeyId, PublicKey, base64url};

impl PublicKey {
    /// The SHA-256 thumbprint: 43 characters that two different keys never share.
    ///
    /// Spec: RFC 7638 §3.
    pub fn thumbprint(&self) -> KeyId {
        let text = base64url::encode(&Sha256::digest(self.required_members()));
        KeyId::from_thumbprint(text)
    }

    /// The required members in the order of their names, without white space.
    fn required_members(&self) -> String {
        match self {
            Self::Rsa(key) => {
                let e = base64url::encode(key.exponent());
                let n = base64url::encode(key.modulus());
                format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
            }
            Self::Ec(key) => {
                let crv = key.curve().as_str();
                let x = base64url::encode(key.x());
                let y = base64url::encode(key.y());
                format!(r#"{{"crv":"{crv}","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
        }
    }
}
