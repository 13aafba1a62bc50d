//! What an item owes by itself.

use edu_xml::{Element, Reader};

use super::{length, order, reference, title};
use crate::names::{adlcp, cp};
use crate::prerequisites::Script;
use crate::{Edition, Item, item::Prerequisites, rules};

/// Judges what can be told without looking beyond the item.
pub(crate) fn judge(item: &Item, element: Element<'_>, reader: &mut Reader<'_>) {
    let edition = Edition::of(reader.binding());
    if item.identifier.is_none() {
        reader.missing::<()>(element, cp::IDENTIFIER, Some(&rules::ITEM_ID_MISSING));
    }
    order::judge(element, order::ITEM, reader);
    title::judge(item.title.as_ref(), &rules::ITEM_TITLE, element, reader);
    match (item.target(), item.items.is_empty()) {
        (Some(_), false) => {
            let rule = if edition.is_2004() {
                &rules::CLUSTER_REF
            } else {
                &rules::CLUSTER_REF_1_2
            };
            let message =
                "item has items of its own and refers to a resource, only one without items may";
            reference::note(rule, cp::IDENTIFIER_REF, element, reader, message);
        }
        (None, true) => {
            let rule = if edition.is_2004() {
                &rules::LEAF_REF
            } else {
                &rules::LEAF_REF_1_2
            };
            let message = "item has no items of its own and refers to no resource, there is nothing to launch";
            reader.note(rule, element, message);
        }
        _ => {}
    }
    if item.parameters.is_some() && item.target().is_none() {
        let message = "item has parameters and refers to no resource, they are not used";
        reference::note(
            &rules::PARAMETERS_UNUSED,
            cp::PARAMETERS,
            element,
            reader,
            message,
        );
    }
    judge_parameters(item, element, reader);
    judge_limits(item, edition, element, reader);
    if let Some(target) = &item.identifier_ref {
        length::judge(target, cp::IDENTIFIER_REF, 2000, element, reader);
    }
}

fn judge_parameters(item: &Item, element: Element<'_>, reader: &mut Reader<'_>) {
    let Some(parameters) = &item.parameters else {
        return;
    };
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"<>\\".contains(c);
    if parameters.contains(odd) {
        let message =
            "parameters have characters that no address may have, escapes such as %20 are allowed";
        reference::note(&rules::PARAMETERS, cp::PARAMETERS, element, reader, message);
    }
}

fn judge_limits(item: &Item, edition: Edition, element: Element<'_>, reader: &mut Reader<'_>) {
    if let Some(action) = item
        .time_limit_action
        .as_ref()
        .filter(|action| !action.is_known())
    {
        let message = if action.value.as_str().is_empty() {
            "action is empty, allowed are exit,message, exit,no message, continue,message and continue,no message"
        } else {
            "found another word, allowed are exit,message, exit,no message, continue,message and continue,no message"
        };
        reader.note(&rules::TIME_LIMIT_ACTION, element, message);
    }
    if let Some(time) = item.max_time_allowed.as_ref()
        && !is_timespan(time.trim())
    {
        let message = "time is not of the form HHHH:MM:SS.SS";
        reader.note(&rules::MAX_TIME_ALLOWED, element, message);
    }
    if let Some(data) = &item.data_from_lms {
        let most = if edition.is_2004() { 4000 } else { 255 };
        length::judge_child(data, adlcp::DATA_FROM_LMS, most, element, reader);
    }
}

/// Whether a text is a span of time as SCORM 1.2 writes it; an empty one says nothing.
///
/// Spec: SCORM 1.2 RTE §3.4 (`CMITimespan`).
fn is_timespan(text: &str) -> bool {
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut parts = text.split(':');
    let (Some(hours), Some(minutes), Some(seconds), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return text.is_empty();
    };
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
    digits(hours, 2, 4) && digits(minutes, 2, 2) && digits(whole, 2, 2) && digits(part, 1, 2)
}

/// Judges a script of prerequisites.
pub(crate) fn judge_prerequisites(
    prerequisites: &Prerequisites,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if let Some(kind) = prerequisites
        .kind
        .as_deref()
        .filter(|kind| *kind != "aicc_script")
    {
        let message = if kind.is_empty() {
            "language of prerequisites is empty, aicc_script is allowed"
        } else {
            "prerequisites are in another language, aicc_script is allowed"
        };
        reference::note(
            &rules::PREREQUISITES_TYPE,
            adlcp::TYPE,
            element,
            reader,
            message,
        );
    } else if prerequisites.kind.is_none() {
        reader.missing::<()>(element, adlcp::TYPE, Some(&rules::PREREQUISITES_TYPE));
    }
    match Script::parse(&prerequisites.script) {
        Err(error) => {
            reader.note(&rules::PREREQUISITES, element, error.to_string());
        }
        Ok(script) if !script.is_standard() => {
            let message = "prerequisites are joined by words, the signs & | and ~ are allowed";
            reader.note(&rules::PREREQUISITES_WORDS, element, message);
        }
        Ok(_) => {}
    }
    length::judge_text(&prerequisites.script, 200, element, reader);
}
