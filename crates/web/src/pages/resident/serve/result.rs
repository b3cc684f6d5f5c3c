//! "Somebody is with you", and the result.

use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use xinqiao_app::AppError;
use xinqiao_app::assessment::Scored;
use xinqiao_psychometrics::definition::CriticalKind;

use super::answers::{Finished, finished};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::resident::self_test::{AccompanyPage, ResultPage, ResultView, ScoreNote, SeenBy, SpokenOf};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// Days after which taking the test again tells something new.
const AGAIN_AFTER_DAYS: i64 = 14;

pub async fn accompany(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let Some(finished) = finished(&site, &visitor) else { return Ok(go(&links::self_tests())) };
    let scored = scored(&site, &visitor, &finished)?;
    if !scored.asks_for_company() {
        return Ok(go(&links::result()));
    }
    let living = |kind: CriticalKind| matches!(kind, CriticalKind::Suicide | CriticalKind::SelfHarm);
    let spoken_of =
        if scored.outcome.critical.iter().any(|hit| living(hit.kind)) { SpokenOf::NotWantingToLive } else { SpokenOf::HardTime };
    Ok(show(&AccompanyPage::new(site.resident_shell(&visitor), spoken_of)))
}

pub async fn result(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let Some(finished) = finished(&site, &visitor) else { return Ok(go(&links::self_tests())) };
    Ok(show(&result_page(&site, &visitor, &finished, None).await?))
}

/// The page again, with what is wrong with the posted choice.
pub async fn result_again(site: &Site, visitor: &Visitor, finished: &Finished<'_>, error: String) -> Result<Response, Fault> {
    let page = result_page(site, visitor, finished, Some(error)).await?;
    Ok(show_with(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page))
}

fn scored<'a>(site: &'a Site, visitor: &Visitor, finished: &Finished<'_>) -> Result<Scored<'a>, Fault> {
    let who = visitor.caller.as_ref().and_then(|caller| caller.whereabouts());
    let instrument = finished.pack.instrument();
    let draft = &finished.draft;
    let how = (draft.seconds, draft.form, draft.key.as_str());
    let scored = site.app.score_form(instrument.code(), Some(instrument.version()), &draft.answers, who, how);
    scored.map_err(|fault| visitor.fault(fault))
}

async fn result_page(
    site: &Site,
    visitor: &Visitor,
    finished: &Finished<'_>,
    choice_error: Option<String>,
) -> Result<ResultPage, Fault> {
    let scored = scored(site, visitor, finished)?;
    let today = site.app.day(site.app.now());
    let lang = visitor.preferences.lang;
    let text = words::text_of(finished.pack, lang).ok_or_else(|| visitor.fault(AppError::NotFound))?;
    let person = visitor.caller.as_ref().filter(|caller| caller.person().is_some());
    let is_aside = !scored.judgement.is_valid() || is_kept_aside(site, visitor, finished).await?;
    let seen_by = match (person, finished.draft.kept) {
        _ if finished.draft.campaign.is_some() => SeenBy::Campaign,
        (None, _) => SeenBy::Nobody,
        (Some(_), None) => SeenBy::Undecided,
        (Some(caller), Some(kept)) => {
            let record = site.app.record(caller, kept).await;
            match record {
                Ok(record) if record.response.sharing == "private" => SeenBy::OnlyYou,
                Ok(_) => SeenBy::Contact(lang.t("seen-on-duty")),
                // forgotten meanwhile, in another window
                Err(AppError::NotFound) => SeenBy::Undecided,
                Err(fault) => return Err(visitor.fault(fault)),
            }
        }
    };
    let view = ResultView {
        title: text.title.clone(),
        taken_on: today,
        period_days: scored.pack.instrument().pack().period_days.and_then(|days| u16::try_from(days).ok()),
        level: scored.outcome.attention.map(|attention| attention.number()).filter(|_| !is_aside),
        is_aside,
        again_on: today.checked_add(AGAIN_AFTER_DAYS.days()).ok(),
        asks_choice: matches!(seen_by, SeenBy::Undecided),
        seen_by,
        score: ScoreNote {
            score: words::score_line(lang, text, &scored).filter(|_| !is_aside),
            provenance: words::provenance(lang, text, scored.pack),
        },
        choice_error,
    };
    Ok(ResultPage::new(site.resident_shell(visitor), view))
}

/// Was the sheet put aside when it was handed in?
async fn is_kept_aside(site: &Site, visitor: &Visitor, finished: &Finished<'_>) -> Result<bool, Fault> {
    let (Some(caller), Some(kept)) = (&visitor.caller, finished.draft.kept) else { return Ok(false) };
    match site.app.record(caller, kept).await {
        Ok(record) => Ok(!record.outcome.valid),
        // forgotten meanwhile, in another window
        Err(AppError::NotFound) => Ok(false),
        Err(fault) => Err(visitor.fault(fault)),
    }
}
