//! The forms of a warning, one for each step. Words of findings, actions, outcomes and reasons come from the rules.

use xinqiao_kernel::id::WarningId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm, Receipt};
use crate::pages::desk::signal::LevelOffer;
use crate::pages::desk::signal::forms::{level_entry, note_entry};
use crate::parts::Choice;

/// What every form of a warning knows.
#[derive(Debug, Clone, Copy)]
pub struct FormOf {
    pub lang: Lang,
    pub id: WarningId,
    /// Each form of a page has a receipt of its own.
    pub receipt: Receipt,
}

impl FormOf {
    pub(super) fn form(self, name: &'static str, action: String, submit: &str) -> PostForm {
        PostForm::new(name, action, self.lang.t(submit)).with_receipt(self.receipt)
    }

    pub(super) fn note(self, name: &'static str) -> Entry {
        note_entry(self.lang, name)
    }

    pub(super) fn radios(self, form: &'static str, name: &'static str, label: &str, choices: Vec<Choice>) -> Entry {
        let picks = choices.into_iter().map(|choice| Pick {
            notes: choice.note.into_iter().collect(),
            chosen: choice.chosen,
            ..Pick::new(choice.value, choice.label)
        });
        Entry::new(form, name, self.lang.t(label), EntryKind::Radios(picks.collect())).required()
    }

    pub(super) fn select(self, form: &'static str, name: &'static str, label: &str, choices: Vec<Choice>) -> Entry {
        Entry::new(form, name, self.lang.t(label), EntryKind::Select(choices)).required()
    }
}

/// Second signature under a level: posts `level` (the proposed or a milder one), `owner`, `note`.
pub fn second_form(of: FormOf, offers: &[LevelOffer], owners: Vec<Choice>) -> PostForm {
    let name = "second";
    of.form(name, links::warning_second(of.id), "second-do")
        .primary()
        .with_intro(of.lang.t("second-text"))
        .with_entry(level_entry(of.lang, name, of.lang.t("second-level"), offers))
        .with_entry(of.select(name, "owner", "signal-owner", owners))
        .with_entry(of.note(name))
}

/// The second person does not agree: posts `reason`, `note`.
pub fn set_aside_form(of: FormOf, reasons: Vec<Choice>) -> PostForm {
    let name = "set-aside";
    of.form(name, links::warning_set_aside(of.id), "set-aside-do")
        .with_intro(of.lang.t("set-aside-text"))
        .with_entry(of.select(name, "reason", "reason-label", reasons))
        .with_entry(of.note(name))
}

/// Takes the warning on: posts `note`.
pub fn acknowledge_form(of: FormOf) -> PostForm {
    let name = "acknowledge";
    of.form(name, links::warning_acknowledge(of.id), "acknowledge-do")
        .primary()
        .with_intro(of.lang.t("acknowledge-text"))
        .with_entry(of.note(name))
}

/// What talking with the person showed: posts `finding`, `note`.
pub fn verify_form(of: FormOf, findings: Vec<Choice>) -> PostForm {
    let name = "verify";
    of.form(name, links::warning_verify(of.id), "verify-do")
        .primary()
        .with_intro(of.lang.t("verify-text"))
        .with_entry(of.radios(name, "finding", "verify-finding", findings))
        .with_entry(of.note(name))
}

/// Support begins, or goes on: posts `action`, `note`. It is the main form only while support is the present step.
pub fn intervene_form(of: FormOf, actions: Vec<Choice>, present: bool) -> PostForm {
    let name = "intervene";
    let form = of
        .form(name, links::warning_intervene(of.id), "intervene-do")
        .with_intro(of.lang.t("intervene-text"))
        .with_entry(of.radios(name, "action", "intervene-action", actions))
        .with_entry(of.note(name));
    PostForm { primary: present, ..form }
}

/// Whoever hears back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hearer {
    /// Posted as `person`.
    Person,
    /// Posted as `reporter`.
    Reporter,
}

