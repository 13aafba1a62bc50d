//! The programs to copy, launched from the campus.

use edu_testing::free_port;

use crate::http::{Answer, FORM, ask};
use crate::program::{Campus, Folder, Program, STUDENT, TEACHER, run};

/// The shortest tool, once for each server stack.
const SHORTEST: [&str; 3] = ["lti_tool", "lti_tool_actix", "lti_tool_hyper"];

/// A campus, and one of the programs as its visitor's own tool.
struct Course {
    campus: Campus,
    /// Where the tool listens.
    tool: u16,
    _program: Program,
    folder: Folder,
}

impl Course {
    /// Every program to copy, each with a campus of its own.
    fn all() -> impl Iterator<Item = Self> {
        let shortest = SHORTEST.into_iter().map(Self::with_shortest_tool);
        shortest.chain([Self::with_notes()])
    }

    fn with_shortest_tool(program: &str) -> Self {
        let (folder, tool) = (Folder::new(), free_port());
        let campus = open_campus(&folder, tool);
        let keys = format!("http://127.0.0.1:{}/lti/jwks", campus.port);
        let (port, issuer) = (tool.to_string(), campus.origin());
        let args = ["--port", &port, "--issuer", &issuer, "--keys", &keys];
        Self {
            _program: Program::start(program, &args, "waits for launches"),
            campus,
            tool,
            folder,
        }
    }

    fn with_notes() -> Self {
        let (folder, tool) = (Folder::new(), free_port());
        let campus = open_campus(&folder, tool);
        let keys = format!("http://127.0.0.1:{}/lti/jwks", campus.port);
        let (port, origin) = (tool.to_string(), campus.origin());
        let mut args = vec!["--port", &port, "--campus", &origin, "--keys", &keys];
        let database = folder.file("notes.db");
        args.extend(["--database", &database]);
        Self {
            _program: Program::start("lti_in_your_axum_app", &args, "notes are kept"),
            campus,
            tool,
            folder,
        }
    }

    /// Clicks through a launch as a browser does, up to the form that will be posted to the tool.
    fn signed_message(&self, person: &str) -> Message {
        let at_campus = self.campus.sign_in(person);
        let own = self.campus.origin();
        let sent = [("Cookie", &*at_campus), ("Origin", &*own)];
        let opened = self.campus.post("/open/link-own", &sent, "");
        let login = self.ask(&opened.next(), &[], "");
        let cookies = login.cookies();
        let sent = [("Cookie", &*at_campus)];
        let asked = ("lms.localhost", self.campus.port);
        let page = ask(asked, &login.next(), &sent, "");
        let (token, state) = (page.field("id_token"), page.field("state"));
        Message {
            cookies,
            form: format!("id_token={token}&state={state}"),
        }
    }

    fn launch(&self, message: &Message) -> Answer {
        let sent = [("Cookie", &*message.cookies), FORM];
        self.ask("POST /lti/launch", &sent, &message.form)
    }

    /// Launches a person: the cookie of the tool's own session.
    fn signed_in(&self, person: &str) -> String {
        let launched = self.launch(&self.signed_message(person));
        assert_eq!(launched.status, 303, "{}", launched.body);
        assert_eq!(launched.header("location"), Some("/"));
        launched.cookies()
    }

    fn home(&self, cookies: &str) -> Answer {
        self.ask("GET /", &[("Cookie", cookies)], "")
    }

    fn ask(&self, target: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        ask(("localhost", self.tool), target, headers, body)
    }

    fn write_note(&self, cookies: &str, origin: &str) -> Answer {
        let sent = [("Cookie", cookies), ("Origin", origin), FORM];
        self.ask("POST /", &sent, "text=chalk")
    }
}

/// What the platform signed, on its way to the tool.
struct Message {
    cookies: String,
    form: String,
}

fn open_campus(folder: &Folder, tool: u16) -> Campus {
    let own = format!("http://localhost:{tool}");
    let store = folder.file("campus.db");
    Campus::start(&["--port", "0", "--store", &store, "--own-tool", &own])
}

#[test]
fn the_shortest_tool_lets_people_do_what_their_role_allows() {
    for course in SHORTEST.map(Course::with_shortest_tool) {
        for (person, may) in [
            (TEACHER, "You may teach here."),
            (STUDENT, "You may learn here."),
        ] {
            let cookies = course.signed_in(person);
            for _ in 0..2 {
                let page = course.home(&cookies);
                assert_eq!(page.status, 200);
                assert!(page.body.contains(may), "{}", page.body);
            }
        }
    }
}

#[test]
fn the_shortest_tool_lets_nobody_in_without_a_launch() {
    for course in SHORTEST.map(Course::with_shortest_tool) {
        assert_eq!(course.home("").status, 401);
        assert_eq!(course.home("__Host-tool=teach").status, 401);
        let message = course.signed_message(TEACHER);
        assert_eq!(course.launch(&message).status, 303);
        let again = course.launch(&message);
        assert_eq!((again.status, again.cookies()), (403, String::new()));
    }
}

