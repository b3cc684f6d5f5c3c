//! Handler of whom to talk to after a screening.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::campaigns::{Talk, TalkRow};
use xinqiao_app::warnings::Mark;
use xinqiao_kernel::id::{CampaignId, PersonId};

use crate::fault::Fault;
use crate::links;
use crate::page::show;
use crate::pages::desk::address::with;
use crate::pages::desk::campaigns::{TalkLine, TalksPage, TalksView};
use crate::pages::desk::parts::Pager;
use crate::pages::desk::serve::behind;
use crate::pages::desk::serve::rules_text::{Words, called, level, own_words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::pages::desk::serve::workbench::ended_word;
use crate::parts::LevelBadge;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// From where on.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    after: String,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let mark = behind::mark(&asked.after);
    let after = (mark != Mark::FIRST).then(|| (mark.due_at, PersonId::from_uuid(mark.id)));
    let found = site.app.campaign_talks(caller, id, after).await.map_err(|fault| visitor.fault(fault))?;
    let here = links::campaign_talks(id);
    let text = |(at, person): (jiff::Timestamp, PersonId)| behind::text(Mark { due_at: at, id: person.uuid() });
    let older = found.next.map(|next| with(&here, "after", text(next)));
    let newer = after.map(|_| here.clone());
    let pager = (newer.is_some() || older.is_some()).then(|| Pager {
        lang,
        text: lang.t1("audit-page", "count", found.rows.len()),
        newer,
        older,
    });
    let lines = found.rows.iter().map(|row| line(&site, &visitor, row)).collect::<Result<Vec<_>, _>>()?;
    let view = TalksView {
        title: found.campaign.title,
        back: links::campaign(id),
        lines,
        aside: (0 < found.set_aside).then(|| lang.t1("talks-aside", "count", found.set_aside)),
        pager,
    };
    let shell = shell(&site, &visitor, caller, Area::Campaigns, None).await?;
    Ok(show(&TalksPage::new(shell, view)))
}

fn line(site: &Site, visitor: &Visitor, row: &TalkRow) -> Result<TalkLine, Fault> {
    let lang = visitor.preferences.lang;
    let words = Words::of(site, lang).ok_or_else(|| visitor.fault(AppError::broken("the warning rules have no words")))?;
    let own = own_words(site, visitor.signed_in()?);
    let now = site.app.now();
    let (step, sla, at, href) = match &row.talk {
        Talk::Waits { signal, due } => {
            (lang.t("talks-waits"), Some(sla(lang, row.since, *due, now)), row.since, links::signal(*signal))
        }
        Talk::Missed { signal } => (lang.t("talks-missed"), None, row.since, links::signal(*signal)),
        Talk::Followed { warning, step, due, since } => {
            let word = step.parse().map_or_else(|_| ended_word(lang, step), |step| words.step(step));
            (word, due.map(|due| sla(lang, *since, due, now)), *since, links::warning(*warning))
        }
    };
    Ok(TalkLine {
        name: row.name.clone(),
        unit: row.unit_name.clone(),
        level: LevelBadge::plain(lang, level(&row.level)).called(lang, called(own.as_ref(), &row.level).as_deref()),
        step,
        sla,
        at: moment(site, lang, at),
        href,
    })
}
