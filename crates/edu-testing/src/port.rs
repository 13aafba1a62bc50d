//! Ports for programs that tests start.

use core::sync::atomic::{AtomicU32, Ordering};
use std::net::TcpListener;

/// The first port that is ever given.
const FIRST: u16 = 20_000;

/// How many there are.
const COUNT: u32 = 12_000;

/// A port that nobody listens on, for a program that wants to be told one; given once in a process.
///
/// It lies below those that systems give to outgoing connections: none of these can take it before the
/// program does. Processes that run at the same time begin at different ports.
pub fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    loop {
        let step = NEXT.fetch_add(1, Ordering::Relaxed);
        let turn = std::process::id().wrapping_mul(64).wrapping_add(step);
        let turn = u16::try_from(turn % COUNT).unwrap_or_default();
        let port = FIRST.saturating_add(turn);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_given_once() {
        assert_ne!(free_port(), free_port());
    }

    #[test]
    fn a_port_that_somebody_listens_on_is_not_given() {
        let taken = TcpListener::bind(("127.0.0.1", free_port())).unwrap();
        let taken = taken.local_addr().unwrap().port();
        assert_ne!(free_port(), taken);
    }

    #[test]
    fn a_port_lies_below_those_of_outgoing_connections() {
        assert!((20_000..32_000).contains(&free_port()));
    }
}
