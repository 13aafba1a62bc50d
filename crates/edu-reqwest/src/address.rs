//! Which addresses belong to the public internet, and which lead inside.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where a connection to an address would end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// On the public internet.
    Public,
    /// In a network of one's own.
    Intranet,
    /// On this machine.
    Loopback,
    /// Nowhere a key set could be: link-local, metadata of cloud machines, multicast, reserved,
    /// documentation, or an address that hides another one.
    Never,
}

/// Metadata and control services of cloud machines outside the ranges refused as a whole.
const METADATA: [IpAddr; 4] = [
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
    IpAddr::V6(Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254)),
];

/// Spec: RFC 6890 and the IANA registries of special-purpose addresses.
pub(crate) fn reach(address: IpAddr) -> Reach {
    if METADATA.contains(&address) {
        return Reach::Never;
    }
    match address {
        IpAddr::V4(address) => reach_v4(address),
        IpAddr::V6(address) => reach_v6(address),
    }
}

fn reach_v4(address: Ipv4Addr) -> Reach {
    match address.octets() {
        [127, ..] => Reach::Loopback,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] => Reach::Intranet,
        // This network, multicast, reserved and broadcast; link-local; IETF assignments and
        // documentation; 6to4 relays; benchmarks; documentation twice more.
        [0 | 224..=255, ..]
        | [169, 254, ..]
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 18..=19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => Reach::Never,
        _ => Reach::Public,
    }
}

fn reach_v6(address: Ipv6Addr) -> Reach {
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 1] => Reach::Loopback,
        [0xfc00..=0xfdff, ..] => Reach::Intranet,
        // Networks without IPv4 reach it through this prefix; what is behind it counts.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => match reach(embedded(high, low)) {
            Reach::Public => Reach::Public,
            Reach::Intranet | Reach::Loopback | Reach::Never => Reach::Never,
        },
        // IETF assignments with Teredo among them, documentation, 6to4.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => Reach::Never,
        [0x2000..=0x3fff, ..] => Reach::Public,
        // Among them unspecified, mapped IPv4, link-local, site-local and multicast.
        _ => Reach::Never,
    }
}

fn embedded(high: u16, low: u16) -> IpAddr {
    let bits = (u32::from(high) << 16) | u32::from(low);
    IpAddr::V4(Ipv4Addr::from_bits(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_all(expected: Reach, addresses: &[&str]) {
        for text in addresses {
            let found = reach(text.parse().unwrap());
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn case_05_metadata_of_cloud_machines_is_never_reached() {
        let addresses = [
            "169.254.169.254",
            "169.254.170.2",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd20:ce::254",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
        ];
        assert_all(Reach::Never, &addresses);
    }

    #[test]
    fn addresses_that_are_nobodys_are_never_reached() {
        let addresses = [
            "0.0.0.0",
            "0.1.2.3",
            "169.254.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "ff0e::1",
            "2001:db8::1",
            "3fff::1",
            "100::1",
            "5f00::1",
            "4000::1",
        ];
        assert_all(Reach::Never, &addresses);
    }

    #[test]
    fn ipv4_hidden_in_ipv6_is_never_reached() {
        let addresses = [
            "::ffff:8.8.8.8",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "2002:808:808::1",
            "2001:0:808:808::1",
            "2001:1ff::1",
        ];
        assert_all(Reach::Never, &addresses);
    }

    #[test]
    fn networks_of_ones_own_are_told_apart_to_the_last_address() {
        let inside = [
            "10.0.0.0",
            "10.255.255.255",
            "172.16.0.0",
            "172.31.255.255",
            "192.168.0.0",
            "192.168.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "fc00::",
            "fdff:ffff::1",
        ];
        assert_all(Reach::Intranet, &inside);
    }

    #[test]
    fn this_machine_is_told_apart() {
        assert_all(Reach::Loopback, &["127.0.0.1", "127.255.255.255", "::1"]);
    }

    #[test]
    fn the_neighbours_of_every_range_are_public() {
        let outside = [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.0.3.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:200::1",
            "2001:db7::1",
            "2001:db9::1",
            "2003::1",
            "2606:4700::1111",
            "3fff:1000::1",
            "64:ff9b::8.8.8.8",
        ];
        assert_all(Reach::Public, &outside);
    }
}
