//! The list of own questionnaires, and a new one.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::sample::say;
use crate::parts::{Choice, Empty, Step};
use crate::shell::{Area, StaffShell};

/// One version on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionnaireRow {
    pub name: String,
    pub href: String,
    pub code: String,
    pub version: String,
    pub place: String,
    /// class of the badge, and its words
    pub stage: (&'static str, String),
    pub changed: String,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/questionnaires/list.html")]
pub struct QuestionnairesPage {
    pub shell: StaffShell,
    rows: Vec<QuestionnaireRow>,
    may_build: bool,
    empty: Option<Empty>,
}

impl QuestionnairesPage {
    /// The versions, the newest first.
    pub fn new(shell: StaffShell, rows: Vec<QuestionnaireRow>, may_build: bool) -> Self {
        let lang = shell.lang;
        let step = may_build.then(|| Step { href: links::questionnaire_new(), label: lang.t("builder-new") });
        let empty = rows.is_empty().then(|| Empty {
            icon: "clipboard",
            title: lang.t("builder-empty"),
            text: lang.t("builder-empty-text"),
            step,
        });
        Self { shell, rows, may_build, empty }
    }
}

/// A new questionnaire.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/questionnaires/new.html")]
pub struct QuestionnaireNewPage {
    pub shell: StaffShell,
    begin: PostForm,
    import: PostForm,
    refused: Vec<String>,
}

impl QuestionnaireNewPage {
    /// Both ways to begin; `refused` is why a file was not taken.
    pub fn new(shell: StaffShell, begin: PostForm, import: PostForm, refused: Vec<String>) -> Self {
        Self { shell, begin, import, refused }
    }
}

fn entries(form: PostForm, name: &'static str, lang: Lang, places: Vec<Choice>) -> PostForm {
    let entry = |field, label: &str, kind| Entry::new(name, field, lang.t(label), kind).required();
    form.with_entry(entry("name", "builder-name-zh", EntryKind::Line("text")).with_hint(lang.t("builder-name-hint")))
        .with_entry(entry("code", "builder-code", EntryKind::Line("text")).with_hint(lang.t("builder-code-hint")))
        .with_entry(entry("place", "builder-place", EntryKind::Select(places)).with_hint(lang.t("builder-place-hint")))
}

/// Posts `name`, `code`, `place`.
pub fn begin_form(lang: Lang, places: Vec<Choice>) -> PostForm {
    let form = PostForm::new("begin", links::questionnaires(), lang.t("builder-begin")).primary();
    entries(form, "begin", lang, places)
}

/// Posts the same and `file`, as multipart.
pub fn import_form(lang: Lang, places: Vec<Choice>) -> PostForm {
    let form = PostForm::new("import", links::questionnaire_new(), lang.t("builder-import"));
    let file = Entry::new("import", "file", lang.t("builder-file"), EntryKind::File(".json,application/json"));
    let form = entries(form, "import", lang, places).with_entry(file.required().with_hint(lang.t("builder-file-hint")));
    PostForm { multipart: true, ..form }
}

impl Samples for QuestionnairesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Campaigns);
        let row = |stage: (&'static str, &str)| QuestionnaireRow {
            name: say(lang, "入学适应问卷", "Settling in"),
            href: links::questionnaires(),
            code: "own-settling".to_owned(),
            version: "2".to_owned(),
            place: say(lang, "青松中学", "Qingsong school"),
            stage: (stage.0, lang.t(stage.1)),
            changed: "2026-11-23 09:40".to_owned(),
        };
        let rows = vec![
            row(("badge bg-warm-lt", "builder-stage-draft")),
            row(("badge bg-primary-lt", "builder-stage-released")),
            row(("badge", "builder-stage-expired")),
        ];
        vec![("some", Self::new(shell(), rows, true)), ("empty", Self::new(shell(), Vec::new(), true))]
    }
}

impl Samples for QuestionnaireNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Campaigns);
        let places = || vec![Choice::new("1/", say(lang, "青松中学", "Qingsong school"))];
        let wrong = begin_form(lang, places()).with_error("code", lang.t("fault-questionnaire-code"));
        let told = vec!["Questionnaire.item[0]: link-id refused".to_owned()];
        vec![
            ("empty", Self::new(shell(), begin_form(lang, places()), import_form(lang, places()), Vec::new())),
            ("wrong", Self::new(shell(), wrong, import_form(lang, places()), told)),
        ]
    }
}
