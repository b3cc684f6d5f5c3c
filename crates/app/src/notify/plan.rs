//! By which ways new notices go out.

use xinqiao_notices::{Channel, Dispatch, plan};
use xinqiao_store::dispatches::DispatchRow;
use xinqiao_store::notices::Outgoing;

use super::letter::kept;
use super::{Post, owe};
use crate::{App, Result};

impl App {
    /// Without couriers nothing goes out; false when nothing was left to look at.
    pub(super) async fn keep_inside(&self, limit: u32) -> Result<bool> {
        let new = self.inner.db.notices_to_plan(limit).await?;
        if new.is_empty() {
            return Ok(false);
        }
        let mut tx = self.inner.db.begin().await?;
        for told in &new {
            tx.notice_planned(told.notice.id).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Plans some notices; false when nothing was left to plan.
    pub(super) async fn plan_some(&self, post: &Post, limit: u32) -> Result<bool> {
        let new = self.inner.db.notices_to_plan(limit).await?;
        for told in &new {
            self.plan_one(post, told).await?;
        }
        Ok(!new.is_empty())
    }

    async fn plan_one(&self, post: &Post, told: &Outgoing) -> Result<()> {
        let (now, notice) = (self.now(), owe::notice(told));
        let reader = self.reader(notice.account).await?;
        let planned = match self.recipient(post, told, &reader).await {
            Ok(facts) => plan(self.message_rules()?, &notice, &facts, now).unwrap_or_else(|fault| {
                // a kind of another version of the pack; it lies inside
                tracing::error!(notice.kind = %notice.kind, error = %fault, "a notice cannot go out");
                Vec::new()
            }),
            Err(fault @ crate::AppError::Unavailable(_)) => return Err(fault),
            Err(fault) => {
                tracing::error!(notice.id = %notice.id, error = %fault, "a notice cannot go out");
                Vec::new()
            }
        };
        let outside: Vec<&Dispatch> = planned.iter().filter(|one| one.channel != Channel::InApp).collect();
        let mut tx = self.inner.db.begin().await?;
        // somebody else plans it at this very moment
        if !tx.notice_planned(notice.id).await? {
            return Ok(());
        }
        for one in &outside {
            let (state, body) = kept(one)?;
            tx.add_dispatch(&DispatchRow {
                notice: one.notice,
                channel: one.channel.code().to_owned(),
                account: one.account,
                state: state.to_owned(),
                next_at: one.next_at(),
                body,
                letter: None,
                version: 0,
                changed_at: now,
            })
            .await?;
        }
        tx.commit().await?;
        if outside.is_empty() { self.look_for_others(&notice).await } else { Ok(()) }
    }
}
