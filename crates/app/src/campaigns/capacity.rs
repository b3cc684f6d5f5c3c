//! The job of campaigns: pauses one whose answers would ask for more talks than the staff of the coming days can hold, and reminds.

use jiff::{SignedDuration, Timestamp};
use xinqiao_campaigns::capacity::{Figures, Known, figures};
use xinqiao_campaigns::{Act, Event};
use xinqiao_kernel::id::CampaignId;
use xinqiao_store::campaigns::Campaign;

use crate::audit::by_system;
use crate::notify::Owing;
use crate::{App, Result};

/// Campaigns that are looked at in one piece.
const PIECE: u32 = 100;

impl App {
    /// Looks at every campaign that asks: pauses and reminds; how many were paused or had classes reminded.
    pub async fn watch_campaigns(&self) -> Result<usize> {
        let (now, mut acted) = (self.now(), 0);
        let mut after = CampaignId::from_uuid(uuid::Uuid::nil());
        loop {
            let page = self.inner.db.campaigns_under_way(self.day(now), after, PIECE).await?;
            let Some(last) = page.last() else { return Ok(acted) };
            after = last.id;
            for campaign in page.iter().filter(|one| one.asks(self.day(now))) {
                let paused = self.pause_for_capacity(campaign, now).await?;
                let reminded = if paused { 0 } else { self.remind_by_itself(campaign, now).await? };
                acted += usize::from(paused || 0 < reminded);
            }
        }
    }

    /// What the capacity rule computes for a campaign now; `None` while it concludes nothing.
    pub(super) async fn capacity_of(&self, campaign: &Campaign, now: Timestamp) -> Result<Option<Figures>> {
        let rules = self.campaign_rules()?.capacity();
        let recent_days = i64::from(rules.recent_days);
        let since = now - SignedDuration::from_hours(24 * recent_days);
        let pace = self.inner.db.campaign_pace(campaign.id, since).await?;
        let today = self.day(now);
        let calendar = self.inner.library.calendar();
        let mut days_left = 0;
        let mut day = today;
        while day <= campaign.closes_on && days_left < u64::from(rules.look_ahead_days) {
            days_left += u64::from(calendar.is_working_day(day));
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        // a campaign that began yesterday has no three days behind it
        let running = today.since(campaign.opens_on).map_or(1, |span| i64::from(span.get_days()) + 1);
        let staff = self.candidates(&campaign.place, now).await?;
        let known = Known {
            answered: pace.answered,
            with_signal: pace.with_signal,
            open: pace.open,
            recent: pace.recent,
            recent_days: running.clamp(1, recent_days).unsigned_abs(),
            days_left,
            waiting: self.inner.db.signals_waiting(&campaign.place, now).await?,
            staff: staff.iter().filter(|one| one.may_decide()).count() as u64,
        };
        Ok(figures(rules, &known))
    }

    async fn pause_for_capacity(&self, campaign: &Campaign, now: Timestamp) -> Result<bool> {
        let Some(figures) = self.capacity_of(campaign, now).await?.filter(Figures::exceeds) else { return Ok(false) };
        let (life, events) = self.life(campaign.id).await?;
        let rest = SignedDuration::from_hours(i64::from(self.campaign_rules()?.capacity().rest_hours));
        // somebody has just decided that it goes on: the rule does not argue
        if life.resumed_at().is_some_and(|at| now < at + rest) {
            return Ok(false);
        }
        let event = Event { act: Act::PausedByCapacity { figures }, by: None, at: now, reason: None };
        let Ok(after) = life.decide(&event, self.day(now)) else { return Ok(false) };
        let before = i64::try_from(events.len()).unwrap_or(i64::MAX);
        let mut tx = self.inner.db.begin().await?;
        if !tx.add_campaign_event(campaign.id, before, &event, (after.stage(), after.window()), now).await? {
            return Ok(false);
        }
        if let Some(planner) = life.planned_by() {
            let params = serde_json::json!({ "campaign": campaign.id });
            self.owe(&mut tx, Owing::new(planner, "notice-campaign-paused").with(params)).await?;
        }
        let id = campaign.id.uuid();
        tx.audit(&by_system(self, "pause_campaign", &campaign.place, None, "campaign", id, "paused_by_capacity"), now).await?;
        tx.commit().await?;
        Ok(true)
    }
}
