//! Who takes care of me now, or of a child whose guardian I am, and saying that I see it otherwise.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// That somebody takes care. Neither a level nor a reason stands here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareCard {
    /// Id of the form, unique on the page.
    pub key: String,
    /// Since when, in words.
    pub since: String,
    /// That it goes on or is over.
    pub state: String,
    /// What waits for an answer, until when.
    pub waits: Option<String>,
    /// That words of somebody else are being looked at, so that the own ones come after.
    pub busy: Option<String>,
    /// Answers: when and what.
    pub answers: Vec<(String, String)>,
    /// Where words are posted, and the idempotency id; none while something waits or it is over.
    pub form: Option<(String, String)>,
    /// What was written before, when it was not taken.
    pub words: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/care.html")]
pub struct CarePage {
    pub shell: ResidentShell,
    /// What just happened.
    pub done: Option<String>,
    cards: Vec<CareCard>,
}

impl CarePage {
    /// The page of some cards, newest first.
    pub const fn new(shell: ResidentShell, cards: Vec<CareCard>) -> Self {
        Self { shell, done: None, cards }
    }
}

impl Samples for CarePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || ResidentShell::signed_in_sample(lang);
        let when = lang.date(jiff::civil::date(2026, 4, 16));
        let open = CareCard {
            key: 1.to_string(),
            since: lang.t1("own-care-since", "day", &when),
            state: lang.t("own-care-open"),
            waits: None,
            busy: None,
            answers: Vec::new(),
            form: Some((crate::links::care_object(1), 1.to_string())),
            words: String::new(),
            error: None,
        };
        let waits = lang.t2("own-care-waits", "at", &when, "due", &when);
        let waiting = CareCard { waits: Some(waits), form: None, ..open.clone() };
        let over = CareCard {
            state: lang.t("own-care-over"),
            answers: vec![(when, lang.t("privacy-consent-note"))],
            form: None,
            ..open.clone()
        };
        let busy = CareCard { busy: Some(lang.t("own-care-busy")), form: None, ..open.clone() };
        let late =
            CareCard { form: None, words: lang.t("privacy-consent-note"), error: Some(lang.t("own-care-busy")), ..open.clone() };
        let wrong = CareCard { error: Some(lang.t("fault-note-empty")), ..open.clone() };
        let name = if lang == Lang::En { "Lin Xiaoshu" } else { "林小树" };
        let ward = CareCard { state: lang.t1("own-care-ward-open", "name", name), ..open.clone() };
        let mut done = Self::new(shell(), vec![waiting, over]);
        done.done = Some(lang.t("own-care-done"));
        vec![
            ("none", Self::new(shell(), Vec::new())),
            ("one", Self::new(shell(), vec![open])),
            ("ward", Self::new(shell(), vec![ward])),
            ("wrong", Self::new(shell(), vec![wrong])),
            ("busy", Self::new(shell(), vec![busy, late])),
            ("waits", done),
        ]
    }
}
