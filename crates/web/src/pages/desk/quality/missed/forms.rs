//! The forms of the next steps of a review. The rules decide again when one is posted.

use xinqiao_app::missed::MissedView;
use xinqiao_kernel::id::StepId;
use xinqiao_warnings::quality::ReviewRules;
use xinqiao_warnings::quality::missed::Stage;

use super::words;
use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::serve::rules_text::Words;
use crate::parts::Choice;

/// What the forms know.
pub struct Forms<'a> {
    pub lang: Lang,
    pub rules: &'a ReviewRules,
    pub words: Option<&'a Words<'a>>,
    pub view: &'a MissedView,
    pub fresh: &'a dyn Fn() -> StepId,
}

/// A form with its title.
type Titled = (String, PostForm);

impl Forms<'_> {
    /// The forms, what is owed first.
    pub fn all(&self) -> Vec<Titled> {
        let note =
            |title: &'static str, label: &'static str, required| self.titled(title, |form| self.note(form, label, required));
        match self.view.review.stage() {
            Stage::Open => vec![self.close(), note("note", "missed-say", true), self.advise(), self.hand_over()],
            Stage::Proposed if self.view.may_second => {
                let agree = self.titled("agree", |form| form.primary().with_intro(self.lang.t("missed-agree-intro")));
                vec![agree, note("send-back", "missed-why-not", true), self.advise(), self.hand_over()]
            }
            Stage::Proposed => vec![note("note", "missed-say", true), self.advise(), self.hand_over()],
            Stage::Closed => vec![self.advise()],
        }
    }

    // i18n: missed-do-*
    fn titled(&self, verb: &'static str, with: impl FnOnce(PostForm) -> PostForm) -> Titled {
        let title = self.lang.t(&format!("missed-do-{verb}"));
        let form = PostForm::new(verb, links::missed_step(self.view.row.id, verb), title.clone());
        (title, with(form.with_hidden("step", (self.fresh)().to_string())))
    }

    fn note(&self, form: PostForm, label: &str, required: bool) -> PostForm {
        let entry = Entry::new(form.name, "note", self.lang.t(label), EntryKind::Lines);
        let entry = if required { entry.required() } else { entry };
        form.with_entry(entry.with_hint(self.lang.t("missed-note-hint")))
    }

    fn marks(&self, name: &'static str) -> Entry {
        let marks = self.view.marks.iter().map(|one| Choice::new(&*one.value, words::mark(self.lang, self.words, &one.mark)));
        let entry = Entry::new(name, "mark", self.lang.t("missed-mark"), EntryKind::Select(marks.collect())).required();
        entry.with_hint(self.lang.t("missed-mark-hint"))
    }

    fn close(&self) -> Titled {
        self.titled("close", |form| {
            let name = form.name;
            let picks = || {
                let rules = self.rules.findings.iter();
                rules.map(|one| Pick::new(one.code.as_str(), words::title(self.lang, &one.title))).collect()
            };
            // i18n: missed-finding missed-also
            let entry = |field: &'static str, key: &str, kind| Entry::new(name, field, self.lang.t(key), kind);
            let form = form
                .primary()
                .with_intro(self.lang.t("missed-close-intro"))
                .with_entry(entry("finding", "missed-finding", EntryKind::Radios(picks())).required())
                .with_entry(entry("also", "missed-also", EntryKind::Checks(picks())))
                .with_entry(self.marks(name));
            self.note(form, "missed-lesson", true)
        })
    }

    fn advise(&self) -> Titled {
        self.titled("advise", |form| {
            let name = form.name;
            let form = form.with_intro(self.lang.t("missed-advise-intro")).with_entry(self.marks(name));
            self.note(form, "missed-advice", true)
        })
    }

    fn hand_over(&self) -> Titled {
        self.titled("hand-over", |form| {
            let present = self.view.review.owed().map(|open| open.owner.account);
            let mut number = 0;
            let mut choices = Vec::new();
            for (account, role, place) in self.view.reviewers.iter().filter(|one| Some(one.0) != present) {
                number += 1;
                let label = self.lang.t3(
                    "missed-reviewer",
                    [("role", &words::role(self.lang, Some(*role))), ("place", place), ("number", &number.to_string())],
                );
                choices.push(Choice::new(account.to_string(), label));
            }
            let entry = Entry::new(form.name, "owner", self.lang.t("missed-owner"), EntryKind::Select(choices)).required();
            self.note(form.with_entry(entry), "missed-say", false)
        })
    }
}
