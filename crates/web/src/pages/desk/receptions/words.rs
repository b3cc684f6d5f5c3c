//! Codes of receptions in words.

use xinqiao_disputes::Code;
use xinqiao_disputes::reception::{Debt, Step};
use xinqiao_disputes::rules::RulesToml;

use crate::i18n::Lang;

/// A code of a closed list: `reception-<list>-<code>`.
// i18n: reception-stage-* reception-did-* reception-debt-*
pub fn word(lang: Lang, list: &str, code: &str) -> String {
    lang.t(&format!("reception-{list}-{}", code.replace('_', "-")))
}

/// A danger; the words are those of disputes.
// i18n: dispute-danger-*
pub fn danger(lang: Lang, code: &str) -> String {
    lang.t(&format!("dispute-danger-{}", code.replace('_', "-")))
}

/// Services of the pack; the code itself when a newer pack has dropped one.
pub fn services<'a>(lang: Lang, raw: &RulesToml, codes: impl IntoIterator<Item = &'a Code>) -> String {
    codes.into_iter().map(|code| service(lang, raw, code)).collect::<Vec<_>>().join(&lang.t("join-comma"))
}

/// One service.
pub fn service(lang: Lang, raw: &RulesToml, code: &Code) -> String {
    let found = raw.services.iter().find(|named| named.code == *code);
    let words = found.map(|named| if lang == Lang::En { &named.title.en } else { &named.title.zh_cn });
    words.cloned().unwrap_or_else(|| code.to_string())
}

/// What a step says beside its words.
pub fn of_step(lang: Lang, raw: &RulesToml, step: &Step) -> Vec<String> {
    match step {
        Step::Offered { services: offered, .. } => vec![services(lang, raw, offered)],
        Step::Guided { due_at } => due_at.map(|_| lang.t("reception-another")).into_iter().collect(),
        Step::ExpertCalled { danger: seen, .. } => vec![danger(lang, seen.code()), lang.t("reception-words-at-desk")],
        Step::Silent { debt: Debt::Expert, .. } => vec![word(lang, "debt", Debt::Expert.code())],
        Step::Declined => vec![lang.t("reception-no-consequence")],
        Step::Received { .. }
        | Step::Accepted { .. }
        | Step::Later
        | Step::RecordKept { .. }
        | Step::ExpertCame
        | Step::PassedOn { .. }
        | Step::Silent { .. } => Vec::new(),
    }
}
