//! Names to addresses, of which only those are handed on that may be reached.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::FetchPolicy;
use crate::policy::is_localhost;

/// The host's addresses are all out of reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no address of the host may be reached")]
pub(crate) struct OutOfReach;

/// Asks the operating system, and keeps back what the policy does not permit.
///
/// The client connects to the very addresses that come from here: a name that means something
/// else a moment later changes nothing.
pub(crate) struct CheckedResolver {
    policy: FetchPolicy,
}

impl CheckedResolver {
    pub(crate) const fn new(policy: FetchPolicy) -> Self {
        Self { policy }
    }
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = self.policy.clone();
        Box::pin(async move {
            let found = addresses_of(name.as_str()).await?;
            let permitted = permitted(&policy, name.as_str(), found)?;
            let addresses: Addrs = Box::new(permitted.into_iter());
            Ok(addresses)
        })
    }
}

/// Names under `localhost` are never asked about elsewhere.
///
/// Spec: RFC 6761 §6.3.
async fn addresses_of(name: &str) -> std::io::Result<Vec<SocketAddr>> {
    if is_localhost(name) {
        let here = [
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(Ipv6Addr::LOCALHOST),
        ];
        return Ok(here.map(|address| SocketAddr::new(address, 0)).to_vec());
    }
    Ok(tokio::net::lookup_host((name, 0)).await?.collect())
}

fn permitted(
    policy: &FetchPolicy,
    name: &str,
    found: Vec<SocketAddr>,
) -> Result<Vec<SocketAddr>, OutOfReach> {
    let some = !found.is_empty();
    let permitted: Vec<_> = found
        .into_iter()
        .filter(|address| policy.permits(name, address.ip()))
        .collect();
    if some && permitted.is_empty() {
        return Err(OutOfReach);
    }
    Ok(permitted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn socket(text: &str) -> SocketAddr {
        SocketAddr::new(text.parse().unwrap(), 0)
    }

    #[test]
    fn of_several_addresses_only_the_permitted_are_connected_to() {
        let found = ["10.0.0.1", "93.184.216.34", "169.254.169.254", "::1"].map(socket);
        let permitted = permitted(&FetchPolicy::new(), "lms.example", found.to_vec());
        assert_eq!(permitted, Ok(vec![socket("93.184.216.34")]));
    }

    #[test]
    fn case_05_a_name_that_leads_inside_is_out_of_reach() {
        for inside in [
            "10.0.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "fd00::1",
            "::ffff:7f00:1",
        ] {
            let refused = permitted(&FetchPolicy::new(), "evil.example", vec![socket(inside)]);
            assert_eq!(refused, Err(OutOfReach), "{inside}");
        }
    }
}
