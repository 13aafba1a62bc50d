//! Addresses of `url`, which rewrites what it is given.

use url::Url;

use super::ConvertError;
use crate::{HttpUrl, HttpUrlError};

impl TryFrom<&HttpUrl> for Url {
    type Error = ConvertError;

    /// The address as browsers normalise it: its text is often another. Refuses hosts that are
    /// not valid as internationalised names.
    fn try_from(address: &HttpUrl) -> Result<Self, Self::Error> {
        let target = "url::Url";
        Self::parse(address.as_str()).map_err(|_| ConvertError::Address { target })
    }
}

impl TryFrom<&Url> for HttpUrl {
    type Error = HttpUrlError;

    /// The address as `url` writes it, under the usual rules.
    fn try_from(url: &Url) -> Result<Self, Self::Error> {
        Self::parse(url.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_break_our_rules_are_refused() {
        for (text, error) in [
            ("ftp://example.com/", HttpUrlError::Scheme),
            ("mailto:ada@example.com", HttpUrlError::Scheme),
            ("https://ada@example.com/", HttpUrlError::User),
            ("https://example.com/#top", HttpUrlError::Fragment),
            (
                "https://example.com/?a|b",
                HttpUrlError::Character { at: 22 },
            ),
        ] {
            assert_eq!(HttpUrl::try_from(&Url::parse(text).unwrap()), Err(error));
        }
    }

    #[test]
    fn hosts_that_are_no_internationalised_names_are_refused() {
        let address = HttpUrl::parse("https://xn--a/").unwrap();
        let target = "url::Url";
        assert_eq!(
            Url::try_from(&address),
            Err(ConvertError::Address { target })
        );
    }

    #[test]
    fn the_other_type_normalises() {
        let address = HttpUrl::parse("HTTP://Example.com:80/a/../b").unwrap();
        let url = Url::try_from(&address).unwrap();
        assert_eq!(url.as_str(), "http://example.com/b");
        assert_eq!(
            HttpUrl::try_from(&url).unwrap().as_str(),
            "http://example.com/b"
        );
    }
}
