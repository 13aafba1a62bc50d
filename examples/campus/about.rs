//! The page that says how the campus works.

use maud::{Markup, html};

use crate::campus::Campus;
use crate::pages::{Site, page};
use crate::{DEPLOYMENT_ID, OWN_CLIENT_ID};

/// What happens on the campus, and how to bring a tool of one's own.
pub(crate) fn about(campus: &Campus) -> Markup {
    let content = html! {
        p {
            "This is a learning platform and a tool on your own machine. They live on two origins, "
            "as two companies would, and nothing here leaves the machine."
        }
        (launches())
        (around_launches())
        h2 { "For a tool of your own" }
        (registration(campus))
        p { "Tools are told your name, your role and the course; never a mail address." }
    };
    page(Site::Campus, "How this works", &html! {}, &content)
}

/// What goes on between the click and the tool, and what is not let through.
fn launches() -> Markup {
    html! {
        h2 { "What happens when you open a tool" }
        ol {
            li { "The campus notes who you are and what you clicked, and sends your browser to the tool." }
            li { "The tool gives your browser a cookie and sends it back to the campus, with a state and a nonce." }
            li {
                "The campus sees that you are still signed in, signs a message for this tool and "
                "this nonce, and has your browser post it."
            }
            li {
                "The tool checks browser, signature, times, audience, nonce, deployment and "
                "claims, and only then lets you in."
            }
        }
        h2 { "Try to get in another way" }
        ul {
            li { "Post the same launch again: it is refused, each works once." }
            li { "Copy a launch into another browser: it is refused there, the cookie is missing." }
            li { "Change one letter of the message: the signature no longer holds." }
        }
    }
}

/// What else tools, teachers and the campus do.
fn around_launches() -> Markup {
    html! {
        h2 { "What tools do with the course" }
        p {
            "A tool that is allowed to proves who it is with its own key, gets an access token for "
            "an hour, and with it keeps columns and scores in the gradebook and reads who is in the "
            "course. Teachers pick content in a tool, and the course keeps it."
        }
        h2 { "What is recorded" }
        p {
            "Who opens which tool and comes back, what is put into the course, and which grades "
            "tools give: as xAPI statements, in which an id stands for each person. You find what "
            "is about you under “My learning data” and may take it along; your teachers see what "
            "happens in their course."
        }
        h2 { "Administration" }
        p {
            "Whoever teaches here administers the campus, too: registers tools, installs and tests "
            "them, changes the keys that sign while launches go on, and reads why a launch was "
            "refused. The tool has such pages for its platforms; a teacher finds them after a "
            "launch."
        }
    }
}

/// What a tool of one's own must know.
fn registration(campus: &Campus) -> Markup {
    let platform = campus.platform.now();
    let keys = platform.key_set_url();
    let own = &campus.own_tool;
    html! {
        table {
            tr { th scope="row" { "Issuer" } td { code { (platform.settings().issuer().as_str()) } } }
            tr { th scope="row" { "Client id" } td { code { (OWN_CLIENT_ID) } } }
            tr { th scope="row" { "Deployment id" } td { code { (DEPLOYMENT_ID) } } }
            tr {
                th scope="row" { "Authentication requests" }
                td { code { (platform.authorization_endpoint()) } }
            }
            tr {
                th scope="row" { "Access tokens" }
                td { code { (campus.platform.token_endpoint()) } }
            }
            tr { th scope="row" { "Keys" } td { a href=(keys) { (keys) } } }
            tr { th scope="row" { "Your login address" } td { code { (own) "/lti/login" } } }
            tr { th scope="row" { "Your launch address" } td { code { (own) "/lti/launch" } } }
            tr { th scope="row" { "Your keys" } td { code { (own) "/lti/jwks" } } }
        }
    }
}
