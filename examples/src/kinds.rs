//! The kinds of platforms that schools have, and where each shows what a tool must know.
//!
//! Menus move with versions; what is said here is what has long been so.

/// One kind of platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a row of a table")]
pub struct Kind {
    /// Name of its profile in [`lti_core::quirks`].
    pub profile: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// How it names itself at every school, where that is so.
    pub issuer: Option<&'static str>,
    /// Where to find things, a sentence or two each.
    pub hints: &'static [&'static str],
}

impl Kind {
    /// Every kind, as people would look for it.
    pub const ALL: &'static [Self] = &[
        Self {
            profile: "canvas",
            label: "Canvas",
            issuer: Some("https://canvas.instructure.com"),
            hints: &[
                "The issuer is the same for every school that Instructure hosts, whatever the \
                 address of the school; beta and test sites have one of their own.",
                "The client id is the number of the developer key: Admin, Developer Keys, in the \
                 column Details.",
                "The deployment id is shown when the app was added to an account or course: \
                 Settings, Apps, the gear beside the app.",
                "The launch address must be among the redirect URIs of the key to the letter, \
                 slash at the end included.",
            ],
        },
        Self {
            profile: "moodle",
            label: "Moodle",
            issuer: None,
            hints: &[
                "Everything stands in one place: Site administration, Plugins, External tool, \
                 Manage tools, then the list icon of the tool (“View configuration details”).",
                "The platform ID there is the issuer: the address of the Moodle site, without a \
                 slash at the end.",
                "The authentication request URL ends with /mod/lti/auth.php, the public keyset \
                 URL with /mod/lti/certs.php.",
            ],
        },
        Self {
            profile: "blackboard",
            label: "Blackboard Learn",
            issuer: Some("https://blackboard.com"),
            hints: &[
                "The issuer is the same for every school. The client id is the application id \
                 from the developer portal, the same at every school, too.",
                "What tells schools apart is the deployment id: Administrator Panel, Integrations, \
                 LTI Tool Providers, then the tool.",
            ],
        },
        Self {
            profile: "brightspace",
            label: "Brightspace",
            issuer: None,
            hints: &[
                "Admin Tools, Manage Extensibility, LTI Advantage: the tool's registration lists \
                 client id, keyset URL, authentication endpoint and issuer.",
                "The issuer is the address of the school's Brightspace. The deployment id is \
                 shown once a deployment of the tool was made.",
            ],
        },
        Self {
            profile: "schoology",
            label: "Schoology",
            issuer: Some("https://schoology.schoology.com"),
            hints: &[
                "The issuer is the same for every school. PowerSchool's developer pages name the \
                 authorization endpoint and the address of the keys, which all schools share.",
                "The client id belongs to the app, the deployment id to its installation.",
            ],
        },
        Self {
            profile: "sakai",
            label: "Sakai",
            issuer: None,
            hints: &[
                "The issuer is the address of the Sakai site. Its external tools administration \
                 shows, for a tool with LTI 1.3, every value that is asked for here.",
            ],
        },
        Self {
            profile: "open-edx",
            label: "Open edX",
            issuer: None,
            hints: &[
                "Studio shows client id, deployment id, keyset URL and login URL in the LTI \
                 Consumer component, after it was saved with version LTI 1.3.",
                "Each component is a platform of its own here: it has its own client id and keys. \
                 Old versions name no key in their messages.",
            ],
        },
    ];

    /// The kind of a profile.
    pub fn named(profile: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|kind| kind.profile == profile)
    }
}

#[cfg(test)]
mod tests {
    use edu_types::HttpUrl;
    use lti_core::quirks;

    use super::*;

    #[test]
    fn every_profile_of_a_platform_has_its_kind_and_no_kind_lacks_a_profile() {
        let mut profiles: Vec<&str> = Kind::ALL.iter().map(|kind| kind.profile).collect();
        profiles.sort_unstable();
        assert_eq!(profiles, quirks::NAMES);
    }

    #[test]
    fn usual_issuers_are_issuers() {
        for issuer in Kind::ALL.iter().filter_map(|kind| kind.issuer) {
            assert!(HttpUrl::parse(issuer).unwrap().is_https());
            assert!(!issuer.ends_with('/'));
        }
    }

    #[test]
    fn a_profile_without_platform_is_no_kind() {
        for name in ["strict", "lenient", "", "Canvas"] {
            assert_eq!(Kind::named(name), None);
        }
    }
}
