//! Codes of the two protocols in words.

use xinqiao_referrals::rules::Title;
use xinqiao_referrals::victim_aid::Step;
use xinqiao_referrals::{Code, Rules};

use crate::i18n::Lang;
pub use crate::pages::desk::referrals::words::{result, title};

fn word(lang: Lang, prefix: &str, code: &str) -> String {
    lang.t(&format!("{prefix}-{}", code.replace('_', "-")))
}

/// A stage of a green channel, or its end.
// i18n: green-stage-*
pub fn stage(lang: Lang, code: &str) -> String {
    word(lang, "green-stage", code)
}

/// What led to a green channel.
// i18n: green-cause-*
pub fn cause(lang: Lang, code: &str) -> String {
    word(lang, "green-cause", code)
}

/// Whether there is a treatment.
// i18n: green-treatment-*
pub fn treatment(lang: Lang, code: &str) -> String {
    word(lang, "green-treatment", code)
}

/// How the return went.
// i18n: green-review-*
pub fn review(lang: Lang, code: &str) -> String {
    word(lang, "green-review", code)
}

/// What a plan lacks.
// i18n: green-missing-*
pub fn missing(lang: Lang, code: &str) -> String {
    word(lang, "green-missing", code)
}

/// What happened in a green channel.
// i18n: green-did-*
pub fn green_did(lang: Lang, code: &str) -> String {
    word(lang, "green-did", code)
}

/// A verb of a green channel as the title of its form.
// i18n: green-do-*
pub fn green_do(lang: Lang, code: &str) -> String {
    word(lang, "green-do", code)
}

/// What happened in an aid file.
// i18n: aid-did-*
pub fn aid_did(lang: Lang, code: &str) -> String {
    word(lang, "aid-did", code)
}

/// A verb of an aid file as the title of its form.
// i18n: aid-do-*
pub fn aid_do(lang: Lang, code: &str) -> String {
    word(lang, "aid-do", code)
}

/// What became of a service.
// i18n: aid-answer-*
pub fn answer(lang: Lang, code: &str) -> String {
    word(lang, "aid-answer", code)
}

/// The title of one of the pack's entries.
pub fn named<'a>(lang: Lang, mut list: impl Iterator<Item = (&'a Code, &'a Title)>, code: &Code) -> String {
    list.find(|(known, _)| *known == code).map_or_else(|| code.to_string(), |(_, found)| title(lang, found))
}

/// The step of an aid file, in the words of the pack; `further` and `ended` have their own.
// i18n: aid-stage-*
pub fn aid_stage(lang: Lang, rules: &Rules, code: &str) -> String {
    let of_pack = rules.raw().victim_aid.steps.iter().find(|step| step.step.code() == code);
    of_pack.map_or_else(|| word(lang, "aid-stage", code), |step| title(lang, &step.title))
}

/// The step that is next, by its number alone: nothing in a list says what happened to anybody.
// i18n: aid-listed-*
pub fn aid_listed(lang: Lang, code: &str) -> String {
    match Step::ALL.iter().position(|step| step.code() == code) {
        Some(at) => lang.t2("aid-listed-step", "number", at + 1, "all", Step::ALL.len()),
        None => word(lang, "aid-listed", code),
    }
}

/// Why something was not done.
// i18n: conflict-green-* conflict-aid-*
pub fn conflict(lang: Lang, code: &str) -> String {
    match code {
        "green_open" => lang.t("conflict-green-open"),
        "aid_open" | "aid_adult" | "aid_opened" => word(lang, "conflict", code),
        "referral_sealed" => lang.t("conflict-aid-sealed"),
        "protocol_changed" => lang.t("conflict-referral-changed"),
        other => crate::pages::desk::referrals::words::conflict(lang, other),
    }
}
