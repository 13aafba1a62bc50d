//! The cases for tools. Numbers are those of the project's threat model; a letter tells spellings
//! apart. `g` are launches that must hold, `r` is what the tool asks for, `e` what is no message.

mod claims;
mod good_logins;
mod good_tokens;
mod grants;
mod header;
mod keys;
mod leads;
mod login;
mod once;
mod parties;
mod request;
mod shape;
mod signature;
mod times;

use super::Theme;

/// Every theme, in the order of their danger to each other: what may throw a tool over comes last.
pub(crate) const THEMES: &[Theme] = &[
    request::THEME,
    good_logins::THEME,
    good_tokens::THEME,
    signature::THEME,
    header::THEME,
    shape::THEME,
    parties::THEME,
    times::THEME,
    once::THEME,
    claims::THEME,
    grants::THEME,
    leads::THEME,
    keys::THEME,
    login::THEME,
];
