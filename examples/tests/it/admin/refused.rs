//! Why a launch failed, for support: on both sides, and without anything secret.

use super::{link, says};
use crate::desk::{Desk, Message};
use crate::http::Answer;

/// What must stand on no page for support.
fn assert_silent(page: &Answer, message: &Message, desk: &Desk) {
    let (_, query) = message.asked.split_once('?').unwrap();
    let hints = query.split('&').filter_map(|pair| pair.split_once('='));
    let hints =
        hints.filter(|(name, _)| ["login_hint", "lti_message_hint", "nonce"].contains(name));
    let mut secrets: Vec<&str> = hints.map(|(_, value)| value).collect();
    assert_eq!(secrets.len(), 3);
    secrets.extend([&*message.token, &message.state, "Tove", "Lind", "p-7c1e"]);
    let cookies = [&desk.lms.cookies, &desk.tool.cookies, &message.cookies];
    let cookies = cookies.iter().flat_map(|cookies| cookies.split("; "));
    secrets.extend(
        cookies
            .filter_map(|cookie| cookie.split_once('='))
            .map(|(_, value)| value),
    );
    for secret in secrets {
        assert!(
            !secret.is_empty() && !says(page, secret),
            "{secret}: {}",
            page.body
        );
    }
}

#[test]
fn a_launch_that_the_platform_refused_is_explained_without_anything_secret() {
    let desk = Desk::open();
    let message = desk.message(&desk.lms, &desk.lms.post("/open/link-workbench", &[]));
    // The tool asks for the same message again.
    assert!(says(&desk.lms.ask(&message.asked), "access_denied"));
    let list = desk.lms.get("/admin/refused");
    assert!(
        says(&list, "<code>lti.request.hint_used</code>"),
        "{}",
        list.body
    );
    assert!(says(&list, "<td>workbench</td>") && says(&list, "LTI Core 1.3 §4.1.1"));
    assert_silent(&list, &message, &desk);
    let page = desk.lms.get(&link(&list, "/admin/refused/"));
    assert_eq!(page.status, 200);
    for told in ["What to check", "Who can mend it", "each allows one answer"] {
        assert!(says(&page, told), "{told}: {}", page.body);
    }
    assert_silent(&page, &message, &desk);
}

#[test]
fn a_launch_that_the_tool_refused_is_explained_without_anything_secret() {
    let desk = Desk::open();
    let message = desk.message(&desk.lms, &desk.lms.post("/open/link-workbench", &[]));
    assert_eq!(desk.send(&message).status, 303);
    assert_eq!(desk.send(&message).status, 403);
    let list = desk.tool.get("/admin/refused");
    assert!(says(&list, "<code>lti.state.used</code>"), "{}", list.body);
    assert_silent(&list, &message, &desk);
    let page = desk.tool.get(&link(&list, "/admin/refused/"));
    assert!(says(&page, "each launch works once"), "{}", page.body);
    assert_silent(&page, &message, &desk);
}

#[test]
fn a_refusal_names_the_platform_it_was_about_where_that_is_known() {
    let desk = Desk::open();
    let mut message = desk.message(&desk.lms, &desk.lms.post("/open/link-workbench", &[]));
    message.token.push('A');
    assert_eq!(desk.send(&message).status, 403);
    let list = desk.tool.get("/admin/refused");
    let platform = format!("{} (workbench)", desk.campus.origin());
    assert!(
        says(&list, &format!("<td>{platform}</td>")),
        "{}",
        list.body
    );
    assert_silent(&list, &message, &desk);
}

#[test]
fn what_nobody_registered_is_refused_without_repeating_it() {
    let desk = Desk::open();
    let target = "/lti/authorize?client_id=%3Cb%3Eevil&redirect_uri=http%3A%2F%2Fevil.example%2F";
    assert_eq!(desk.lms.get(target).status, 400);
    let login = "/lti/login?iss=http%3A%2F%2Fevil.example&login_hint=Tove\
                 &target_link_uri=http%3A%2F%2Fevil.example%2F";
    assert_eq!(desk.tool.get(login).status, 403);
    for (site, code) in [
        (&desk.lms, "lti.request.client"),
        (&desk.tool, "lti.unregistered.client"),
    ] {
        let list = site.get("/admin/refused");
        assert!(
            says(&list, &format!("<code>{code}</code>")),
            "{}",
            list.body
        );
        assert!(says(&list, "none that is registered"));
        assert!(!says(&list, "evil") && !says(&list, "Tove"));
    }
}

#[test]
fn equal_refusals_take_one_row_however_many_they_are() {
    let desk = Desk::open();
    assert_eq!(desk.tool.get("/lti/launch").status, 405);
    let other = "/lti/login?iss=a";
    for _ in 0..3 {
        assert_eq!(desk.tool.get(other).status, 400);
    }
    let list = desk.tool.get("/admin/refused");
    assert_eq!(
        list.body.matches("/admin/refused/").count(),
        2,
        "{}",
        list.body
    );
    assert!(says(&list, "3 times"));
}

#[test]
fn a_refusal_that_is_not_kept_has_no_page() {
    let desk = Desk::open();
    assert!(says(&desk.lms.get("/admin/refused"), "None was refused"));
    for number in ["0", "1", "-1", "x", "99999999999999999999"] {
        assert_eq!(
            desk.lms.get(&format!("/admin/refused/{number}")).status,
            404,
            "{number}"
        );
    }
}
