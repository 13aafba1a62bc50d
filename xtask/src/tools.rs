//! What tasks need beside a stable toolchain, installed where it is missing.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::shell::Call;

/// Packages of the peers the family is judged against, with all they need themselves.
const PEERS: &[&str] = &[
    "PyLTI1p3==2.0.0",
    "PyJWT==2.15.1",
    "cryptography==50.0.2",
    "lti1p3platform==0.1.8",
    "certifi==2026.10.18",
    "cffi==2.1.1",
    "charset-normalizer==3.5.2",
    "idna==3.20",
    "jwcrypto==1.6.1",
    "pycparser==3.12",
    "requests==2.34.2",
    "typing_extensions==4.16.0",
    "urllib3==2.8.0",
];

/// The driver of the browser walk, and what judges its pages for people with disabilities.
const BROWSER_PACKAGES: &[&str] = &["playwright-core@1.65.1", "axe-core@4.14.1"];

const CHROMIUM_PATHS: &[&str] = &[
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

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

fn debian_package(name: &str) -> Outcome {
    let is_root = Call::new("id").arg("-u").output()?.trim() == "0";
    if !is_root || !Path::new("/usr/bin/apt-get").exists() {
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

/// The Python interpreter of a virtual environment that holds the peers.
pub(crate) fn peers_python(target: &Path) -> Outcome<PathBuf> {
    let venv = target.join("peers/venv");
    let python = venv.join("bin/python");
    let imports = "import pylti1p3, jwt, cryptography, lti1p3platform";
    let stamp = Stamp::new(&venv, PEERS);
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
        .args(PEERS)
        .run()?;
    Call::new(&python).args(["-c", imports]).run()?;
    stamp.write()?;
    Ok(python)
}

/// The folder of node modules that holds what the browser walk needs.
pub(crate) fn browser_modules(target: &Path) -> Outcome<PathBuf> {
    let folder = target.join("peers/node");
    let modules = folder.join("node_modules");
    program("node", "nodejs")?;
    let needed = ["playwright-core/package.json", "axe-core/axe.min.js"];
    let stamp = Stamp::new(&folder, BROWSER_PACKAGES);
    if stamp.is_current() && needed.iter().all(|file| modules.join(file).is_file()) {
        return Ok(modules);
    }
    stamp.remove()?;
    program("npm", "npm")?;
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let install = Call::new("npm").args(["install", "--no-audit", "--no-fund", "--prefix"]);
    install.arg(&folder).args(BROWSER_PACKAGES).run()?;
    stamp.write()?;
    Ok(modules)
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
        assert!(PEERS.iter().all(|package| package.contains("==")));
        assert!(BROWSER_PACKAGES.iter().all(|package| package.contains('@')));
    }
}
