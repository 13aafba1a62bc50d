//! Somebody who administers both sides, with the cookies their browser would have.

use edu_http::encode_pairs;

use crate::http::{Answer, FORM, ask};
use crate::program::{Campus, Folder, STUDENT, TEACHER};

/// A campus whose teacher is signed in, and was launched into the tool.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) campus: Campus,
    pub(crate) folder: Folder,
    /// The teacher at the platform.
    pub(crate) lms: Browser,
    /// The teacher at the tool.
    pub(crate) tool: Browser,
}

/// Somebody's cookies at one of the two sites.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    host: &'static str,
    port: u16,
    pub(crate) cookies: String,
}

/// What the platform signed, on its way to the tool.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// Where the tool asked for it.
    pub(crate) asked: String,
    pub(crate) cookies: String,
    pub(crate) token: String,
    pub(crate) state: String,
}

impl Browser {
    pub(crate) fn new(host: &'static str, campus: &Campus, cookies: String) -> Self {
        let port = campus.port;
        Self {
            host,
            port,
            cookies,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"))
    }

    pub(crate) fn ask(&self, target: &str) -> Answer {
        let sent = [("Cookie", &*self.cookies)];
        ask((self.host, self.port), target, &sent, "")
    }

    /// Sends a form of the site to the site.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let own = format!("http://{}:{}", self.host, self.port);
        self.post_from(&own, path, fields)
    }

    /// Sends a form from a page of another site.
    pub(crate) fn post_from(&self, origin: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let sent = [("Cookie", &*self.cookies), ("Origin", origin), FORM];
        let form = encode_pairs(fields.iter().copied());
        ask(
            (self.host, self.port),
            &format!("POST {path}"),
            &sent,
            &form,
        )
    }

    /// Sends a form and follows the redirect that must come.
    pub(crate) fn done(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields);
        assert_eq!(answer.status, 303, "{path}: {}", answer.body);
        let page = self.ask(&answer.next());
        assert_eq!(page.status, 200, "{}", page.body);
        page
    }
}

impl Desk {
    pub(crate) fn open() -> Self {
        let folder = Folder::new();
        Self::at(Campus::open(&folder), folder)
    }

    pub(crate) fn at(campus: Campus, folder: Folder) -> Self {
        let lms = person(&campus, TEACHER);
        let tool = Browser::new("tool.localhost", &campus, String::new());
        let mut desk = Self {
            campus,
            folder,
            lms,
            tool,
        };
        desk.tool = desk.launched(&desk.lms, "/open/link-workbench");
        desk
    }

    /// Somebody who may not administer anything, at the platform.
    pub(crate) fn student(&self) -> Browser {
        person(&self.campus, STUDENT)
    }

    /// Launches somebody into the tool by a link of the course: their session there.
    pub(crate) fn launched(&self, who: &Browser, link: &str) -> Browser {
        let answer = self.send(&self.message(who, &who.post(link, &[])));
        assert_eq!(answer.status, 303, "{link}: {}", answer.body);
        Browser::new("tool.localhost", &self.campus, answer.cookies())
    }

    /// Goes through a launch up to the form that will be posted to the tool.
    pub(crate) fn message(&self, who: &Browser, opened: &Answer) -> Message {
        assert_eq!(opened.status, 302, "{}", opened.body);
        let login = self.at_tool(&opened.next());
        assert_eq!(login.status, 302, "{}", login.body);
        let asked = login.next();
        let page = who.ask(&asked);
        Message {
            asked,
            cookies: login.cookies(),
            token: page.field("id_token"),
            state: page.field("state"),
        }
    }

    /// Posts a message to the tool.
    pub(crate) fn send(&self, message: &Message) -> Answer {
        let sent = [("Cookie", &*message.cookies), FORM];
        let form = [("id_token", &*message.token), ("state", &message.state)];
        let tool = ("tool.localhost", self.campus.port);
        ask(tool, "POST /lti/launch", &sent, &encode_pairs(form))
    }

    /// Whether a launch from the course holds now.
    pub(crate) fn launches(&self, link: &str) -> bool {
        let opened = self.lms.post(link, &[]);
        self.send(&self.message(&self.lms, &opened)).status == 303
    }

    fn at_tool(&self, target: &str) -> Answer {
        ask(("tool.localhost", self.campus.port), target, &[], "")
    }

    /// Where the tool of the campus takes logins and launches.
    pub(crate) fn tool_addresses(&self) -> (String, String) {
        let tool = format!("http://tool.localhost:{}", self.campus.port);
        (format!("{tool}/lti/login"), format!("{tool}/lti/launch"))
    }

    /// The form of a second tool, which is the workbench under another name.
    pub(crate) fn register_tool(&self, client_id: &str, changed: &[(&str, &str)]) -> Answer {
        let (login, launch) = self.tool_addresses();
        let fields = [
            ("title", "Drawing board"),
            ("client_id", client_id),
            ("login", &*login),
            ("launch", &*launch),
            ("privacy", "name"),
            ("deployment", "board-1"),
        ];
        self.lms.post("/admin/tools/new", &with(&fields, changed))
    }

    /// The form by which the tool learns of that registration.
    pub(crate) fn register_platform(&self, client_id: &str, changed: &[(&str, &str)]) -> Answer {
        let lms = self.campus.origin();
        let (authorize, keys) = (format!("{lms}/lti/authorize"), format!("{lms}/lti/jwks"));
        let fields = [
            ("issuer", &*lms),
            ("client_id", client_id),
            ("authorization", &*authorize),
            ("key_set_url", &*keys),
            ("profile", "strict"),
            ("deployment", "board-1"),
        ];
        self.tool
            .post("/admin/platforms/new", &with(&fields, changed))
    }

    /// The page of that registration at the tool, or below it.
    pub(crate) fn platform_page(&self, client_id: &str, below: &str) -> String {
        let issuer = self.campus.origin();
        let query = encode_pairs([("issuer", &*issuer), ("client_id", client_id)]);
        format!("/admin/platform{below}?{query}")
    }

    /// Runs a statement on the campus's file while it is open.
    pub(crate) fn execute(&self, statement: &str) {
        let file = rusqlite::Connection::open(self.folder.file("campus.db")).unwrap();
        file.busy_timeout(core::time::Duration::from_secs(10))
            .unwrap();
        file.execute_batch(statement).unwrap();
    }
}

fn person(campus: &Campus, id: &str) -> Browser {
    Browser::new("lms.localhost", campus, campus.sign_in(id))
}

/// The fields with some of them changed.
fn with<'f>(
    fields: &[(&'f str, &'f str)],
    changed: &[(&'f str, &'f str)],
) -> Vec<(&'f str, &'f str)> {
    let mut all: Vec<(&str, &str)> = changed.to_vec();
    let said = |name: &str| changed.iter().any(|(other, _)| *other == name);
    all.extend(fields.iter().filter(|(name, _)| !said(name)));
    all
}
