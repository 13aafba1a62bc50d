use edu_types::HttpUrl;
use proptest::prelude::*;
use url::Url;

proptest! {
    // Where both accept, a browser's library must see the same origin: a difference would be a
    // way to slip past a check.
    #[test]
    fn an_accepted_address_has_the_origin_that_a_browser_sees(
        text in "[hH]ttps?://([a-wA-W]{1,3}\\.|[0-9]{1,3}\\.|\\[[0-9a-f:.]{2,12}\\]|0x|localhost|@|_|-){1,4}(:[0-9]{0,5})?([/?][a-z@:/?%2e.]{0,8})?",
    ) {
        if let (Ok(ours), Ok(theirs)) = (HttpUrl::parse(&text), Url::parse(&text)) {
            prop_assert_eq!(ours.origin(), theirs.origin().ascii_serialization());
            prop_assert_eq!(ours.query(), theirs.query());
        }
    }

    #[test]
    fn every_ipv6_host_has_the_origin_that_a_browser_sees(number in any::<u128>(), shift in 0_u32..128, mapped in any::<bool>()) {
        let low = number.checked_shr(shift).unwrap_or_default();
        let number = if mapped { low & 0xffff_ffff | 0xffff_0000_0000 } else { low };
        let address = core::net::Ipv6Addr::from_bits(number);
        let text = format!("https://[{address}]:8443/");
        let theirs = Url::parse(&text).unwrap().origin().ascii_serialization();
        prop_assert_eq!(HttpUrl::parse(&text).unwrap().origin(), theirs);
    }

    // What we accept, browsers accept, apart from names that start with `xn--`.
    #[test]
    fn an_accepted_address_is_one_to_a_browser(
        text in "https://[a-w0-9._:@\\[\\]-]{1,12}(/[a-z.%/@]{0,6})?",
    ) {
        prop_assert!(HttpUrl::parse(&text).is_err() || Url::parse(&text).is_ok());
    }
}
