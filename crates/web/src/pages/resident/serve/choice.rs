//! What becomes of the result: kept, kept with a wish for contact, or not kept.

use axum::extract::{Form, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::assessment::{Sharing, Sheet};

use super::answers::finished;
use super::result::result_again;
use crate::draft::DONE_COOKIE;
use crate::fault::Fault;
use crate::links;
use crate::page::{go, with_cookie};
use crate::pages::resident::self_test::KeepChoice;
use crate::site::Site;
use crate::visitor::Visitor;

/// What the form posts.
#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    keep: String,
}

pub async fn choose(State(site): State<Site>, visitor: Visitor, Form(form): Form<Chosen>) -> Result<Response, Fault> {
    let Some(mut finished) = finished(&site, &visitor) else { return Ok(go(&links::self_tests())) };
    if finished.draft.campaign.is_some() {
        // handed in already, as the person agreed at the beginning
        return Ok(go(&links::result()));
    }
    let caller = visitor.signed_in()?;
    let Some(choice) = KeepChoice::from_value(&form.keep) else {
        let error = visitor.preferences.lang.t("keep-choose");
        return result_again(&site, &visitor, &finished, error).await;
    };
    let fault = |fault| visitor.fault(fault);
    let sharing = match choice {
        KeepChoice::Nothing => {
            if let Some(kept) = finished.draft.kept.take() {
                site.app.forget_record(caller, kept).await.map_err(fault)?;
            }
            return Ok(with_cookie(go(&links::home()), DONE_COOKIE, "", &site.cookie_rules(0)));
        }
        KeepChoice::Mine => Sharing::Private,
        KeepChoice::Contact => Sharing::Contact,
    };
    if let (Some(kept), Sharing::Contact) = (finished.draft.kept, sharing) {
        site.app.share_record(caller, kept).await.map_err(fault)?;
        return Ok(go(&links::result()));
    }
    let sheet = Sheet {
        instrument: finished.pack.instrument().code().to_owned(),
        answers: finished.draft.answers.clone(),
        sharing,
        key: finished.draft.key.clone(),
        answered_at: site.app.now(),
        seconds: finished.draft.seconds,
        form: finished.draft.form,
    };
    let submitted = match site.app.submit(caller, sheet).await {
        Err(AppError::Conflict { code }) if code == "guardian_first" => {
            let error = visitor.preferences.lang.t("keep-guardian-first");
            return result_again(&site, &visitor, &finished, error).await;
        }
        other => other.map_err(fault)?,
    };
    finished.draft.kept = Some(submitted.landed.response());
    Ok(with_cookie(go(&links::result()), DONE_COOKIE, &finished.text(), &site.cookie_rules(86_400)))
}
