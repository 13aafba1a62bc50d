//! What tasks need beside a stable toolchain, installed where it is missing.

use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::shell::Call;

/// Packages of the peers the family is judged against; the first is what the tests were written for.
const PEERS: &[&str] = &["PyLTI1p3==2.0.0", "PyJWT", "cryptography", "lti1p3platform"];

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

/// The Python interpreter of a virtual environment that holds the peers.
pub(crate) fn peers_python(target: &Path) -> Outcome<PathBuf> {
    let venv = target.join("peers/venv");
    let python = venv.join("bin/python");
    let imports = "import pylti1p3, jwt, cryptography, lti1p3platform";
    if Call::new(&python).args(["-c", imports]).succeeds() {
        return Ok(python);
    }
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
    Ok(python)
}

/// The folder of node modules that holds what the browser walk needs.
pub(crate) fn browser_modules(target: &Path) -> Outcome<PathBuf> {
    let folder = target.join("peers/node");
    let modules = folder.join("node_modules");
    program("node", "nodejs")?;
    let needed = ["playwright-core/package.json", "axe-core/axe.min.js"];
    if needed.iter().all(|file| modules.join(file).is_file()) {
        return Ok(modules);
    }
    program("npm", "npm")?;
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let install = Call::new("npm").args(["install", "--no-audit", "--no-fund", "--prefix"]);
    install.arg(&folder).args(BROWSER_PACKAGES).run()?;
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
