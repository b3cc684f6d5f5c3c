//! The forms of a signal: confirm as a warning, or dismiss.

use xinqiao_kernel::id::{SignalId, WarningId};

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm, Receipt};
use crate::parts::{Choice, Level, LevelBadge};

/// A level that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelOffer {
    pub level: Level,
    /// What the reader's organisation calls it.
    pub own: Option<String>,
    /// How long each step may take, in words: `15分钟内第二人复核，30分钟内联系本人`.
    pub limits: String,
    /// A second person must confirm.
    pub needs_two: bool,
    pub chosen: bool,
}

/// Another open signal of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherSignal {
    pub id: SignalId,
    pub level: Level,
    pub reason: String,
    /// When it was raised, formatted.
    pub raised: String,
    pub chosen: bool,
}

/// The posted value of a level.
pub(in crate::pages::desk) const fn level_value(level: Level) -> &'static str {
    match level {
        Level::Red => "red",
        Level::Yellow => "yellow",
        Level::Blue => "blue",
    }
}

/// Radio buttons for levels, each with its meaning and its time limits.
pub(in crate::pages::desk) fn level_entry(lang: Lang, form: &'static str, label: String, offers: &[LevelOffer]) -> Entry {
    let picks = offers.iter().map(|offer| {
        let mut pick = Pick::new(level_value(offer.level), meaning(lang, offer.level))
            .with_level(LevelBadge::plain(lang, offer.level).called(lang, offer.own.as_deref()))
            .with_note(offer.limits.clone());
        if offer.needs_two {
            pick = pick.with_note(lang.t("level-needs-two"));
        }
        Pick { chosen: offer.chosen, ..pick }
    });
    Entry::new(form, "level", label, EntryKind::Radios(picks.collect())).required()
}

fn meaning(lang: Lang, level: Level) -> String {
    match level {
        Level::Red => lang.t("level-red-means"),
        Level::Yellow => lang.t("level-yellow-means"),
        Level::Blue => lang.t("level-blue-means"),
    }
}

/// Posts `event`, `level`, `owner`, `also` (any number) and `note`.
pub fn confirm_form(
    lang: Lang,
    id: SignalId,
    receipt: Receipt,
    offers: &[LevelOffer],
    owners: Vec<Choice>,
    others: &[OtherSignal],
) -> PostForm {
    let name = "confirm";
    let form = PostForm::new(name, links::signal_confirm(id), lang.t("signal-confirm-do"))
        .primary()
        .with_receipt(receipt)
        .with_entry(level_entry(lang, name, lang.t("signal-level"), offers))
        .with_entry(
            Entry::new(name, "owner", lang.t("signal-owner"), EntryKind::Select(owners))
                .required()
                .with_hint(lang.t("signal-owner-hint")),
        );
    with_also(lang, form, name, others).with_entry(note_entry(lang, name))
}

/// A warning that runs about the person of a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningWarning {
    pub id: WarningId,
    pub number: String,
    pub level: Level,
    /// The step that is owed.
    pub step: String,
}

/// Into a warning that runs already: posts `event`, `warning`, `level`, `owner`, `also` (any number) and `note`.
pub fn take_up_form(
    lang: Lang,
    id: SignalId,
    receipt: Receipt,
    running: &[RunningWarning],
    offers: &[LevelOffer],
    seconds: Vec<Choice>,
    others: &[OtherSignal],
) -> PostForm {
    let name = "take-up";
    let picks = running.iter().enumerate().map(|(at, one)| Pick {
        chosen: at == 0,
        ..Pick::new(one.id.to_string(), one.number.clone())
            .with_level(LevelBadge::plain(lang, one.level))
            .with_note(one.step.clone())
    });
    let form = PostForm::new(name, links::signal_take_up(id), lang.t("take-up-do"))
        .with_receipt(receipt)
        .with_intro(lang.t("take-up-text"))
        .with_entry(Entry::new(name, "warning", lang.t("take-up-which"), EntryKind::Radios(picks.collect())).required())
        .with_entry(level_entry(lang, name, lang.t("take-up-level"), offers))
        .with_entry(Entry::new(name, "owner", lang.t("raise-second"), EntryKind::Select(seconds)).required());
    with_also(lang, form, name, others).with_entry(note_entry(lang, name))
}

/// The other open signals of the person, to be decided with this one.
fn with_also(lang: Lang, form: PostForm, name: &'static str, others: &[OtherSignal]) -> PostForm {
    if others.is_empty() {
        return form;
    }
    let picks = others.iter().map(|other| Pick {
        chosen: other.chosen,
        ..Pick::new(other.id.to_string(), other.reason.clone())
            .with_level(LevelBadge::plain(lang, other.level))
            .with_note(other.raised.clone())
    });
    form.with_entry(
        Entry::new(name, "also", lang.t("signal-also"), EntryKind::Checks(picks.collect())).with_hint(lang.t("signal-also-hint")),
    )
}

/// Posts `event`, `reason` and `note`.
pub fn dismiss_form(lang: Lang, id: SignalId, receipt: Receipt, reasons: Vec<Choice>) -> PostForm {
    let name = "dismiss";
    PostForm::new(name, links::signal_dismiss(id), lang.t("signal-dismiss-do"))
        .with_receipt(receipt)
        .with_intro(lang.t("signal-dismiss-text"))
        .with_entry(Entry::new(name, "reason", lang.t("reason-label"), EntryKind::Select(reasons)).required())
        .with_entry(note_entry(lang, name))
}

/// Free words about a step.
pub(in crate::pages::desk) fn note_entry(lang: Lang, form: &'static str) -> Entry {
    Entry::new(form, "note", lang.t("note-label"), EntryKind::Lines).with_hint(lang.t("note-hint"))
}
