//! The kit finds nothing in invitations that hold, and every fault in broken ones.

use std::collections::BTreeMap;
use std::sync::Mutex;

use edu_types::Timestamp;
use lti_core::dynamic_registration::{Invitation, InvitationToken, Invitations, MemoryInvitations};
use lti_core::{BackendError, Privacy, Taken, kit};
use pollster::block_on;

use super::broken::once_later;
use super::{assert_caught, codes};

/// Which promise is broken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    GivesTwice,
    LooksFirst,
    ForgetsUse,
    NeverExpires,
    LosesPrivacy,
}

struct Odd {
    fault: Fault,
    kept: Mutex<BTreeMap<String, (Invitation, bool)>>,
}

impl Odd {
    fn new(fault: Fault) -> Self {
        let kept = Mutex::new(BTreeMap::new());
        Self { fault, kept }
    }

    fn taken(&self, token: &InvitationToken, now: &Timestamp) -> Taken<Invitation> {
        let kept = self.kept.lock().unwrap();
        match kept.get(token.as_str()) {
            Some((one, used)) => {
                let void = one.expires().unix_seconds() <= now.unix_seconds();
                if void && self.fault != Fault::NeverExpires {
                    return Taken::Unknown;
                }
                if *used && self.fault != Fault::GivesTwice {
                    return Taken::AlreadyUsed;
                }
                Taken::Fresh(one.clone())
            }
            None => Taken::Unknown,
        }
    }
}

impl Invitations for Odd {
    async fn keep_invitation(&self, one: Invitation, _: &Timestamp) -> Result<(), BackendError> {
        let mut kept = self.kept.lock().unwrap();
        let one = if self.fault == Fault::LosesPrivacy {
            one.with_privacy(Privacy::Pseudonymous)
        } else {
            one
        };
        let token = one.token().as_str().to_owned();
        if kept.contains_key(&token) {
            return Err(BackendError::failed("key is in use"));
        }
        kept.insert(token, (one, false));
        Ok(())
    }

    async fn take_invitation(
        &self,
        token: &InvitationToken,
        now: &Timestamp,
    ) -> Result<Taken<Invitation>, BackendError> {
        let found = self.taken(token, now);
        if self.fault == Fault::LooksFirst {
            once_later().await;
        }
        if matches!(found, Taken::Fresh(_)) {
            let mut kept = self.kept.lock().unwrap();
            if self.fault == Fault::ForgetsUse {
                kept.remove(token.as_str());
            } else if let Some((_, used)) = kept.get_mut(token.as_str()) {
                *used = true;
            }
        }
        Ok(found)
    }
}

fn found(fault: Fault) -> Vec<&'static str> {
    codes(&block_on(kit::invitations(async || Odd::new(fault))))
}

#[test]
fn memory_keeps_invitations_as_promised() {
    let report = block_on(kit::invitations_of_capacity(8, async || {
        MemoryInvitations::with_capacity(8)
    }));
    assert!(report.is_empty(), "{report}");
    let two = (MemoryInvitations::new(), MemoryInvitations::new());
    let report = block_on(kit::invitations_of_tenants(two));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn invitations_with_a_fault_are_caught() {
    assert_caught(&found(Fault::GivesTwice), "lti.kit.twice");
    assert_eq!(found(Fault::LooksFirst), ["lti.kit.raced"]);
    assert_caught(&found(Fault::ForgetsUse), "lti.kit.use_forgotten");
    assert_caught(&found(Fault::NeverExpires), "lti.kit.expired");
    assert_caught(&found(Fault::LosesPrivacy), "lti.kit.changed");
}

#[test]
fn tenants_that_share_invitations_are_caught() {
    let one = MemoryInvitations::new();
    let report = block_on(kit::invitations_of_tenants((&one, &one)));
    assert_caught(&codes(&report), "lti.kit.crossed");
}
