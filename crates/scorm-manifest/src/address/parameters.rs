//! Parameters of an item, appended to the address of its resource.

use super::{Address, Deviations, reference};

/// Appends parameters to an address.
///
/// Leading `?` and `&` say only where they begin. Parameters that begin with `#` are a fragment, and are left out
/// where there is one already. Others go before a fragment: behind it, no browser takes them for parameters.
///
/// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`item`, parameters).
pub(super) fn append(address: &mut Address, parameters: &str, deviations: &mut Deviations) {
    let trimmed = parameters.trim();
    let mut rest = trimmed.trim_start_matches(['?', '&']).to_owned();
    if rest.is_empty() {
        return;
    }
    reference::encode(&mut rest, deviations);
    if let Some(fragment) = rest.strip_prefix('#') {
        if address.fragment.is_some() {
            deviations.second_fragment = true;
        } else {
            address.fragment = Some(fragment.to_owned());
        }
        return;
    }
    let (query, fragment) = match rest.split_once('#') {
        Some((query, fragment)) => (query, Some(fragment)),
        None => (rest.as_str(), None),
    };
    if address.fragment.is_some() {
        deviations.parameters_before_fragment = true;
        deviations.second_fragment |= fragment.is_some();
    } else {
        address.fragment = fragment.map(str::to_owned);
    }
    match &mut address.query {
        Some(before) if before.is_empty() => before.push_str(query),
        Some(before) => {
            if !before.ends_with('&') {
                before.push('&');
            }
            before.push_str(query);
        }
        none => *none = Some(query.to_owned()),
    }
}
