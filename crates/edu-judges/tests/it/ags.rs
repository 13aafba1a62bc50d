//! Every reply of the gradebook service, judged by the schemas that the standard publishes.

mod slow;

use std::sync::Arc;

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use edu_http::{
    Body, Caller, ClientIdText, Endpoint, Entropy, Moment, Mount, Scopes, Service as _, Slice,
    collect,
};
use edu_types::{Decimal, HttpUrl, PositiveDecimal, Timestamp};
use http::StatusCode;
use lti_core::ags::{
    AddLineItem, AgsService, Column, CourseGradebook as _, DeleteLineItem, GetLineItem,
    GetLineItems, GetResults, Gradable, Gradebook, Label, LineItem, LineItemId, MemoryGradebook,
    Points, PostScore, PutLineItem, Score, ShortText, SubmissionReview,
};
use lti_core::{
    ClientId, ContextId, DeploymentId, MemoryPlatform, ServiceContext, Subject, ToolRegistration,
    scope,
};
use pollster::block_on;
use serde_json::Value;

use slow::Slow;

const OPENAPI: &str =
    "lti/conform-ed/packages/coverage/vendor/lti/v1_3/ims_lti_ags_v2p0_openapi3_v1p0.json";
const LINE_ITEMS: &str = "/{contextId}/lineitems";
const LINE_ITEM: &str = "/{contextId}/lineitems/{lineItemId}";
const RESULTS: &str = "/{contextId}/lineitems/{lineItemId}/results";
const SCORES: &str = "/{contextId}/lineitems/{lineItemId}/scores";

/// The description that the standard publishes; `None`, with a word about it, where it is not at
/// hand.
struct Published(Value);

impl Published {
    fn at_hand() -> Option<Self> {
        let root = edu_testing::corpus()?;
        let bytes = edu_testing::read(&root.join(OPENAPI));
        Some(Self(serde_json::from_slice(&bytes).unwrap()))
    }

    fn operation(&self, path: &str, method: &str) -> &Value {
        let operation = &self.0["paths"][path][method];
        assert!(operation.is_object(), "{method} {path} is not described");
        operation
    }

    /// The schema of a document, which may point into the description.
    fn schema(&self, content: &Value, media_type: &str) -> Judge {
        let mut schema = content[media_type]["schema"].clone();
        assert!(schema.is_object(), "{media_type} is not described");
        schema["components"] = self.0["components"].clone();
        Judge::new(schema)
    }

    /// Judges what a tool sends.
    #[track_caller]
    fn judge_call<E: Endpoint>(&self, path: &str, method: &str, call: &E) {
        let mount = Mount::new("https://lms.example/1", "").unwrap();
        let request = call.to_http(&mount).unwrap();
        assert_eq!(request.method().as_str().to_lowercase(), method);
        let media_type = request.headers()["content-type"].to_str().unwrap();
        let content = &self.operation(path, method)["requestBody"]["content"];
        assert_holds(&self.schema(content, media_type), request.body());
    }

    /// Judges a reply of the platform: its status, its media type, its document.
    #[track_caller]
    fn judge(&self, path: &str, method: &str, heard: &Heard, status: u16) {
        assert_eq!(heard.status, status, "{method} {path}");
        let described = &self.operation(path, method)["responses"][heard.status.as_str()];
        assert!(described.is_object(), "{method} {path} has no {status}");
        let Some(content) = described.get("content") else {
            return;
        };
        let media_type = heard.media_type.as_deref().unwrap();
        assert_holds(&self.schema(content, media_type), &heard.body);
    }
}

