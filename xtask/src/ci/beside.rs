//! Tasks that run beside the others, in a process of their own.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command};

use crate::Outcome;
use crate::workspace::Workspace;

/// Tasks under way; what they say is shown at once when they have ended, not between the lines of others.
///
/// Dropped before its end, as when another task fails, it stops them.
pub(super) struct Beside {
    child: Child,
    names: String,
    said: PathBuf,
}

impl Beside {
    /// Starts this program once more for the tasks named.
    pub(super) fn start(workspace: &Workspace, names: &[&str]) -> Outcome<Self> {
        let names = names.join(" ");
        let failed = |error: std::io::Error| format!("{names}, beside the others: {error}");
        let said = workspace.target.join("ci-beside.txt");
        let output = File::create(&said).map_err(failed)?;
        let errors = output.try_clone().map_err(failed)?;
        let program = std::env::current_exe().map_err(failed)?;
        let mut command = Command::new(program);
        command.arg("ci").args(names.split(' '));
        let child = command.stdout(output).stderr(errors).spawn();
        let child = child.map_err(failed)?;
        println!("=== {names}: begun beside the others");
        Ok(Self { child, names, said })
    }

    /// Waits for the tasks and shows what they said.
    pub(super) fn end(mut self) -> Outcome {
        println!("=== {}: run beside the others", self.names);
        let status = self.child.wait();
        let said = std::fs::read(&self.said);
        let said = said.map_err(|error| format!("{}: {error}", self.said.display()))?;
        println!("{}", String::from_utf8_lossy(&said));
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{}: ended with {status}", self.names)),
            Err(error) => Err(format!("{}: {error}", self.names)),
        }
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Ended already, or no longer of use: either way there is nothing left to tell.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
