//! What a store costs a launch: in memory, and in a file of SQLite whose every write is synced.
//!
//! No must: what a write to a disk takes is the disk's to say.

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up should stop at once"
)]

use std::path::Path;
use std::sync::Arc;

use edu_benches::lti::{Lms, OPEN, Tool, deployment, post, registration, settings, tool};
use edu_benches::{Clock, Options, Rounds};
use edu_http::TenantId;
use edu_jose_ring::Ring;
use edu_reqwest::CachedKeys;
use edu_sqlite::{Database, StoredLogins, StoredRegistrations};
use edu_types::HttpUrl;
use lti_core::{
    ClientId, Found, Issuer, LaunchOutcome, Logins, LtiTool, MemoryTool, Put, Registration,
    RegistrationStore as _, Registrations, Taken, ToolBackend, ToolParts,
};
use tokio::runtime::{Builder, Runtime};

const NOW: i64 = 1_700_000_000;
const MEMORY: &str = "in memory";
const SQLITE: &str = "SQLite";
/// Platforms that are registered besides the one that launches.
const OTHERS: usize = 1000;

fn main() {
    let options = Options::from_args()
        .with_round_micros(25_000)
        .with_clock(Clock::Wall);
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a run time");
    let lms = Lms::at(NOW);
    let (url, keys) = runtime.block_on(lms.cached_keys());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stores.sqlite");
    let stores = pollster::block_on(Stores::new(&path, &url));
    logins(&options, &lms, &stores.logins);
    look_ups(&options, &url, &stores.registrations);
    launches(&options, &lms, (&url, &keys), (&stores, &runtime));
}

/// A file with a thousand platforms in it.
struct Stores {
    registrations: StoredRegistrations,
    logins: StoredLogins,
}

