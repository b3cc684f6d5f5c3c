//! One campaign: how far it is, how the answers spread, which files came in.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_access::Action;
use xinqiao_app::campaigns::{CampaignDetail, UnitProgress};
use xinqiao_indicators::Cell;
use xinqiao_kernel::id::CampaignId;
use xinqiao_kernel::place::PlacePath;

use super::told::{instrument, percent, persons, share, state, window};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::address::with;
use crate::pages::desk::campaigns::{BandShare, CampaignPage, CampaignView, ImportLine, UnitBar, UnitsView};
use crate::pages::desk::retests::rule;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What just happened.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
    /// the unit whose units are shown
    unit: Option<PlacePath>,
    #[serde(default)]
    count: u64,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Query(query): Query<Done>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let detail = site.app.campaign(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let campaign = &detail.campaign;
    let today = site.app.day(site.app.now());
    let counts = &detail.counts;
    let name = instrument(lang, &site.app, &campaign.instrument, &campaign.version);
    let answered = counts.responses.share_of(counts.members);
    let view = CampaignView {
        id,
        title: campaign.title.clone(),
        place: site.app.place_name(&campaign.place).await.map_err(|fault| visitor.fault(fault))?,
        state: state(campaign, today),
        instrument: lang.t3(
            "provenance-name",
            [("title", &name), ("code", &campaign.instrument.to_uppercase()), ("version", &campaign.version)],
        ),
        window: window(lang, campaign.opens_on, campaign.closes_on, today),
        done: match query.done.as_str() {
            "created" => Some(lang.t("campaign-done-created")),
            "reminded" => Some(lang.t1("campaign-done-reminded", "count", query.count)),
            _ => None,
        },
        units: units(&site, &visitor, id, query.unit.as_ref()).await?,
        manage: links::campaign_manage(id),
        members: persons(lang, counts.members),
        responses: persons(lang, counts.responses),
        answered: answered.map(|(responses, members)| lang.t1("campaign-answered", "share", share(responses, members))),
        share: percent(counts.responses, counts.members),
        declined: persons(lang, counts.declined),
        signals: None,
        talks: site.app.may_see_talks(caller, campaign).then(|| links::campaign_talks(id)),
        bands: bands(lang, &detail),
        how: how(&site, lang, &detail),
        consent: campaign.consent_text.clone(),
        imports: imports(&site, lang, &detail),
        can_import: detail.may_import && campaign.opens_on <= today,
    };
    let shell = shell(&site, &visitor, caller, Area::Campaigns, None).await?;
    Ok(show(&CampaignPage::new(shell, view)))
}

/// How far the units of the campaign's place are, or those of one of them.
async fn units(site: &Site, visitor: &Visitor, id: CampaignId, at: Option<&PlacePath>) -> Result<UnitsView, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.campaign_units(caller, id, at).await.map_err(|fault| visitor.fault(fault))?;
    let may_run = caller.actor().may(Action::RunCampaign, site.app.day(site.app.now()));
    let bar = |one: &UnitProgress| UnitBar {
        name: one.name.clone(),
        counts: lang.t2("campaign-settled-of", "settled", lang.count(one.settled), "asked", lang.count(one.asked)),
        share: percent(Cell::Count(one.settled), Cell::Count(one.asked)),
        href: match one.has_units {
            true => with(&links::campaign(id), "unit", one.unit.as_str()),
            false => with(&links::campaign_completion(id), "unit", one.unit.as_str()),
        },
        reminded: one.reminded_at.map(|at| lang.t1("campaign-reminded-at", "at", moment(site, lang, at))),
        unit: one.unit.to_string(),
        remind: (may_run && one.settled < one.asked).then(|| links::campaign_remind(id)),
    };
    let trail: Vec<(String, String)> =
        found.trail.iter().map(|(place, name)| (name.clone(), with(&links::campaign(id), "unit", place.as_str()))).collect();
    Ok(UnitsView { trail: if 1 < trail.len() { trail } else { Vec::new() }, bars: found.units.iter().map(bar).collect() })
}

fn bands(lang: Lang, detail: &CampaignDetail) -> Vec<BandShare> {
    let total = detail.counts.responses;
    let told = |count: u64| match total.shown().filter(|total| 0 < *total) {
        Some(total) => lang.t2("campaign-band-share", "count", lang.count(count), "share", share(count, total)),
        None => lang.t1("campaign-band-count", "count", lang.count(count)),
    };
    let graded = detail.grades.iter().filter_map(|group| Some((group.attention?, group.count)));
    let band =
        |(attention, count): (u8, Cell)| BandShare { attention, text: count.shown().map(told), share: percent(count, total) };
    graded.map(band).collect()
}

/// How shares are counted and why cells are hidden.
fn how(site: &Site, lang: Lang, detail: &CampaignDetail) -> Vec<String> {
    let version = &detail.campaign.version;
    let mut lines = vec![match detail.counts.responses.shown() {
        Some(responses) => lang.t2("campaign-how-base", "count", lang.count(responses), "version", version),
        None => lang.t1("campaign-how-few", "version", version),
    }];
    if let Some(group) = detail.grades.iter().find(|group| group.attention.is_none()) {
        lines.push(lang.t1("campaign-how-none", "count", persons(lang, group.count)));
    }
    for group in &detail.removed {
        let told = match (group.count.shown(), detail.counts.responses.shown().filter(|total| 0 < *total)) {
            (Some(count), Some(total)) => {
                lang.t2("campaign-band-share", "count", lang.count(count), "share", share(count, total))
            }
            _ => persons(lang, group.count),
        };
        lines.push(lang.t2("campaign-how-removed", "rule", rule(lang, &group.code), "count", told));
    }
    lines.push(lang.t1("campaign-how-small", "floor", detail.floor));
    lines.extend(detail.counted_at.map(|at| lang.t2("campaign-how-steps", "floor", detail.floor, "at", moment(site, lang, at))));
    lines
}

fn imports(site: &Site, lang: Lang, detail: &CampaignDetail) -> Vec<ImportLine> {
    detail
        .imports
        .iter()
        .map(|batch| {
            let at = moment(site, lang, batch.imported_at.unwrap_or(batch.at));
            let by = detail.importers.get(&batch.new.by).cloned().unwrap_or_default();
            let key = if batch.imported_at.is_some() { "import-state-imported" } else { "import-state-checked" };
            ImportLine {
                file: batch.new.file_name.clone(),
                href: links::import(batch.new.id),
                at: [at, by].join(&lang.t("join-comma")),
                state: lang.t(key),
                counts: counts(lang, [batch.new.created, batch.new.updated, batch.new.skipped, batch.new.failed]),
            }
        })
        .collect()
}

/// How many rows had each outcome, on one line.
fn counts(lang: Lang, rows: [i64; 4]) -> String {
    let names = ["row-created", "row-updated", "row-skipped", "row-failed"];
    let parts = names.iter().zip(rows).map(|(name, count)| format!("{} {}", lang.t(name), lang.count(count.unsigned_abs())));
    parts.collect::<Vec<_>>().join(&lang.t("join-comma"))
}
