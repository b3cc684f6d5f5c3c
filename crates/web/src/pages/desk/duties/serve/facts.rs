//! What is known of a duty, in words.

use xinqiao_app::duties::DutyView;
use xinqiao_duties::{Duty, Step, approval, impact, incident, report};

use crate::i18n::Lang;
use crate::pages::desk::duties::words;
use crate::pages::desk::serve::timing::moment;
use crate::site::Site;

/// Label and value of what stands.
pub fn facts(site: &Site, lang: Lang, found: &DutyView) -> Vec<(String, String)> {
    let comma = lang.t("join-comma");
    let mut facts = vec![(lang.t("duty-opened"), moment(site, lang, found.row.opened_at))];
    match &found.duty {
        None => facts.push((lang.t("duty-state"), lang.t("duty-erased"))),
        Some(Duty::Incident(duty)) => {
            let kinds: Vec<_> = duty.information.iter().map(|one| words::information(lang, *one)).collect();
            facts.push((lang.t("duty-discovered"), moment(site, lang, duty.discovered_at)));
            facts.push((lang.t("duty-information"), kinds.join(&comma)));
            facts.push((lang.t("duty-cause"), words::cause(lang, duty.cause)));
            facts.push((lang.t("duty-people"), lang.count(duty.people.into())));
            if duty.minors {
                facts.push((lang.t("duty-minors"), lang.t("duty-minors-yes")));
            }
        }
        Some(Duty::Impact(duty)) => {
            let occasions: Vec<_> = duty.occasions.iter().map(|one| words::occasion(lang, *one)).collect();
            facts.push((lang.t("duty-occasions"), occasions.join(&comma)));
            facts.extend(duty.conclusion.map(|one| (lang.t("duty-conclusion"), words::conclusion(lang, one))));
            facts.extend(duty.review_on.map(|day| (lang.t("duty-review-on"), lang.date(day))));
        }
        Some(Duty::MinorReport(duty)) => {
            facts.push((lang.t("duty-noticed"), moment(site, lang, duty.noticed_at)));
            facts.push((lang.t("duty-situations"), situations(site, lang, duty.situations.iter())));
            for (who, at) in &duty.told {
                facts.push((words::recipient(lang, *who), moment(site, lang, *at)));
            }
        }
        Some(Duty::MinorAccess(duty)) => {
            facts.extend(duty.until.map(|day| (lang.t("duty-until"), lang.date(day))));
        }
    }
    facts
}

/// What is missing before it can be closed.
pub fn missing(lang: Lang, duty: Option<&Duty>) -> Vec<String> {
    match duty {
        Some(duty) if duty.has_ended() => Vec::new(),
        Some(Duty::Incident(duty)) => duty.missing().into_iter().map(|one| words::missing(lang, one)).collect(),
        Some(Duty::Impact(duty)) => duty.missing().into_iter().map(|one| words::question(lang, one)).collect(),
        Some(Duty::MinorReport(duty)) => {
            duty.missing().into_iter().map(|one| lang.t1("duty-tell", "who", words::recipient(lang, one))).collect()
        }
        Some(Duty::MinorAccess(_)) | None => Vec::new(),
    }
}

/// What a step says beside its words.
pub fn of_step(site: &Site, lang: Lang, step: &Step) -> Vec<String> {
    let comma = lang.t("join-comma");
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match step {
        Step::Incident(step) => match step {
            incident::Step::Recorded { information, cause, people, .. }
            | incident::Step::Reassessed { information, cause, people, .. } => {
                let kinds: Vec<_> = information.iter().map(|one| words::information(lang, *one)).collect();
                vec![kinds.join(&comma), words::cause(lang, *cause), lang.t1("duty-count-people", "n", *people)]
            }
            incident::Step::AuthorityTold { authority, reference } => {
                [words::authority(lang, *authority)].into_iter().chain(filled(reference)).collect()
            }
            incident::Step::PersonsTold { people } | incident::Step::GuardiansTold { people } => {
                vec![lang.t1("duty-count-people", "n", *people)]
            }
            incident::Step::Remedied | incident::Step::Ordered | incident::Step::NotTold | incident::Step::Closed => Vec::new(),
        },
        Step::Impact(step) => match step {
            impact::Step::Begun { occasions } => {
                vec![occasions.iter().map(|one| words::occasion(lang, *one)).collect::<Vec<_>>().join(&comma)]
            }
            impact::Step::Answered { question } => vec![words::question(lang, *question)],
            impact::Step::Concluded { conclusion } => vec![words::conclusion(lang, *conclusion)],
            impact::Step::Approved { review_on } => vec![lang.t1("duty-until-day", "day", lang.date(*review_on))],
            impact::Step::SentBack | impact::Step::Ended => Vec::new(),
        },
        Step::MinorReport(step) => match step {
            report::Step::Opened { situations: codes, .. } => vec![situations(site, lang, codes.iter())],
            report::Step::Told { recipient, means, receipt } => {
                let told = [words::recipient(lang, *recipient), words::means(lang, *means)].join(&comma);
                [told].into_iter().chain(filled(receipt)).collect()
            }
            report::Step::Answered { recipient } => vec![words::recipient(lang, *recipient)],
            report::Step::Supplemented | report::Step::Closed => Vec::new(),
        },
        Step::MinorAccess(approval::Step::Granted { until }) => vec![lang.t1("duty-until-day", "day", lang.date(*until))],
        Step::MinorAccess(approval::Step::Asked | approval::Step::Refused | approval::Step::Ended) => Vec::new(),
    }
}

/// The wording of situations that have to be reported; a code that the pack no longer holds stays a code.
fn situations<'a>(site: &Site, lang: Lang, codes: impl Iterator<Item = &'a String>) -> String {
    let known = site.app.reportable();
    let text = |code: &String| {
        let found = known.iter().find(|one| one.code == *code).and_then(|one| one.text.get(lang.tag()));
        found.unwrap_or(code).clone()
    };
    codes.map(text).collect::<Vec<_>>().join(&lang.t("join-comma"))
}
