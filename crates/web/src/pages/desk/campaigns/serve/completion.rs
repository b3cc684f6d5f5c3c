//! Handlers of what class teachers see.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_indicators::Cell;
use xinqiao_kernel::id::{CampaignId, PersonId};
use xinqiao_kernel::place::PlacePath;

use super::told::{percent, window};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::address::with;
use crate::pages::desk::campaigns::{ClassLine, ClassesPage, CompletionPage, CompletionView, MemberLine};
use crate::pages::desk::parts::Pager;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Which class.
#[derive(Deserialize)]
pub struct Asked {
    unit: Option<PlacePath>,
    after: Option<PersonId>,
}

/// `50 / 51`.
fn counts(lang: Lang, settled: u64, asked: u64) -> String {
    lang.t2("campaign-settled-of", "settled", lang.count(settled), "asked", lang.count(asked))
}

pub async fn classes(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let today = site.app.day(site.app.now());
    let found = site.app.class_campaigns(caller).await.map_err(|fault| visitor.fault(fault))?;
    let lines = found.into_iter().map(|one| ClassLine {
        href: with(&links::campaign_completion(one.campaign.id), "unit", one.unit.as_str()),
        unit: one.unit_name,
        window: window(lang, one.campaign.opens_on, one.campaign.closes_on, today),
        counts: counts(lang, one.settled, one.asked),
        share: percent(Cell::Count(one.settled), Cell::Count(one.asked)),
        title: one.campaign.title,
    });
    let lines = lines.collect();
    let shell = shell(&site, &visitor, caller, Area::Classes, None).await?;
    Ok(show(&ClassesPage::new(shell, lines)))
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let today = site.app.day(site.app.now());
    let found = site.app.completion(caller, id, asked.unit.as_ref(), asked.after).await.map_err(|fault| visitor.fault(fault))?;
    let here = with(&links::campaign_completion(id), "unit", found.unit.as_str());
    let newer = asked.after.map(|_| here.clone());
    let older = found.next.map(|next| with(&here, "after", next));
    let pager = (newer.is_some() || older.is_some()).then(|| Pager {
        lang,
        text: lang.t1("audit-page", "count", found.members.len()),
        newer,
        older,
    });
    let view = CompletionView {
        title: found.campaign.title,
        unit: found.unit_name,
        window: window(lang, found.campaign.opens_on, found.campaign.closes_on, today),
        counts: counts(lang, found.settled, found.asked),
        share: percent(Cell::Count(found.settled), Cell::Count(found.asked)),
        members: found.members.into_iter().map(|one| MemberLine { name: one.name, settled: one.settled }).collect(),
        sittings: found.sittings.iter().map(|one| (moment(&site, lang, one.begins_at), one.room.clone())).collect(),
        pager,
    };
    let shell = shell(&site, &visitor, caller, Area::Classes, None).await?;
    Ok(show(&CompletionPage::new(shell, view)))
}
