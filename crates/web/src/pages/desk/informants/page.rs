//! Who was asked about a person, and what they saw, side by side. What is apart is said in words; nothing is combined.

use askama::Template;
use xinqiao_kernel::id::PersonId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::Choice;
use crate::shell::{Area, StaffShell};

/// The form that asks.
pub const NAME: &str = "informant";

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InformantRow {
    pub who: String,
    /// Form, asked when, until when or settled when.
    pub line: String,
    pub state: String,
    /// Takes it back, while nobody has answered.
    pub withdraw: Option<String>,
}

/// One score of all views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreLine {
    pub title: String,
    /// Who, what.
    pub values: Vec<(String, String)>,
    /// Whether it is apart, and in numbers by how much: the word, the numbers, is it apart.
    pub gaps: Vec<(String, String, bool)>,
}

/// Questions that two people answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairLine {
    pub title: String,
    /// Of the questions in both forms, how many were answered alike.
    pub counts: String,
    /// Question, and both answers.
    pub apart: Vec<(String, String)>,
}

/// The views of one family of forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedView {
    pub title: String,
    /// Who, when, and what is to be known about the sheet.
    pub views: Vec<String>,
    pub scores: Vec<ScoreLine>,
    /// None: the reader may not see answers.
    pub pairs: Option<Vec<PairLine>>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct InformantsView {
    pub back: String,
    pub name: String,
    pub done: Option<String>,
    /// Why nobody can be asked, and nothing is shown.
    pub no_consent: bool,
    pub ask: Option<PostForm>,
    pub rows: Vec<InformantRow>,
    pub compared: Vec<ComparedView>,
    pub how: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/informants/page.html")]
pub struct InformantsPage {
    pub shell: StaffShell,
    pub view: InformantsView,
}

/// Posts `whom` (informant and account) and `family`.
pub fn form(lang: Lang, person: PersonId, whom: Vec<Choice>, families: Vec<Choice>) -> PostForm {
    let entry = |name: &'static str, key: &str, kind| Entry::new(NAME, name, lang.t(key), kind).required();
    // i18n: informant-whom informant-family
    PostForm::new(NAME, links::informants(person), lang.t("informant-ask"))
        .with_intro(lang.t("informant-ask-text"))
        .with_entry(entry("whom", "informant-whom", EntryKind::Select(whom)))
        .with_entry(entry("family", "informant-family", EntryKind::Select(families)))
        .primary()
}

impl Samples for InformantsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let id = PersonId::from_uuid(uuid(7));
        let mother = || lang.t2("informant-called", "who", lang.t("informant-parent"), "name", say(lang, "王**", "W**"));
        let whom = vec![Choice::new("self", lang.t("informant-self")), Choice::new("parent:1", mother())];
        let families = vec![Choice::new("own-view", say(lang, "最近两周的我", "Me in the last two weeks"))];
        let ask = || form(lang, id, whom.clone(), families.clone());
        let view = InformantsView {
            back: links::person(id),
            name: say(lang, "李**", "L**"),
            done: None,
            no_consent: false,
            ask: Some(ask()),
            rows: Vec::new(),
            compared: Vec::new(),
            how: vec![lang.t("informants-how-what")],
        };
        let row = |who: String, state: &str, withdraw| InformantRow {
            who,
            line: say(lang, "最近两周的孩子，11月20日请的", "Your child in the last two weeks, asked on 20 November"),
            state: lang.t(state),
            withdraw,
        };
        let rows = vec![
            row(lang.t("informant-self"), "informant-state-open", Some(links::informant_withdraw(uuid(71)))),
            row(mother(), "informant-state-answered", None),
        ];
        let side = lang.t1("informant-side-by-side", "points", "+7");
        let t = [("t", "48.0, 63.5"), ("by", "+15.5"), ("limit", "10")];
        let score = ScoreLine {
            title: say(lang, "情绪", "Mood"),
            values: vec![(lang.t("informant-self"), say(lang, "2（0–12）", "2 (0–12)")), (mother(), "9".to_owned())],
            gaps: vec![
                (lang.t("informant-apart"), lang.t3("informant-by-t", t), true),
                (lang.t("informant-not-judged"), side, false),
            ],
        };
        let pair = PairLine {
            title: format!("{} – {}", lang.t("informant-self"), mother()),
            counts: lang.t2("informant-items", "same", 4, "shared", 12),
            apart: vec![(
                say(lang, "不想去上学", "Not wanting to go to school"),
                say(lang, "没有 – 几乎天天", "not at all – almost every day"),
            )],
        };
        let compared = ComparedView {
            title: say(lang, "本项目日常观察", "Everyday view, own wording"),
            views: vec![lang.t1("informant-view", "who", mother()), lang.t("informant-view-danger")],
            scores: vec![score],
            pairs: Some(vec![pair]),
        };
        let closed = ComparedView { pairs: None, ..compared.clone() };
        let page = |view: InformantsView| Self { shell: StaffShell::sample(lang, Area::People), view };
        let wrong = ask().with_error("whom", lang.t("fault-informant-whom"));
        vec![
            ("empty", page(view.clone())),
            ("no-consent", page(InformantsView { no_consent: true, ask: None, rows: rows.clone(), ..view.clone() })),
            ("wrong", page(InformantsView { ask: Some(wrong), ..view.clone() })),
            (
                "two",
                page(InformantsView {
                    rows,
                    compared: vec![compared, closed],
                    done: Some(lang.t("informants-done-asked")),
                    ..view
                }),
            ),
        ]
    }
}
