//! Keys of every algorithm that both sides have, made once.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_jose::{Algorithm, Algorithms, Compact, Jwk, JwsLimits, KeySet, Sign as _, Verify};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;
use jsonwebtoken::jwk::JwkSet;

/// ES512 is ours alone.
pub(crate) const SHARED: [Algorithm; 5] = [
    Algorithm::Rs256,
    Algorithm::Rs384,
    Algorithm::Rs512,
    Algorithm::Es256,
    Algorithm::Es384,
];

/// One sender's key, and its published set as each side reads it.
pub(crate) struct Sender {
    pub(crate) signer: AwsLcSigner,
    pub(crate) keys: KeySet,
    pub(crate) published: String,
    pub(crate) theirs: JwkSet,
}

pub(crate) fn senders() -> &'static [Sender] {
    static SENDERS: OnceLock<Vec<Sender>> = OnceLock::new();
    SENDERS.get_or_init(|| SHARED.map(Sender::new).into())
}

/// The sender that signs with RS256, as LTI asks for.
pub(crate) fn rs256() -> &'static Sender {
    &senders()[0]
}

impl Sender {
    fn new(algorithm: Algorithm) -> Self {
        let signer = AwsLcSigner::generate(algorithm).unwrap();
        let keys = KeySet::from_keys([Jwk::of_signer(&signer)]);
        let published = keys.to_json_string();
        Self {
            theirs: serde_json::from_str(&published).unwrap(),
            signer,
            keys,
            published,
        }
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        self.signer.algorithm()
    }

    pub(crate) fn key_id(&self) -> &str {
        self.signer.key_id().unwrap().as_str()
    }

    /// A token of exactly this header and payload, signed for good.
    pub(crate) fn sign_raw(&self, header: &str, payload: &[u8]) -> String {
        let (header, payload) = (encode(header), encode(payload));
        let signed = format!("{header}.{payload}");
        let signature = self.signer.sign(signed.as_bytes()).unwrap();
        format!("{signed}.{}", encode(signature))
    }

    /// Whether we accept the token as this sender's.
    pub(crate) fn ours(&self, token: &str, verify: &impl Verify) -> bool {
        let algorithms = Algorithms::only(self.algorithm());
        Compact::parse(token, &JwsLimits::DEFAULT)
            .is_ok_and(|compact| compact.verify(&self.keys, algorithms, verify).is_ok())
    }
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The text of one segment of a token.
pub(crate) fn decoded(segment: &str) -> String {
    String::from_utf8(URL_SAFE_NO_PAD.decode(segment).unwrap()).unwrap()
}
