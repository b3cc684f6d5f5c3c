//! The lists and the form.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::shell::{Area, ResidentShell, StaffShell};

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRow {
    /// About whom.
    pub name: String,
    /// Of the form, until when or since when.
    pub line: String,
    /// Open, handed in, said no, taken back, run out.
    pub state: String,
    /// The form, while it is open.
    pub href: Option<String>,
}

/// What was asked of a resident.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/informants/own.html")]
pub struct AskedByCounsellorPage {
    pub shell: ResidentShell,
    /// What just happened.
    pub done: Option<String>,
    pub rows: Vec<AskedRow>,
}

/// What was asked of a class teacher.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/informants/class.html")]
pub struct AskedOfClassPage {
    pub shell: StaffShell,
    /// What just happened.
    pub done: Option<String>,
    pub rows: Vec<AskedRow>,
}

/// One question: code, words, options with value, label and whether it is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub number: usize,
    pub code: String,
    pub text: String,
    pub options: Vec<(String, String, bool)>,
    /// Nothing is chosen: not seen.
    pub blank: bool,
}

/// What both forms are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionsView {
    pub title: String,
    /// About whom.
    pub about: String,
    pub instruction: String,
    pub until: String,
    pub questions: Vec<Question>,
    /// What is wrong with what was sent.
    pub error: Option<String>,
    pub answer: String,
    pub decline: String,
}

/// The form of a resident.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/informants/own_form.html")]
pub struct QuestionsPage {
    pub shell: ResidentShell,
    pub view: QuestionsView,
}

/// The form of a class teacher.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/informants/class_form.html")]
pub struct QuestionsOfClassPage {
    pub shell: StaffShell,
    pub view: QuestionsView,
}

fn sample_rows(lang: Lang) -> Vec<AskedRow> {
    let row = |state: &str, href: Option<String>| AskedRow {
        name: if lang == Lang::En { "Lin Xiaoshu" } else { "林小树" }.to_owned(),
        line: lang.t1("asked-by-day", "day", lang.date(jiff::civil::date(2026, 12, 7))),
        state: lang.t(state),
        href,
    };
    let id = uuid::Uuid::nil();
    vec![
        row("asked-state-open", Some(links::asked_one(id))),
        row("asked-state-answered", None),
        row("asked-state-declined", None),
        row("asked-state-withdrawn", None),
        row("asked-state-expired", None),
    ]
}

fn sample_view(lang: Lang, error: Option<String>) -> QuestionsView {
    let library = xinqiao_packs::Library::embedded();
    let pack = library.instrument("own-view-parent");
    let text = pack.and_then(|pack| crate::words::text_of(pack, lang));
    let words = |code: &str| text.and_then(|text| text.item.get(code).cloned()).unwrap_or_default();
    let labels = text.and_then(|text| text.scale.get("seen")).map(|scale| scale.labels.clone()).unwrap_or_default();
    let option = |chosen: usize| {
        let options = labels.iter().enumerate().map(|(at, label)| (at.to_string(), label.clone(), at == chosen));
        options.collect::<Vec<_>>()
    };
    let question = |number, code: &str, chosen: usize| Question {
        number,
        code: code.to_owned(),
        text: words(code),
        options: option(chosen),
        blank: labels.len() <= chosen,
    };
    QuestionsView {
        title: text.map(|text| text.title.clone()).unwrap_or_default(),
        about: if lang == Lang::En { "Lin Xiaoshu" } else { "林小树" }.to_owned(),
        instruction: text.and_then(|text| text.instruction.clone()).unwrap_or_default(),
        until: lang.t1("asked-by-day", "day", lang.date(jiff::civil::date(2026, 12, 7))),
        questions: vec![question(1, "low", 2), question(2, "quarrels", 9)],
        error,
        answer: links::asked_one(uuid::Uuid::nil()),
        decline: links::asked_decline(uuid::Uuid::nil()),
    }
}

impl Samples for AskedByCounsellorPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || ResidentShell::signed_in_sample(lang);
        let some = Self { shell: shell(), done: Some(lang.t("asked-done-answered")), rows: sample_rows(lang) };
        vec![("none", Self { shell: shell(), done: None, rows: Vec::new() }), ("some", some)]
    }
}

impl Samples for AskedOfClassPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Classes);
        let some = Self { shell: shell(), done: Some(lang.t("asked-done-declined")), rows: sample_rows(lang) };
        vec![("none", Self { shell: shell(), done: None, rows: Vec::new() }), ("some", some)]
    }
}

impl Samples for QuestionsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |error| Self { shell: ResidentShell::signed_in_sample(lang), view: sample_view(lang, error) };
        vec![("fresh", page(None)), ("wrong", page(Some(lang.t("fault-informant-empty"))))]
    }
}

impl Samples for QuestionsOfClassPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |error| Self { shell: StaffShell::sample(lang, Area::Classes), view: sample_view(lang, error) };
        vec![("fresh", page(None)), ("wrong", page(Some(lang.t("fault-informant-empty"))))]
    }
}
