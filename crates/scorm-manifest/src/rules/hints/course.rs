//! How to mend courses before they are published.

use edu_types::hints;

hints! {
    pub(super) static HINTS;
    "course.embed.form": "Give the frame a title, and a height within the range that the message names.";
    "course.file.case": "Name the files so that they differ in more than case.";
    "course.files.launch": "Choose a page of HTML to open the files by.";
    "course.folder.empty": "Put a page into the folder, or remove it.";
    "course.format.kind": "Write the member as the JSON kind that the message names.";
    "course.format.missing": "Add the member that is named.";
    "course.format.null": "Leave the member out instead of writing null.";
    "course.format.unknown_member": "Remove the member, or correct its name.";
    "course.format.value": "Write a value of the form that the message names.";
    "course.heading.order": "Use the next smaller heading, without skipping a level.";
    "course.identifier.twice": "Give each item, question and objective an identifier that differs in more than case.";
    "course.image.alternative": "Say in a few words what the image shows, or mark it as decoration.";
    "course.image.format": "Save the image as PNG, JPEG, GIF, WebP or AVIF.";
    "course.items.empty": "Add a page or files.";
    "course.items.limit": "Nest items less deeply, or make several courses of them.";
    "course.link.address": "Link to an address that begins with https:, http: or mailto:, or to a file of the course.";
    "course.mastery.unscored": "Add a quiz, or remove the share to be reached.";
    "course.objective.unknown": "Add the objective to the course, or correct its name on the page.";
    "course.page.empty": "Put a block on the page, or remove it.";
    "course.prerequisite.cycle": "Remove one of the prerequisites, so that an item can be opened first.";
    "course.prerequisite.unknown": "Name a page or files of the course, or remove the prerequisite.";
    "course.progression.pool": "Offer at least one page, and no more than the course has.";
    "course.published.digest": "Publish the course again from its draft.";
    "course.question.answer": "Say which answer is right, within the number that the message names.";
    "course.question.choices": "Add or remove choices, and mark as many right ones as the kind of question needs.";
    "course.question.member": "Remove the member, or choose the kind of question that has it.";
    "course.question.weight": "Give the question a weight within the range that the message names.";
    "course.quiz.attempts": "Allow a number of tries within the range that the message names.";
    "course.quiz.empty": "Add a question, or remove the quiz.";
    "course.text.control": "Remove the control characters, which often come with text that is pasted.";
    "course.text.length": "Shorten the text to the length that the message names.";
    "course.title.blank": "Write a title.";
    "course.video.captions": "Add captions, or mark the video as silent where it is.";
    "course.video.format": "Save the video as MP4 or WebM.";
    "course.video.transcript": "Add a text that tells what is seen and said.";
}
