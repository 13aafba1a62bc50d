//! What the program is told at the shell.

use core::time::Duration;
use std::path::PathBuf;

use clap::Parser;
use edu_examples::origin;
use edu_examples::pace::Pace;

/// A small learning platform and a tool, on this machine only.
///
/// Open the address it prints, sign in as a made-up teacher or student, and launch the tool.
/// Ctrl-C stops it; what it keeps is there again at the next start.
#[derive(Clone, Debug, Parser)]
#[command(name = "campus")]
pub(crate) struct Args {
    /// Port to listen on, on loopback; 0 takes any that is free
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// File that keeps keys, registrations, sign-ins, logins and records; made if it is not there
    #[arg(long, default_value = "campus.db", value_name = "FILE")]
    pub(crate) store: PathBuf,
    /// Where a tool of your own listens, without a path; it takes logins at /lti/login and
    /// launches at /lti/launch
    #[arg(long, default_value = "http://localhost:4100", value_name = "URL", value_parser = origin)]
    pub(crate) own_tool: String,
    /// Seconds that a file may take to be sent however little comes; after them it has to keep a pace of 32 KiB a second
    #[arg(long, default_value_t = 60, value_name = "SECONDS")]
    pub(crate) patience: u64,
}

impl Args {
    /// Address of the platform, also its issuer.
    pub(crate) fn platform(&self) -> String {
        format!("http://lms.localhost:{}", self.port)
    }

    /// How slowly files may come.
    pub(crate) fn pace(&self) -> Pace {
        Pace {
            patience: Duration::from_secs(self.patience),
            ..Pace::DEFAULT
        }
    }

    /// Address of the tool.
    pub(crate) fn tool(&self) -> String {
        format!("http://tool.localhost:{}", self.port)
    }
}
