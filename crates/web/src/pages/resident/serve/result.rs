//! "Somebody is with you", and the result.

use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use xinqiao_app::AppError;
use xinqiao_app::assessment::Scored;
use xinqiao_psychometrics::definition::CriticalKind;

use super::answers::{finished, taking};
use crate::draft::Draft;
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
    let Some((code, draft)) = finished(&site, &visitor) else { return Ok(go(&links::self_tests())) };
    let scored = scored(&site, &visitor, &code, &draft)?;
    if !scored.asks_for_company() {
        return Ok(go(&links::result()));
    }
    let living = |kind: CriticalKind| matches!(kind, CriticalKind::Suicide | CriticalKind::SelfHarm);
    let spoken_of =
        if scored.outcome.critical.iter().any(|hit| living(hit.kind)) { SpokenOf::NotWantingToLive } else { SpokenOf::HardTime };
    Ok(show(&AccompanyPage::new(site.resident_shell(&visitor), spoken_of)))
}

pub async fn result(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let Some((code, draft)) = finished(&site, &visitor) else { return Ok(go(&links::self_tests())) };
    Ok(show(&result_page(&site, &visitor, &code, &draft, None).await?))
}

/// The page again, with what is wrong with the posted choice.
pub async fn result_again(site: &Site, visitor: &Visitor, code: &str, draft: &Draft, error: String) -> Result<Response, Fault> {
    let page = result_page(site, visitor, code, draft, Some(error)).await?;
    Ok(show_with(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page))
}

fn scored<'a>(site: &'a Site, visitor: &Visitor, code: &str, draft: &Draft) -> Result<Scored<'a>, Fault> {
    let who = visitor.caller.as_ref().and_then(|caller| caller.whereabouts());
    site.app.score(code, None, &draft.answers, who).map_err(|fault| visitor.fault(fault))
}

async fn result_page(site: &Site, visitor: &Visitor, code: &str, draft: &Draft, choice_error: Option<String>) -> Result<ResultPage, Fault> {
    let taking = taking(site, visitor, code)?;
    let scored = scored(site, visitor, code, draft)?;
    let today = site.app.day(site.app.now());
    let lang = visitor.preferences.lang;
    let person = visitor.caller.as_ref().filter(|caller| caller.person().is_some());
    let seen_by = match (person, draft.kept) {
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
        title: taking.text.title.clone(),
        taken_on: today,
        period_days: scored.pack.instrument().pack().period_days.and_then(|days| u16::try_from(days).ok()),
        level: scored.outcome.attention.map(|attention| attention.number()),
        again_on: today.checked_add(AGAIN_AFTER_DAYS.days()).ok(),
        asks_choice: matches!(seen_by, SeenBy::Undecided),
        seen_by,
        score: ScoreNote { score: words::score_line(lang, taking.text, &scored), provenance: words::provenance(lang, taking.text, scored.pack) },
        choice_error,
    };
    Ok(ResultPage::new(site.resident_shell(visitor), view))
}
