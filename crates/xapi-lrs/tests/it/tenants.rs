//! Two tenants in one store: neither is ever shown a byte of the other's.

use proptest::prelude::*;

use crate::host::{Ask, Host, account, ask, encoded, uuid};

const TENANTS: [&str; 2] = ["northern", "southern"];

/// One request of a mix.
#[derive(Clone, Debug)]
struct Step {
    tenant: usize,
    kind: u8,
    number: u32,
    version: usize,
}

fn step() -> impl Strategy<Value = Step> {
    (0..2_usize, 0..14_u8, 1..4_u32, 0..2_usize).prop_map(|(tenant, kind, number, version)| Step {
        tenant,
        kind,
        number,
        version,
    })
}

/// What a step asks: both tenants use the same ids, agents, activities and documents, and each
/// leaves its name in all that it sends.
fn request(step: &Step) -> Ask {
    let mark = TENANTS[step.tenant];
    let id = uuid(step.number);
    let agent = r#"{"mbox":"mailto:ada@example.org"}"#;
    let activity = format!("https://example.org/{}", step.number);
    let sent = format!(
        r#"{{"id":"{id}","actor":{{"mbox":"mailto:ada@example.org","name":"{mark}"}},"verb":{{"id":"https://example.org/did"}},"object":{{"id":"{activity}","definition":{{"name":{{"en":"{mark}"}}}}}}}}"#,
    );
    let voiding = format!(
        r#"{{"actor":{{"mbox":"mailto:{mark}@example.org"}},"verb":{{"id":"http://adlnet.gov/expapi/verbs/voided"}},"object":{{"objectType":"StatementRef","id":"{id}"}}}}"#,
    );
    let (agent, activity) = (encoded(agent), encoded(&activity));
    let document = format!(r#"{{"{mark}":"{mark}"}}"#);
    let state = format!("/activities/state?activityId={activity}&agent={agent}");
    let asked = match step.kind {
        0 | 1 => ask("POST", "/statements").json(&sent),
        2 => ask("PUT", &format!("/statements?statementId={id}")).json(&sent),
        3 => ask("POST", "/statements").json(&voiding),
        4 => ask("GET", &format!("/statements?statementId={id}")),
        5 => ask(
            "GET",
            &format!("/statements?voidedStatementId={id}&format=canonical"),
        ),
        6 => ask(
            "GET",
            &format!("/statements?agent={agent}&limit={}", step.number),
        ),
        7 => ask("GET", "/statements?attachments=true&format=canonical"),
        8 => ask("POST", &format!("{state}&stateId={mark}")).json(&document),
        9 => ask("GET", &state),
        10 => ask(
            "POST",
            &format!("/agents/profile?agent={agent}&profileId=a"),
        )
        .json(&document),
        11 => ask("GET", &format!("/agents/profile?agent={agent}&profileId=a")),
        12 => ask("GET", &format!("/activities?activityId={activity}")),
        _ => ask("GET", &format!("/agents?agent={agent}")),
    };
    asked
        .version(["1.0.3", "2.0.0"][step.version])
        .by(mark, "all")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_tenant_is_shown_a_byte_of_the_other(steps in proptest::collection::vec(step(), 1..60)) {
        let host = Host::with(TENANTS.map(|tenant| (tenant, account(tenant, tenant))));
        for step in &steps {
            let answer = host.ask(request(step));
            let other = TENANTS[usize::from(step.tenant == 0)];
            let shown = format!("{:?}{}", answer.headers, answer.text());
            prop_assert!(!shown.contains(other), "{step:?}: {shown}");
            prop_assert!(answer.status != 500 && answer.status != 409, "{}", answer.text());
        }
    }

    #[test]
    fn what_one_tenant_does_changes_no_answer_to_the_other(steps in proptest::collection::vec(step(), 1..40)) {
        let both = Host::with(TENANTS.map(|tenant| (tenant, account(tenant, tenant))));
        let alone = Host::with(TENANTS.map(|tenant| (tenant, account(tenant, tenant))));
        for step in &steps {
            let answer = both.ask(request(step));
            if step.tenant == 0 {
                let expected = alone.ask(request(step));
                prop_assert_eq!(answer.status, expected.status);
                let parts = |text: &str| text.matches("northern").count();
                prop_assert_eq!(parts(answer.text()), parts(expected.text()));
            }
        }
    }
}
