//! Courses that teachers write: who may, what is kept of a draft, what is published, previewed and exported.

mod access;
mod drafts;
mod exports;
mod files;
mod packages;
mod previews;
mod removal;
mod strangers;
mod uploads;

use crate::desk::Browser;
use crate::http::{Answer, bytes};
use crate::program::{Campus, Folder, STUDENT, TEACHER};

/// A campus with somebody who teaches and somebody who learns.
struct School {
    campus: Campus,
    _folder: Folder,
    teacher: Browser,
    student: Browser,
}

impl School {
    fn open() -> Self {
        Self::opened(&[])
    }

    /// One that is told more at the shell.
    fn opened(more: &[&str]) -> Self {
        let folder = Folder::new();
        let store = folder.file("campus.db");
        let campus = Campus::start(&[&["--port", "0", "--store", &store], more].concat());
        let browser = |person| Browser::new("lms.localhost", &campus, campus.sign_in(person));
        let (teacher, student) = (browser(TEACHER), browser(STUDENT));
        Self {
            campus,
            _folder: folder,
            teacher,
            student,
        }
    }

    /// A new course with one page, which has a text: its address.
    fn course(&self) -> String {
        let made = self.teacher.post("/courses", &[("title", "Tides")]);
        assert_eq!(made.status, 303, "{}", made.body);
        let course = made.header("location").unwrap().to_owned();
        self.change(
            &course,
            &[("new-title", "The moon"), ("change", "add-page")],
        );
        let page = format!("{course}/items/page-1");
        let page_of = |change| {
            [
                ("title", "The moon"),
                ("b0-text", "It *pulls*."),
                ("change", change),
            ]
        };
        self.change(&page, &page_of("add-text"));
        self.change(&page, &page_of("save"));
        course
    }

    /// Sends a form of a page as it is now, and follows to the page that is shown then.
    fn change(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let revision = self.teacher.get(path).field("revision");
        let fields = [&[("revision", &*revision)], fields].concat();
        self.teacher.done(path, &fields)
    }

    /// The same where it is to be refused.
    fn try_change(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let revision = self.teacher.get(path).field("revision");
        let fields = [&[("revision", &*revision)], fields].concat();
        self.teacher.post(path, &fields)
    }

    /// Sends a form with a file of a course, however it is made.
    fn send_form(&self, course: &str, form: &[u8]) -> Answer {
        let own = self.campus.origin();
        let (head, body) = bytes(
            ("lms.localhost", self.campus.port),
            &format!("POST {course}/files"),
            &[
                ("Cookie", &*self.teacher.cookies),
                ("Origin", &own),
                ("Content-Type", "multipart/form-data; boundary=x"),
            ],
            form,
        );
        let body = String::from_utf8(body).unwrap();
        Answer::read(&format!("{head}\r\n\r\n{body}"))
    }

    fn send_file(&self, course: &str, name: &str, content: &[u8]) -> Answer {
        self.send_form(course, &with_file(name, content))
    }

    /// A file that a course keeps: its path there.
    fn file(&self, course: &str, name: &str) -> String {
        let answer = self.send_file(course, name, name.as_bytes());
        assert_eq!(answer.status, 303, "{}", answer.body);
        let page = self.teacher.get(course).body;
        let stem = name.split('.').next().unwrap();
        let (_, rest) = page.split_once(&format!("<code>{stem}-")).unwrap();
        format!("{stem}-{}", rest.split('<').next().unwrap())
    }

    fn publish(&self, course: &str) -> Answer {
        let revision = self.teacher.get(course).field("revision");
        self.teacher
            .post(&format!("{course}/publish"), &[("revision", &revision)])
    }
}

/// A form with one file.
fn with_file(name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n--x--\r\n"].concat()
}

fn says(page: &Answer, text: &str) -> bool {
    page.body.contains(text)
}
