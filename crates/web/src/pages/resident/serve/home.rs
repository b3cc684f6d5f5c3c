//! First page, service points, breathing exercise.

use axum::extract::State;
use axum::response::Response;

use crate::fault::Fault;
use crate::page::show;
use crate::pages::resident::serve::begun::AllBegun;
use crate::pages::resident::{BreathingPage, HomePage, LargeHomePage, LastLook, SiteCard, SitesPage, Unfinished, campaign};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

pub async fn home(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let shell = site.resident_shell(&visitor);
    let begun = AllBegun::of(&site, &visitor).await?;
    let unfinished = unfinished(&site, &visitor, &begun);
    let asked = campaign::asked(&site, &visitor, &begun).await?;
    let now = site.local_now();
    if shell.large {
        return Ok(show(&LargeHomePage::new(shell, now, unfinished.as_ref(), asked)));
    }
    let look = last_look(&site, &visitor).await?;
    Ok(show(&HomePage::new(shell, now, unfinished.as_ref(), look.as_ref(), asked)))
}

fn unfinished(site: &Site, visitor: &Visitor, begun: &AllBegun<'_>) -> Option<Unfinished> {
    site.app.self_tests().into_iter().find_map(|test| {
        let instrument = test.pack.instrument();
        let draft = begun
            .draft(None, (test.code, instrument.version(), instrument.items().len()))
            .filter(|draft| 0 < draft.answered())?;
        let total = u32::try_from(test.questions).unwrap_or(u32::MAX);
        let answered = u32::try_from(draft.answered().min(test.questions)).unwrap_or(total);
        let text = words::text_of(test.pack, visitor.preferences.lang)?;
        let minutes_left = ((total - answered) * 15).div_ceil(60).max(1);
        Some(Unfinished { code: test.code.to_owned(), title: text.title.clone(), total, answered, minutes_left })
    })
}

async fn last_look(site: &Site, visitor: &Visitor) -> Result<Option<LastLook>, Fault> {
    let Some(caller) = visitor.caller.as_ref().filter(|caller| caller.person().is_some()) else { return Ok(None) };
    let looks = site.app.who_looked(caller, site.app.now(), 50).await.map_err(|fault| visitor.fault(fault))?;
    let lang = visitor.preferences.lang;
    Ok(looks.into_iter().find(|look| !look.own && !look.refused).map(|look| LastLook {
        day: lang.month_day(site.app.day(look.at)),
        who: look.by.unwrap_or_else(|| lang.t("who-program")),
        purpose: words::purpose(lang, &look.purpose),
    }))
}

pub async fn sites(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let found = site.app.sites(site.app.place(), 200).await.map_err(|fault| visitor.fault(fault))?;
    let cards = found.into_iter().map(|site| SiteCard {
        name: site.name,
        address: site.address,
        hours: site.hours,
        phone: site.phone,
        notes: Vec::new(),
    });
    Ok(show(&SitesPage::new(site.resident_shell(&visitor), None, cards.collect())))
}

pub async fn breathing(State(site): State<Site>, visitor: Visitor) -> Response {
    show(&BreathingPage::new(site.resident_shell(&visitor)))
}