/// One schema, ready to judge documents.
struct Judge {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Judge {
    fn new(schema: Value) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        // The description says `exclusiveMinimum: true`, as schemas of that draft do.
        compiler.set_default_draft(Draft::V4);
        compiler.enable_format_assertions();
        compiler.add_resource("schema.json", schema).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn is_valid(&self, document: &Value) -> bool {
        self.schemas.validate(document, self.index).is_ok()
    }
}

#[track_caller]
fn assert_holds(judge: &Judge, document: &[u8]) {
    let document: Value = serde_json::from_slice(document).unwrap();
    let broken = judge.schemas.validate(&document, judge.index).err();
    assert!(broken.is_none(), "{document}: {broken:?}");
}

struct Heard {
    status: StatusCode,
    media_type: Option<String>,
    body: bytes::Bytes,
}

/// A platform with one tool in one course, which Ada attends.
struct Lms {
    gradebook: Arc<MemoryGradebook>,
    service: AgsService<Arc<MemoryGradebook>, MemoryPlatform>,
}

fn context() -> ServiceContext {
    ServiceContext {
        client_id: ClientId::new("tool").unwrap(),
        deployment_id: DeploymentId::new("deployment").unwrap(),
        context_id: ContextId::new("course").unwrap(),
    }
}

fn tools() -> MemoryPlatform {
    let url = |text| HttpUrl::parse(text).unwrap();
    let login = url("https://tool.example/login");
    let tool = ToolRegistration::new(context().client_id, login, url("https://tool.example/go"));
    let platform = MemoryPlatform::new();
    platform.register(tool.unwrap().with_deployment(context().deployment_id));
    platform
}

fn mount() -> Mount {
    Mount::new("https://lms.example/ags", "/ags").unwrap()
}

fn tool() -> Caller {
    let scopes = [scope::LINE_ITEM, scope::SCORE, scope::RESULT_READ_ONLY].join(" ");
    Caller::anonymous()
        .with_client(ClientIdText::new("tool").unwrap())
        .with_scopes(Scopes::parse(&scopes).unwrap())
}

fn send<G: Gradebook, E: Endpoint>(
    service: &AgsService<G, MemoryPlatform>,
    caller: Caller,
    call: &E,
    address: &str,
) -> Heard {
    let request = call.to_http(&Mount::new(address, "").unwrap()).unwrap();
    let moment = Moment::new(
        Timestamp::from_unix_seconds(1_700_000_000),
        Entropy::new([7; Entropy::BYTES]),
    );
    let response = block_on(service.call(caller, moment, request.map(Body::from)));
    let media_type = response.headers().get("content-type");
    Heard {
        status: response.status(),
        media_type: media_type.map(|text| text.to_str().unwrap().to_owned()),
        body: block_on(collect(response.into_body(), 1 << 20)).unwrap(),
    }
}

impl Lms {
    fn new() -> Self {
        let gradebook = Arc::new(MemoryGradebook::new(Gradable::Enrolled));
        let ada = Subject::new("ada").unwrap();
        block_on(gradebook.enrol(&context().context_id, &ada)).unwrap();
        block_on(gradebook.set_column(&context(), &column("essay"))).unwrap();
        let service = AgsService::new(Arc::clone(&gradebook), tools(), mount());
        Self { gradebook, service }
    }

    fn send<E: Endpoint>(&self, call: &E, address: &str) -> Heard {
        send(&self.service, tool(), call, address)
    }

    fn container(&self) -> String {
        self.service.line_items_url(&context())
    }

