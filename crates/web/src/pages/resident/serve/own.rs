//! What belongs to the person: my page, my kept results, who looked.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::fault::Fault;
use crate::links;
use crate::page::show;
use crate::pages::resident::{Look, MePage, RecordRow, RecordsPage, WhoLookedPage};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// Rows on one page.
const ROWS: u32 = 50;

pub async fn me(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let now = site.app.now();
    let (mut records, mut looks) = (0, 0);
    if caller.person().is_some() {
        records = site.app.records(caller, now, 200).await.map_err(|fault| visitor.fault(fault))?.len();
        let since = now - SignedDuration::from_hours(90 * 24);
        let seen = site.app.who_looked(caller, now, 200).await.map_err(|fault| visitor.fault(fault))?;
        looks = seen.iter().filter(|look| !look.own && since <= look.at).count();
    }
    let phone = site.app.own_phone(caller).await.map_err(|fault| visitor.fault(fault))?;
    let page = MePage::new(site.resident_shell(&visitor), caller.name().to_owned(), phone.as_deref(), records as u64, looks as u64);
    Ok(show(&page))
}

pub async fn records(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    // a sheet that was handed in within this very moment is to be seen
    let now = site.app.now() + SignedDuration::from_secs(1);
    let found = site.app.records(caller, now, ROWS).await.map_err(|fault| visitor.fault(fault))?;
    let rows = found.into_iter().map(|record| {
        let sheet = &record.response;
        let pack = site.app.library().instrument_version(&sheet.instrument, &sheet.version);
        let text = pack.and_then(|pack| words::text_of(pack, lang));
        RecordRow {
            title: text.map_or_else(|| sheet.instrument.clone(), |text| text.title.clone()),
            day: lang.date(site.app.day(sheet.answered_at)),
            level: u8::try_from(sheet.attention).ok().filter(|_| record.outcome.complete || !record.outcome.critical.is_empty()),
            seen: words::sharing(lang, &sheet.sharing),
        }
    });
    Ok(show(&RecordsPage::new(site.resident_shell(&visitor), rows.collect())))
}

/// Which page of the list.
#[derive(Deserialize)]
pub struct Before {
    before: Option<i64>,
}

pub async fn who_looked(State(site): State<Site>, visitor: Visitor, Query(query): Query<Before>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let now = site.app.now();
    let before = query.before.and_then(|micros| Timestamp::from_microsecond(micros).ok()).unwrap_or(now);
    let found = site.app.who_looked(caller, before, ROWS).await.map_err(|fault| visitor.fault(fault))?;
    let older = (found.len() == ROWS as usize).then(|| found.last().map(|look| links::who_looked_before(look.at.as_microsecond()))).flatten();
    let looks: Vec<Look> = found
        .into_iter()
        .map(|look| Look {
            at: site.app.local(look.at).datetime(),
            who: if look.own { lang.t("who-yourself") } else { look.by.clone().unwrap_or_else(|| lang.t("who-program")) },
            role: words::role(lang, &look.role),
            what: words::action(lang, &look.action, look.refused),
            purpose: words::purpose(lang, &look.purpose),
            emergency: false,
        })
        .collect();
    Ok(show(&WhoLookedPage::new(site.resident_shell(&visitor), &looks, older)))
}
