//! Who may administer.

use crate::desk::{Browser, Desk};

const PAGES: [&str; 7] = [
    "/admin",
    "/admin/tools/new",
    "/admin/tools/workbench",
    "/admin/tools/workbench/edit",
    "/admin/tools/workbench/test",
    "/admin/keys",
    "/admin/refused",
];

const WRITES: [&str; 7] = [
    "/admin/tools/new",
    "/admin/tools/check",
    "/admin/tools/workbench/edit",
    "/admin/tools/workbench/remove",
    "/admin/tools/workbench/deployments",
    "/admin/tools/workbench/test",
    "/admin/keys/change",
];

const TOOL_PAGES: [&str; 3] = ["/admin", "/admin/platforms/new", "/admin/refused"];

const TOOL_WRITES: [&str; 3] = [
    "/admin/platforms/new",
    "/admin/platforms/check",
    "/admin/asked",
];

fn statuses(who: &Browser, pages: &[&str], writes: &[&str]) -> Vec<u16> {
    let read = pages.iter().map(|path| who.get(path).status);
    let written = writes.iter().map(|path| who.post(path, &[]).status);
    read.chain(written).collect()
}

#[test]
fn a_student_sees_no_page_of_the_administration_on_either_side() {
    let desk = Desk::open();
    let student = desk.student();
    assert_eq!(statuses(&student, &PAGES, &WRITES), [403; 14]);
    assert!(!student.get("/course").body.contains("/admin"));
    let launched = desk.launched(&student, "/open/link-workbench");
    assert_eq!(statuses(&launched, &TOOL_PAGES, &TOOL_WRITES), [403; 6]);
    assert!(!launched.get("/").body.contains("/admin"));
}

#[test]
fn a_stranger_is_sent_away() {
    let desk = Desk::open();
    let nobody = Browser::new("lms.localhost", &desk.campus, String::new());
    assert_eq!(statuses(&nobody, &PAGES, &WRITES), [303; 14]);
    let nobody = Browser::new("tool.localhost", &desk.campus, String::new());
    assert_eq!(statuses(&nobody, &TOOL_PAGES, &TOOL_WRITES), [401; 6]);
}

#[test]
fn who_teaches_finds_the_administration_on_both_sides() {
    let desk = Desk::open();
    assert_eq!(statuses(&desk.lms, &PAGES, &[]), [200; 7]);
    assert_eq!(statuses(&desk.tool, &TOOL_PAGES, &[]), [200; 3]);
    assert!(desk.lms.get("/course").body.contains("/admin"));
    assert!(desk.tool.get("/").body.contains("/admin"));
}

#[test]
fn who_teaches_on_another_platform_does_not_administer_the_tool() {
    let desk = Desk::open();
    assert_eq!(desk.register_tool("board", &[]).status, 303);
    assert_eq!(desk.register_platform("board", &[]).status, 303);
    let teacher = desk.launched(&desk.lms, "/open/tool-board");
    assert!(teacher.get("/").body.contains("Edit the task"));
    assert_eq!(statuses(&teacher, &TOOL_PAGES, &TOOL_WRITES), [403; 6]);
}

#[test]
fn nothing_is_administered_from_a_foreign_page() {
    let desk = Desk::open();
    for origin in ["null", "http://evil.example", &desk.tool_addresses().0] {
        for path in WRITES {
            let sent = [("change", "publish"), ("sure", "yes")];
            let answer = desk.lms.post_from(origin, path, &sent);
            assert_eq!(answer.status, 403, "{path} {origin}");
        }
    }
    for origin in ["null", "http://evil.example", &desk.campus.origin()] {
        for path in TOOL_WRITES {
            let answer = desk.tool.post_from(origin, path, &[]);
            assert_eq!(answer.status, 403, "{path} {origin}");
            assert!(answer.body.contains("<h1>Not from this tool</h1>"));
        }
    }
    let keys = desk.lms.get("/admin/keys");
    assert_eq!(keys.body.matches("class=\"key\"").count(), 2);
}

#[test]
fn a_form_that_is_too_large_changes_nothing() {
    let desk = Desk::open();
    let endless = "x".repeat(300 * 1024);
    let sent = [("title", &*endless)];
    let answer = desk.lms.post("/admin/tools/new", &sent);
    assert_eq!(answer.status, 413, "{}", answer.body);
    assert!(answer.body.contains("<h1>Nothing was changed</h1>"));
}

#[test]
fn only_scripts_of_the_site_run_and_at_the_tool_only_in_the_administration() {
    let desk = Desk::open();
    for (site, path) in [
        (&desk.lms, "/admin/tools/new"),
        (&desk.tool, "/admin/platforms/new"),
    ] {
        let page = site.get(path);
        let script = "<script src=\"/admin/typing.js\" defer></script>";
        assert!(page.body.contains(script));
        let policy = page.header("content-security-policy").unwrap();
        for part in [
            "default-src 'none'",
            "script-src 'self'; ",
            "connect-src 'self'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        let script = site.get("/admin/typing.js");
        let kind = script.header("content-type").unwrap();
        assert_eq!(kind, "text/javascript; charset=utf-8");
    }
    let home = desk.tool.get("/");
    let policy = home.header("content-security-policy").unwrap();
    assert!(!policy.contains("script-src"), "{policy}");
    for page in [home, desk.lms.get("/course")] {
        let policy = page.header("content-security-policy").unwrap();
        assert!(!policy.contains("connect-src"), "{policy}");
    }
}