    fn item(&self) -> String {
        format!("{}/essay", self.container())
    }
}

/// A line item with all members.
fn line_item() -> LineItem {
    let maximum = PositiveDecimal::new(Decimal::parse("60.50").unwrap()).unwrap();
    let mut item = LineItem::new(Label::new("Chapter 5").unwrap(), maximum);
    item.resource_id = Some(ShortText::new("a-9334df-33").unwrap());
    item.tag = Some(ShortText::new("é".repeat(256)).unwrap());
    item.start_date_time = Some(Timestamp::parse("2026-05-01T10:00:00.5+02:00").unwrap());
    item.end_date_time = Some(Timestamp::from_unix_seconds(1_800_000_000));
    item.grades_released = Some(true);
    item.submission_review = Some(SubmissionReview::new(vec!["Submitted".to_owned()]));
    item
}

fn column(id: &str) -> Column {
    let mut item = line_item();
    let link = lti_core::ResourceLinkId::new("link").unwrap();
    item.resource_link_id = Some(link);
    Column::new(LineItemId::new(id).unwrap(), item)
}

fn score(user: &str, seconds: i64) -> Score {
    let maximum = PositiveDecimal::new(Decimal::from(100)).unwrap();
    let points = Points::new(Decimal::parse("83.25").unwrap(), maximum).unwrap();
    let time = Timestamp::from_unix_seconds(1_700_000_000_i64.saturating_add(seconds));
    Score::completed(Subject::new(user).unwrap(), points, time).with_comment("Well done.")
}

fn post(user: &str, seconds: i64) -> PostScore {
    let score = score(user, seconds);
    PostScore { score }
}

#[test]
fn what_tools_send_is_as_the_standard_describes() {
    let Some(published) = Published::at_hand() else {
        return;
    };
    let line_item = line_item();
    published.judge_call(SCORES, "post", &post("ada", 0));
    published.judge_call(LINE_ITEMS, "post", &AddLineItem { line_item });
}

#[test]
fn every_reply_is_as_the_standard_describes() {
    let Some(published) = Published::at_hand() else {
        return;
    };
    let lms = Lms::new();
    let (container, item) = (lms.container(), lms.item());
    let line_item = line_item();
    let add = AddLineItem { line_item };
    published.judge(LINE_ITEMS, "post", &lms.send(&add, &container), 201);
    published.judge(
        LINE_ITEMS,
        "get",
        &lms.send(&GetLineItems::default(), &container),
        200,
    );
    published.judge(LINE_ITEM, "get", &lms.send(&GetLineItem, &item), 200);
    let line_item = self::line_item();
    published.judge(
        LINE_ITEM,
        "put",
        &lms.send(&PutLineItem { line_item }, &item),
        200,
    );
    published.judge(RESULTS, "get", &lms.send(&GetResults::all(), &item), 200);
    published.judge(SCORES, "post", &lms.send(&post("ada", 0), &item), 201);
    published.judge(SCORES, "post", &lms.send(&post("ada", 1), &item), 200);
    published.judge(SCORES, "post", &lms.send(&post("ada", 1), &item), 204);
    published.judge(RESULTS, "get", &lms.send(&GetResults::all(), &item), 200);
    published.judge(LINE_ITEM, "delete", &lms.send(&DeleteLineItem, &item), 204);
}

#[test]
fn every_refusal_has_a_status_that_the_standard_describes() {
    let Some(published) = Published::at_hand() else {
        return;
    };
    let lms = Lms::new();
    let (container, item) = (lms.container(), lms.item());
    let list = GetLineItems::default();
    let nobody = send(&lms.service, Caller::anonymous(), &list, &container);
    published.judge(LINE_ITEMS, "get", &nobody, 401);
    published.judge(
        LINE_ITEMS,
        "get",
        &lms.send(&list, &format!("{container}?limit=0")),
        400,
    );
    let elsewhere = container.replace("course", "elsewhere");
    published.judge(LINE_ITEMS, "get", &lms.send(&list, &elsewhere), 404);
    let line_item = line_item();
    published.judge(
        LINE_ITEMS,
        "post",
        &lms.send(&AddLineItem { line_item }, &elsewhere),
        404,
    );
    let unknown = format!("{container}/unknown");
    published.judge(LINE_ITEM, "get", &lms.send(&GetLineItem, &unknown), 404);
    published.judge(
        LINE_ITEM,
        "delete",
        &lms.send(&DeleteLineItem, &unknown),
        404,
    );
    let mut line_item = self::line_item();
    line_item.id = Some("https://lms.example/elsewhere".into());
    published.judge(
        LINE_ITEM,
        "put",
        &lms.send(&PutLineItem { line_item }, &item),
        400,
    );
    published.judge(RESULTS, "get", &lms.send(&GetResults::all(), &unknown), 404);
    published.judge(SCORES, "post", &lms.send(&post("ada", 0), &unknown), 404);
    published.judge(SCORES, "post", &lms.send(&post("bob", 0), &item), 403);
    published.judge(SCORES, "post", &lms.send(&post("ada", 9), &item), 201);
    published.judge(SCORES, "post", &lms.send(&post("ada", 0), &item), 409);
    let id = LineItemId::new("essay").unwrap();
    let results = Slice {
        after: None,
        limit: 9.try_into().unwrap(),
    };
    let kept = block_on(lms.gradebook.scores(&context(), &id, &results)).unwrap();
    assert_eq!(kept.items, [score("ada", 9)]);
}

#[test]
fn gradebook_that_fails_or_works_later_has_a_status_that_the_standard_describes() {
    let Some(published) = Published::at_hand() else {
        return;
    };
    let service = AgsService::new(Slow, tools(), mount());
    let container = service.line_items_url(&context());
    let item = format!("{container}/essay");
    let later = send(&service, tool(), &post("ada", 0), &item);
    published.judge(SCORES, "post", &later, 202);
    let failed = send(&service, tool(), &GetLineItems::default(), &container);
    published.judge(LINE_ITEMS, "get", &failed, 500);
    let failed = send(&service, tool(), &GetLineItem, &item);
    published.judge(LINE_ITEM, "get", &failed, 500);
    let failed = send(&service, tool(), &GetResults::all(), &item);
    published.judge(RESULTS, "get", &failed, 500);
}

#[test]
fn replies_that_break_the_description_are_found_out() {
    let Some(published) = Published::at_hand() else {
        return;
    };
    let described = &published.operation(LINE_ITEM, "get")["responses"]["200"]["content"];
    let schema = published.schema(described, "application/vnd.ims.lis.v2.lineitem+json");
    let sound = serde_json::json!({"id": "https://lms.example/1", "label": "a", "scoreMaximum": 1});
    assert!(schema.is_valid(&sound));
    for (member, wrong) in [
        ("id", serde_json::json!("/1")),
        ("id", Value::Null),
        ("label", serde_json::json!(7)),
        ("scoreMaximum", serde_json::json!(0)),
        ("endDateTime", serde_json::json!("soon")),
        ("tag", serde_json::json!("a".repeat(257))),
    ] {
        let mut document = sound.clone();
        document[member] = wrong;
        assert!(!schema.is_valid(&document), "{document}");
    }
}
