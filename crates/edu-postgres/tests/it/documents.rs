//! Documents of a record store, changed through several pools at once.

use bytes::Bytes;
use tokio::task::JoinSet;
use xapi_lrs::{
    DocumentAction, DocumentChange, DocumentId, DocumentPlace, Key, Precondition, RecordStore as _,
};

use crate::bed::Bed;
use crate::records::{NOW, ada, records, tenant};

#[test]
fn no_change_of_a_document_through_two_pools_is_lost() {
    let Some(bed) = Bed::new() else { return };
    let pools = [bed.database(), bed.database()];
    let place = DocumentPlace::AgentProfile(Key::agent(&ada().identifier));
    let name = DocumentId::new("settings").unwrap();
    bed.run(async {
        let mut writers = JoinSet::new();
        for (writer, pool) in (0..8).zip(pools.iter().cycle()) {
            let (records, place, name) = (records(pool).await, place.clone(), name.clone());
            writers.spawn(async move {
                let tenant = tenant("t");
                for round in 0..20 {
                    let content = format!(r#"{{"{writer}-{round}":true}}"#);
                    let change = DocumentChange {
                        action: DocumentAction::Merge {
                            content_type: "application/json".into(),
                            content: Bytes::from(content),
                        },
                        precondition: Precondition::Nothing,
                        max_bytes: 100_000,
                    };
                    let changed = records.change_document(&tenant, &place, &name, change, &NOW);
                    assert_eq!(changed.await, Ok(Ok(())));
                }
            });
        }
        while let Some(written) = writers.join_next().await {
            written.unwrap();
        }
        let records = records(&pools[0]).await;
        let kept = records.document(&tenant("t"), &place, &name).await;
        let kept = kept.unwrap().unwrap().content;
        let members = String::from_utf8_lossy(&kept).matches("true").count();
        assert_eq!(members, 160);
    });
}

#[test]
fn documents_are_removed_while_others_change_them_and_nobody_is_in_the_way() {
    let Some(bed) = Bed::new() else { return };
    let pools = [bed.database(), bed.database()];
    let place = DocumentPlace::AgentProfile(Key::agent(&ada().identifier));
    bed.run(async {
        let mut crowd = JoinSet::new();
        for (member, pool) in (0..8).zip(pools.iter().cycle()) {
            let (records, place) = (records(pool).await, place.clone());
            crowd.spawn(async move {
                let tenant = tenant("t");
                for round in 0..20 {
                    let name = DocumentId::new(format!("{}", (member + round) % 5)).unwrap();
                    let change = DocumentChange {
                        action: DocumentAction::Put {
                            content_type: "text/plain".into(),
                            content: Bytes::from_static(b"text"),
                        },
                        precondition: Precondition::Nothing,
                        max_bytes: 100,
                    };
                    let changed = records.change_document(&tenant, &place, &name, change, &NOW);
                    assert_eq!(changed.await, Ok(Ok(())));
                    if round % 3 == 0 {
                        let removed = records.remove_documents(&tenant, &place).await;
                        assert_eq!(removed, Ok(()));
                    }
                }
            });
        }
        while let Some(done) = crowd.join_next().await {
            done.unwrap();
        }
    });
}
