//! What the pages say beside what their author wrote.

use super::InterfaceLanguage;

/// Buttons and messages in one language.
pub(super) struct Phrases {
    pub(super) language: &'static str,
    pub(super) skip: &'static str,
    pub(super) contents: &'static str,
    pub(super) turn: &'static str,
    pub(super) previous: &'static str,
    pub(super) next: &'static str,
    pub(super) check: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    pub(super) correct: &'static str,
    pub(super) incorrect: &'static str,
    pub(super) unanswered: &'static str,
    pub(super) transcript: &'static str,
    pub(super) alone: &'static str,
    pub(super) ended: &'static str,
}

impl Phrases {
    /// Those of a language.
    pub(super) const fn of(language: InterfaceLanguage) -> &'static Self {
        match language {
            InterfaceLanguage::English => &ENGLISH,
            InterfaceLanguage::German => &GERMAN,
            InterfaceLanguage::French => &FRENCH,
            InterfaceLanguage::Spanish => &SPANISH,
        }
    }
}

static ENGLISH: Phrases = Phrases {
    language: "en",
    skip: "Skip to the content",
    contents: "Contents",
    turn: "Pages",
    previous: "Previous page",
    next: "Next page",
    check: "Check answer",
    yes: "True",
    no: "False",
    correct: "Correct.",
    incorrect: "Not correct.",
    unanswered: "Please answer first.",
    transcript: "Transcript",
    alone: "Preview: no learning platform answers, so nothing is recorded.",
    ended: "The session with the learning platform has ended. Open the course again so that your work is recorded.",
};

static GERMAN: Phrases = Phrases {
    language: "de",
    skip: "Zum Inhalt springen",
    contents: "Inhalt",
    turn: "Seiten",
    previous: "Vorige Seite",
    next: "Nächste Seite",
    check: "Antwort prüfen",
    yes: "Richtig",
    no: "Falsch",
    correct: "Richtig.",
    incorrect: "Leider falsch.",
    unanswered: "Bitte antworten Sie zuerst.",
    transcript: "Mitschrift",
    alone: "Vorschau: Keine Lernplattform antwortet, es wird nichts aufgezeichnet.",
    ended: "Die Sitzung mit der Lernplattform ist beendet. Öffnen Sie den Kurs erneut, damit Ihre Arbeit aufgezeichnet \
            wird.",
};

static FRENCH: Phrases = Phrases {
    language: "fr",
    skip: "Aller au contenu",
    contents: "Sommaire",
    turn: "Pages",
    previous: "Page précédente",
    next: "Page suivante",
    check: "Vérifier la réponse",
    yes: "Vrai",
    no: "Faux",
    correct: "Bonne réponse.",
    incorrect: "Mauvaise réponse.",
    unanswered: "Veuillez d’abord répondre.",
    transcript: "Transcription",
    alone: "Aperçu : aucune plateforme ne répond, rien n’est enregistré.",
    ended: "La session avec la plateforme est terminée. Rouvrez le cours pour que votre travail soit enregistré.",
};

static SPANISH: Phrases = Phrases {
    language: "es",
    skip: "Saltar al contenido",
    contents: "Contenido",
    turn: "Páginas",
    previous: "Página anterior",
    next: "Página siguiente",
    check: "Comprobar la respuesta",
    yes: "Verdadero",
    no: "Falso",
    correct: "Correcto.",
    incorrect: "Incorrecto.",
    unanswered: "Responda primero.",
    transcript: "Transcripción",
    alone: "Vista previa: ninguna plataforma responde, no se registra nada.",
    ended: "La sesión con la plataforma ha terminado. Abra el curso de nuevo para que se registre su trabajo.",
};
