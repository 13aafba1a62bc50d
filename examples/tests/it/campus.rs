//! The campus as a program: how it starts, what it says, what it refuses, how it stops.

use std::net::TcpListener;

use crate::http::{Answer, ask, connect};
use crate::program::{Campus, Folder, TEACHER, run};

#[test]
fn any_free_port_is_taken_and_named_in_every_address() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    assert_ne!(campus.port, 0);
    let about = campus.get("lms.localhost", "/about");
    assert_eq!(about.status, 200);
    let issuer = format!("http://lms.localhost:{}", campus.port);
    assert!(
        about.body.contains(&format!("<code>{issuer}</code>")),
        "{}",
        about.body
    );
    assert!(
        campus
            .program
            .said
            .contains(&format!("http://tool.localhost:{}", campus.port))
    );
    assert!(
        campus.program.said.contains("campus.db"),
        "{}",
        campus.program.said
    );
}

#[test]
fn either_signal_stops_it_cleanly_while_a_browser_holds_on() {
    for signal in ["TERM", "INT"] {
        let folder = Folder::new();
        let campus = Campus::open(&folder);
        let held = connect(campus.port);
        let (code, said) = campus.program.stop(signal);
        assert_eq!(code, Some(0), "{signal}");
        assert!(said.ends_with("The campus is closed.\n"), "{said}");
        drop(held);
    }
}

#[test]
fn a_taken_port_is_named_with_the_next() {
    let folder = Folder::new();
    let other = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = other.local_addr().unwrap().port();
    let (code, error) = run(
        "campus",
        &["--port", &port.to_string(), "--store", &folder.file("a.db")],
    );
    assert_eq!(code, Some(1));
    let expected = format!(
        "campus: port {port} is taken by another program; try --port {}\n",
        port.wrapping_add(1)
    );
    assert_eq!(error, expected);
}

#[test]
fn a_store_that_cannot_be_written_is_named_with_the_way_out() {
    let folder = Folder::new();
    let file = folder.file("missing/campus.db");
    let (code, error) = run("campus", &["--port", "0", "--store", &file]);
    assert_eq!(code, Some(1));
    let start = format!("campus: nothing can be kept in {file}: ");
    assert!(error.starts_with(&start), "{error}");
    assert!(
        error.ends_with("; name another file with --store\n"),
        "{error}"
    );
}

#[test]
fn a_file_that_is_no_store_is_left_alone() {
    let folder = Folder::new();
    let file = folder.file("essay.txt");
    let essay = "Not a database, and dear to somebody. ".repeat(40);
    std::fs::write(&file, &essay).unwrap();
    let (code, error) = run("campus", &["--port", "0", "--store", &file]);
    assert_eq!(code, Some(1));
    assert!(error.contains("nothing can be kept in"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), essay);
}

#[test]
fn what_is_no_origin_is_refused_at_the_shell_with_the_argument_named() {
    for (program, argument) in [
        ("campus", "--own-tool"),
        ("lti_tool", "--issuer"),
        ("lti_tool_actix", "--issuer"),
        ("lti_tool_hyper", "--issuer"),
        ("lti_in_your_axum_app", "--campus"),
    ] {
        for end in ["/", "/lti", "?a=b"] {
            let (code, error) = run(program, &[argument, &format!("http://localhost:4100{end}")]);
            assert_eq!(code, Some(2));
            assert!(error.contains(argument), "{error}");
            let allowed = "only scheme, host and port are allowed, \
                           without a slash at the end: http://localhost:4100\n";
            assert!(error.contains(allowed), "{error}");
        }
        let (code, error) = run(program, &[argument, "localhost"]);
        assert_eq!(code, Some(2));
        assert!(error.contains(argument), "{error}");
    }
}

#[test]
fn two_campuses_keep_their_people_apart_in_one_browser() {
    let (first, second) = (Folder::new(), Folder::new());
    let (first, second) = (Campus::open(&first), Campus::open(&second));
    let cookies = format!("{}; {}", first.sign_in(TEACHER), second.sign_in(TEACHER));
    for campus in [&first, &second] {
        let course = campus.course(&cookies);
        assert_eq!(course.status, 200);
        assert!(course.body.contains("Tove Lind"), "{}", course.body);
    }
}

#[test]
fn sign_ins_outlive_the_program_and_the_store_does_not_hold_the_cookie() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    let (port, cookie) = (campus.port.to_string(), campus.sign_in(TEACHER));
    campus.program.stop("TERM");
    let token = cookie.split_once('=').unwrap().1.as_bytes();
    for name in ["campus.db", "campus.db-wal"] {
        let content = std::fs::read(folder.file(name)).unwrap_or_default();
        assert!(
            !content.windows(token.len()).any(|part| part == token),
            "{name}"
        );
    }
    let campus = Campus::start(&["--port", &port, "--store", &folder.file("campus.db")]);
    let course = campus.course(&cookie);
    assert!(course.body.contains("Tove Lind"), "{}", course.body);
}

