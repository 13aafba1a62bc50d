//! One issuer with several clients and deployments, two platforms with one client id and one
//! deployment id: nothing crosses. Also run over the stores of the adapters.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_http::{Body, Entropy, Form, FormLimits, Moment, encode_pairs};
use edu_jose::{Algorithm, Jwk, KeyId, KeySet, Sign as _};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_types::{HttpUrl, Timestamp};
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{Request, Response};
use lti_core::{
    ClientId, DeploymentId, Issuer, LaunchOutcome, Logins, LtiTool, MemoryTool, Put, Registration,
    RegistrationStore, ToolParts, ToolSettings,
};
use pollster::block_on;

const NOW: i64 = 1_700_000_000;
const ISSUERS: [&str; 2] = ["https://one.example", "https://other.example"];
const CLIENTS: [&str; 2] = ["client-1", "client-2"];
const DEPLOYMENTS: [&str; 3] = ["d-1", "d-2", "d-3"];

/// Registrations by issuer and client, with what is deployed there.
const REGISTERED: [(usize, usize, &[&str]); 3] =
    [(0, 0, &["d-1", "d-2"]), (0, 1, &["d-3"]), (1, 0, &["d-1"])];

static KEYS: LazyLock<[AwsLcSigner; 2]> = LazyLock::new(|| ["one", "other"].map(key));

fn key(name: &str) -> AwsLcSigner {
    let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    key.with_key_id(KeyId::new(name).unwrap())
}

fn registration(issuer: usize, client: usize) -> Registration {
    let url = |text: &str| HttpUrl::parse(text).unwrap();
    Registration::new(
        Issuer::new(ISSUERS[issuer]).unwrap(),
        ClientId::new(CLIENTS[client]).unwrap(),
        url(&format!("{}/auth", ISSUERS[issuer])),
        url("https://tool.example/launch"),
    )
    .unwrap()
    .with_keys(KeySet::from_keys([Jwk::of_signer(&KEYS[issuer])]))
}

/// One launch of the matrix: who began the login, and what the token says.
#[derive(Clone, Copy, Debug)]
struct Case {
    login: (usize, usize),
    issuer: usize,
    client: usize,
    key: usize,
    deployment: &'static str,
}

impl Case {
    /// Whether everything in it belongs to one registration.
    fn fits(&self) -> bool {
        let found = REGISTERED
            .iter()
            .find(|(issuer, client, _)| (*issuer, *client) == self.login);
        found.is_some_and(|(.., deployments)| {
            (self.issuer, self.client) == self.login
                && self.key == self.issuer
                && deployments.contains(&self.deployment)
        })
    }

    fn token(&self, nonce: &str) -> String {
        let header = format!(
            r#"{{"alg":"RS256","kid":"{}"}}"#,
            KEYS[self.key].key_id().unwrap().as_str()
        );
        let (exp, claim) = (NOW + 300, "https://purl.imsglobal.org/spec/lti/claim");
        let payload = format!(
            r#"{{"iss":"{}","aud":"{}","sub":"person","exp":{exp},"iat":{NOW},"nonce":"{nonce}",
            "{claim}/message_type":"LtiResourceLinkRequest","{claim}/version":"1.3.0",
            "{claim}/deployment_id":"{}","{claim}/roles":[],
            "{claim}/target_link_uri":"https://tool.example/launch",
            "{claim}/resource_link":{{"id":"link"}}}}"#,
            ISSUERS[self.issuer], CLIENTS[self.client], self.deployment,
        );
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let text = format!(
            "{}.{}",
            encode(header.as_bytes()),
            encode(payload.as_bytes())
        );
        let signature = KEYS[self.key].sign(text.as_bytes()).unwrap();
        format!("{text}.{}", encode(&signature))
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (of_issuer, of_client, _) in REGISTERED {
        for issuer in [0, 1] {
            for client in [0, 1] {
                for key in [0, 1] {
                    let of = |deployment| Case {
                        login: (of_issuer, of_client),
                        issuer,
                        client,
                        key,
                        deployment,
                    };
                    cases.extend(DEPLOYMENTS.map(of));
                }
            }
        }
    }
    cases
}

fn moment(call: usize) -> Moment {
    let mut fresh = [0; Entropy::BYTES];
    for (place, chunk) in (0_u8..).zip(fresh.chunks_exact_mut(32)) {
        chunk[..8].copy_from_slice(&call.to_le_bytes());
        chunk[8] = place;
    }
    Moment::new(Timestamp::from_unix_seconds(NOW), Entropy::new(fresh))
}

/// The field of a redirect's query.
fn asked(redirect: &Response<Body>, name: &str) -> String {
    let location = redirect.headers()[LOCATION].to_str().unwrap();
    let query = location.split_once('?').unwrap().1;
    let form = Form::parse(query.as_bytes(), &FormLimits::DEFAULT).unwrap();
    form.get(name).unwrap().to_owned()
}

/// Launches every case over these stores, which are empty, and checks that exactly those whose
/// parts belong together hold.
pub(crate) fn assert_nothing_crosses(store: impl RegistrationStore, logins: impl Logins) {
    for (issuer, client, deployments) in REGISTERED {
        let one = registration(issuer, client);
        assert_eq!(block_on(store.put_registration(&one, None)), Ok(Put::Done));
        for name in deployments {
            let deployment = DeploymentId::new(*name).unwrap();
            assert_eq!(
                block_on(store.put_deployment(&one.id(), &deployment)),
                Ok(true)
            );
        }
    }
    // Registrations bring their keys, so nothing is fetched.
    let backend = ToolParts::new(store, MemoryTool::new(), logins);
    let tool = LtiTool::new(backend, Ring, ToolSettings::new());
    let mut launched = Vec::new();
    for (call, case) in cases().into_iter().enumerate() {
        let (issuer, client) = case.login;
        let query = encode_pairs([
            ("iss", ISSUERS[issuer]),
            ("client_id", CLIENTS[client]),
            ("login_hint", "hint"),
            ("target_link_uri", "https://tool.example/launch"),
        ]);
        let login = Request::get(format!("/login?{query}")).body(Body::empty());
        let login = block_on(tool.login(moment(call), login.unwrap()));
        let cookie = login.headers()[SET_COOKIE].to_str().unwrap();
        let token = case.token(&asked(&login, "nonce"));
        let form = encode_pairs([("state", &*asked(&login, "state")), ("id_token", &token)]);
        let post = Request::post("/launch")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(COOKIE, cookie.split(';').next().unwrap())
            .body(Body::from(form));
        let outcome = block_on(tool.launch(moment(call), post.unwrap()));
        let holds = matches!(outcome, LaunchOutcome::Launched(_));
        assert_eq!(holds, case.fits(), "{case:?}: {outcome:?}");
        if holds {
            launched.push(case.deployment);
        }
    }
    // One launch for each deployment of each registration.
    assert_eq!(launched, ["d-1", "d-2", "d-3", "d-1"]);
}

#[test]
fn nothing_crosses_between_registrations_in_memory() {
    assert_nothing_crosses(MemoryTool::new(), MemoryTool::new());
}
