//! Registrations and tools are found by exactly their names, in every process.

use edu_postgres::{Database, StoredLogins, StoredRegistrations, StoredTools};
use edu_types::{HttpUrl, Profile};
use lti_core::{
    BackendError, ClientId, DeploymentId, Found, Issuer, Put, Registration, RegistrationStore as _,
    Registrations as _, kit,
};

use crate::bed::Bed;
use crate::isolation::assert_nothing_crosses;
use crate::logins::{run, tenant};

async fn registrations(database: &Database, name: &str) -> StoredRegistrations {
    let store = StoredRegistrations::new(database, tenant(name)).await;
    store.unwrap()
}

async fn tools(database: &Database, name: &str) -> StoredTools {
    StoredTools::new(database, tenant(name)).await.unwrap()
}

fn registration_of(issuer: &str, client: &str) -> Registration {
    let url = |text| HttpUrl::parse(text).unwrap();
    Registration::new(
        Issuer::new(issuer).unwrap(),
        ClientId::new(client).unwrap(),
        url("https://lms.example/auth"),
        url("https://tool.example/launch"),
    )
    .unwrap()
}

fn registration() -> Registration {
    registration_of("https://lms.example", "tool")
}

async fn find(store: &StoredRegistrations) -> Result<Found<Registration>, BackendError> {
    let issuer = registration().issuer().clone();
    let found = store.registration(&issuer, None).await;
    found.map(|found| match found {
        Found::One(one) => Found::One((*one).clone()),
        Found::Nothing => Found::Nothing,
        Found::Several => Found::Several,
    })
}

#[test]
fn database_keeps_every_promise_about_registrations_and_tools() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let report = bed.run(kit::registrations(async || {
        let store = registrations(&database, "t").await;
        let empty = run(&database, "TRUNCATE edu_lti_registration CASCADE");
        empty.await.unwrap();
        store
    }));
    assert!(report.is_empty(), "{report}");
    let report = bed.run(kit::tools(async || {
        let store = tools(&database, "t").await;
        run(&database, "TRUNCATE edu_lti_tool").await.unwrap();
        store
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_nothing() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let one = registrations(&database, "t").await;
        let other = one.for_tenant(tenant("u"));
        let report = kit::registrations_of_tenants((one, other)).await;
        assert!(report.is_empty(), "{report}");
        let one = tools(&database, "t").await;
        let other = one.for_tenant(tenant("u"));
        let report = kit::tools_of_tenants((one, other)).await;
        assert!(report.is_empty(), "{report}");
    });
}

#[test]
fn nothing_crosses_between_registrations_in_a_database() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let logins = StoredLogins::new(&database, tenant("t")).await.unwrap();
        let store = registrations(&database, "t").await;
        // It blocks its thread while it waits.
        let check = tokio::task::spawn_blocking(move || assert_nothing_crosses(store, logins));
        check.await.unwrap();
    });
}

#[test]
fn change_of_one_process_holds_for_the_next_launch_of_another() {
    let Some(bed) = Bed::new() else { return };
    let (ours, theirs) = (bed.database(), bed.database());
    bed.run(async {
        let here = registrations(&ours, "t").await;
        let there = registrations(&theirs, "t").await;
        assert_eq!(find(&there).await, Ok(Found::Nothing));
        let put = here.put_registration(&registration(), None).await;
        assert_eq!(put, Ok(Put::Done));
        assert_eq!(find(&there).await, Ok(Found::One(registration())));
        let put = there.put_registration(&registration(), None).await;
        assert_eq!(put, Ok(Put::Changed));
        let removed = there.remove_registration(&registration().id()).await;
        assert_eq!(removed, Ok(true));
        assert_eq!(find(&here).await, Ok(Found::Nothing));
    });
}

#[test]
fn profile_of_the_hosts_own_is_found_by_the_host_alone() {
    fn profiles(name: &str) -> Option<Profile> {
        (name == "ours").then(|| Profile::lenient().named("ours"))
    }
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let store = registrations(&database, "t").await;
        let ours = registration().with_profile(profiles("ours").unwrap());
        let unknown = store.put_registration(&ours, None).await.unwrap_err();
        assert!(unknown.to_string().contains("profile"), "{unknown}");
        let knowing = store.clone().with_profiles(profiles);
        let put = knowing.put_registration(&ours, None).await;
        assert_eq!(put, Ok(Put::Done));
        let error = find(&store).await.unwrap_err().to_string();
        assert!(
            error.contains("names a profile that is not known here"),
            "{error}"
        );
        assert_eq!(find(&knowing).await, Ok(Found::One(ours)));
    });
}

#[test]
fn damaged_registration_is_refused_and_launches_nobody() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let store = registrations(&database, "t").await;
        let put = store.put_registration(&registration(), None).await;
        assert_eq!(put, Ok(Put::Done));
        let damage = "UPDATE edu_lti_registration SET stored = replace(stored, 'https:', 'http:')";
        run(&database, damage).await.unwrap();
        let error = find(&store).await.unwrap_err().to_string();
        assert!(
            error.contains("stored registration cannot be read"),
            "{error}"
        );
    });
}

#[test]
fn longest_key_has_room_for_the_longest_deployment_and_a_longer_one_is_refused() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    // Text that no index can make shorter.
    let noise = |length: usize| -> String {
        let mut seed = 7_u32;
        let next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_digit((seed >> 16) % 36, 36).unwrap()
        };
        core::iter::repeat_with(next).take(length).collect()
    };
    bed.run(async {
        let store = registrations(&database, &noise(97)).await;
        let longest = registration_of(&format!("https://lms.example/{}", noise(2028)), &noise(255));
        let put = store.put_registration(&longest, None).await;
        assert_eq!(put, Ok(Put::Done));
        let deployment = DeploymentId::new(noise(255)).unwrap();
        let known = store.put_deployment(&longest.id(), &deployment).await;
        assert_eq!(known, Ok(true));
        let store = store.for_tenant(tenant(&noise(98)));
        let refused = store.put_registration(&longest, None).await.unwrap_err();
        assert_eq!(
            refused.to_string(),
            "store failed: statement failed: constraint edu_lti_registration_key_fits is \
             violated, SQLSTATE 23514"
        );
    });
}

#[test]
fn deployment_and_the_end_of_its_registration_do_not_meet_halfway() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let store = registrations(&database, "t").await;
        let (id, deployment) = (registration().id(), DeploymentId::new("d").unwrap());
        for _ in 0..20 {
            let put = store.put_registration(&registration(), None).await;
            assert_eq!(put, Ok(Put::Done));
            let (added, removed) = tokio::join!(
                store.put_deployment(&id, &deployment),
                store.remove_registration(&id)
            );
            assert!(added.is_ok(), "{added:?}");
            assert_eq!(removed, Ok(true));
            assert_eq!(store.put_deployment(&id, &deployment).await, Ok(false));
        }
    });
}