impl Stores {
    async fn new(path: &Path, url: &HttpUrl) -> Self {
        for end in ["", "-wal", "-shm"] {
            // What an earlier run left behind, where there was one.
            let _removed = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        let database = Database::open(path).expect("a file");
        let tenant = TenantId::new("school").expect("an id");
        let registrations = StoredRegistrations::new(&database, tenant.clone()).await;
        let registrations = registrations.expect("tables");
        for registration in platforms(url) {
            let put = registrations.put_registration(&registration, None).await;
            assert_eq!(put, Ok(Put::Done));
            let (id, deployment) = (registration.id(), deployment());
            let known = registrations.put_deployment(&id, &deployment).await;
            assert_eq!(known, Ok(true));
        }
        let logins = StoredLogins::new(&database, tenant).await;
        Self {
            registrations,
            logins: logins.expect("tables"),
        }
    }
}

/// The platform that launches, and many others.
fn platforms(url: &HttpUrl) -> impl Iterator<Item = Registration> {
    let others = (0..OTHERS).map(|number| {
        let address = |path| format!("https://lms-{number}.example{path}");
        Registration::new(
            Issuer::new(address("")).expect("an issuer"),
            ClientId::new(format!("tool-{number}")).expect("a client"),
            HttpUrl::parse(&address("/auth")).expect("an address"),
            HttpUrl::parse("https://tool.example/launch").expect("an address"),
        )
        .expect("a registration")
    });
    let launching = registration().with_key_set_url(url.clone());
    others.chain([launching.expect("an address")])
}

fn logins(options: &Options, lms: &Lms, stored: &StoredLogins) {
    let (mut number, mut memory) = (0_usize, Arc::new(MemoryTool::new()));
    let mut counted = 0_usize;
    Rounds::new("a login: kept, then taken", options)
        .prepared(
            MEMORY,
            || {
                number = number.wrapping_add(1);
                if number.is_multiple_of(OPEN) {
                    memory = Arc::new(MemoryTool::new());
                }
                (Arc::clone(&memory), lms.login(number))
            },
            |(memory, login)| kept_and_taken(&memory, lms, login),
        )
        .prepared(
            SQLITE,
            || {
                counted = counted.wrapping_add(1);
                lms.login(counted)
            },
            |login| kept_and_taken(stored, lms, login),
        )
        .run(MEMORY);
}

fn kept_and_taken(store: &impl Logins, lms: &Lms, login: lti_core::PendingLogin) {
    let (state, now) = (login.state().clone(), lms.now());
    pollster::block_on(async {
        store.keep_login(login, &now).await.expect("room");
        let taken = store.take_login(&state, &now).await;
        assert!(matches!(taken, Ok(Taken::Fresh(_))), "not there");
    });
}

fn look_ups(options: &Options, url: &HttpUrl, stored: &StoredRegistrations) {
    let memory = MemoryTool::new();
    for registration in platforms(url) {
        memory.register(registration, [deployment()]);
    }
    let what = format!("a registration looked up, among {OTHERS} others");
    Rounds::new(what, options)
        .contestant(MEMORY, || looked_up(&memory))
        .contestant(SQLITE, || looked_up(stored))
        .run(MEMORY);
}

fn looked_up(store: &impl Registrations) -> Found<Arc<Registration>> {
    let issuer = Issuer::new("https://lms.example").expect("an issuer");
    let client = ClientId::new("tool").expect("a client");
    let found = pollster::block_on(store.registration(&issuer, Some(&client)));
    let found = found.expect("a store");
    assert!(matches!(found, Found::One(_)), "not one");
    found
}

type OverFile<L> = LtiTool<ToolParts<StoredRegistrations, Arc<CachedKeys>, L>, Ring>;

fn over_file<L: Logins>(stores: &Stores, keys: &Arc<CachedKeys>, logins: L) -> OverFile<L> {
    let parts = ToolParts::new(stores.registrations.clone(), Arc::clone(keys), logins);
    LtiTool::new(parts, Ring, settings())
}

fn launches(
    options: &Options,
    lms: &Lms,
    (url, keys): (&HttpUrl, &Arc<CachedKeys>),
    (stores, runtime): (&Stores, &Runtime),
) {
    let all_in_file = over_file(stores, keys, stores.logins.clone());
    // Numbers that no login had before: the file remembers those that were taken.
    let (mut first, mut second, mut third) = (1_usize << 40, 1_usize << 41, 1_usize << 42);
    let mut memory = tool(url, keys);
    let mut in_file = Arc::new(over_file(stores, keys, Arc::new(MemoryTool::new())));
    Rounds::new("a whole launch, keys cached", options)
        .prepared(
            MEMORY,
            || {
                first = first.wrapping_add(1);
                if first.is_multiple_of(OPEN) {
                    memory = tool(url, keys);
                }
                let login = lms.open_login(memory.backend().logins(), first);
                (Arc::clone(&memory), login)
            },
            |(tool, login): (Arc<Tool>, _)| launched(&*tool, lms, &login, runtime),
        )
        .prepared(
            "SQLite: registrations",
            || {
                second = second.wrapping_add(1);
                if second.is_multiple_of(OPEN) {
                    in_file = Arc::new(over_file(stores, keys, Arc::new(MemoryTool::new())));
                }
                let login = lms.open_login(in_file.backend().logins(), second);
                (Arc::clone(&in_file), login)
            },
            |(tool, login)| launched(&*tool, lms, &login, runtime),
        )
        .prepared(
            "SQLite: registrations, logins",
            || {
                third = third.wrapping_add(1);
                lms.open_login(all_in_file.backend().logins(), third)
            },
            |login| launched(&all_in_file, lms, &login, runtime),
        )
        .run(MEMORY);
}

fn launched<B: ToolBackend>(
    tool: &LtiTool<B, Ring>,
    lms: &Lms,
    login: &edu_benches::lti::OpenLogin,
    runtime: &Runtime,
) {
    let request = post(&login.cookie(), login.form(lms.token()));
    let outcome = runtime.block_on(tool.launch(lms.moment(), request));
    assert!(matches!(outcome, LaunchOutcome::Launched(_)), "refused");
}
