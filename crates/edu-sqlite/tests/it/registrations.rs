//! Registrations and tools are found by exactly their names, in every process.

use edu_http::TenantId;
use edu_sqlite::{Database, StoredLogins, StoredRegistrations, StoredTools};
use edu_types::{HttpUrl, Profile};
use lti_core::{
    ClientId, Found, Issuer, Put, Registration, RegistrationStore as _, Registrations as _, kit,
};
use pollster::block_on;

use crate::files::Folder;
use crate::isolation::assert_nothing_crosses;
use crate::logins::tenant;

fn registrations(database: &Database, name: &str) -> StoredRegistrations {
    block_on(StoredRegistrations::new(database, tenant(name))).unwrap()
}

fn tools(database: &Database, tenant: TenantId) -> StoredTools {
    block_on(StoredTools::new(database, tenant)).unwrap()
}

fn registration() -> Registration {
    let url = |text| HttpUrl::parse(text).unwrap();
    Registration::new(
        Issuer::new("https://lms.example").unwrap(),
        ClientId::new("tool").unwrap(),
        url("https://lms.example/auth"),
        url("https://tool.example/launch"),
    )
    .unwrap()
}

fn find(store: &StoredRegistrations) -> Result<Found<Registration>, lti_core::BackendError> {
    let issuer = registration().issuer().clone();
    block_on(store.registration(&issuer, None)).map(|found| match found {
        Found::One(one) => Found::One((*one).clone()),
        Found::Nothing => Found::Nothing,
        Found::Several => Found::Several,
    })
}

#[test]
fn database_keeps_every_promise_about_registrations_and_tools() {
    let report = block_on(kit::registrations(async || {
        registrations(&Database::in_memory().unwrap(), "t")
    }));
    assert!(report.is_empty(), "{report}");
    let report = block_on(kit::tools(async || {
        tools(&Database::in_memory().unwrap(), tenant("t"))
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_nothing() {
    let database = Database::in_memory().unwrap();
    let one = registrations(&database, "t");
    let other = one.for_tenant(tenant("u"));
    let report = block_on(kit::registrations_of_tenants((one, other)));
    assert!(report.is_empty(), "{report}");
    let one = tools(&database, tenant("t"));
    let other = one.for_tenant(tenant("u"));
    let report = block_on(kit::tools_of_tenants((one, other)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn nothing_crosses_between_registrations_in_a_database() {
    let database = Database::in_memory().unwrap();
    let logins = block_on(StoredLogins::new(&database, tenant("t"))).unwrap();
    assert_nothing_crosses(registrations(&database, "t"), logins);
}

#[test]
fn change_of_one_process_holds_for_the_next_launch_of_another() {
    let folder = Folder::new("registrations");
    let path = folder.file("a.sqlite");
    let here = registrations(&Database::open(&path).unwrap(), "t");
    let there = registrations(&Database::open(&path).unwrap(), "t");
    assert_eq!(find(&there), Ok(Found::Nothing));
    let put = block_on(here.put_registration(&registration(), None));
    assert_eq!(put, Ok(Put::Done));
    assert_eq!(find(&there), Ok(Found::One(registration())));
    let put = block_on(there.put_registration(&registration(), None));
    assert_eq!(put, Ok(Put::Changed));
    assert_eq!(
        block_on(there.remove_registration(&registration().id())),
        Ok(true)
    );
    assert_eq!(find(&here), Ok(Found::Nothing));
}

#[test]
fn profile_of_the_hosts_own_is_found_by_the_host_alone() {
    fn profiles(name: &str) -> Option<Profile> {
        (name == "ours").then(|| Profile::lenient().named("ours"))
    }
    let store = registrations(&Database::in_memory().unwrap(), "t");
    let ours = registration().with_profile(profiles("ours").unwrap());
    let unknown = block_on(store.put_registration(&ours, None)).unwrap_err();
    assert!(unknown.to_string().contains("profile"), "{unknown}");
    let knowing = store.clone().with_profiles(profiles);
    assert_eq!(
        block_on(knowing.put_registration(&ours, None)),
        Ok(Put::Done)
    );
    let error = find(&store).unwrap_err().to_string();
    assert!(
        error.contains("names a profile that is not known here"),
        "{error}"
    );
    assert_eq!(find(&knowing), Ok(Found::One(ours)));
}

#[test]
fn registration_that_an_earlier_version_wrote_can_be_changed() {
    let database = Database::in_memory().unwrap();
    let store = registrations(&database, "t");
    assert_eq!(
        block_on(store.put_registration(&registration(), None)),
        Ok(Put::Done)
    );
    let older = "UPDATE edu_lti_registration SET stored = replace(stored, ':', ' : ')";
    let reordered = "UPDATE edu_lti_registration SET stored = replace(replace(stored, 'https : ', 'https:'), '{', '{ ')";
    for change in [older, reordered] {
        block_on(database.call(move |connection| connection.execute(change, []))).unwrap();
    }
    let changed = registration().lenient_sole_key();
    let put = block_on(store.put_registration(&changed, Some(&registration())));
    assert_eq!(put, Ok(Put::Done));
    assert_eq!(find(&store), Ok(Found::One(changed)));
}

#[test]
fn what_a_program_sets_up_by_itself_is_kept_whatever_was_there() {
    let database = Database::in_memory().unwrap();
    let store = registrations(&database, "t");
    let changed = registration().lenient_sole_key();
    for one in [registration(), changed.clone(), changed.clone()] {
        assert_eq!(block_on(store.set_registration(&one)), Ok(()));
    }
    assert_eq!(find(&store), Ok(Found::One(changed)));
}

#[test]
fn one_that_cannot_be_read_hides_no_other() {
    let database = Database::in_memory().unwrap();
    let store = registrations(&database, "t");
    assert_eq!(block_on(store.set_registration(&registration())), Ok(()));
    let damage = "UPDATE edu_lti_registration SET stored = '{}'";
    block_on(database.call(move |connection| connection.execute(damage, []))).unwrap();
    let listed = block_on(store.registrations(None, 9)).unwrap();
    assert_eq!(listed, [registration().id()]);
}

#[test]
fn damaged_registration_is_refused_and_launches_nobody() {
    let database = Database::in_memory().unwrap();
    let store = registrations(&database, "t");
    let put = block_on(store.put_registration(&registration(), None));
    assert_eq!(put, Ok(Put::Done));
    let damage = "UPDATE edu_lti_registration SET stored = replace(stored, 'https:', 'http:')";
    block_on(database.call(move |connection| connection.execute(damage, []))).unwrap();
    let error = find(&store).unwrap_err().to_string();
    assert!(
        error.contains("stored registration cannot be read"),
        "{error}"
    );
}
