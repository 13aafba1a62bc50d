//! The platform's keys change while launches go on.

use edu_jose::{Algorithm, JwksLimits, KeyId, KeySet};
use edu_jose_aws_lc::AwsLcSigner;

use super::says;
use crate::desk::Desk;
use crate::program::{Campus, Folder};

/// Moves every time that is written down 80 minutes into the past: an access
/// token lives for an hour, and a set of keys for a quarter of one.
const LATER: &str = "UPDATE platform_key SET published = published - 4800,
    signs_since = signs_since - 4800, signed_until = signed_until - 4800";

impl Desk {
    fn change(&self, change: &str, key: u32, anyway: &str) -> u16 {
        let key = key.to_string();
        let fields = [
            ("change", change),
            ("key", &*key),
            ("anyway", anyway),
            ("sure", "yes"),
        ];
        self.lms.post("/admin/keys/change", &fields).status
    }

    fn published(&self) -> Vec<String> {
        let answer = self.campus.get("127.0.0.1", "/lti/jwks");
        let (set, _) = KeySet::parse(answer.body.as_bytes(), &JwksLimits::DEFAULT).unwrap();
        let ids = set.keys().iter().filter_map(|key| key.key_id());
        ids.map(|id| id.as_str().to_owned()).collect()
    }
}

fn signed_with(token: &str) -> String {
    let header = edu_jose::Compact::parse(token, &edu_jose::JwsLimits::DEFAULT).unwrap();
    let id: &KeyId = header.header().key_id.as_ref().unwrap();
    id.as_str().to_owned()
}

#[test]
fn the_signing_key_changes_without_an_outage() {
    let desk = Desk::open();
    let before = desk.published();
    let [first, second] = before.as_slice() else {
        panic!("a new campus has two keys: {before:?}")
    };
    let under_way = desk.message(&desk.lms, &desk.lms.post("/open/link-workbench", &[]));
    assert_eq!(&signed_with(&under_way.token), first);
    desk.execute(LATER);
    assert_eq!(desk.change("sign", 2, ""), 303);
    // What the old key signed is taken, and so is what the new one signs.
    assert_eq!(desk.send(&under_way).status, 303);
    let fresh = desk.message(&desk.lms, &desk.lms.post("/open/link-workbench", &[]));
    assert_eq!(&signed_with(&fresh.token), second);
    assert_eq!(desk.send(&fresh).status, 303);
    // A message that was started before the change is signed by whoever answers.
    let mut both = desk.published();
    both.sort_unstable();
    let mut expected = before.clone();
    expected.sort_unstable();
    assert_eq!(both, expected);
    desk.execute(LATER);
    assert_eq!(desk.change("retire", 1, ""), 303);
    assert_eq!(desk.published(), core::slice::from_ref(second));
    assert!(desk.launches("/open/link-workbench"));
}

#[test]
fn a_change_that_would_break_launches_waits_unless_it_is_meant_so() {
    let desk = Desk::open();
    let [first, second] = <[String; 2]>::try_from(desk.published()).unwrap();
    assert_eq!(desk.change("sign", 2, ""), 409);
    assert_eq!(desk.published(), [first.clone(), second.clone()]);
    let page = desk.lms.get("/admin/keys");
    assert!(says(&page, "Sign now all the same"), "{}", page.body);
    assert_eq!(desk.change("sign", 2, "yes"), 303);
    assert_eq!(desk.change("retire", 1, ""), 409);
    assert_eq!(desk.published(), [second.clone(), first]);
    assert_eq!(desk.change("retire", 1, "yes"), 303);
    assert_eq!(desk.published(), [second]);
}

#[test]
fn a_key_that_went_wrong_is_changed_back_at_once() {
    let desk = Desk::open();
    desk.execute(LATER);
    assert_eq!(desk.change("sign", 2, ""), 303);
    assert_eq!(desk.change("sign", 1, ""), 303);
    let message = desk.message(&desk.lms, &desk.lms.post("/open/link-workbench", &[]));
    assert_eq!(signed_with(&message.token), desk.published()[0]);
    assert_eq!(desk.send(&message).status, 303);
}

