//! Tools that register by themselves.

use edu_http::encode_pairs;

use super::says;
use crate::desk::Desk;
use crate::http::Answer;

/// The teacher invites a tool: the page that waits for it.
fn invited(desk: &Desk, privacy: &str) -> Answer {
    let register = format!("http://tool.localhost:{}/lti/register", desk.campus.port);
    let page = desk.lms.post(
        "/admin/tools/invite",
        &[("register", &*register), ("privacy", privacy)],
    );
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

/// What the platform hands over to the tool: configuration and token.
fn handed(page: &Answer) -> (String, String) {
    let (_, rest) = page.body.split_once("openid_configuration=").unwrap();
    let query = rest.split('"').next().unwrap().replace("&amp;", "&");
    let (configuration, token) = query.split_once("&registration_token=").unwrap();
    let decoded = configuration.replace("%3A", ":").replace("%2F", "/");
    (decoded, token.to_owned())
}

/// Confirms at the tool's page, as whoever came there.
fn confirmed(desk: &Desk, (configuration, token): &(String, String)) -> Answer {
    let query = encode_pairs([
        ("openid_configuration", &**configuration),
        ("registration_token", token),
    ]);
    let page = desk
        .campus
        .get("tool.localhost", &format!("/lti/register?{query}"));
    assert!(says(&page, "Register with this platform"), "{}", page.body);
    let fields =
        ["openid_configuration", "registration_token"].map(|name| (name, page.field(name)));
    let fields = fields.each_ref().map(|(name, value)| (*name, &**value));
    desk.tool.post("/lti/register", &fields)
}

#[test]
fn a_tool_is_registered_installed_and_launched_in_two_clicks() {
    let desk = Desk::open();
    let page = invited(&desk, "pseudonymous");
    let frame = format!("frame-src http://tool.localhost:{}", desk.campus.port);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains(&frame), "{policy}");
    let closed = confirmed(&desk, &handed(&page));
    assert_eq!(closed.status, 200, "{}", closed.body);
    assert!(says(&closed, "org.imsglobal.lti.close"), "{}", closed.body);
    let course = desk.lms.get("/course");
    let (_, rest) = course.body.split_once("action=\"/open/tool-").unwrap();
    let link = format!("/open/tool-{}", rest.split('"').next().unwrap());
    let tool = desk.launched(&desk.lms, &link);
    // The invitation shares no names, neither in launches nor in the roster.
    let home = tool.get("/");
    assert!(
        says(&home, "<th scope=\"row\">Person</th><td>not shared</td>"),
        "{}",
        home.body
    );
    assert!(says(&home, "<td>$Person.name.given</td>"), "{}", home.body);
    let people = tool.get("/people");
    assert!(says(&people, "3 people, on 2 pages"), "{}", people.body);
    assert!(!says(&people, "Tove Lind"), "{}", people.body);
    // Its column is its own.
    assert!(says(
        &desk.lms.get("/gradebook"),
        "Still life in Workbench by invitation"
    ));
}

#[test]
fn an_invitation_is_good_once() {
    let desk = Desk::open();
    let handed = handed(&invited(&desk, "name"));
    assert_eq!(confirmed(&desk, &handed).status, 200);
    let again = confirmed(&desk, &handed);
    assert!(says(&again, "<h1>Not registered</h1>"), "{}", again.body);
    let tools = desk.lms.get("/admin");
    assert_eq!(
        tools.body.matches(">Workbench by invitation</a>").count(),
        1
    );
}

#[test]
fn who_was_not_invited_is_not_registered() {
    let desk = Desk::open();
    let (configuration, _) = handed(&invited(&desk, "name"));
    let refused = confirmed(&desk, &(configuration, "guessed".to_owned()));
    assert!(
        says(&refused, "<h1>Not registered</h1>"),
        "{}",
        refused.body
    );
    let bare = desk.campus.post("/lti/registration/register", &[], "");
    assert_eq!(bare.status, 401, "{}", bare.body);
    assert!(!says(&desk.lms.get("/admin"), "by invitation"));
    // Who administers reads why.
    let refused = desk.lms.get("/admin/refused");
    assert!(
        says(&refused, "lti.registration.invitation"),
        "{}",
        refused.body
    );
}

#[test]
fn the_tool_refuses_what_is_no_platform() {
    let desk = Desk::open();
    for query in [
        "",
        "openid_configuration=",
        "openid_configuration=http%3A%2F%2Flms.example%2Fopenid",
        "openid_configuration=javascript%3Aalert(1)",
    ] {
        let page = desk
            .campus
            .get("tool.localhost", &format!("/lti/register?{query}"));
        assert_eq!(page.status, 400, "{query}");
        assert!(
            says(&page, "<h1>This registration cannot be used</h1>"),
            "{query}"
        );
    }
    // Somebody listens there, but is no platform.
    let tool = format!("http://tool.localhost:{}/about", desk.campus.port);
    let page = confirmed(&desk, &(tool, "token".to_owned()));
    assert!(says(&page, "<h1>Not registered</h1>"), "{}", page.body);
}

#[test]
fn a_foreign_page_makes_the_tool_register_nowhere() {
    let desk = Desk::open();
    let (configuration, token) = handed(&invited(&desk, "name"));
    let form = [
        ("openid_configuration", &*configuration),
        ("registration_token", &token),
    ];
    let lms = desk.campus.origin();
    for origin in ["null", "http://evil.example", &lms] {
        assert_eq!(
            desk.tool.post_from(origin, "/lti/register", &form).status,
            403,
            "{origin}"
        );
    }
}

#[test]
fn tools_are_invited_by_who_administers() {
    let desk = Desk::open();
    let form = [
        ("register", "https://tool.example/register"),
        ("privacy", "name"),
    ];
    assert_eq!(
        desk.student().post("/admin/tools/invite", &form).status,
        403
    );
    let foreign = desk
        .lms
        .post_from("http://evil.example", "/admin/tools/invite", &form);
    assert_eq!(foreign.status, 403);
    for address in [
        "",
        "tool",
        "http://tool.example/register",
        "javascript:alert(1)",
    ] {
        let form = [("register", address), ("privacy", "name")];
        let page = desk.lms.post("/admin/tools/invite", &form);
        assert_eq!(page.status, 422, "{address}: {}", page.body);
    }
}
