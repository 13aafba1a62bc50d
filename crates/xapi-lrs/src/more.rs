//! Where a list of statements goes on: an address that holds the whole question, signed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_http::{TenantId, encode_pairs};
use edu_types::Secret;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::Position;
use crate::service::parameters::Parameters;
use crate::{LrsError, rules};

/// The parameter that holds where a list goes on.
pub(crate) const PARAMETER: &str = "more";

/// The parameter, inside of it, that says behind which statement.
const AFTER: &str = "after";

/// A question, and behind which statement its answer goes on.
///
/// Nothing is remembered for it: the parameter holds the question, bound to its tenant by a MAC, and works as long
/// as the secret stays the same. What the caller may see is judged anew.
#[derive(Clone, Debug)]
pub(crate) struct More {
    pub(crate) parameters: Parameters,
    pub(crate) after: Position,
}

/// The value of [`PARAMETER`] for a question that goes on behind a statement.
pub(crate) fn token(
    secret: &Secret<[u8; 32]>,
    tenant: &TenantId,
    parameters: &Parameters,
    after: Position,
) -> String {
    let after = after.get().to_string();
    let question = encode_pairs(parameters.iter().chain([(AFTER, after.as_str())]));
    let mut bytes = mac(secret, tenant, &question)
        .finalize()
        .into_bytes()
        .to_vec();
    bytes.extend_from_slice(question.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

impl More {
    /// Reads what [`token`] made for the same tenant.
    pub(crate) fn read(
        secret: &Secret<[u8; 32]>,
        tenant: &TenantId,
        token: &str,
    ) -> Result<Self, LrsError> {
        let refused = || {
            let message = "this address of more statements was not made here for this account";
            LrsError::bad(&rules::MORE, message)
        };
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| refused())?;
        let (sent, question) = bytes.split_first_chunk::<32>().ok_or_else(refused)?;
        let question = core::str::from_utf8(question).map_err(|_| refused())?;
        let verified = mac(secret, tenant, question).verify_slice(sent);
        verified.map_err(|_| refused())?;
        let (question, after) = question.rsplit_once("after=").ok_or_else(refused)?;
        let after = after.parse().map_err(|_| refused())?;
        Ok(Self {
            parameters: Parameters::parse(question)?,
            after: Position::new(after),
        })
    }
}

fn mac(secret: &Secret<[u8; 32]>, tenant: &TenantId, question: &str) -> Hmac<Sha256> {
    // A key shorter than a block is filled up with zeroes (RFC 2104 §2).
    let mut block = [0; 64];
    block
        .iter_mut()
        .zip(secret.expose())
        .for_each(|(to, from)| *to = *from);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(b"xapi-lrs more 1\0");
    // The length keeps a tenant's end and a question's beginning apart.
    let length = u64::try_from(tenant.as_str().len()).unwrap_or(u64::MAX);
    mac.update(&length.to_be_bytes());
    mac.update(tenant.as_str().as_bytes());
    mac.update(question.as_bytes());
    mac
}
