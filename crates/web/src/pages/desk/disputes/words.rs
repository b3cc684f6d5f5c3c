//! Codes of disputes in words.

use xinqiao_app::disputes::PartyView;
use xinqiao_disputes::dispute::{Decision, Missing, Step};
use xinqiao_disputes::rules::{Named, RulesToml};
use xinqiao_disputes::{Code, Guidance};

use crate::i18n::Lang;

/// A code of a closed list: `dispute-<list>-<code>`.
// i18n: dispute-stage-* dispute-worker-* dispute-origin-* dispute-seen-* dispute-danger-* dispute-guidance-* dispute-settlement-* dispute-did-*
pub fn word(lang: Lang, list: &str, code: &str) -> String {
    lang.t(&format!("dispute-{list}-{}", code.replace('_', "-")))
}

/// A code of the pack; the code itself when a newer pack has dropped it.
pub fn title(lang: Lang, list: &[Named], code: &Code) -> String {
    let found = list.iter().find(|named| named.code == *code);
    let words = found.map(|named| if lang == Lang::En { &named.title.en } else { &named.title.zh_cn });
    words.cloned().unwrap_or_else(|| code.to_string())
}

/// Several codes of the pack.
pub fn titles<'a>(lang: Lang, list: &[Named], codes: impl IntoIterator<Item = &'a Code>) -> String {
    codes.into_iter().map(|code| title(lang, list, code)).collect::<Vec<_>>().join(&lang.t("join-comma"))
}

/// What is missing for the next step.
// i18n: dispute-missing-*
pub fn missing(lang: Lang, one: Missing) -> String {
    lang.t(match one {
        Missing::Party => "dispute-missing-party",
        Missing::Problem => "dispute-missing-problem",
        Missing::Session => "dispute-missing-session",
        Missing::Settlement => "dispute-missing-settlement",
        Missing::Decision => "dispute-missing-decision",
        Missing::Look => "dispute-missing-look",
    })
}

/// A party with its number.
pub fn party(lang: Lang, raw: &RulesToml, no: u8, party: &PartyView) -> String {
    let name = match party {
        PartyView::Person(name) if name.is_empty() => lang.t("dispute-party-gone"),
        PartyView::Person(name) => name.clone(),
        PartyView::Outside(code) => title(lang, &raw.outsides, code),
    };
    lang.t2("dispute-party-line", "no", no, "name", name)
}

/// What a step says beside its words.
pub fn of_step(lang: Lang, raw: &RulesToml, step: &Step) -> Vec<String> {
    match step {
        Step::Registered(opened) => vec![
            word(lang, "worker", opened.worker.code()),
            word(lang, "origin", opened.origin.code()),
            title(lang, &raw.kinds, &opened.kind),
        ],
        Step::PartyAdded { party } => match party {
            xinqiao_disputes::dispute::Party::Outside(code) => vec![title(lang, &raw.outsides, code)],
            xinqiao_disputes::dispute::Party::Person(_) => Vec::new(),
        },
        Step::ProblemAdded { problem } => vec![title(lang, &raw.problems, problem)],
        Step::Mediated { session, .. } => {
            let count = |answer: Guidance| session.guidance.values().filter(|one| **one == answer).count();
            let answers = Guidance::ALL.iter().filter(|answer| 0 < count(**answer));
            let told = answers.map(|answer| {
                lang.t2("dispute-guidance-count", "answer", word(lang, "guidance", answer.code()), "count", count(*answer))
            });
            std::iter::once(lang.date(session.on)).chain(told).collect()
        }
        Step::SentToJointGroup { departments, .. } => vec![titles(lang, &raw.departments, departments)],
        Step::Decided { decision, .. } => vec![match decision {
            Decision::MediateAgain => lang.t("dispute-decide-again"),
            Decision::Settled(how) => word(lang, "settlement", how.code()),
        }],
        Step::Settled { settlement, until, .. } => {
            vec![word(lang, "settlement", settlement.code()), lang.t1("dispute-watch-until", "day", lang.date(*until))]
        }
        Step::Looked { seen, offered, .. } => {
            let mut lines: Vec<String> = seen.iter().map(|one| word(lang, "seen", one.code())).collect();
            if !offered.is_empty() {
                lines.push(lang.t1("dispute-offered", "services", titles(lang, &raw.services, offered)));
            }
            lines
        }
        Step::Noticed { danger } => vec![word(lang, "danger", danger.code())],
        Step::ProblemResolved { .. }
        | Step::Reopened { .. }
        | Step::HandedOver { .. }
        | Step::PassedOn { .. }
        | Step::Silent { .. } => Vec::new(),
    }
}