#[test]
fn a_launch_that_was_tampered_with_or_came_from_elsewhere_lets_nobody_in() {
    for course in Course::all() {
        let message = course.signed_message(TEACHER);
        let other = course.signed_message(STUDENT);
        let (token, state) = message.form.split_once("&state=").unwrap();
        let (_, other_state) = other.form.split_once("&state=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let first = if signature.starts_with('A') { 'B' } else { 'A' };
        let rest = signature.chars().skip(1).collect::<String>();
        let forged = format!("{first}{rest}");
        for (cookies, form) in [
            (&*other.cookies, message.form.clone()),
            ("", message.form.clone()),
            (
                &*message.cookies,
                format!("{signed}.{forged}&state={state}"),
            ),
            (&*other.cookies, format!("{token}&state={other_state}")),
        ] {
            let refused = course.launch(&Message {
                cookies: cookies.to_owned(),
                form,
            });
            assert_eq!(refused.status, 403, "{}", refused.body);
            assert_eq!(refused.cookies(), "");
            assert!(refused.body.contains("<code>"), "{}", refused.body);
        }
    }
}

#[test]
fn a_port_that_is_taken_is_named_with_the_way_out() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    let keys = format!("http://127.0.0.1:{}/lti/jwks", campus.port);
    let taken = campus.port.to_string();
    for program in SHORTEST {
        let (code, error) = run(program, &["--port", &taken, "--keys", &keys]);
        assert_eq!(code, Some(1));
        let start = format!("{program}: port {taken}: ");
        assert!(error.starts_with(&start), "{error}");
        assert!(error.ends_with("; name another with --port\n"), "{error}");
    }
}

#[test]
fn notes_are_kept_for_the_person_launched() {
    let course = Course::with_notes();
    let cookies = course.signed_in(TEACHER);
    let own = format!("http://localhost:{}", course.tool);
    assert_eq!(course.write_note(&cookies, &own).status, 303);
    assert!(course.home(&cookies).body.contains("<li>chalk</li>"));
    let again = course.signed_in(TEACHER);
    assert!(course.home(&again).body.contains("<li>chalk</li>"));
    let other = course.signed_in(STUDENT);
    assert!(!course.home(&other).body.contains("chalk"));
}

#[test]
fn no_foreign_page_writes_a_note() {
    let course = Course::with_notes();
    let cookies = course.signed_in(TEACHER);
    for origin in ["null", "http://evil.example", &course.campus.origin()] {
        assert_eq!(course.write_note(&cookies, origin).status, 403, "{origin}");
    }
    let silent = [("Cookie", &*cookies), FORM];
    assert_eq!(course.ask("POST /", &silent, "text=chalk").status, 403);
    assert!(!course.home(&cookies).body.contains("chalk"));
}

#[test]
fn a_session_of_the_notes_ends_and_its_cookie_is_not_in_the_database() {
    let course = Course::with_notes();
    let cookies = course.signed_in(TEACHER);
    let token = cookies.split_once('=').unwrap().1.as_bytes();
    for name in ["notes.db", "notes.db-wal"] {
        let content = std::fs::read(course.folder.file(name)).unwrap_or_default();
        let found = content.windows(token.len()).any(|part| part == token);
        assert!(!found, "{name}");
    }
    assert_eq!(course.home(&cookies).status, 200);
    let database = rusqlite::Connection::open(course.folder.file("notes.db")).unwrap();
    let nine_hours_ago = "UPDATE session SET started = unixepoch() - 9 * 60 * 60";
    assert_eq!(database.execute(nine_hours_ago, []).unwrap(), 1);
    assert_eq!(course.home(&cookies).status, 401);
    let own = format!("http://localhost:{}", course.tool);
    assert_eq!(course.write_note(&cookies, &own).status, 401);
}

#[test]
fn a_session_cookie_sent_twice_or_malformed_signs_nobody_in() {
    let shortest = SHORTEST.map(|program| (Course::with_shortest_tool(program), 400));
    for (course, bad) in shortest.into_iter().chain([(Course::with_notes(), 401)]) {
        let cookies = course.signed_in(TEACHER);
        let name = cookies.split_once('=').unwrap().0;
        for sent in [format!("{cookies}; {cookies}"), format!("{name}=a b")] {
            assert_eq!(course.home(&sent).status, bad, "{name}");
        }
        assert_eq!(course.home(&cookies).status, 200);
    }
}

#[test]
fn pages_of_all_programs_stand_in_frames_of_their_platform_alone_and_are_not_kept() {
    for course in Course::all() {
        let own = format!("frame-ancestors {}", course.campus.origin());
        let cookies = course.signed_in(TEACHER);
        for page in [course.home(&cookies), course.home("")] {
            let policies = page.headers.iter().filter(|(_, policy)| *policy == own);
            assert_eq!(policies.count(), 1, "{:?}", page.headers);
            assert_eq!(page.header("cache-control"), Some("no-store"));
        }
    }
}

#[test]
fn a_get_of_the_launch_address_is_answered_with_a_page() {
    for course in Course::all() {
        let page = course.ask("GET /lti/launch", &[], "");
        assert_eq!(page.status, 405);
        assert_eq!(page.header("allow"), Some("POST"));
        let heading = "<h1>This link cannot be opened</h1>";
        assert!(page.body.contains(heading), "{}", page.body);
    }
}
