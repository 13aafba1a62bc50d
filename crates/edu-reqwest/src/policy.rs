//! Which hosts may be asked for keys.

use core::net::IpAddr;
use core::str::FromStr;
use std::collections::BTreeSet;

use edu_types::HttpUrl;

use crate::address::{Reach, reach};

/// Which addresses a fetch may reach: the public internet over https, and what is named here.
///
/// Addresses of platforms are typed in by people or come with a registration, so each of them
/// may be an attempt to make this machine talk to another one behind the firewall. Link-local
/// addresses, metadata services of cloud machines, multicast and reserved addresses are out of
/// reach whatever is named.
///
/// ```
/// use edu_reqwest::FetchPolicy;
///
/// let policy = FetchPolicy::new()
///     .with_intranet_host("moodle.school.example")?
///     .with_intranet_network("10.20.0.0/16")?;
/// let error = policy.with_intranet_network("10.20.30.40/16").unwrap_err();
/// assert_eq!(error.to_string(), "network `10.20.30.40/16` has bits set after its prefix");
/// # Ok::<(), edu_reqwest::PolicyError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchPolicy {
    loopback: bool,
    hosts: BTreeSet<String>,
    networks: Vec<Network>,
}

/// A host or network cannot be named like this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// The text is no host name.
    #[error("`{found}` is no host name; addresses are named as networks")]
    Host {
        /// What was named.
        found: String,
    },
    /// The text is no network.
    #[error("`{found}` is no network, an address with `/` and the length of its prefix is")]
    Network {
        /// What was named.
        found: String,
    },
    /// The network is written with an address inside it.
    #[error("network `{found}` has bits set after its prefix")]
    HostBits {
        /// What was named.
        found: String,
    },
}

/// Addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    first: IpAddr,
    prefix: u32,
}

impl FetchPolicy {
    /// The public internet over https, and nothing else.
    pub const fn new() -> Self {
        Self {
            loopback: false,
            hosts: BTreeSet::new(),
            networks: Vec::new(),
        }
    }

    /// Lets this host have an address in a private network (RFC 1918, RFC 6598, RFC 4193).
    ///
    /// The name is compared whole, in any case. https stays required.
    ///
    /// # Errors
    ///
    /// [`PolicyError::Host`] when the text is no host name.
    pub fn with_intranet_host(mut self, name: &str) -> Result<Self, PolicyError> {
        let refused = || PolicyError::Host {
            found: name.to_owned(),
        };
        let url = HttpUrl::parse(&format!("https://{name}/")).map_err(|_| refused())?;
        if url.host() != name || literal(name).is_some() {
            return Err(refused());
        }
        self.hosts.insert(canonical(name));
        Ok(self)
    }

    /// Lets any host have an address of this network, as in `10.20.0.0/16` or `fd12:3456::/32`.
    ///
    /// Private and loopback addresses alone can be let in. https stays required.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] when the text is no network.
    pub fn with_intranet_network(mut self, network: &str) -> Result<Self, PolicyError> {
        self.networks.push(network.parse()?);
        Ok(self)
    }

    /// Lets `localhost`, names under it and loopback addresses be asked, over http too.
    ///
    /// For development and tests: whoever can register a platform can then make this machine
    /// talk to itself.
    #[must_use]
    pub const fn insecure_allow_loopback(mut self) -> Self {
        self.loopback = true;
        self
    }

    /// Whether plain http may be spoken with this host.
    pub(crate) fn permits_http(&self, host: &str) -> bool {
        self.loopback && is_loopback_host(host)
    }

    /// Whether a connection to this address may be opened on behalf of this host.
    pub(crate) fn permits(&self, host: &str, address: IpAddr) -> bool {
        let listed = || self.networks.iter().any(|network| network.has(address));
        match reach(address) {
            Reach::Public => true,
            Reach::Intranet => listed() || self.hosts.contains(&canonical(host)),
            Reach::Loopback => listed() || self.permits_http(host),
            Reach::Never => false,
        }
    }
}

/// The address that a host of an URL is, if it is one.
pub(crate) fn literal(host: &str) -> Option<IpAddr> {
    let bare = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    bare.unwrap_or(host).parse().ok()
}

/// Whether a host means this machine without anybody being asked.
///
/// Spec: RFC 6761 §6.3.
pub(crate) fn is_loopback_host(host: &str) -> bool {
    if let Some(address) = literal(host) {
        return reach(address) == Reach::Loopback;
    }
    is_localhost(host)
}

/// Whether a name is `localhost` or under it.
pub(crate) fn is_localhost(name: &str) -> bool {
    let name = canonical(name);
    name.rsplit('.').next() == Some("localhost")
}

fn canonical(name: &str) -> String {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.to_ascii_lowercase()
}

impl Network {
    fn has(self, address: IpAddr) -> bool {
        masked(address, self.prefix) == Some(self.first)
            && address.is_ipv4() == self.first.is_ipv4()
    }
}

