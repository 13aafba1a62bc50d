//! ltijs registers itself as a tool of our platform, over real HTTP on loopback.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use lti_core::ToolRegistration;

use crate::browser::{Browser, Page};
use crate::faculty::Faculty;
use crate::office::scopes;
use crate::peers::{Server, node, node_program};
use crate::school::{ADA, BOB};

/// Where the invited tool is installed.
const DEPLOYMENT: &str = "deployment-2";

/// A platform and a tool that do not know each other until a test changes that; serves one test
/// at a time.
fn faculty(modules: &Path) -> MutexGuard<'static, Faculty> {
    static FACULTY: OnceLock<Mutex<Faculty>> = OnceLock::new();
    let faculty = FACULTY.get_or_init(|| {
        let tool = || Server::start(node_program(modules, "ltijs_services.cjs"));
        Mutex::new(Faculty::open_unregistered(|_| tool()))
    });
    // Another test that failed is no reason for this one to fail.
    faculty.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The tools that opening an address adds, and the page that it shows.
fn registered(faculty: &Faculty, address: &str) -> (Vec<Arc<ToolRegistration>>, Page) {
    let before = faculty.tools();
    let page = Browser::new().get(address);
    let mut after = faculty.tools();
    after.retain(|tool| !before.contains(tool));
    (after, page)
}

/// A page of the platform that leads to a tool.
fn page_of(tool: &ToolRegistration, page: &str) -> String {
    let client = tool.client_id().as_str();
    format!("{page}?client={client}&deployment={DEPLOYMENT}")
}

#[test]
fn ltijs_registers_itself_by_invitation_with_what_it_asks_for() {
    let Some(modules) = node() else { return };
    let faculty = faculty(&modules);
    let (tools, page) = registered(&faculty, &faculty.invitation(DEPLOYMENT));
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(
        page.text.contains("org.imsglobal.lti.close"),
        "{}",
        page.text
    );
    let [tool] = &tools[..] else {
        panic!("{} tools", tools.len());
    };
    let at = |path| format!("{}{path}", faculty.tool());
    assert_eq!(tool.initiate_login_uri().as_str(), at("/login"));
    assert_eq!(tool.redirect_uris()[0].as_str(), at("/launch"));
    assert_eq!(tool.key_set_url().unwrap().as_str(), at("/jwks"));
    assert_eq!(tool.deployments()[0].as_str(), DEPLOYMENT);
    for scope in scopes().iter() {
        assert!(tool.scopes().contains(scope), "{scope}");
    }
    let said = tool.configuration().unwrap();
    assert_eq!(said.client_name.as_deref(), Some("Essays by ltijs"));
}

#[test]
fn a_launch_grades_and_content_work_with_the_registration_that_ltijs_made() {
    let Some(modules) = node() else { return };
    let faculty = faculty(&modules);
    let (tools, _) = registered(&faculty, &faculty.invitation(DEPLOYMENT));
    let used = faculty.used_after(BOB, &page_of(&tools[0], "/open"));
    assert_eq!(used["sent"]["scoreGiven"], 7.5, "{used}");
    assert_eq!(used["scores"][0]["resultScore"], 7.5);
    assert_eq!(used["people"]["members"].as_array().unwrap().len(), 3);
    let mut browser = faculty.browser_of(ADA);
    let message = faculty.message(&mut browser, &page_of(&tools[0], "/choose"));
    let form = faculty.launched(&mut browser, &message).form();
    let told = browser.post(&form).json();
    assert_eq!(told["deployment"], DEPLOYMENT, "{told}");
    assert_eq!(told["items"][0]["title"], "Essay & \"more\"");
}

#[test]
fn an_invitation_of_ltijs_counts_once() {
    let Some(modules) = node() else { return };
    let faculty = faculty(&modules);
    let invitation = faculty.invitation(DEPLOYMENT);
    assert_eq!(registered(&faculty, &invitation).0.len(), 1);
    let (tools, again) = registered(&faculty, &invitation);
    assert!(tools.is_empty());
    // Its own answer to whatever goes wrong; the text is the status of ours.
    assert_eq!(again.status, 500);
    assert!(again.text.contains("401"), "{}", again.text);
}

#[test]
fn ltijs_is_not_registered_without_an_invitation_or_with_a_made_up_one() {
    let Some(modules) = node() else { return };
    let faculty = faculty(&modules);
    let invitation = faculty.invitation(DEPLOYMENT);
    let (uninvited, _) = invitation.split_once("&registration_token").unwrap();
    for address in [
        uninvited.to_owned(),
        format!("{uninvited}&registration_token=made-up"),
    ] {
        let (tools, page) = registered(&faculty, &address);
        assert!(tools.is_empty());
        assert_eq!(page.status, 500, "{}", page.text);
        assert!(page.text.contains("401"), "{}", page.text);
    }
}
