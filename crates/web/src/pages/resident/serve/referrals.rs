//! What was given to other organisations about me.

use axum::extract::{Form, Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::referrals::OwnReferral;
use xinqiao_referrals::{ReferralId, Rules};

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show};
use crate::pages::resident::{OwnReferralRow, OwnReferralsPage};
use crate::site::Site;
use crate::visitor::Visitor;

/// What just happened.
#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(query): Query<Done>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.own_referrals(caller, None).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
    let rows = found.into_iter().map(|one| row(&site, lang, rules, one)).collect();
    let done = query.done.map(|_| lang.t("own-referral-done"));
    Ok(show(&OwnReferralsPage::new(site.resident_shell(&visitor), rows, done)))
}

fn row(site: &Site, lang: Lang, rules: &Rules, one: OwnReferral) -> OwnReferralRow {
    let title = |code: &xinqiao_referrals::Code| {
        let title = rules.field(code).map(|field| &field.title);
        title.map_or_else(|| code.to_string(), |title| if lang == Lang::En { title.en.clone() } else { title.zh_cn.clone() })
    };
    let fields: Vec<String> = one.fields.iter().map(title).collect();
    let mut lines = vec![
        lang.t1("own-referral-fields", "fields", fields.join(&lang.t("join-comma"))),
        // i18n: own-referral-basis-*
        lang.t(&format!("own-referral-basis-{}", one.basis)),
        lang.moment(site.app.local(one.sent_at).datetime()),
    ];
    if one.ended {
        lines.push(lang.t("own-referral-ended"));
    }
    let withdraw = one.can_withdraw.then(|| (links::own_referral_withdraw(one.id), one.step.to_string()));
    OwnReferralRow { receiver: one.receiver, lines, withdraw }
}

/// The idempotency id of the form.
#[derive(Deserialize)]
pub struct Step {
    #[serde(default)]
    step: String,
}

pub async fn withdraw(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<ReferralId>,
    Form(form): Form<Step>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let step = form.step.parse().map_err(|_| visitor.fault(AppError::NotFound))?;
    site.app.withdraw_referral(caller, None, id, step).await.map_err(|fault| visitor.fault(fault))?;
    Ok(go(&format!("{}?done=1", links::own_referrals())))
}
