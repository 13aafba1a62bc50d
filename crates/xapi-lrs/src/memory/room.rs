//! How much a store in memory holds.

use edu_http::BackendError;

/// How much of all tenants together is held; no more is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemoryLimits {
    /// Statements. Default 100,000.
    pub statements: usize,
    /// Bytes of statements, attachments and documents. Default 256 MiB. What they are found by takes memory
    /// beside, up to some hundred times as many index entries as there are keys in statements that target
    /// others in long chains.
    pub bytes: usize,
}

impl MemoryLimits {
    /// The limits of [`MemoryLimits::default`], usable in constants.
    pub const DEFAULT: Self = Self {
        statements: 100_000,
        bytes: 256 * 1024 * 1024,
    };

    /// Sets the limit on statements.
    #[must_use]
    pub const fn with_statements(mut self, statements: usize) -> Self {
        self.statements = statements;
        self
    }

    /// Sets the limit on bytes.
    #[must_use]
    pub const fn with_bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }
}

impl Default for MemoryLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What is held at present.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usage {
    statements: usize,
    bytes: usize,
}

impl Usage {
    pub(super) const NONE: Self = Self {
        statements: 0,
        bytes: 0,
    };

    /// What is held with so much more, if there is room for it.
    pub(super) fn with(
        self,
        statements: usize,
        bytes: usize,
        limits: &MemoryLimits,
    ) -> Result<Self, BackendError> {
        let after = Self {
            statements: self.statements.saturating_add(statements),
            bytes: self.bytes.saturating_add(bytes),
        };
        let (what, found, limit) = if after.statements > limits.statements {
            ("statements", after.statements, limits.statements)
        } else if after.bytes > limits.bytes {
            ("bytes", after.bytes, limits.bytes)
        } else {
            return Ok(after);
        };
        let message = format!("{what} in memory would be {found}, limit is {limit}");
        Err(BackendError::failed(message))
    }

    /// What is held without so many bytes.
    pub(super) const fn without(self, bytes: usize) -> Self {
        Self {
            statements: self.statements,
            bytes: self.bytes.saturating_sub(bytes),
        }
    }
}
