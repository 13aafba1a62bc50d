//! Whether options fit the edition, each other and the course, in plain words.

use edu_types::{DurationUnit, IsoDuration, Place, Profile, Report, Rule};

use super::{CompletionRule, ExportOptions, Field, HiddenControl, Structure};
use crate::Edition;
use crate::course::{Block, Item, Progression, Published};
use crate::export::rules;

/// Longest query of a launch, in characters.
const PARAMETERS: usize = 1000;

/// Judges every option.
pub(super) fn judge(options: &ExportOptions, course: &Published, profile: &Profile) -> Report {
    let mut judge = Judge {
        options,
        course,
        profile,
        report: Report::new(),
    };
    judge.editions();
    judge.texts();
    judge.scores();
    judge.time();
    judge.launch();
    judge.order();
    judge.room();
    judge.report
}

struct Judge<'a> {
    options: &'a ExportOptions,
    course: &'a Published,
    profile: &'a Profile,
    report: Report,
}

impl Judge<'_> {
    fn note(&mut self, rule: &Rule, option: &str, message: impl Into<String>) {
        self.report
            .note(self.profile, rule, Place::member(option), message);
    }

    fn edition(&self) -> Edition {
        self.options.edition
    }

    /// Options that the edition does not have.
    fn editions(&mut self) {
        let options = self.options;
        let set = [
            ("hide_controls", !options.hide_controls.is_empty()),
            ("pool_size", options.pool_size.is_some()),
        ];
        for (name, _) in set.iter().filter(|(_, set)| *set) {
            if Field::named(name).is_some_and(|field| !field.is_for(self.edition())) {
                let message = format!("{name} is set, which {} does not have", self.edition());
                self.note(&rules::OPTION_EDITION, name, message);
            }
        }
        let newer = [
            HiddenControl::SuspendAll,
            HiddenControl::ExitAll,
            HiddenControl::AbandonAll,
        ];
        let met = newer
            .iter()
            .find(|control| options.hide_controls.contains(control));
        if let Some(control) = met.filter(|_| self.edition() == Edition::Scorm2004Second) {
            let message = format!(
                "control {} cannot be hidden before the 3rd Edition",
                control.as_str()
            );
            self.note(&rules::OPTION_EDITION, "hide_controls", message);
        }
    }

    fn texts(&mut self) {
        let options = self.options;
        let texts = [
            ("title", options.title.as_deref(), 200),
            ("description", options.description.as_deref(), 2000),
            ("rights", options.rights.as_deref(), 2000),
            ("launch_data", options.launch_data.as_deref(), usize::MAX),
        ];
        for (name, text, limit) in texts {
            if let Some(text) = text {
                self.text(name, text, limit);
            }
        }
        for keyword in &options.keywords {
            self.text("keywords", keyword, 200);
        }
        if let Some(card) = &options.contributor {
            let card = card.expose().trim();
            let upper = card.to_ascii_uppercase();
            let lines = upper.lines().map(str::trim_end);
            let framed = upper.starts_with("BEGIN:VCARD") && upper.ends_with("END:VCARD");
            let named = lines
                .clone()
                .any(|line| line.starts_with("FN:") || line.starts_with("FN;"));
            if !framed || !named {
                let message =
                    "contributor is no vCard: BEGIN:VCARD, a line FN: and END:VCARD are needed";
                self.note(&rules::CONTRIBUTOR, "contributor", message);
            }
            self.characters("contributor", card);
        }
    }

    fn text(&mut self, name: &str, text: &str, limit: usize) {
        let found = text.chars().count();
        if text.trim().is_empty() {
            self.note(
                &rules::OPTION_TEXT,
                name,
                format!("{name} is blank; leaving it out is allowed"),
            );
        }
        if found > limit {
            let message = format!("{name} has {found} characters, limit is {limit}");
            self.note(&rules::OPTION_TEXT, name, message);
        }
        self.characters(name, text);
    }

    fn characters(&mut self, name: &str, text: &str) {
        let refused = |character: char| {
            matches!(character, '\u{fffe}' | '\u{ffff}')
                || character.is_control() && !matches!(character, '\t' | '\n' | '\r')
        };
        if text.contains(refused) {
            self.note(
                &rules::OPTION_TEXT,
                name,
                format!("{name} has a control character"),
            );
        }
    }

    fn scores(&mut self) {
        let scored = self.course.course().is_scored();
        let completion = self.options.completion();
        if self.options.mastery.is_some() && !scored {
            let message = "mastery is set, but the course has no question that is scored";
            self.note(&rules::UNSCORED, "mastery", message);
        }
        if completion == CompletionRule::PassQuiz && !scored {
            let message = "completion is by passed questions, but the course has none";
            self.note(&rules::UNSCORED, "completion", message);
        }
        if completion == CompletionRule::PassQuiz
            && scored
            && self.options.mastery(self.course).is_none()
        {
            let message =
                "no mastery is set, so whoever answers all questions completes, right or wrong";
            self.note(&rules::PASS_UNSET, "completion", message);
        }
        let by_threshold = completion == CompletionRule::Threshold;
        match (by_threshold, self.options.completion_threshold.is_some()) {
            (true, false) => {
                let message = "completion is by threshold, but completion_threshold is not set";
                self.note(&rules::THRESHOLD, "completion_threshold", message);
            }
            (false, true) => {
                let message = format!(
                    "completion_threshold is set, but completion is {}",
                    completion.as_str()
                );
                self.note(&rules::THRESHOLD, "completion_threshold", message);
            }
            (true, true) | (false, false) => {}
        }
    }

    fn time(&mut self) {
        if self.options.time_limit_action.is_some() && self.options.time_limit.is_none() {
            let message = "what happens at the end of the time is set, but no time_limit";
            self.note(&rules::TIME_LIMIT, "time_limit_action", message);
        }
        let Some(limit) = &self.options.time_limit else {
            return;
        };
        if timespan(limit).is_none() {
            let message = "time_limit is in years, months or weeks, zero, or 10000 hours or more; \
                           days, hours, minutes and seconds are allowed";
            self.note(&rules::TIME_LIMIT, "time_limit", message);
        }
    }

    fn launch(&mut self) {
        let options = self.options;
        let one = options.structure() == Structure::OneObject;
        if let Some(file) = &options.launch_file {
            if !one {
                let message = "launch_file is set, but each page is a file of its own";
                self.note(&rules::OPTION_UNUSED, "launch_file", message);
            }
            let taken = file.as_str().contains('/')
                || file.as_str().eq_ignore_ascii_case("imsmanifest.xml");
            if !matches!(&*file.extension(), "html" | "htm") || taken {
                let message = "launch_file is no page beside the manifest, such as index.html";
                self.note(&rules::LAUNCH_FILE, "launch_file", message);
            }
        }
        if let Some(parameters) = &options.parameters {
            let odd = |byte: u8| {
                !matches!(byte, b'!'..=b'~') || matches!(byte, b'<' | b'>' | b'"' | b'\\' | b'#')
            };
            if parameters.is_empty() || parameters.len() > PARAMETERS || parameters.bytes().any(odd)
            {
                let message = format!(
                    "parameters are no query of at most {PARAMETERS} characters, such as ?a=b&c=d"
                );
                self.note(&rules::PARAMETERS, "parameters", message);
            }
        }
        let data = options
            .launch_data
            .as_deref()
            .map_or(0, |data| data.chars().count());
        let limit = if self.edition().is_2004() { 4000 } else { 4096 };
        if data > limit {
            let message = format!("launch_data has {data} characters, limit is {limit}");
            self.note(&rules::LAUNCH_DATA, "launch_data", message);
        } else if data > 255 && !self.edition().is_2004() {
            let message =
                format!("launch_data has {data} characters, the schema of SCORM 1.2 allows 255");
            self.note(&rules::LAUNCH_DATA_SCHEMA, "launch_data", message);
        }
    }

    fn order(&mut self) {
        let course = self.course.course();
        let one = self.options.structure() == Structure::OneObject;
        let pool = self.options.progression(self.course) == Progression::RandomPool;
        let launchable = course
            .walk()
            .filter(|visit| visit.item.is_launchable())
            .count();
        if pool && (one || !self.edition().is_2004()) {
            let message = "a random pool needs SCORM 2004 and a content object for each page";
            self.note(&rules::PROGRESSION, "progression", message);
        }
        if let Some(size) = self.options.pool_size {
            if !pool {
                self.note(
                    &rules::POOL,
                    "pool_size",
                    "pool_size is set, but progression is not random_pool",
                );
            } else if size < 1 || usize::try_from(size).unwrap_or(usize::MAX) > launchable {
                let message = format!("pool_size is {size}, 1 to {launchable} is allowed");
                self.note(&rules::POOL, "pool_size", message);
            }
        }
        if !one {
            return;
        }
        if course
            .walk()
            .any(|visit| !visit.item.prerequisites().is_empty())
        {
            let message = "prerequisites between pages are not kept within one content object";
            self.note(&rules::PREREQUISITES_UNKEPT, "structure", message);
        }
        let reports =
            |item: &Item| matches!(item, Item::Files(files) if files.reports == Some(true));
        if course.walk().any(|visit| reports(visit.item)) {
            let message =
                "files that report to the player themselves need a content object of their own";
            self.note(&rules::FILES_REPORT, "structure", message);
        }
    }

    /// What is kept of a learner, at most, beside the room there is.
    fn room(&mut self) {
        let one = self.options.structure() == Structure::OneObject;
        let needs = self.course.course().pages().map(|page| {
            let quizzes = page.blocks.iter().filter_map(Block::quiz);
            let answers: usize = quizzes
                .flat_map(|quiz| &quiz.questions)
                .map(|question| {
                    let choices = question.choices.len().saturating_mul(2);
                    // Quotes, brackets, commas and tries; what is typed has no list of choices.
                    let response = if choices > 0 { choices } else { 250 };
                    response.saturating_add(10)
                })
                .sum();
            answers.saturating_add(1)
        });
        let needed = if one {
            needs.sum()
        } else {
            needs.max().unwrap_or(0)
        };
        let needed = needed.saturating_add(40);
        let room = match self.edition() {
            Edition::Scorm12 => 4096,
            Edition::Scorm2004Second => 4000,
            Edition::Scorm2004Third | Edition::Scorm2004Fourth => 64_000,
        };
        if needed > room {
            let message = format!(
                "answers of one learner may take {needed} characters, {} keeps {room}; \
                 a content object for each page needs less",
                self.edition()
            );
            self.note(&rules::SUSPEND_DATA, "structure", message);
        }
    }
}

/// A length of time as SCORM 1.2 writes it; `None` where it cannot.
pub(in crate::export) fn timespan(duration: &IsoDuration) -> Option<String> {
    let calendar = |unit| {
        matches!(
            unit,
            DurationUnit::Years | DurationUnit::Months | DurationUnit::Weeks
        )
    };
    if duration
        .components()
        .any(|component| calendar(component.unit))
    {
        return None;
    }
    let whole = duration.to_std()?;
    let seconds = whole.as_secs();
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    if hours > 9999 || whole.is_zero() {
        return None;
    }
    let hundredths = whole.subsec_millis() / 10;
    Some(format!(
        "{hours:04}:{minutes:02}:{:02}.{hundredths:02}",
        seconds % 60
    ))
}
