//! Servers on loopback.

use core::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::io::{self, ErrorKind};
use std::net::TcpListener;

use axum::Router;
use tokio::runtime::Runtime;

/// Serves on loopback until the runtime is dropped, and returns the port; 0 takes any.
///
/// # Errors
///
/// That the port cannot be had, in words.
pub(crate) fn serve(runtime: &Runtime, port: u16, router: Router) -> Result<u16, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        if error.kind() == ErrorKind::AddrInUse {
            return format!("port {port} is taken by another program; name another with --port");
        }
        format!("port {port}: {error}")
    })?;
    let bound = listener.local_addr().map_err(|error| error.to_string())?;
    spawn(runtime, listener, router.clone()).map_err(|error| error.to_string())?;
    // Some resolvers say that `localhost` is ::1 first; where there is no such address, all is well.
    let second = SocketAddr::from((Ipv6Addr::LOCALHOST, bound.port()));
    if let Ok(listener) = TcpListener::bind(second) {
        spawn(runtime, listener, router).map_err(|error| error.to_string())?;
    }
    Ok(bound.port())
}

fn spawn(runtime: &Runtime, listener: TcpListener, router: Router) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let entered = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener)?;
    drop(entered);
    let serving = runtime.spawn(async move { axum::serve(listener, router).await });
    // It ends with the runtime.
    drop(serving);
    Ok(())
}
