//! Bounds on what a multipart body may bring.

/// How much of a multipart body is read before it is refused.
///
/// Attachment data passes through and is not kept, so these limits protect what stores it; the
/// statements themselves are kept in memory. All sizes are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MultipartLimits {
    /// Parts, that of the statements among them. Default 101.
    pub parts: usize,
    /// Bytes of one part's head, line ends among them. Default 8 KiB.
    pub head: usize,
    /// Headers of one part. Default 32.
    pub headers: usize,
    /// Bytes of the statements. Default 4 MiB.
    pub statements: usize,
    /// Bytes of one part's content. Default 32 MiB.
    pub part: usize,
    /// Bytes of the whole body. Default 64 MiB.
    pub total: usize,
}

impl MultipartLimits {
    /// The limits of [`MultipartLimits::default`], usable in constants.
    pub const DEFAULT: Self = Self {
        parts: 101,
        head: 8 * 1024,
        headers: 32,
        statements: 4 * 1024 * 1024,
        part: 32 * 1024 * 1024,
        total: 64 * 1024 * 1024,
    };

    /// Sets the limit on parts.
    #[must_use]
    pub const fn with_parts(mut self, parts: usize) -> Self {
        self.parts = parts;
        self
    }

    /// Sets the limit on the head of a part.
    #[must_use]
    pub const fn with_head(mut self, bytes: usize) -> Self {
        self.head = bytes;
        self
    }

    /// Sets the limit on headers of a part.
    #[must_use]
    pub const fn with_headers(mut self, headers: usize) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the limit on the statements.
    #[must_use]
    pub const fn with_statements(mut self, bytes: usize) -> Self {
        self.statements = bytes;
        self
    }

    /// Sets the limit on the content of a part.
    #[must_use]
    pub const fn with_part(mut self, bytes: usize) -> Self {
        self.part = bytes;
        self
    }

    /// Sets the limit on the whole body.
    #[must_use]
    pub const fn with_total(mut self, bytes: usize) -> Self {
        self.total = bytes;
        self
    }
}

impl Default for MultipartLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