#[test]
fn the_key_that_signs_is_not_retired_and_no_other_signs_twice() {
    let desk = Desk::open();
    for (change, key) in [
        ("retire", 1),
        ("sign", 1),
        ("sign", 7),
        ("retire", 7),
        ("shred", 2),
    ] {
        assert_eq!(desk.change(change, key, "yes"), 409, "{change} {key}");
    }
    assert_eq!(desk.published().len(), 2);
    assert!(desk.launches("/open/link-workbench"));
}

#[test]
fn keys_are_published_up_to_a_bound_and_a_retired_one_is_forgotten() {
    let desk = Desk::open();
    for _ in 0..2 {
        assert_eq!(desk.change("publish", 0, ""), 303);
    }
    assert_eq!(desk.published().len(), 4);
    assert_eq!(desk.change("publish", 0, ""), 409);
    // It never signed, so nobody misses it.
    assert_eq!(desk.change("retire", 4, ""), 303);
    assert_eq!(desk.published().len(), 3);
    let file = rusqlite::Connection::open(desk.folder.file("campus.db")).unwrap();
    let left = "SELECT count(*) FROM platform_key WHERE id = 4 AND pem IS NULL";
    let left: u32 = file.query_row(left, [], |row| row.get(0)).unwrap();
    assert_eq!(left, 1);
    assert!(says(&desk.lms.get("/admin/keys"), ">Retired<"));
}

#[test]
fn a_key_is_retired_after_one_more_question_unless_it_is_too_early() {
    let desk = Desk::open();
    let retire = |key: &str, anyway: &str| {
        let fields = [("change", "retire"), ("key", key), ("anyway", anyway)];
        desk.lms.post("/admin/keys/change", &fields)
    };
    let asked = retire("2", "");
    assert_eq!(asked.status, 200);
    assert!(says(&asked, "<h1>Retire the key?</h1>"), "{}", asked.body);
    assert_eq!(desk.published().len(), 2);
    assert_eq!(desk.change("sign", 2, "yes"), 303);
    assert_eq!(retire("1", "").status, 409);
    let asked = retire("1", "yes");
    assert_eq!((asked.status, &*asked.field("anyway")), (200, "yes"));
    assert_eq!(desk.published().len(), 2);
}

#[test]
fn keys_outlive_the_program_at_their_stage() {
    let desk = Desk::open();
    desk.execute(LATER);
    assert_eq!(desk.change("sign", 2, ""), 303);
    let before = desk.published();
    let Desk { campus, folder, .. } = desk;
    campus.program.stop("TERM");
    let desk = Desk::at(Campus::open(&folder), folder);
    assert_eq!(desk.published(), before);
}

#[test]
fn a_file_of_an_earlier_campus_keeps_its_keys() {
    let folder = Folder::new();
    let keys = [1, 2].map(|_| AwsLcSigner::generate(Algorithm::Rs256).unwrap());
    let file = rusqlite::Connection::open(folder.file("campus.db")).unwrap();
    file.execute_batch(
        "CREATE TABLE edu_migration (component TEXT NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO edu_migration VALUES ('campus', 1);
        CREATE TABLE session (site TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
            started INTEGER NOT NULL DEFAULT (unixepoch()), PRIMARY KEY (site, digest)) STRICT;
        CREATE TABLE signing_key (position INTEGER PRIMARY KEY, pem TEXT NOT NULL) STRICT;",
    )
    .unwrap();
    for (position, key) in (0_i64..).zip(&keys) {
        let pem = key.to_pkcs8_pem().unwrap().into_inner();
        let add = "INSERT INTO signing_key VALUES (?1, ?2)";
        file.execute(add, (position, pem)).unwrap();
    }
    drop(file);
    let desk = Desk::at(Campus::open(&folder), folder);
    let expected = keys.map(|key| edu_jose::Sign::public_key(&key).thumbprint());
    assert_eq!(desk.published(), expected.map(|id| id.as_str().to_owned()));
}
