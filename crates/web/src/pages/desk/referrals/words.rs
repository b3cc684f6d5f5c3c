//! Codes of referrals in words.

use xinqiao_referrals::rules::Title;
use xinqiao_referrals::{Code, Kind, Rules, Urgency, Why};

use crate::i18n::Lang;

fn word(lang: Lang, prefix: &str, code: &str) -> String {
    lang.t(&format!("{prefix}-{}", code.replace('_', "-")))
}

/// A title of the pack.
pub fn title(lang: Lang, title: &Title) -> String {
    if lang == Lang::En { title.en.clone() } else { title.zh_cn.clone() }
}

/// Name of a kind.
// i18n: referral-kind-*
pub fn kind(lang: Lang, kind: &str) -> String {
    word(lang, "referral-kind", kind)
}

/// What a kind does, in a sentence.
// i18n: referral-lead-*
pub fn lead(lang: Lang, kind: Kind) -> String {
    word(lang, "referral-lead", kind.code())
}

/// Where it stands.
// i18n: referral-state-*
pub fn state(lang: Lang, state: &str) -> String {
    word(lang, "referral-state", state)
}

/// How soon.
// i18n: referral-urgency-*
pub fn urgency(lang: Lang, urgency: &str) -> String {
    word(lang, "referral-urgency", urgency)
}

/// What somebody may choose about an urgency.
// i18n: referral-urgency-note-*
pub fn urgency_note(lang: Lang, urgency: Urgency) -> String {
    word(lang, "referral-urgency-note", urgency.code())
}

/// What happened.
// i18n: referral-did-*
pub fn did(lang: Lang, event: &str) -> String {
    word(lang, "referral-did", event)
}

/// A step as the title of its form.
// i18n: referral-do-*
pub fn to_do(lang: Lang, verb: &str) -> String {
    word(lang, "referral-do", verb)
}

/// On what ground.
// i18n: referral-basis-*
pub fn basis(lang: Lang, basis: &str) -> String {
    word(lang, "referral-basis", basis)
}

/// What somebody sees.
// i18n: referral-sight-*
pub fn sight(lang: Lang, sight: &str) -> String {
    word(lang, "referral-sight", sight)
}

/// Why something known does not go along.
// i18n: referral-why-*
pub fn why(lang: Lang, why: Why) -> String {
    lang.t(match why {
        Why::NotNeeded => "referral-why-not-needed",
        Why::NotForThisRole => "referral-why-not-for-this-role",
        Why::NotNamed => "referral-why-not-named",
        Why::Withheld => "referral-why-withheld",
        Why::NotAWording => "referral-why-not-a-wording",
        Why::Unknown => "referral-why-unknown",
    })
}

/// A field of the pack; a code that the pack no longer holds stays a code.
pub fn field(lang: Lang, rules: &Rules, code: &Code) -> String {
    rules.field(code).map_or_else(|| code.to_string(), |field| title(lang, &field.title))
}

/// The value of a field: a sentence of the pack by its words.
pub fn value(lang: Lang, rules: &Rules, code: &Code, value: &str) -> String {
    let is_wording = rules.field(code).is_some_and(|field| field.form == xinqiao_referrals::Form::Wording);
    let sentence = rules.wording(value).filter(|_| is_wording);
    sentence.map_or_else(|| value.to_owned(), |sentence| title(lang, &sentence.title))
}

/// A result, a reason for refusing or for taking back.
pub fn result(lang: Lang, rules: &Rules, code: &Code) -> String {
    let found = rules.raw().results.iter().find(|one| one.code == *code);
    found.map_or_else(|| code.to_string(), |one| title(lang, &one.title))
}

/// A reason for which it was not accepted.
pub fn rejection(lang: Lang, rules: &Rules, code: &Code) -> String {
    rules.rejection(code).map_or_else(|| code.to_string(), |one| title(lang, &one.title))
}

/// A reason for which it was taken back.
pub fn revocation(lang: Lang, rules: &Rules, code: &Code) -> String {
    rules.revocation(code).map_or_else(|| code.to_string(), |one| title(lang, &one.title))
}

/// Why a step was not taken.
// i18n: conflict-referral-*
pub fn conflict(lang: Lang, code: &str) -> String {
    match code {
        "referral_ended"
        | "referral_may_not_refuse"
        | "referral_missing"
        | "referral_once"
        | "referral_no_consent"
        | "referral_changed" => lang.t(&format!("conflict-{}", code.replace('_', "-"))),
        "same_person" => lang.t("conflict-referral-same-person"),
        _ => lang.t("conflict-referral-out-of-turn"),
    }
}

/// What is done with a desk.
// i18n: receiver-do-*
pub fn desk(lang: Lang, change: &str) -> String {
    word(lang, "receiver-do", change)
}
