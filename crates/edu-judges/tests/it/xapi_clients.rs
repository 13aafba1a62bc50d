//! Clients of others at the record store of `examples/lrs`, in memory and on SQLite.

use std::process::Command;

use crate::examples::example;
use crate::peers::{Server, node, node_program};

/// Lets a client work on a store of each kind that needs nothing beside; it ends with an error where
/// anything is not as it should be.
fn works(program: &str) {
    let Some(modules) = node() else {
        return;
    };
    let file = format!("edu-judges-{}-{program}.db", std::process::id());
    let file = std::env::temp_dir().join(file);
    for kept in ["memory".to_owned(), format!("sqlite:{}", file.display())] {
        let mut command = Command::new(example("lrs"));
        command.args(["--listen", "127.0.0.1:0", "--store", &kept]);
        command.args(["--user", "judge:open-sesame"]);
        let server = Server::start_saying(command, |line| line.rsplit(' ').next().map(Into::into));
        let address = format!("{}/", server.address());
        let mut client = node_program(&modules, program);
        let ended = client.args([&*address, "judge", "open-sesame"]).output();
        let ended = ended.unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{program} on {kept}: {said}");
    }
    for suffix in ["", "-wal", "-shm"] {
        // Some are gone already.
        std::fs::remove_file(format!("{}{suffix}", file.display())).ok();
    }
}

#[test]
fn xapi_js_finds_the_store_as_the_standard_has_it() {
    works("xapi_client.cjs");
}

#[test]
fn tincanjs_finds_the_store_as_the_standard_has_it() {
    works("tincan_client.cjs");
}
