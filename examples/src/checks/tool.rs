//! The form that registers a tool at the platform.

use edu_http::Scopes;
use edu_types::HttpUrl;
use lti_core::{ClientId, Privacy, ToolRegistration, scope};

use super::address::addresses;
use super::ids::own_client;
use super::keys::without_private_keys;
use super::{Checked, Fields, Findings, address, deployment, rules, written};

/// What a form about a tool says.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "callers take it apart")]
pub struct ToolForm {
    /// What the course calls the tool.
    pub title: String,
    /// The tool, with the installations it had before or the first one.
    pub tool: ToolRegistration,
}

/// What is known when such a form is checked.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a tool is new or it is not")]
pub enum KnownTools<'k> {
    /// The tool is new; these client ids are taken.
    New(&'k [ClientId]),
    /// This tool is changed; all stays that the form does not name.
    Changed(&'k ToolRegistration),
}

/// Longest title, in characters: it stands on a button.
const LONGEST_TITLE: usize = 60;

/// Checks the form of a tool; hands the fields back without what must not stay in them.
///
/// Fields: `title`, `client_id`, `login`, `launch` with an address a line, `privacy`, perhaps
/// `key_set_url`, ticks `grades` and `members`, and for a new tool `deployment`.
pub fn tool(fields: Fields, known: KnownTools<'_>) -> (Fields, Checked<ToolForm>) {
    let mut findings = Findings::new();
    let fields = without_private_keys(&mut findings, fields);
    let form = read(&mut findings, &fields, known);
    (fields, Checked::new(findings, form))
}

fn read(findings: &mut Findings, fields: &Fields, known: KnownTools<'_>) -> Option<ToolForm> {
    let title = title(findings, fields.get("title"));
    let client_id = match known {
        KnownTools::New(taken) => new_client(findings, fields.get("client_id"), taken),
        KnownTools::Changed(tool) => Some(tool.client_id().clone()),
    };
    let login = address(findings, "login", fields.get("login"));
    let launches = addresses(findings, "launch", fields.lines("launch"));
    if login.as_ref().is_some_and(|login| launches.contains(login)) {
        let message = "login and launch have one address: most tools have two";
        findings.note("login", &rules::ADDRESS_SAME, message);
    }
    let privacy = Privacy::from_name(fields.get("privacy"));
    if privacy.is_none() {
        let message = "nothing is chosen that the campus can share";
        findings.note("privacy", &rules::CHOICE, message);
    }
    let first = match known {
        KnownTools::New(_) => deployment(findings, "deployment", fields.get("deployment")),
        KnownTools::Changed(_) => None,
    };
    let (login, launches) = (login?, launches.into_iter());
    let tool = match known {
        KnownTools::New(_) => new_tool(client_id?, login, launches)?.with_deployment(first?),
        KnownTools::Changed(tool) => moved(tool, login, launches)?,
    };
    let tool = with_services(findings, fields, tool)?.with_privacy(privacy?);
    Some(ToolForm {
        title: title?,
        tool,
    })
}

/// What the tool may do in the gradebook.
const GRADES: [&str; 4] = [
    scope::LINE_ITEM,
    scope::LINE_ITEM_READ_ONLY,
    scope::RESULT_READ_ONLY,
    scope::SCORE,
];

/// The tool with the services that are ticked, and the keys that it proves itself with there.
fn with_services(
    findings: &mut Findings,
    fields: &Fields,
    tool: ToolRegistration,
) -> Option<ToolRegistration> {
    let tool = match fields.get("key_set_url") {
        "" => tool,
        text => {
            let url = address(findings, "key_set_url", text)?;
            tool.with_key_set_url(url).ok()?
        }
    };
    let members = [scope::MEMBERSHIP_READ_ONLY];
    let services = [("grades", &GRADES[..]), ("members", &members)];
    let named = services.iter().flat_map(|(_, scopes)| *scopes);
    let named: Vec<&str> = named.copied().collect();
    // Services of which the form says nothing stay as they are.
    let others = tool.scopes().iter().filter(|scope| !named.contains(scope));
    let ticked = services.iter().filter(|(name, _)| fields.is_ticked(name));
    let ticked: Vec<&str> = ticked.flat_map(|(_, scopes)| *scopes).copied().collect();
    if !ticked.is_empty() && tool.key_set_url().is_none() && tool.keys().is_none() {
        let message = "services are ticked, and there is no address of keys: the tool could not \
                       prove itself";
        findings.note("key_set_url", &rules::KEYS, message);
        return None;
    }
    let mut scopes = Scopes::none();
    for scope in others.chain(ticked) {
        scopes.insert(scope).ok()?;
    }
    Some(tool.with_scopes(scopes))
}

// The addresses were checked: nothing is left that a registration refuses.

fn new_tool(
    client_id: ClientId,
    login: HttpUrl,
    mut launches: impl Iterator<Item = HttpUrl>,
) -> Option<ToolRegistration> {
    let first = launches.next()?;
    let tool = ToolRegistration::insecure_allow_loopback(client_id, login, first).ok()?;
    further(tool, launches)
}

/// The tool at other addresses; installations, services and what it said of itself stay.
fn moved(
    tool: &ToolRegistration,
    login: HttpUrl,
    mut launches: impl Iterator<Item = HttpUrl>,
) -> Option<ToolRegistration> {
    let first = launches.next()?;
    further(tool.clone().moved_to(login, first).ok()?, launches)
}

fn further(
    tool: ToolRegistration,
    launches: impl IntoIterator<Item = HttpUrl>,
) -> Option<ToolRegistration> {
    let mut launches = launches.into_iter();
    launches.try_fold(tool, |tool, launch| tool.with_redirect_uri(launch).ok())
}

fn title(findings: &mut Findings, text: &str) -> Option<String> {
    let text = written(findings, "title", text)?;
    let length = text.chars().count();
    if length > LONGEST_TITLE || text.chars().any(char::is_control) {
        let message = format!("title has {length} characters, {LONGEST_TITLE} fit a button");
        findings.note("title", &rules::TITLE, message);
        return None;
    }
    Some(text.to_owned())
}

fn new_client(findings: &mut Findings, text: &str, taken: &[ClientId]) -> Option<ClientId> {
    let client_id = own_client(findings, "client_id", text)?;
    if taken.contains(&client_id) {
        let message = "another tool has this client id: each needs its own";
        findings.note("client_id", &rules::TAKEN, message);
        return None;
    }
    Some(client_id)
}

#[cfg(test)]
mod tests {
    use super::super::codes;
    use super::*;

    fn good() -> Fields {
        Fields::default()
            .with("title", "Drawing board")
            .with("client_id", "board-1")
            .with("login", "https://board.example/login")
            .with(
                "launch",
                "https://board.example/launch\r\nhttps://board.example/other",
            )
            .with("privacy", "name")
            .with("deployment", "campus-1")
    }

    fn taken(ids: &[&str]) -> Vec<ClientId> {
        ids.iter().map(|id| ClientId::new(*id).unwrap()).collect()
    }

    fn found(fields: Fields) -> Vec<(String, &'static str)> {
        let taken = taken(&["workbench"]);
        let (_, checked) = tool(fields, KnownTools::New(&taken));
        assert_eq!(checked.value.is_none(), checked.findings.refuse());
        let codes = codes(&checked.findings).into_iter();
        codes
            .map(|(field, code)| (field.to_owned(), code))
            .collect()
    }

    fn found_with(field: &str, text: &str) -> Vec<(String, &'static str)> {
        found(good().with(field, text))
    }

    #[test]
    fn a_form_without_fault_is_the_tool_it_says() {
        let (_, checked) = tool(good(), KnownTools::New(&[]));
        let form = checked.value.unwrap();
        assert_eq!(form.title, "Drawing board");
        assert_eq!(form.tool.client_id().as_str(), "board-1");
        assert_eq!(form.tool.redirect_uris().len(), 2);
        assert_eq!(form.tool.deployments().len(), 1);
        assert_eq!(form.tool.privacy(), Privacy::Name);
    }

    #[test]
    fn every_field_left_empty_is_told_at_once() {
        let fields: Vec<String> = found(Fields::default())
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        let expected = [
            "title",
            "client_id",
            "login",
            "launch",
            "privacy",
            "deployment",
        ];
        assert_eq!(fields, expected);
    }

    #[test]
    fn each_field_is_judged_by_its_own_rule() {
        for (field, text, code) in [
            ("title", &*"t".repeat(61), "form.title"),
            ("title", "a\u{7}b", "form.title"),
            ("client_id", "a/b", "form.id"),
            ("client_id", "workbench", "form.id.taken"),
            ("login", "http://board.example/login", "form.address.https"),
            ("login", "board.example", "form.address"),
            ("launch", "https://board.example/#a", "form.address"),
            ("privacy", "all", "form.choice"),
            ("privacy", "", "form.choice"),
            ("deployment", "é", "form.id"),
        ] {
            let expected = [(field.to_owned(), code)];
            assert_eq!(found_with(field, text), expected, "{text}");
        }
    }

    #[test]
    fn one_address_for_login_and_launch_is_a_warning_only() {
        let fields = good().with("login", "https://board.example/launch");
        let (_, checked) = tool(fields, KnownTools::New(&[]));
        assert_eq!(codes(&checked.findings), [("login", "form.address.same")]);
        assert!(checked.value.is_some());
    }

    #[test]
    fn services_need_keys_and_what_the_form_does_not_name_stays() {
        let bare = good().with("grades", "yes");
        assert_eq!(
            found(bare.clone()),
            [("key_set_url".to_owned(), "form.keys")]
        );
        let sent = bare.with("key_set_url", "https://board.example/jwks");
        let (_, checked) = tool(sent.clone(), KnownTools::New(&[]));
        let new = checked.value.unwrap().tool;
        assert!(new.scopes().contains(scope::SCORE));
        assert!(!new.scopes().contains(scope::MEMBERSHIP_READ_ONLY));
        let other = Scopes::parse(scope::CALIPER_SEND).unwrap();
        let kept = new.with_scopes(other.clone());
        let (_, changed) = tool(good(), KnownTools::Changed(&kept));
        assert_eq!(changed.value.unwrap().tool.scopes(), &other);
        let (_, changed) = tool(sent, KnownTools::Changed(&kept));
        assert_eq!(changed.value.unwrap().tool.scopes().iter().count(), 5);
    }

    #[test]
    fn a_change_keeps_keys() {
        let (_, checked) = tool(good(), KnownTools::New(&[]));
        let keys = HttpUrl::parse("https://board.example/jwks").unwrap();
        let before = checked.value.unwrap().tool;
        let before = before.with_key_set_url(keys.clone()).unwrap();
        let sent = good().with("launch", "https://board.example/new");
        let (_, changed) = tool(sent, KnownTools::Changed(&before));
        let after = changed.value.unwrap().tool;
        assert_eq!(after.key_set_url(), Some(&keys));
        let launches: Vec<_> = after.redirect_uris().iter().map(AsRef::as_ref).collect();
        assert_eq!(launches, ["https://board.example/new"]);
    }

    #[test]
    fn a_change_keeps_client_and_installations_whatever_the_form_says() {
        let (_, checked) = tool(good(), KnownTools::New(&[]));
        let before = checked.value.unwrap().tool;
        let sent = good()
            .with("client_id", "another")
            .with("deployment", "another")
            .with("privacy", "pseudonymous");
        let (_, changed) = tool(sent, KnownTools::Changed(&before));
        let after = changed.value.unwrap().tool;
        assert_eq!(after.client_id(), before.client_id());
        assert_eq!(after.deployments(), before.deployments());
        assert_eq!(after.privacy(), Privacy::Pseudonymous);
    }

    #[test]
    fn a_private_key_in_any_field_is_refused_and_not_handed_back() {
        let pasted = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----";
        for field in ["title", "client_id", "launch", "unheard_of"] {
            let (fields, checked) = tool(good().with(field, pasted), KnownTools::New(&[]));
            assert!(checked.value.is_none());
            assert_eq!(fields.get(field), "");
            let first = codes(&checked.findings).swap_remove(0);
            assert_eq!(first, (field, "form.key.private"));
        }
    }
}
