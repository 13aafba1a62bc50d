//! The rooms of the workspace and which way dependencies may point.
//!
//! The table is that of docs/architecture.md. Dependencies point down only; a standard never
//! depends on another standard, except a profile on its base.

use crate::workspace::Package;

/// A layer of the workspace, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Room {
    /// Values, syntaxes and machines every standard shares; pure.
    Foundation,
    /// One crate per standard; pure.
    Standards,
    /// Signatures, servers, clients, stores: what touches the outside.
    Adapters,
    /// What people open first: the facade and the command.
    Doors,
    /// Never published: tasks, examples, benchmarks, judges, what tests share.
    Workshop,
}

const FOUNDATION: &[&str] = &[
    "edu-types",
    "edu-json",
    "edu-xml",
    "edu-zip",
    "edu-jose",
    "edu-http",
];

const STANDARDS: &[&str] = &[
    "lti-core",
    "xapi-model",
    "xapi-lrs",
    "cmi5-model",
    "caliper-analytics-model",
    "scorm-manifest",
    "scorm-runtime",
    "oneroster-model",
];

const ADAPTERS: &[&str] = &[
    "edu-jose-ring",
    "edu-jose-aws-lc",
    "edu-axum",
    "edu-actix",
    "edu-reqwest",
    "edu-sqlite",
    "edu-postgres",
];

const DOORS: &[&str] = &["edu-interop", "edu-cli"];

/// Profiles and services that stand on the standard they extend: (upper, base).
const ON_THEIR_BASE: &[(&str, &str)] = &[
    ("xapi-lrs", "xapi-model"),
    ("cmi5-model", "xapi-model"),
    ("scorm-runtime", "scorm-manifest"),
];

/// The room of a package; none for a published one the table does not know.
pub(crate) fn room_of(package: &Package) -> Option<Room> {
    if !package.published {
        return Some(Room::Workshop);
    }
    let tables = [
        (Room::Foundation, FOUNDATION),
        (Room::Standards, STANDARDS),
        (Room::Adapters, ADAPTERS),
        (Room::Doors, DOORS),
    ];
    let held = |(_, names): &&(Room, &[&str])| names.contains(&package.name.as_str());
    tables.iter().find(held).map(|(room, _)| *room)
}

/// Whether a package may neither read a clock nor touch a file, a socket or the environment.
pub(crate) fn is_pure(package: &Package) -> bool {
    matches!(room_of(package), Some(Room::Foundation | Room::Standards))
}

/// Every dependency between members that points the wrong way, and every package without a room.
pub(crate) fn violations(packages: &[Package]) -> Vec<String> {
    let mut found = Vec::new();
    for upper in packages {
        let Some(room) = room_of(upper) else {
            found.push(format!("{} has no room in xtask/src/rooms.rs", upper.name));
            continue;
        };
        for base in packages
            .iter()
            .filter(|base| upper.needs.contains(&base.name))
        {
            if let Some(below) = room_of(base)
                && !may_depend(upper, room, base, below)
            {
                let (name, need) = (&upper.name, &base.name);
                found.push(format!(
                    "{name} ({room:?}) must not depend on {need} ({below:?})"
                ));
            }
        }
    }
    found
}

fn may_depend(upper: &Package, room: Room, base: &Package, below: Room) -> bool {
    match room {
        Room::Foundation => below == Room::Foundation,
        Room::Standards if below == Room::Standards => {
            ON_THEIR_BASE.contains(&(upper.name.as_str(), base.name.as_str()))
        }
        Room::Standards | Room::Adapters | Room::Doors => below < room,
        Room::Workshop => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, needs: &[&str]) -> Package {
        Package {
            name: name.to_owned(),
            folder: name.into(),
            published: name != "xtask",
            features: Vec::new(),
            needs: needs.iter().map(|&need| need.to_owned()).collect(),
        }
    }

    #[test]
    fn a_standard_must_not_depend_on_an_adapter() {
        let packages = [
            package("lti-core", &["edu-jose-ring"]),
            package("edu-jose-ring", &[]),
        ];
        assert_eq!(
            violations(&packages),
            ["lti-core (Standards) must not depend on edu-jose-ring (Adapters)"]
        );
    }

    #[test]
    fn a_standard_must_not_depend_on_another_standard() {
        let packages = [
            package("lti-core", &["xapi-model"]),
            package("xapi-model", &[]),
        ];
        assert_eq!(violations(&packages).len(), 1);
    }

    #[test]
    fn a_base_must_not_depend_on_its_profile() {
        let packages = [
            package("cmi5-model", &[]),
            package("xapi-model", &["cmi5-model"]),
        ];
        assert_eq!(violations(&packages).len(), 1);
    }

    #[test]
    fn an_adapter_must_not_depend_on_its_neighbour() {
        let packages = [
            package("edu-axum", &["edu-sqlite"]),
            package("edu-sqlite", &[]),
        ];
        assert_eq!(violations(&packages).len(), 1);
    }

    #[test]
    fn nothing_published_depends_on_the_workshop() {
        let packages = [package("edu-cli", &["xtask"]), package("xtask", &[])];
        assert_eq!(violations(&packages).len(), 1);
    }

    #[test]
    fn a_published_package_without_a_room_is_named() {
        let packages = [package("edu-surprise", &[])];
        assert_eq!(
            violations(&packages),
            ["edu-surprise has no room in xtask/src/rooms.rs"]
        );
    }

    #[test]
    fn a_profile_may_depend_on_its_base_and_all_on_the_foundation() {
        let packages = [
            package("edu-types", &[]),
            package("edu-json", &["edu-types"]),
            package("xapi-model", &["edu-json"]),
            package("cmi5-model", &["xapi-model", "edu-types"]),
            package("xtask", &["cmi5-model"]),
        ];
        assert_eq!(violations(&packages), Vec::<String>::new());
    }
}
