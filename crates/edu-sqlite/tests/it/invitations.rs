//! An invitation is given out once, in every process that shares the file.

use edu_http::Entropy;
use edu_sqlite::{Database, StoredInvitations};
use lti_core::dynamic_registration::{Invitation, Invitations as _};
use lti_core::{Privacy, Taken, kit};
use pollster::block_on;

use crate::files::{Folder, written};
use crate::logins::{NOW, at, tenant};

fn invitations(database: &Database) -> StoredInvitations {
    block_on(StoredInvitations::new(database, tenant("t"))).unwrap()
}

#[test]
fn database_keeps_every_promise_about_invitations() {
    let report = block_on(kit::invitations_of_capacity(8, async || {
        let database = Database::in_memory().unwrap();
        let made = StoredInvitations::with_capacity(&database, tenant("t"), 8);
        made.await.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
    let one = invitations(&Database::in_memory().unwrap());
    let two = one.for_tenant(tenant("u"));
    let report = block_on(kit::invitations_of_tenants((one, two)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn invitations_survive_a_restart_and_their_token_is_not_in_the_file() {
    let folder = Folder::new("invitations");
    let path = folder.file("campus.db");
    let mut entropy = Entropy::new([7; Entropy::BYTES]);
    let kept = Invitation::new(&mut entropy, &NOW)
        .unwrap()
        .with_privacy(Privacy::Name);
    {
        let database = Database::open(&path).unwrap();
        let first = invitations(&database);
        block_on(first.keep_invitation(kept.clone(), &NOW)).unwrap();
        assert!(!written(&database, &path).contains(kept.token().as_str()));
    }
    let again = invitations(&Database::open(&path).unwrap());
    let taken = block_on(again.take_invitation(kept.token(), &at(1))).unwrap();
    assert_eq!(taken, Taken::Fresh(kept));
}
