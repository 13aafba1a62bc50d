//! Our platform with its services on loopback, and one tool of a peer that uses them.

use core::net::Ipv4Addr;
use std::net::TcpListener;
use std::sync::Arc;

use lti_core::{ClientId, DeploymentId, Privacy, ToolRegistration, ToolStore as _, Tools as _};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::browser::{Browser, Page, PageForm};
use crate::office::{Office, scopes};
use crate::peers::Server;
use crate::school::{CLIENT, DEPLOYMENT, serve, url};

/// The platform, running until dropped, and its tool, a peer of the family.
pub(crate) struct Faculty {
    address: String,
    tool: Server,
    pub(crate) office: Arc<Office>,
    // Dropped last: the server runs on it.
    runtime: Runtime,
}

impl Faculty {
    /// Starts both, with the tool registered; `tool` starts the tool of a platform at the address
    /// it is given.
    pub(crate) fn open(tool: impl FnOnce(&str) -> Server) -> Self {
        let faculty = Self::open_unregistered(tool);
        faculty.office.tools.register(registration(faculty.tool()));
        faculty
    }

    /// The same where the platform does not know the tool yet.
    pub(crate) fn open_unregistered(tool: impl FnOnce(&str) -> Server) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let tool = tool(&address);
        let office = Arc::new(Office::new(&address, format!("{}/launch", tool.address())));
        Self {
            runtime: serve(listener, office.router()),
            address,
            tool,
            office,
        }
    }

    /// Where the platform answers.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Where the line items are that the registered tool has in the course.
    pub(crate) fn line_items(&self) -> String {
        format!("{}/ags/{DEPLOYMENT}/course-1/lineitems", self.address)
    }

    /// Where the tool answers, without a slash at the end.
    pub(crate) fn tool(&self) -> &str {
        self.tool.address()
    }

    /// The browser of somebody who is signed in.
    pub(crate) fn browser_of(&self, person: &str) -> Browser {
        Browser::new().with_cookie(&self.address, "session", person)
    }

    /// Opens a page of the platform that leads to the tool, and goes as far as the message that
    /// the browser is to post.
    pub(crate) fn message(&self, browser: &mut Browser, page: &str) -> PageForm {
        let opened = browser.get(&format!("{}{page}", self.address));
        let login = opened.redirect().to_owned();
        assert!(login.starts_with(self.tool()), "{login}");
        let asked = browser.get(&login);
        let form = browser.get(asked.redirect()).form();
        assert_eq!(form.action, format!("{}/launch", self.tool()));
        form
    }

    /// The address to open for the tool to register by itself.
    pub(crate) fn invitation(&self, deployment: &str) -> String {
        let page = format!("{}/register", self.tool());
        let office = Arc::clone(&self.office);
        let invitation = office.invitation(&page, deployment);
        self.runtime.block_on(invitation)
    }

    /// The tools that the platform knows.
    pub(crate) fn tools(&self) -> Vec<Arc<ToolRegistration>> {
        self.runtime.block_on(async {
            let tools = &self.office.tools;
            let mut found = Vec::new();
            for client in tools.tools(None, 10).await.unwrap() {
                found.extend(tools.tool(&client).await.unwrap());
            }
            found
        })
    }

    /// Posts the message, and follows where a tool leads that makes a session first.
    pub(crate) fn launched(&self, browser: &mut Browser, message: &PageForm) -> Page {
        let page = browser.post(message);
        match &page.location {
            None => page,
            Some(place) => browser.get(&format!("{}{place}", self.tool())),
        }
    }

    /// What the tool tells of its use of the services, after a launch of this person.
    pub(crate) fn used(&self, person: &str) -> Value {
        self.used_after(person, "/open")
    }

    /// The same after a launch from another page.
    pub(crate) fn used_after(&self, person: &str, page: &str) -> Value {
        let mut browser = self.browser_of(person);
        let message = self.message(&mut browser, page);
        self.launched(&mut browser, &message).json()
    }
}

/// What the platform knows of a tool that was registered by hand.
fn registration(tool: &str) -> ToolRegistration {
    let at = |path| url(&format!("{tool}{path}"));
    let client = ClientId::new(CLIENT).unwrap();
    let registration =
        ToolRegistration::insecure_allow_loopback(client, at("/login"), at("/launch"));
    let registration = registration.unwrap().with_key_set_url(at("/jwks"));
    registration
        .unwrap()
        .with_deployment(DeploymentId::new(DEPLOYMENT).unwrap())
        .with_privacy(Privacy::Name)
        .with_scopes(scopes())
}
