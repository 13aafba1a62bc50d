//! Nobody is sent to an address that the tool did not register.

use super::{ADA, Ask, CLIENT, OTHER_CLIENT, Page, REDIRECT, begin, caller, lms, tool, url};

#[test]
fn an_address_that_differs_in_one_byte_is_answered_nowhere() {
    // Case 49 of the attack list, and its relatives.
    let lms = lms();
    let login = begin(&lms);
    for address in [
        "https://tool.example/launch/",
        "https://tool.example/launch?",
        "https://tool.example/launch?x=1",
        "https://tool.example/launch#",
        "https://tool.example/launch#x",
        "https://tool.example/Launch",
        "https://TOOL.example/launch",
        "HTTPS://tool.example/launch",
        "http://tool.example/launch",
        "https://tool.example:443/launch",
        "https://tool.example/launch/../launch",
        "https://tool.example/./launch",
        "https://tool.example/l%61unch",
        "https://tool.example/",
        "https://tool.example",
        "https://tool.example/launch2",
        "https://tool.example.evil.example/launch",
        "https://tool.example@evil.example/launch",
        "https://evil.example/https://tool.example/launch",
        "https://evil.example/?https://tool.example/launch",
        " https://tool.example/launch",
        "https://tool.example/launch ",
        "https://tool.example/launch\n",
        "//tool.example/launch",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://tool.example/login",
    ] {
        let page = Ask::new(&login)
            .with("redirect_uri", address)
            .send(&lms, &caller(ADA));
        assert!(page.stays_with("lti.request.redirect"), "{address:?}");
        assert!(!page.html.contains("evil"), "{address:?}");
    }
    assert_eq!(Ask::new(&login).send(&lms, &caller(ADA)).error(), None);
}

#[test]
fn a_request_of_nobody_known_is_answered_nowhere() {
    let lms = lms();
    let login = begin(&lms);
    for client in ["client-3", "CLIENT-1", "client-1 ", "client-1\u{200b}"] {
        let page = Ask::new(&login)
            .with("client_id", client)
            .send(&lms, &caller(ADA));
        assert!(page.stays_with("lti.request.client"), "{client:?}");
    }
    assert_eq!(Ask::new(&login).send(&lms, &caller(ADA)).error(), None);
}

#[test]
fn a_request_that_names_no_client_or_address_is_answered_nowhere() {
    let lms = lms();
    let login = begin(&lms);
    let refused = |ask: Ask| ask.send(&lms, &caller(ADA)).stays_with("lti.request.form");
    for name in ["client_id", "redirect_uri"] {
        assert!(refused(Ask::new(&login).without(name)), "{name}");
        assert!(refused(Ask::new(&login).with(name, "")), "{name}");
    }
    assert!(refused(Ask::new(&login).with("client_id", "a\nb")));
    assert!(refused(
        Ask::new(&login).with("client_id", &"c".repeat(256))
    ));
}

#[test]
fn the_address_is_judged_before_anything_else() {
    let lms = lms();
    let evil = Ask::new(&begin(&lms))
        .with("redirect_uri", "https://evil.example/")
        .with("scope", "x")
        .without("nonce");
    assert!(
        evil.send(&lms, &caller(ADA))
            .stays_with("lti.request.redirect")
    );
}

#[test]
fn the_address_of_one_tool_does_not_serve_another() {
    let lms = lms();
    let second = "https://other.example/launch";
    let other = tool(OTHER_CLIENT).with_redirect_uri(url(second)).unwrap();
    lms.backend().register(other);
    let page = Ask::new(&begin(&lms))
        .with("redirect_uri", second)
        .send(&lms, &caller(ADA));
    assert!(page.stays_with("lti.request.redirect"));
}

#[test]
fn every_registered_address_is_answered() {
    let lms = lms();
    let second = "https://tool.example/launch?course=7";
    let both = tool(CLIENT).with_redirect_uri(url(second)).unwrap();
    lms.backend().register(both);
    for address in [REDIRECT, second] {
        let page: Page = Ask::new(&begin(&lms))
            .with("redirect_uri", address)
            .send(&lms, &caller(ADA));
        assert_eq!(page.action.as_deref(), Some(address));
        assert!(page.field("id_token").is_some());
    }
}
