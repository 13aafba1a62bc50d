//! Documents of LTI services: JSON that is judged by its own type.

use edu_json::{Checked, FromJson, Kind, Node, Refused, Tree, Wire, read_tree};
use edu_types::{Limits, Profile, Report};
use lti_core::ags::{LineItem, LineItems, Score};
use lti_core::dynamic_registration::{PlatformConfiguration, ToolConfiguration};
use lti_core::nrps::MembershipContainer;

use crate::arguments::Shared;
use crate::input::{Bytes, without_mark};
use crate::judge::Judge;
use crate::jwks::too_large;
use crate::located::located;

/// A kind of document.
pub(crate) struct Document {
    /// Versions of the standard that a caller may name.
    versions: &'static [&'static str],
    limits: Limits,
    read: fn(&Tree<'_>, &Profile) -> Result<Report, Refused>,
}

/// Services read no larger ones.
const SMALL: Limits = Limits::DEFAULT.with_bytes(64 * 1024);

/// One line item, or a page of them.
pub(crate) static LINE_ITEM: Document = Document {
    versions: &["2.0"],
    limits: MembershipContainer::LIMITS,
    read: |tree, profile| {
        if tree.root().kind() == Kind::Array {
            judged::<LineItems>(tree, profile)
        } else {
            judged::<LineItem>(tree, profile)
        }
    },
};

/// One score.
pub(crate) static SCORE: Document = Document {
    versions: &["2.0"],
    limits: SMALL,
    read: judged::<Score>,
};

/// A list of members, or a page of it.
pub(crate) static MEMBERS: Document = Document {
    versions: &["2.0"],
    limits: MembershipContainer::LIMITS,
    read: judged::<MembershipContainer>,
};

/// What a tool asks for, or a platform offers, in a dynamic registration.
pub(crate) static REGISTRATION: Document = Document {
    versions: &["1.0"],
    limits: SMALL,
    read: |tree, profile| {
        if is_of_platform(tree.root()) {
            judged::<PlatformConfiguration>(tree, profile)
        } else {
            judged::<ToolConfiguration>(tree, profile)
        }
    },
};

/// Tools have no such address.
fn is_of_platform(document: Node<'_>) -> bool {
    document.get("authorization_endpoint").is_some() || document.get("token_endpoint").is_some()
}

fn judged<T: Wire + FromJson>(tree: &Tree<'_>, profile: &Profile) -> Result<Report, Refused> {
    read_tree::<T>(tree, profile).map(|Checked { report, .. }| report)
}

/// Says how documents of a kind are judged.
pub(crate) fn judge<'c>(
    document: &'static Document,
    shared: &'c Shared,
) -> Result<Judge<'c>, String> {
    let known = document.versions;
    let version = match &shared.version {
        None => known.first().copied(),
        Some(named) => Some(*known.iter().find(|known| *known == named).ok_or_else(|| {
            let named = named.escape_debug();
            format!(
                "--version: there is no {named} here, {} is known",
                known.join(", ")
            )
        })?),
    };
    let verdict = move |file: &Bytes| judge_one(file, document, &shared.profile);
    Ok(Judge::of_bytes(document.limits.bytes, version, verdict))
}

fn judge_one(file: &Bytes, document: &Document, profile: &Profile) -> Report {
    let bytes = match file {
        Bytes::Whole(bytes) => bytes,
        Bytes::TooLarge(limit) => return too_large(*limit),
    };
    let bytes = without_mark(bytes);
    let read = match Tree::parse(bytes, &document.limits) {
        Ok(tree) => (document.read)(&tree, profile),
        Err(error) => Err(error.into()),
    };
    located(read.unwrap_or_else(Refused::into_report), bytes)
}
