//! Codes of duties in words.

use xinqiao_app::duties::DutyRow;
use xinqiao_duties::impact::{Conclusion, Occasion, Question};
use xinqiao_duties::incident::{Authority, Cause, Information, Missing};
use xinqiao_duties::report::{Means, Recipient};
use xinqiao_duties::{Duty, Kind};

use crate::i18n::Lang;

fn word(lang: Lang, prefix: &str, code: &str) -> String {
    lang.t(&format!("{prefix}-{}", code.replace('_', "-")))
}

/// Name of a kind of duty.
// i18n: duty-kind-*
pub fn kind(lang: Lang, kind: Kind) -> String {
    word(lang, "duty-kind", kind.code())
}

/// What a list is for, in a sentence.
// i18n: duty-lead-*
pub fn lead(lang: Lang, kind: Kind) -> String {
    word(lang, "duty-lead", kind.code())
}

/// The button that begins one.
// i18n: duty-begin-*
pub fn begin(lang: Lang, kind: Kind) -> String {
    word(lang, "duty-begin", kind.code())
}

/// What the first form asks for.
// i18n: duty-intro-*
pub fn intro(lang: Lang, kind: Kind) -> String {
    word(lang, "duty-intro", kind.code())
}

/// The law behind it.
// i18n: duty-law-*
pub fn law(lang: Lang, kind: Kind) -> String {
    word(lang, "duty-law", kind.code())
}

/// What an empty list says.
// i18n: duty-empty-*
pub fn empty(lang: Lang, kind: Kind) -> String {
    word(lang, "duty-empty", kind.code())
}

/// The label of the words that begin it.
// i18n: duty-words-*
pub fn words_label(lang: Lang, kind: Kind) -> String {
    word(lang, "duty-words", kind.code())
}

/// What was done, by the code of the step.
// i18n: duty-did-*
pub fn did(lang: Lang, kind: Kind, step: &str) -> String {
    word(lang, &format!("duty-did-{}", kind.code().replace('_', "-")), step)
}

/// A step as the title of its form.
// i18n: duty-do-*
pub fn to_do(lang: Lang, kind: Kind, step: &str) -> String {
    word(lang, &format!("duty-do-{}", kind.code().replace('_', "-")), step)
}

/// Kinds of information.
// i18n: duty-information-*
pub fn information(lang: Lang, one: Information) -> String {
    word(lang, "duty-information", one.code())
}

/// Causes.
// i18n: duty-cause-*
pub fn cause(lang: Lang, one: Cause) -> String {
    word(lang, "duty-cause", one.code())
}

/// Authorities.
// i18n: duty-authority-*
pub fn authority(lang: Lang, one: Authority) -> String {
    word(lang, "duty-authority", one.code())
}

/// What is missing of an incident.
// i18n: duty-missing-*
pub fn missing(lang: Lang, one: Missing) -> String {
    word(lang, "duty-missing", one.code())
}

/// Occasions of an assessment.
// i18n: duty-occasion-*
pub fn occasion(lang: Lang, one: Occasion) -> String {
    word(lang, "duty-occasion", one.code())
}

/// Questions of an assessment.
// i18n: duty-question-*
pub fn question(lang: Lang, one: Question) -> String {
    word(lang, "duty-question", one.code())
}

/// Conclusions of an assessment.
// i18n: duty-conclusion-*
pub fn conclusion(lang: Lang, one: Conclusion) -> String {
    word(lang, "duty-conclusion", one.code())
}

/// Recipients of a report.
// i18n: duty-recipient-*
pub fn recipient(lang: Lang, one: Recipient) -> String {
    word(lang, "duty-recipient", one.code())
}

/// Means of a report.
// i18n: duty-means-*
pub fn means(lang: Lang, one: Means) -> String {
    word(lang, "duty-means", one.code())
}

/// Where a duty stands, from its row alone.
pub fn row_state(lang: Lang, row: &DutyRow) -> String {
    match (row.kind, row.ended_at, row.due_at, row.decided_by) {
        (Kind::MinorAccess, Some(_), _, None) => lang.t("duty-refused"),
        (_, Some(_), _, _) => lang.t("duty-ended"),
        (Kind::Incident, None, Some(_), _) => missing(lang, Missing::Authority),
        (Kind::Impact, None, Some(_), _) => lang.t("duty-approved"),
        (Kind::MinorReport, None, Some(_), _) => lang.t("duty-not-told-yet"),
        (Kind::MinorReport, None, None, _) => lang.t("duty-complete"),
        (Kind::MinorAccess, None, _, Some(_)) => lang.t("duty-granted"),
        (Kind::MinorAccess, None, _, None) => lang.t("duty-asked"),
        (Kind::Incident | Kind::Impact, None, None, _) => lang.t("duty-written"),
    }
}

/// Where a duty stands.
pub fn state(lang: Lang, duty: Option<&Duty>) -> String {
    match duty {
        None => lang.t("duty-erased"),
        Some(duty) if duty.has_ended() => match duty {
            Duty::MinorAccess(approval) if approval.until.is_none() => lang.t("duty-refused"),
            _ => lang.t("duty-ended"),
        },
        Some(Duty::Incident(incident)) => match incident.missing().first() {
            Some(first) => missing(lang, *first),
            None => lang.t("duty-complete"),
        },
        Some(Duty::Impact(impact)) if impact.review_on.is_some() => lang.t("duty-approved"),
        Some(Duty::Impact(impact)) if impact.is_proposed() => lang.t("duty-proposed"),
        Some(Duty::Impact(_)) => lang.t("duty-written"),
        Some(Duty::MinorReport(report)) => match report.missing().first() {
            Some(first) => lang.t1("duty-tell", "who", recipient(lang, *first)),
            None => lang.t("duty-complete"),
        },
        Some(Duty::MinorAccess(approval)) if approval.is_asked() => lang.t("duty-asked"),
        Some(Duty::MinorAccess(_)) => lang.t("duty-granted"),
    }
}
