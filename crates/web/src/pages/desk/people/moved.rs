//! Somebody belongs to another class, school or village from now on: the form.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::parts::Choice;
use crate::shell::{Area, StaffShell};

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct MoveView {
    /// masked name with sex and age
    pub who: String,
    /// where they belong now
    pub place: String,
    /// their file
    pub back: String,
    pub form: PostForm,
    /// what was just done
    pub done: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/people/moved.html")]
pub struct MovePage {
    pub shell: StaffShell,
    view: MoveView,
}

impl MovePage {
    /// The page of a view.
    pub const fn new(shell: StaffShell, view: MoveView) -> Self {
        Self { shell, view }
    }
}

/// The form: a unit near by, or any place by its code. `near` holds paths and names.
pub(super) fn form(lang: Lang, action: String, near: &[(String, String)]) -> PostForm {
    let form = PostForm::new("move", action, lang.t("move-do")).primary();
    let at = Entry::new("move", "at", lang.t("move-at"), EntryKind::Line("text")).with_hint(lang.t("move-at-hint"));
    if near.is_empty() {
        return form.with_entry(at.required());
    }
    // nothing is chosen beforehand: somebody has to have looked
    let none = std::iter::once(Choice::new("", lang.t("move-choose")));
    let units = none.chain(near.iter().map(|(path, name)| Choice::new(path.clone(), name.clone()))).collect();
    form.with_entry(Entry::new("move", "unit", lang.t("move-unit"), EntryKind::Select(units))).with_entry(at)
}

impl Samples for MovePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let name = |zh: &str, en: &str| if lang == Lang::En { en } else { zh }.to_owned();
        let near: Vec<(String, String)> =
            (1..=3).map(|class| (format!("c{class}/"), name("七年级班", "Class of grade 7"))).collect();
        let view = |near: &[(String, String)]| MoveView {
            who: name("林**，女，12岁", "Lin **, girl, 12"),
            place: name("甘州区第九十一实验中学（演示）七年级1班", "Experimental school 91 (demonstration), grade 7 class 1"),
            back: links::people(),
            form: form(lang, links::people(), near),
            done: Vec::new(),
        };
        let shell = || StaffShell::sample(lang, Area::People);
        let mut done = view(&near);
        done.done = vec![lang.t1("move-done", "place", name("七年级2班", "Class 2")), lang.t1("move-followed", "count", 1)];
        let mut wrong = view(&[]);
        wrong.form = wrong.form.with_error("at", lang.t("fault-move-place"));
        vec![("near", Self::new(shell(), view(&near))), ("moved", Self::new(shell(), done)), ("wrong", Self::new(shell(), wrong))]
    }
}
