//! A PostgreSQL server for the tests, made and thrown away by the task that needs it.

use core::time::Duration;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Instant;
use std::{fs, process, thread};

use crate::shell::Call;
use crate::{Outcome, tools};

/// Whom the server runs as where we are root: it refuses to be root's.
const USER: &str = "postgres";

/// How long the server may take to start on a busy machine.
const START: Duration = Duration::from_secs(60);

/// Keeps the server for as long as its own standard input is open, so also not beyond a task that
/// was killed, and leaves nothing behind. Signals to the whole group are for others.
const KEEPER: &str = r#"# Keeps a server until the standard input ends: keeper.sh PROGRAMS FOLDER.
trap '' INT TERM
"$1/postgres" -D "$2/data" -c listen_addresses= -c unix_socket_directories="$2" \
    -c max_connections=200 >"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait "$server"
rm -rf "$2"
"#;

/// A server with a database for tests, reached through a socket file alone; gone when dropped.
pub(crate) struct Server {
    folder: PathBuf,
    programs: PathBuf,
    keeper: Option<Child>,
}

impl Server {
    /// Makes a server in a folder of its own and waits until it answers.
    pub(crate) fn start() -> Outcome<Self> {
        let programs = tools::postgres()?;
        let as_root = tools::is_root()?;
        let folder = std::env::temp_dir().join(format!("xtask-postgres-{}", process::id()));
        remove(&folder)?;
        fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut server = Self {
            folder,
            programs,
            keeper: None,
        };
        if as_root {
            let own = Call::new("chown").args([USER]).arg(&server.folder);
            own.run()?;
        }
        Call::new("chmod").arg("700").arg(&server.folder).run()?;
        let call = |program: &Path| {
            if as_root {
                // In place of us, where `runuser` would stand between and pass on signals.
                let user = ["--reuid", USER, "--regid", USER, "--init-groups", "--"];
                Call::new("setpriv").args(user).arg(program)
            } else {
                Call::new(program)
            }
        };
        let data = server.folder.join("data");
        let settings = ["--username", USER, "--encoding", "UTF8", "--locale", "C"];
        let access = ["--auth-local", "trust", "--auth-host", "reject"];
        let init = call(&server.programs.join("initdb")).args(settings);
        init.args(access).arg("--pgdata").arg(data).output()?;
        let script = server.folder.join("keeper.sh");
        fs::write(&script, KEEPER).map_err(|error| format!("{}: {error}", script.display()))?;
        let keeper = call(Path::new("sh")).arg(script);
        let keeper = keeper.arg(&server.programs).arg(&server.folder);
        server.keeper = Some(keeper.start()?);
        server.wait()?;
        Ok(server)
    }

    /// How the tests reach it.
    pub(crate) fn settings(&self) -> String {
        format!("host={} user={USER} dbname={USER}", self.folder.display())
    }

    /// How programs reach it that are told an address.
    pub(crate) fn url(&self) -> String {
        format!(
            "postgres:///{USER}?user={USER}&host={}",
            self.folder.display()
        )
    }

    fn wait(&self) -> Outcome {
        let began = Instant::now();
        loop {
            let ready = Call::new(self.programs.join("pg_isready")).arg("--host");
            if ready.arg(&self.folder).succeeds() {
                return Ok(());
            }
            if began.elapsed() > START {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                return Err(format!("PostgreSQL does not answer; it says:\n{log}"));
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            drop(keeper.stdin.take());
            drop(keeper.wait());
        }
        if let Err(reason) = remove(&self.folder) {
            println!("{reason}");
        }
    }
}

fn remove(folder: &Path) -> Outcome {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}
