//! The forms of what changes a warning beside its steps: level, owner, duplicates, opening again, objections.

use xinqiao_kernel::id::{WarningEventId, WarningId};

use super::forms::FormOf;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::signal::LevelOffer;
use crate::pages::desk::signal::forms::level_entry;
use crate::parts::{Choice, Level, LevelBadge};

/// A milder level: posts `level`, `reviews` (hidden), `note`.
pub fn lower_form(of: FormOf, offer: LevelOffer, reviews: &[WarningEventId]) -> PostForm {
    let name = "lower";
    let form = of
        .form(name, links::warning_lower(of.id), "lower-do")
        .with_intro(of.lang.t1("lower-text", "count", reviews.len()))
        .with_entry(level_entry(of.lang, name, of.lang.t("lower-level"), &[offer]));
    let form = reviews.iter().fold(form, |form, review| form.with_hidden("reviews", review.to_string()));
    form.with_entry(of.note(name))
}

/// A clinician's signature under a milder level: posts `note`. `proposed` says who proposed which level on what grounds.
pub fn sign_lower_form(of: FormOf, proposed: String) -> PostForm {
    let name = "sign-lower";
    of.form(name, links::warning_sign_lower(of.id), "sign-lower-do")
        .with_intro(proposed)
        .with_intro(of.lang.t("sign-lower-text"))
        .with_entry(of.note(name))
}

/// To the next shift: posts `owner`, `note`.
pub fn offer_form(of: FormOf, owners: Vec<Choice>) -> PostForm {
    let name = "offer";
    of.form(name, links::warning_offer(of.id), "offer-do")
        .with_intro(of.lang.t("offer-text"))
        .with_entry(of.select(name, "owner", "offer-to", owners))
        .with_entry(of.note(name))
}

/// Takes over what was offered: posts nothing else. `offered` says who offers it until when.
pub fn accept_form(of: FormOf, offered: String) -> PostForm {
    of.form("accept", links::warning_accept(of.id), "accept-do").primary().with_intro(offered)
}

/// What is owed beside the step to somebody else: posts `clock`, `owner`, `note`.
pub fn pass_on_form(of: FormOf, clocks: Vec<Choice>, owners: Vec<Choice>) -> PostForm {
    let name = "pass-on";
    of.form(name, links::warning_pass_on(of.id), "pass-on-do")
        .with_intro(of.lang.t("pass-on-text"))
        .with_entry(of.radios(name, "clock", "pass-on-what", clocks))
        .with_entry(of.select(name, "owner", "pass-on-to", owners))
        .with_entry(of.note(name))
}

/// Another running warning about the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub id: WarningId,
    pub number: String,
    pub level: Level,
    /// The step that is owed.
    pub step: String,
}

/// Merges a duplicate: posts `other`, `note`.
pub fn merge_form(of: FormOf, others: &[Duplicate]) -> PostForm {
    let name = "merge";
    let picks = others.iter().enumerate().map(|(at, other)| Pick {
        chosen: at == 0,
        ..Pick::new(other.id.to_string(), other.number.clone())
            .with_level(LevelBadge::plain(of.lang, other.level))
            .with_note(other.step.clone())
    });
    of.form(name, links::warning_merge(of.id), "merge-do")
        .with_intro(of.lang.t("merge-text"))
        .with_entry(Entry::new(name, "other", of.lang.t("merge-which"), EntryKind::Radios(picks.collect())).required())
        .with_entry(of.note(name))
}

/// Opens a closed warning again: posts `reopening`, `owner`, `note`, which says what happened.
pub fn reopen_form(of: FormOf, reasons: Vec<Choice>, owners: Vec<Choice>) -> PostForm {
    let name = "reopen";
    of.form(name, links::warning_reopen(of.id), "reopen-do")
        .with_intro(of.lang.t("reopen-text"))
        .with_entry(of.radios(name, "reopening", "reopen-why", reasons))
        .with_entry(of.select(name, "owner", "signal-owner", owners))
        .with_entry(of.note(name).required())
}

/// The person does not agree: posts `note`, their words.
pub fn object_form(of: FormOf) -> PostForm {
    let name = "object";
    let words = Entry { label: of.lang.t("object-words"), ..of.note(name) };
    of.form(name, links::warning_object(of.id), "object-do").with_intro(of.lang.t("object-text")).with_entry(words.required())
}

/// Answers an objection: posts `answer`, `note`, which the person reads. `said` is what they said, and until when they wait.
pub fn answer_form(of: FormOf, said: Vec<String>, answers: Vec<Choice>) -> PostForm {
    let name = "answer";
    let words = Entry { label: of.lang.t("answer-words"), hint: Some(of.lang.t("answer-hint")), ..of.note(name) };
    let form = of.form(name, links::warning_answer(of.id), "answer-do");
    let form = said.into_iter().fold(form, PostForm::with_intro);
    form.with_entry(of.radios(name, "answer", "answer-which", answers)).with_entry(words.required())
}

/// The second person agrees that an objection is right: posts `note`.
pub fn second_answer_form(of: FormOf, said: Vec<String>) -> PostForm {
    let name = "second-answer";
    let form = of.form(name, links::warning_second_answer(of.id), "second-answer-do");
    let form = said.into_iter().fold(form, PostForm::with_intro);
    form.with_intro(of.lang.t("second-answer-text")).with_entry(of.note(name))
}
