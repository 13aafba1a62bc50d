//! What the program is told at the shell.

use std::path::PathBuf;

use clap::Parser;

/// A small learning platform and a tool, on this machine only.
///
/// Open the address it prints, sign in as a made-up teacher or student, and launch the tool.
#[derive(Clone, Debug, Parser)]
#[command(name = "campus")]
pub(crate) struct Args {
    /// Port to listen on, on loopback
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// File that keeps keys, sign-ins and logins; made if it is not there
    #[arg(long, default_value = "campus.db", value_name = "FILE")]
    pub(crate) store: PathBuf,
}

impl Args {
    /// Address of the platform, also its issuer.
    pub(crate) fn platform(&self) -> String {
        format!("http://lms.localhost:{}", self.port)
    }

    /// Address of the tool.
    pub(crate) fn tool(&self) -> String {
        format!("http://tool.localhost:{}", self.port)
    }
}
