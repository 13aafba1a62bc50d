//! Bounds on what a reader will take in.

/// How much of an input a reader accepts before it refuses.
///
/// Every reader of outside bytes takes a `Limits`; each refusal names the limit it met. The
/// defaults suit one request of a web service. Set single limits with the `with_…` methods.
///
/// ```
/// use edu_types::Limits;
///
/// let limits = Limits::default().with_bytes(64 * 1024);
/// let error = Limits::check("bytes", 70_000, limits.bytes).unwrap_err();
/// assert_eq!(error.to_string(), "bytes is 70000, limit is 65536");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of input. Default 1 MiB; never more than 4 GiB − 1, whatever is set.
    pub bytes: usize,
    /// Nesting of objects, arrays or elements. Default 64.
    pub depth: usize,
    /// Values, elements or rows in all. Default 200,000.
    pub nodes: usize,
    /// Members of one object, or attributes of one element. Default 4,096.
    pub members: usize,
    /// Bytes of one decoded string. Default 256 KiB.
    pub text: usize,
    /// Namespace declarations in force at once, those that others hide included. Default 256.
    pub namespaces: usize,
}

impl Limits {
    /// The limits of [`Limits::default`], usable in constants.
    pub const DEFAULT: Self = Self {
        bytes: 1024 * 1024,
        depth: 64,
        nodes: 200_000,
        members: 4096,
        text: 256 * 1024,
        namespaces: 256,
    };

    /// Sets the limit on input bytes.
    #[must_use]
    pub const fn with_bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets the limit on nesting.
    #[must_use]
    pub const fn with_depth(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// Sets the limit on values in all.
    #[must_use]
    pub const fn with_nodes(mut self, nodes: usize) -> Self {
        self.nodes = nodes;
        self
    }

    /// Sets the limit on members of one object.
    #[must_use]
    pub const fn with_members(mut self, members: usize) -> Self {
        self.members = members;
        self
    }

    /// Sets the limit on bytes of one string.
    #[must_use]
    pub const fn with_text(mut self, text: usize) -> Self {
        self.text = text;
        self
    }

    /// Sets the limit on namespace declarations in force at once.
    #[must_use]
    pub const fn with_namespaces(mut self, namespaces: usize) -> Self {
        self.namespaces = namespaces;
        self
    }

    /// Compares what was found with a limit.
    ///
    /// # Errors
    ///
    /// [`LimitExceeded`] when `found` is above `limit`.
    pub const fn check(
        what: &'static str,
        found: usize,
        limit: usize,
    ) -> Result<(), LimitExceeded> {
        if found > limit {
            Err(LimitExceeded { what, found, limit })
        } else {
            Ok(())
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// An input went beyond a named limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} is {found}, limit is {limit}")]
#[non_exhaustive]
pub struct LimitExceeded {
    /// Which limit, by its field name in [`Limits`] or its own name.
    pub what: &'static str,
    /// What was found; where reading stopped early, the first value above the limit.
    pub found: usize,
    /// What is allowed.
    pub limit: usize,
}

impl LimitExceeded {
    /// Says that `what` was `found`, above `limit`.
    pub const fn new(what: &'static str, found: usize, limit: usize) -> Self {
        Self { what, found, limit }
    }
}
