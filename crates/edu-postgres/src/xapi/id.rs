//! 16 bytes, as PostgreSQL keeps a UUID: ids of statements, keys, digests.

use core::error::Error;

use bytes::{BufMut as _, BytesMut};
use edu_types::UuidText;
use sha2::{Digest as _, Sha256};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use xapi_lrs::Key;

/// 16 bytes in a column of type UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id([u8; Self::BYTES]);

impl Id {
    pub(super) const BYTES: usize = 16;

    /// The first half of the SHA-256 digest of texts in their order, none of which but the last may hold a zero byte.
    pub(super) fn digest(texts: &[&[u8]]) -> Self {
        let mut sha = Sha256::new();
        for text in texts {
            sha.update([0]);
            sha.update(text);
        }
        let whole: [u8; 32] = sha.finalize().into();
        let mut half = [0; Self::BYTES];
        half.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
        Self(half)
    }

    pub(super) const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    pub(super) fn to_uuid(self) -> UuidText {
        UuidText::from_bytes(self.0)
    }

    /// The ids that were written one behind the other.
    pub(super) fn all_of(bytes: &[u8]) -> impl Iterator<Item = Self> {
        bytes
            .chunks_exact(Self::BYTES)
            .filter_map(|chunk| chunk.try_into().ok().map(Self))
    }
}

impl From<UuidText> for Id {
    fn from(uuid: UuidText) -> Self {
        Self(uuid.to_bytes())
    }
}

impl From<Key> for Id {
    fn from(key: Key) -> Self {
        Self(*key.as_bytes())
    }
}

impl ToSql for Id {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.put_slice(&self.0);
        Ok(IsNull::No)
    }

    fn accepts(wanted: &Type) -> bool {
        *wanted == Type::UUID
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Id {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(raw.try_into()?))
    }

    fn accepts(found: &Type) -> bool {
        *found == Type::UUID
    }
}
