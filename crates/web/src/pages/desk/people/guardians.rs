//! Guardians of a person: who is one, finding somebody, binding them, ending it.

use askama::Template;
use xinqiao_consent::{Proof, Relation};

use super::search::Hit;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::Choice;
use crate::shell::{Area, StaffShell};

/// One guardianship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BondLine {
    /// Masked.
    pub name: String,
    pub relation: String,
    /// What was shown.
    pub proof: String,
    /// From when until when.
    pub days: String,
    /// Where it is ended, while it is in force.
    pub end: Option<String>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct GuardiansView {
    /// Masked name of the ward with sex and age.
    pub ward: String,
    /// The ward's file.
    pub back: String,
    pub lines: Vec<BondLine>,
    pub find: PostForm,
    /// None before anybody was looked for.
    pub bind: Option<PostForm>,
    /// Nobody was found.
    pub nobody: bool,
    /// What was just done.
    pub done: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/people/guardians.html")]
pub struct GuardiansPage {
    pub shell: StaffShell,
    view: GuardiansView,
}

impl GuardiansPage {
    /// The page of a view.
    pub const fn new(shell: StaffShell, view: GuardiansView) -> Self {
        Self { shell, view }
    }
}

/// The relation in words.
pub(super) fn relation(lang: Lang, code: &str) -> String {
    // i18n: relation-*
    lang.t(&format!("relation-{}", code.replace('_', "-")))
}

/// What was shown, in words.
pub(super) fn proof(lang: Lang, code: &str) -> String {
    // i18n: proof-*
    lang.t(&format!("proof-{}", code.replace('_', "-")))
}

/// The form that looks for somebody; `action` is the page of the ward.
pub(super) fn find(lang: Lang, action: String, typed: &str) -> PostForm {
    let typed = Entry { value: typed.to_owned(), ..Entry::new("find", "q", lang.t("guardian-find"), EntryKind::Line("search")) };
    PostForm::new("find", action, lang.t("guardian-find-do"))
        .with_hidden("step", "find")
        .with_entry(typed.required().with_hint(lang.t("people-typed-hint")))
}

/// The form that binds one of those who were found.
pub(super) fn bind(lang: Lang, action: String, typed: &str, hits: &[Hit], ids: &[String]) -> PostForm {
    let who = hits.iter().zip(ids).map(|(hit, id)| {
        let phone = hit.phone.clone().unwrap_or_default();
        Pick { chosen: hits.len() == 1, ..Pick::new(id.clone(), hit.name.clone()) }.with_note(format!("{} {phone}", hit.place))
    });
    // nothing is chosen beforehand: somebody has to have looked
    let none = || std::iter::once(Choice::new("", lang.t("guardian-choose")));
    let relations = none().chain(Relation::ALL.iter().map(|one| Choice::new(one.code(), relation(lang, one.code())))).collect();
    let proofs = none().chain(Proof::ALL.iter().map(|one| Choice::new(one.code(), proof(lang, one.code())))).collect();
    PostForm::new("bind", action, lang.t("guardian-bind"))
        .primary()
        .with_hidden("step", "bind")
        .with_hidden("q", typed)
        .with_entry(Entry::new("bind", "guardian", lang.t("guardian-who"), EntryKind::Radios(who.collect())).required())
        .with_entry(Entry::new("bind", "relation", lang.t("guardian-relation"), EntryKind::Select(relations)).required())
        .with_entry(
            Entry::new("bind", "proof", lang.t("guardian-proof"), EntryKind::Select(proofs))
                .required()
                .with_hint(lang.t("guardian-proof-hint")),
        )
        .with_entry(
            Entry::new("bind", "until", lang.t("guardian-until"), EntryKind::Line("date"))
                .with_hint(lang.t("guardian-until-hint")),
        )
}

impl Samples for GuardiansPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let name = |zh: &str, en: &str| if lang == Lang::En { en } else { zh }.to_owned();
        let line = |live: bool| BondLine {
            name: name("林**", "Lin **"),
            relation: relation(lang, "parent"),
            proof: proof(lang, "household_book"),
            days: lang.t2(
                "guardian-days",
                "from",
                lang.date(jiff::civil::date(2026, 4, 1)),
                "until",
                lang.date(jiff::civil::date(2030, 4, 1)),
            ),
            end: live.then(links::people),
        };
        let hit = |number: usize| Hit {
            name: name("林**，女，41岁", "Lin **, woman, 41"),
            initial: name("林", "L"),
            place: name("柳湾镇", "Liuwan"),
            phone: Some(format!("138****{number:04}")),
            href: links::people(),
        };
        let view = |lines: Vec<BondLine>, found: Option<usize>| {
            let hits: Vec<Hit> = (0..found.unwrap_or(0)).map(hit).collect();
            let ids: Vec<String> = (0..hits.len()).map(|number| number.to_string()).collect();
            GuardiansView {
                ward: name("林**，女，12岁", "Lin **, girl, 12"),
                back: links::people(),
                lines,
                find: find(lang, links::people(), ""),
                bind: (!hits.is_empty()).then(|| bind(lang, links::people(), "", &hits, &ids)),
                nobody: found == Some(0),
                done: None,
            }
        };
        let shell = || StaffShell::sample(lang, Area::People);
        let mut done = view(vec![line(true), line(false)], None);
        done.done = Some(lang.t("guardian-done-bound"));
        let mut wrong = view(Vec::new(), Some(3));
        wrong.bind = wrong.bind.map(|form| form.with_error("proof", lang.t("fault-guardian-adult")));
        vec![
            ("none", Self::new(shell(), view(Vec::new(), None))),
            ("nobody", Self::new(shell(), view(Vec::new(), Some(0)))),
            ("found", Self::new(shell(), wrong)),
            ("bound", Self::new(shell(), done)),
        ]
    }
}
