//! How much a delivery sends at once.

/// How much goes out in one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryLimits {
    /// Statements of one request. Default 100; 1 at least.
    pub statements: usize,
    /// Bytes of one request's statements and attachments; a statement that has more goes alone. Default
    /// 1,000,000, just below what many proxies let through.
    pub bytes: usize,
}

impl DeliveryLimits {
    /// The limits of [`DeliveryLimits::default`], usable in constants.
    pub const DEFAULT: Self = Self {
        statements: 100,
        bytes: 1_000_000,
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

impl Default for DeliveryLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