#[test]
fn a_sign_in_cookie_sent_twice_or_malformed_signs_nobody_in() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    let cookie = campus.sign_in(TEACHER);
    let name = cookie.split_once('=').unwrap().0;
    for sent in [format!("{cookie}; {cookie}"), format!("{name}=a b")] {
        let course = campus.course(&sent);
        assert_eq!(course.status, 303, "{}", course.body);
        assert_eq!(course.header("location"), Some("/"));
    }
}

#[test]
fn nothing_is_written_for_a_foreign_page() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    let cookie = campus.sign_in(TEACHER);
    let own = campus.origin();
    for path in ["/sign-in", "/sign-out", "/open/link-workbench"] {
        for origin in ["", "null", "http://evil.example", "http://tool.localhost"] {
            let sent = [("Cookie", &*cookie), ("Origin", origin)];
            let sent = if origin.is_empty() {
                &sent[..1]
            } else {
                &sent[..]
            };
            let answer = campus.post(path, sent, "person=p-3d90");
            assert_eq!(answer.status, 403, "{path} {origin}");
            assert_eq!(answer.header("set-cookie"), None);
            assert!(
                answer.body.contains("<h1>Not from this campus</h1>"),
                "{}",
                answer.body
            );
        }
    }
    let sent = [("Cookie", &*cookie), ("Origin", &*own)];
    let opened = campus.post("/open/link-workbench", &sent, "");
    let target = format!("http://tool.localhost:{}/lti/login?", campus.port);
    assert_eq!(opened.status, 302);
    assert!(opened.header("location").unwrap().starts_with(&target));
}

#[test]
fn pages_stand_in_the_frames_they_should_and_in_no_other() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    for path in ["/", "/about", "/nowhere", "/lti/authorize"] {
        let page = campus.get("lms.localhost", path);
        assert!(
            policies(&page).contains(&"frame-ancestors 'self'".to_owned()),
            "{path}"
        );
    }
    let own = format!("frame-ancestors http://lms.localhost:{}", campus.port);
    for path in ["/", "/nowhere", "/lti/login", "/lti/launch"] {
        let page = campus.get("tool.localhost", path);
        assert!(policies(&page).contains(&own), "{path}");
    }
}

fn policies(page: &Answer) -> Vec<String> {
    let policies = page
        .headers
        .iter()
        .filter(|(name, _)| name == "content-security-policy");
    policies.map(|(_, policy)| policy.clone()).collect()
}

#[test]
fn what_is_not_there_or_no_launch_is_answered_with_a_page() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    for (host, path, status, heading) in [
        ("lms.localhost", "/nowhere", 404, "Nothing here"),
        ("lms.localhost", "/sign-in", 405, "Not a page"),
        (
            "lms.localhost",
            "/lti/authorize",
            400,
            "This tool cannot be opened",
        ),
        ("tool.localhost", "/nowhere", 404, "Nothing here"),
        ("tool.localhost", "/", 401, "Not launched yet"),
        (
            "tool.localhost",
            "/lti/login",
            400,
            "This link cannot be opened",
        ),
        (
            "tool.localhost",
            "/lti/launch",
            405,
            "This link cannot be opened",
        ),
    ] {
        let page = campus.get(host, path);
        assert_eq!(page.status, status, "{host} {path}");
        assert!(
            page.body.contains(&format!("<h1>{heading}</h1>")),
            "{host} {path}"
        );
    }
}

#[test]
fn head_is_answered_like_get_without_the_page() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    for path in ["/", "/about", "/lti/jwks", "/nowhere"] {
        let head = ask(
            ("lms.localhost", campus.port),
            &format!("HEAD {path}"),
            &[],
            "",
        );
        assert_eq!(
            head.status,
            campus.get("lms.localhost", path).status,
            "{path}"
        );
        assert_eq!(head.body, "", "{path}");
    }
}

#[test]
fn people_are_sent_to_the_name_under_which_sign_ins_hold() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    let page = campus.get("127.0.0.1", "/course?a=b");
    assert_eq!(page.status, 307);
    let target = format!("http://lms.localhost:{}/course?a=b", campus.port);
    assert_eq!(page.header("location"), Some(&*target));
    assert_eq!(campus.get("127.0.0.1", "/lti/jwks").status, 200);
}
