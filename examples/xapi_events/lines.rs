//! Lines of a stream, each within a limit, so that a stream without line ends cannot fill the memory.

use std::io::{self, BufRead, Read as _};

/// The lines of a stream, without their ends.
pub(super) struct Lines<R> {
    stream: R,
    limit: usize,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `limit` bytes.
    pub(super) const fn new(stream: R, limit: usize) -> Self {
        Self { stream, limit }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        // One more for the end of a line that is as long as allowed.
        let most = u64::try_from(self.limit)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        match (&mut self.stream).take(most).read_until(b'\n', &mut line) {
            Err(error) => return Some(Err(error)),
            Ok(0) => return None,
            Ok(_) => {}
        }
        if line.pop_if(|last| *last == b'\n').is_none() && line.len() > self.limit {
            let message = format!(
                "a line has more than {} bytes, which is the limit",
                self.limit
            );
            return Some(Err(io::Error::new(io::ErrorKind::InvalidData, message)));
        }
        Some(Ok(line))
    }
}
