//! Stages and conflicts in words.

use xinqiao_app::AppError;
use xinqiao_app::questionnaires::QuestionnaireView;
use xinqiao_kernel::id::AccountId;

use crate::i18n::Lang;
use crate::pages::desk::questionnaires::VersionFacts;
use crate::pages::desk::serve::timing::moment;
use crate::site::Site;

/// Class of the badge of a stage, and its words.
pub fn stage(lang: Lang, stage: &str, is_expired: bool) -> (&'static str, String) {
    // i18n: builder-stage-*
    match (stage, is_expired) {
        ("released", true) => ("badge", lang.t("builder-stage-expired")),
        ("released", false) => ("badge bg-primary-lt", lang.t("builder-stage-released")),
        ("withdrawn", _) => ("badge", lang.t("builder-stage-withdrawn")),
        ("tested", _) => ("badge bg-warm-lt", lang.t("builder-stage-tested")),
        _ => ("badge bg-warm-lt", lang.t("builder-stage-draft")),
    }
}

/// What the page says above everything else.
pub fn facts(site: &Site, lang: Lang, view: &QuestionnaireView) -> VersionFacts {
    let line = &view.line;
    let name = |account: Option<AccountId>| account.and_then(|account| view.names.get(&account)).cloned().unwrap_or_default();
    // i18n: builder-was-*
    let said = |key: &str, by, at| lang.t2(key, "who", name(by), "at", moment(site, lang, at));
    let mut history = vec![said("builder-was-edited", Some(line.edited_by), line.edited_at)];
    history.extend(line.tested_at.map(|at| said("builder-was-tested", line.tested_by, at)));
    history.extend(line.released_at.map(|at| said("builder-was-released", line.released_by, at)));
    history.extend(line.withdrawn_at.map(|at| said("builder-was-withdrawn", line.withdrawn_by, at)));
    history.extend(line.right_until.map(|until| lang.t1("builder-right-until", "day", until)));
    history.extend(line.reason.as_ref().map(|reason| lang.t1("builder-reason-was", "reason", reason)));
    VersionFacts {
        name: line.name.clone(),
        code: line.questionnaire.code.clone(),
        version: line.number.to_string(),
        place: view.place.clone(),
        stage: stage(lang, &line.stage, view.is_expired),
        history,
    }
}

/// What a conflict means, and what was wrong with a reason.
pub fn trouble(lang: Lang, why: &AppError) -> Option<String> {
    // i18n: conflict-questionnaire-*
    match why {
        AppError::Conflict { code } if code.starts_with("questionnaire_") => {
            Some(lang.t(&format!("conflict-{}", code.replace('_', "-"))))
        }
        AppError::Invalid(faults) => {
            let told: Vec<String> = faults.iter().map(|fault| lang.t(fault.expected)).collect();
            Some(told.join(" "))
        }
        _ => None,
    }
}
