//! How to mend options of an export.

use edu_types::hints;

hints! {
    pub(super) static HINTS;
    "export.completion.pass_unset": "Set the share from which the quiz is passed.";
    "export.completion.threshold": "Set both: completion by threshold, and the threshold.";
    "export.contributor.vcard": "Write the contributor as a vCard 3.0, with BEGIN:VCARD, a line FN: with the name, and END:VCARD.";
    "export.files.report": "Make each page a content object of its own, or mark the files as not reporting.";
    "export.launch_data.length": "Shorten the launch data.";
    "export.launch_data.schema": "Shorten the launch data if the player checks packages by their schema.";
    "export.launch_file.form": "Name a page of HTML that no file of the course has the name of.";
    "export.mastery.unscored": "Add a quiz to the course, or remove what asks for a score.";
    "export.option.edition": "Remove the option, or export for an edition that has it.";
    "export.option.text": "Write a text within the length that the message names, without control characters.";
    "export.option.unused": "Remove the option, or set what it needs.";
    "export.parameters.form": "Write a query such as ?mode=review&lang=en, with other characters escaped.";
    "export.pool.size": "Choose at least one page, and no more than the course has.";
    "export.prerequisites.unkept": "Make each page a content object of its own, or keep the order by progression.";
    "export.progression.structure": "Choose another structure, edition or order of pages.";
    "export.schemas.absent": "Hand in the schema files of the edition, or leave them out of the package.";
    "export.suspend_data.room": "Make several content objects of the pages, or export for the third or fourth edition of SCORM 2004.";
    "export.time_limit.form": "Set a time limit as the message says, or remove what happens at its end.";
}
