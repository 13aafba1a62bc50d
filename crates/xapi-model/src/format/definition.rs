//! What several statements say of one activity, put together.

use crate::{ActivityDefinition, Extensions};

impl ActivityDefinition {
    /// Takes over what a later definition of the same activity says.
    ///
    /// A later type and address for more replace the earlier ones; names and descriptions replace those
    /// in the same language, extensions those of the same name; what the later definition is
    /// silent about stays. What a question asks and which responses are right stays as it first came,
    /// because significant changes should not be made: only a definition that was no question yet
    /// becomes one, with all its parts.
    ///
    /// Whether whoever sent the later definition has a say about the activity is for the store to
    /// decide beforehand.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.4.1, "LRS Requirements", §3.2; 2.0 §4.2.2.3.
    pub fn merge(&mut self, later: &Self) {
        for (own, other) in [
            (&mut self.name, &later.name),
            (&mut self.description, &later.description),
        ] {
            if let Some(other) = other {
                own.get_or_insert_default().merge(other);
            }
        }
        for (own, other) in [
            (&mut self.activity_type, &later.activity_type),
            (&mut self.more_info, &later.more_info),
        ] {
            if other.is_some() {
                own.clone_from(other);
            }
        }
        if let Some(other) = &later.extensions {
            let own = self.extensions.get_or_insert_with(Extensions::new);
            own.merge(other);
        }
        if self.interaction_type.is_none() {
            self.become_question(later);
        }
        self.extra.merge(&later.extra);
    }

    fn become_question(&mut self, later: &Self) {
        self.interaction_type = later.interaction_type;
        self.correct_responses_pattern
            .clone_from(&later.correct_responses_pattern);
        self.choices.clone_from(&later.choices);
        self.scale.clone_from(&later.scale);
        self.source.clone_from(&later.source);
        self.target.clone_from(&later.target);
        self.steps.clone_from(&later.steps);
    }
}