impl FromStr for Network {
    type Err = PolicyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || PolicyError::Network {
            found: text.to_owned(),
        };
        let (first, prefix) = text.split_once('/').ok_or_else(refused)?;
        if prefix.is_empty() || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refused());
        }
        let first: IpAddr = first.parse().map_err(|_| refused())?;
        let prefix: u32 = prefix.parse().map_err(|_| refused())?;
        match masked(first, prefix) {
            None => Err(refused()),
            Some(masked) if masked != first => Err(PolicyError::HostBits {
                found: text.to_owned(),
            }),
            Some(_) => Ok(Self { first, prefix }),
        }
    }
}

/// The address with all bits after the prefix zero; none where the prefix is too long.
fn masked(address: IpAddr, prefix: u32) -> Option<IpAddr> {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32_u32.checked_sub(prefix)?);
            let bits = address.to_bits() & mask.unwrap_or(0);
            Some(IpAddr::V4(bits.into()))
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128_u32.checked_sub(prefix)?);
            let bits = address.to_bits() & mask.unwrap_or(0);
            Some(IpAddr::V6(bits.into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(policy: &FetchPolicy, host: &str, address: &str) -> bool {
        policy.permits(host, address.parse().unwrap())
    }

    #[test]
    fn without_names_only_the_public_internet_is_in_reach() {
        let policy = FetchPolicy::new();
        assert!(permits(&policy, "lms.example", "93.184.216.34"));
        for address in ["10.0.0.1", "127.0.0.1", "::1", "fd00::1", "169.254.169.254"] {
            assert!(!permits(&policy, "lms.example", address), "{address}");
            assert!(!permits(&policy, "localhost", address), "{address}");
        }
        assert!(!policy.permits_http("localhost"));
    }

    #[test]
    fn a_named_host_may_be_private_and_no_other() {
        let policy = FetchPolicy::new().with_intranet_host("Moodle.school.example");
        let policy = policy.unwrap();
        assert!(permits(&policy, "moodle.SCHOOL.example.", "10.0.0.1"));
        assert!(permits(&policy, "moodle.school.example", "fd00::1"));
        for other in ["x.moodle.school.example", "moodle.school", "school.example"] {
            assert!(!permits(&policy, other, "10.0.0.1"), "{other}");
        }
        for address in ["127.0.0.1", "169.254.169.254", "0.0.0.0", "::ffff:10.0.0.1"] {
            assert!(
                !permits(&policy, "moodle.school.example", address),
                "{address}"
            );
        }
    }

    #[test]
    fn a_named_network_is_in_reach_to_its_last_address() {
        let policy = FetchPolicy::new()
            .with_intranet_network("10.20.0.0/15")
            .and_then(|policy| policy.with_intranet_network("fd12::/16"))
            .unwrap();
        for inside in ["10.20.0.0", "10.21.255.255", "fd12:ffff::1"] {
            assert!(permits(&policy, "any.example", inside), "{inside}");
        }
        for outside in ["10.19.255.255", "10.22.0.0", "fd13::1", "192.168.0.1"] {
            assert!(!permits(&policy, "any.example", outside), "{outside}");
        }
    }

    #[test]
    fn no_network_opens_what_must_never_be_reached() {
        let policy = FetchPolicy::new()
            .with_intranet_network("0.0.0.0/0")
            .and_then(|policy| policy.with_intranet_network("::/0"))
            .unwrap();
        assert!(permits(&policy, "any.example", "10.0.0.1"));
        for never in [
            "169.254.169.254",
            "0.0.0.0",
            "224.0.0.1",
            "fe80::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(!permits(&policy, "any.example", never), "{never}");
        }
    }

    #[test]
    fn loopback_is_for_hosts_that_say_so() {
        let policy = FetchPolicy::new().insecure_allow_loopback();
        for host in [
            "localhost",
            "lms.localhost",
            "LMS.localhost.",
            "127.0.0.1",
            "[::1]",
        ] {
            assert!(policy.permits_http(host), "{host}");
            assert!(permits(&policy, host, "127.0.0.1"), "{host}");
        }
        for host in [
            "localhost.example",
            "evil.example",
            "notlocalhost",
            "10.0.0.1",
            "128.0.0.1",
        ] {
            assert!(!policy.permits_http(host), "{host}");
            assert!(!permits(&policy, host, "127.0.0.1"), "{host}");
            assert!(!permits(&policy, host, "::1"), "{host}");
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        let texts = [
            "",
            "10.0.0.0",
            "10.0.0.0/",
            "10.0.0.0/33",
            "10.0.0.0/+8",
            "10.0.0.0/8/8",
            "10/8",
            "fd00::/129",
            "[fd00::]/8",
            "lms.example/8",
            "10.0.0.0/99999999999",
            "/8",
        ];
        for text in texts {
            let refused = FetchPolicy::new().with_intranet_network(text);
            let found = text.to_owned();
            assert_eq!(refused, Err(PolicyError::Network { found }));
        }
    }

    #[test]
    fn what_is_no_host_name_is_refused() {
        for text in [
            "",
            "10.0.0.1",
            "[fd00::1]",
            "lms.example:8443",
            "a b",
            "a/b",
            "u@lms",
            "a#",
        ] {
            let refused = FetchPolicy::new().with_intranet_host(text);
            assert!(matches!(refused, Err(PolicyError::Host { .. })), "{text}");
        }
    }
}
