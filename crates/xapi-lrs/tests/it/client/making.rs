//! What can be sent, and where to.

use bytes::Bytes;
use edu_types::{HttpUrl, Secret};
use xapi_lrs::client::{
    Delivery, DeliveryLimits, DeliveryStep, Outgoing, OutgoingError, RemoteStore, RemoteStoreError,
};
use xapi_model::Version;
use xapi_model::multipart::{Digest, StatementsFormat};

use super::{NOW, delivery, outgoing, posted, read, remote, text};

fn sent(delivery: &mut Delivery) -> http::Request<Bytes> {
    let DeliveryStep::Send(request) = delivery.next(&NOW) else {
        panic!("nothing to send");
    };
    *request
}

fn with_attachment(digest: &Digest, media_type: &str, more: &str) -> String {
    let attachment = format!(
        r#""attachments":[{{"usageType":"https://school.example/essay","display":{{"en":"Essay"}},
        "contentType":"{media_type}","length":3,"sha2":"{digest}"{more}}}],"object""#
    );
    text(1, "7").replace("\"object\"", &attachment)
}

#[test]
fn statements_go_out_byte_for_byte_with_version_and_credentials() {
    let store = remote().with_basic("Ada", &Secret::new("open:sesame".to_owned()));
    let mut delivery = Delivery::new(store.unwrap());
    delivery.push(outgoing(1)).unwrap();
    let request = sent(&mut delivery);
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    assert_eq!(header("x-experience-api-version"), "2.0.0");
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("authorization"), "Basic QWRhOm9wZW46c2VzYW1l");
    assert_eq!(request.uri(), "https://lrs.example/xapi/statements");
    assert_eq!(*request.body(), format!("[{}]", text(1, "7")));
}

#[test]
fn batches_keep_to_both_limits() {
    let mut few = delivery(5).with_limits(DeliveryLimits::DEFAULT.with_statements(2));
    assert_eq!(posted(sent(&mut few).body()).len(), 2);
    let one = text(0, "7").len();
    let mut small = delivery(5).with_limits(DeliveryLimits::DEFAULT.with_bytes(3 * one));
    assert_eq!(posted(sent(&mut small).body()).len(), 3);
    let mut tiny = delivery(5).with_limits(DeliveryLimits::DEFAULT.with_bytes(1));
    assert_eq!(posted(sent(&mut tiny).body()).len(), 1);
    let mut none = delivery(5).with_limits(DeliveryLimits::DEFAULT.with_statements(0));
    assert_eq!(posted(sent(&mut none).body()).len(), 1);
}

#[test]
fn data_of_attachments_goes_out_once_and_the_same_at_every_attempt() {
    let text = with_attachment(&Digest::of(b"abc"), "text/plain", "");
    let data = Bytes::from_static(b"abc");
    let other = text.replace("000000000001", "000000000002");
    let mut delivery = Delivery::new(remote());
    for text in [&text, &other] {
        let outgoing = Outgoing::with_data(read(text), [data.clone(), data.clone()]);
        delivery.push(outgoing.unwrap()).unwrap();
    }
    let request = sent(&mut delivery);
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let format = StatementsFormat::of(content_type).unwrap();
    assert!(matches!(format, StatementsFormat::Multipart(_)));
    let body = core::str::from_utf8(request.body()).unwrap();
    assert_eq!(body.matches("\r\n\r\nabc\r\n--").count(), 1);
    assert!(body.contains(&text));
    assert_eq!(sent(&mut delivery).body(), request.body());
}

#[test]
fn what_no_store_could_take_is_refused_before_it_is_sent() {
    let no_id = text(1, "7").replace("\"id\":\"fd41c918-b88b-4b20-a0a5-000000000001\",", "");
    let refused = Outgoing::new(read(&no_id)).unwrap_err();
    assert_eq!(refused, OutgoingError::NoId);
    let text = with_attachment(&Digest::of(b"abc"), "text/plain", "");
    let refused = Outgoing::new(read(&text)).unwrap_err();
    assert_eq!(refused, OutgoingError::DataMissing { at: 0 });
    let data = ["abc", "abd"].map(Bytes::from);
    let refused = Outgoing::with_data(read(&text), data).unwrap_err();
    assert_eq!(refused, OutgoingError::DataStrange { at: 1 });
    let text = with_attachment(&Digest::of(b"abc"), "text/plain;name=é", "");
    let refused = Outgoing::with_data(read(&text), [Bytes::from_static(b"abc")]).unwrap_err();
    assert_eq!(refused, OutgoingError::MediaType { at: 0 });
}

#[test]
fn attachments_with_an_address_need_no_data() {
    let address = r#","fileUrl":"https://school.example/essays/1""#;
    let text = with_attachment(&Digest::of(b"abc"), "text/plain", address);
    assert!(Outgoing::new(read(&text)).is_ok());
}

#[test]
fn a_statement_on_its_way_is_not_pushed_again() {
    let mut delivery = delivery(1);
    let refused = delivery.push(outgoing(0)).unwrap_err();
    let said = "a statement with this id is on its way already";
    assert_eq!(refused.to_string(), said);
    assert_eq!(delivery.unsettled(), 1);
}

#[test]
fn stores_that_anybody_could_listen_to_are_refused() {
    let plain = HttpUrl::parse("http://lrs.example/xapi").unwrap();
    let refused = RemoteStore::new(&plain, Version::V2_0).unwrap_err();
    assert_eq!(refused, RemoteStoreError::Plain);
    assert!(RemoteStore::insecure_allow_http(&plain, Version::V2_0).is_ok());
    let query = HttpUrl::parse("https://lrs.example/xapi?a=b").unwrap();
    let refused = RemoteStore::new(&query, Version::V2_0).unwrap_err();
    assert_eq!(refused, RemoteStoreError::Query);
    for name in ["a:b", "a\nb"] {
        let refused = remote().with_basic(name, &Secret::default()).unwrap_err();
        assert_eq!(refused, RemoteStoreError::Name);
    }
}

#[test]
fn debug_shows_neither_statements_nor_credentials() {
    let store = remote().with_basic("Ada", &Secret::new("open".to_owned()));
    let mut delivery = Delivery::new(store.unwrap());
    delivery.push(outgoing(1)).unwrap();
    let step = delivery.next(&NOW);
    let shown = format!("{delivery:?} {step:?} {:?}", outgoing(1));
    for secret in ["QWRh", "ada@", "Basic"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
