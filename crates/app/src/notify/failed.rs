//! What failed: the next way, whoever is on duty, and the lists that show it.

use jiff::Timestamp;
use xinqiao_access::{Purpose, act};
use xinqiao_kernel::id::NoticeId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_notices::{Channel, Dispatch, Notice, Reached, State, hasten, reached};
use xinqiao_store::dispatches::DispatchRow;

use super::letter::folded;
use super::{Owing, Thing};
use crate::audit::{by_system, listed};
use crate::{App, Caller, Result};

/// What whoever is on duty is told when a notice reached nobody.
const NOT_REACHED: &str = "notice-not-reached";

/// One way by which a notice went, as its recipient sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    pub notice: NoticeId,
    pub channel: Channel,
    pub state: State,
}

/// A dispatch that was given up, as the administrator of the system sees it: neither address nor what it was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedDispatch {
    pub channel: Channel,
    /// of the account's holder
    pub name: String,
    pub attempts: u32,
    /// stage and code of the other side
    pub what: String,
    pub at: Timestamp,
}

impl App {
    /// A way failed, or may have: the next one has its turn, or somebody else is told when none is left.
    pub(super) async fn after_failing(&self, notice: &Notice) -> Result<()> {
        let rows = self.inner.db.dispatches_of(notice.id).await?;
        let dispatches = rows.iter().map(folded).collect::<Result<Vec<Dispatch>>>()?;
        if let Some((at, event)) = hasten(&dispatches, self.now())
            && let (Some(row), Some(dispatch)) = (rows.get(at), dispatches.get(at))
        {
            let mut tx = self.inner.db.begin().await?;
            self.apply(&mut tx, row, dispatch.clone(), &event, None).await?;
            tx.commit().await?;
            return Ok(());
        }
        self.tell_others(notice, &dispatches).await
    }

    /// A notice for whose recipient there is no way outside.
    pub(super) async fn look_for_others(&self, notice: &Notice) -> Result<()> {
        self.tell_others(notice, &[]).await
    }

    /// Tells those on duty, inside, that a notice reached nobody: when something failed, and for red also where there is no address at all.
    async fn tell_others(&self, notice: &Notice, dispatches: &[Dispatch]) -> Result<()> {
        let failed = dispatches.iter().any(|one| matches!(one.state, State::Failed { .. }));
        if reached(self.message_rules()?, notice, dispatches) != Reached::Nobody || !(failed || notice.is_red()) {
            return Ok(());
        }
        let Some((told, _)) = self.told(notice.id).await? else { return Ok(()) };
        // it may have been read, done or handed over while the last way was tried
        let stands = self.stands(&told).await?;
        if told.notice.read_at.is_some() || stands.is_done {
            return Ok(());
        }
        let now = self.now();
        let place: PlacePath = told.place.clone().unwrap_or_else(|| self.place().clone());
        let officers = self.on_duty(&self.candidates(&place, now).await?, &place, now).await?;
        let others: Vec<_> = officers.into_iter().filter(|one| one.account != notice.account).collect();
        let nearest = others.first().map(|one| one.place.clone());
        let mut tx = self.inner.db.begin().await?;
        let mut count = 0;
        for officer in others.iter().filter(|one| Some(&one.place) == nearest.as_ref()) {
            let mut owing = Owing::new(officer.account, NOT_REACHED).due(told.due_at).at(&place);
            if let Some(level) = &told.level {
                owing = owing.level(level);
            }
            if let Some(thing) = Thing::of(&told.about).filter(|thing| !matches!(thing, Thing::Own(_))) {
                let params = serde_json::from_str(&told.notice.params).unwrap_or_default();
                owing = owing.about(thing, told.step).with(params);
            }
            count += usize::from(self.owe(&mut tx, owing).await?);
        }
        let detail = format!("not_reached told={count}");
        tx.audit(&by_system(self, "escalate", &place, None, "notice", notice.id.uuid(), detail), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&place);
        Ok(())
    }

    /// The ways by which the caller's latest notices went.
    pub async fn own_ways(&self, caller: &Caller, notices: u32) -> Result<Vec<Way>> {
        let rows = self.inner.db.own_dispatches(caller.account(), notices).await?;
        let way = |row: &DispatchRow| {
            let dispatch = folded(row)?;
            Ok(Way { notice: dispatch.notice, channel: dispatch.channel, state: dispatch.state })
        };
        rows.iter().map(way).collect()
    }

    /// Dispatches that were given up before an instant, latest first, for the administrator of the system. Errors: `Denied`.
    pub async fn failed_notices(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<FailedDispatch>> {
        let scope = self.listing(caller, self.scope::<act::ReadJobs>(caller, Purpose::Administration)).await?;
        let rows = self.inner.db.failed_dispatches(before, limit).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let dispatch = folded(&row.dispatch)?;
            let what = if let State::Failed { why, .. } = &dispatch.state { why.to_string() } else { String::new() };
            let Dispatch { channel, attempts, .. } = dispatch;
            found.push(FailedDispatch { channel, name: row.name, attempts, what, at: row.dispatch.changed_at });
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "dispatch", found.len()), self.now()).await?;
        tx.commit().await?;
        Ok(found)
    }
}
