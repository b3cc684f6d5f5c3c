//! A whole answer sheet in one form: what a class hands in at the end of its screening.

use axum::extract::{Form, Path, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::assessment::{Sharing, Sheet};

use crate::fault::Fault;
use crate::links;
use crate::page::go;
use crate::pages::resident::self_test::KeepChoice;
use crate::site::Site;
use crate::visitor::Visitor;

/// What the form posts: answers in item order joined by commas, blank where left out.
#[derive(Deserialize)]
pub struct Handed {
    answers: String,
    key: String,
    #[serde(default)]
    keep: String,
    #[serde(default)]
    campaign: Option<String>,
}

pub async fn submit(
    State(site): State<Site>,
    visitor: Visitor,
    Path(code): Path<String>,
    Form(form): Form<Handed>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let sharing = match (&form.campaign, KeepChoice::from_value(&form.keep)) {
        (Some(campaign), _) => Sharing::Campaign(campaign.parse().map_err(|_| visitor.fault(AppError::NotFound))?),
        (None, Some(KeepChoice::Mine)) => Sharing::Private,
        (None, Some(KeepChoice::Contact)) => Sharing::Contact,
        (None, Some(KeepChoice::Nothing) | None) => {
            return Err(visitor.fault(AppError::field("keep", "fault-keep", form.keep.clone())));
        }
    };
    let answers =
        form.answers.split(',').map(str::trim).map(|text| if text.is_empty() { Ok(None) } else { text.parse().map(Some) });
    let answers: Result<Vec<Option<f64>>, _> = answers.collect();
    let answers = answers.map_err(|_| visitor.fault(AppError::field("answers", "fault-answers", form.answers.clone())))?;
    let sheet = Sheet {
        instrument: code,
        answers,
        sharing,
        key: form.key,
        answered_at: site.app.now(),
        seconds: None,
        form: xinqiao_kernel::TestForm::Fixed,
    };
    site.app.submit(caller, sheet).await.map_err(|fault| visitor.fault(fault))?;
    Ok(go(&links::records()))
}
