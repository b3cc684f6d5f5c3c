//! The forms of a signal: confirm as a warning, or dismiss.

use xinqiao_kernel::id::SignalId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm, Receipt};
use crate::parts::{Choice, Level, LevelBadge};

/// A level that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelOffer {
    pub level: Level,
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
            .with_level(LevelBadge::plain(lang, offer.level))
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
    let mut form = PostForm::new(name, links::signal_confirm(id), lang.t("signal-confirm-do"))
        .primary()
        .with_receipt(receipt)
        .with_entry(level_entry(lang, name, lang.t("signal-level"), offers))
        .with_entry(
            Entry::new(name, "owner", lang.t("signal-owner"), EntryKind::Select(owners))
                .required()
                .with_hint(lang.t("signal-owner-hint")),
        );
    if !others.is_empty() {
        let picks = others.iter().map(|other| Pick {
            chosen: other.chosen,
            ..Pick::new(other.id.to_string(), other.reason.clone())
                .with_level(LevelBadge::plain(lang, other.level))
                .with_note(other.raised.clone())
        });
        form = form.with_entry(
            Entry::new(name, "also", lang.t("signal-also"), EntryKind::Checks(picks.collect()))
                .with_hint(lang.t("signal-also-hint")),
        );
    }
    form.with_entry(note_entry(lang, name))
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