/// One party hears back: posts `party` (hidden), `hearing`, `note`.
pub fn feedback_form(of: FormOf, hearer: Hearer, hearings: Vec<Choice>) -> PostForm {
    let (name, party, text, label, submit) = match hearer {
        Hearer::Person => ("feedback-person", "person", "feedback-person-text", "feedback-person", "feedback-person-do"),
        Hearer::Reporter => {
            ("feedback-reporter", "reporter", "feedback-reporter-text", "feedback-reporter", "feedback-reporter-do")
        }
    };
    let form = of
        .form(name, links::warning_feedback(of.id), submit)
        .with_hidden("party", party)
        .with_intro(of.lang.t(text))
        .with_entry(of.radios(name, "hearing", label, hearings))
        .with_entry(of.note(name));
    PostForm { primary: hearer == Hearer::Person, ..form }
}

/// The outcome: posts `outcome`, `note`. Where two persons must close, it only proposes.
pub fn close_form(of: FormOf, outcomes: Vec<Choice>, needs_two: bool) -> PostForm {
    let name = "close";
    let (text, submit) = if needs_two { ("close-text-two", "close-propose") } else { ("close-text", "close-do") };
    of.form(name, links::warning_close(of.id), submit)
        .primary()
        .with_intro(of.lang.t(text))
        .with_entry(of.radios(name, "outcome", "close-outcome", outcomes))
        .with_entry(of.note(name))
}

/// Second signature under the closing: posts `note`. `proposed` says who proposed which outcome.
pub fn second_close_form(of: FormOf, proposed: String) -> PostForm {
    let name = "second-close";
    of.form(name, links::warning_second_close(of.id), "second-close-do")
        .primary()
        .with_intro(proposed)
        .with_intro(of.lang.t("second-close-text"))
        .with_entry(of.note(name))
}

/// Gives the warning to somebody else: posts `owner`, `note`.
pub fn hand_over_form(of: FormOf, owners: Vec<Choice>) -> PostForm {
    let name = "hand-over";
    of.form(name, links::warning_hand_over(of.id), "hand-over-do")
        .with_intro(of.lang.t("hand-over-text"))
        .with_entry(of.select(name, "owner", "hand-over-to", owners))
        .with_entry(of.note(name))
}

/// Somebody looked again: posts `reviewing`, `note`.
pub fn review_form(of: FormOf, findings: Vec<Choice>) -> PostForm {
    let name = "review";
    of.form(name, links::warning_review(of.id), "review-warning-do")
        .with_intro(of.lang.t("review-warning-text"))
        .with_entry(of.radios(name, "reviewing", "review-warning-finding", findings))
        .with_entry(of.note(name))
}

/// A graver level: posts `level`, `owner` (who confirms where it takes two), `note`.
pub fn raise_form(of: FormOf, offers: &[LevelOffer], owners: Vec<Choice>) -> PostForm {
    let name = "raise";
    of.form(name, links::warning_raise(of.id), "raise-do")
        .with_intro(of.lang.t("raise-text"))
        .with_entry(level_entry(of.lang, name, of.lang.t("raise-level"), offers))
        .with_entry(of.select(name, "owner", "raise-second", owners))
        .with_entry(of.note(name))
}

/// Second signature under a graver level: posts `note`. `proposed` says who proposed which level.
pub fn second_raise_form(of: FormOf, proposed: String) -> PostForm {
    let name = "second-raise";
    of.form(name, links::warning_second_raise(of.id), "second-raise-do").primary().with_intro(proposed).with_entry(of.note(name))
}

/// The second person does not agree with a graver level: posts `note`, which says why.
pub fn refuse_raise_form(of: FormOf) -> PostForm {
    let name = "refuse-raise";
    let why = Entry { label: of.lang.t("refuse-raise-why"), ..of.note(name) };
    of.form(name, links::warning_refuse_raise(of.id), "refuse-raise-do").with_entry(why.required())
}

/// Writes something down: posts `note`.
pub fn note_form(of: FormOf) -> PostForm {
    let name = "note";
    of.form(name, links::warning_note(of.id), "note-do").with_entry(of.note(name).required())
}

/// Opens name and phone of the person: posts nothing else; the person can see that they were opened.
pub fn identity_form(lang: Lang, id: WarningId) -> PostForm {
    PostForm::new("identity", links::warning_identity(id), lang.t("identity-do")).with_intro(lang.t("identity-text"))
}
