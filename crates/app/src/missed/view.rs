//! One review: what was known before, by roles and reasons; its history; what its forms offer.

use jiff::Timestamp;
use xinqiao_access::{Permit, Role, act};
use xinqiao_kernel::id::{AccountId, MissedReviewId};
use xinqiao_store::missed::MissedRow;
use xinqiao_warnings::quality::missed::{Actor, Entry, MissedReview, Stage};

use super::fold::folded;
use super::offer::MarkChoice;
use crate::{App, AppError, Caller, Result};

/// What became of a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhatBecame {
    /// set aside with a reason code, by somebody of this role
    Dismissed { at: Timestamp, reason: String, role: Option<Role> },
    /// a warning took it up
    TakenUp,
    /// nobody decided until it expired
    Lapsed,
    /// nobody has decided yet
    Open,
}

/// Something that was known before the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastLine {
    Signal {
        rule: (String, String, String),
        level: String,
        source: String,
        at: Timestamp,
        became: WhatBecame,
    },
    /// a sheet that was shared; how many signals the rules raised of it
    Sheet {
        instrument: String,
        version: String,
        at: Timestamp,
        signals: i64,
    },
    Warning {
        number: String,
        level: String,
        ending: String,
        at: Timestamp,
        until: Option<Timestamp>,
    },
}

impl PastLine {
    /// When it was.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Signal { at, .. } | Self::Sheet { at, .. } | Self::Warning { at, .. } => *at,
        }
    }
}

/// One entry with the role of who made it.
#[derive(Debug, Clone)]
pub struct MissedEntry {
    pub entry: Entry,
    /// `None`: the program itself, and roles that this version does not know
    pub role: Option<Role>,
    /// the caller made it
    pub is_own: bool,
    /// the words went when the person was erased
    pub is_gone: bool,
}

/// A review as a page shows it. Nobody who decided is named.
#[derive(Debug, Clone)]
pub struct MissedView {
    /// with the masked name of whom the event is about
    pub row: MissedRow,
    /// name of the place
    pub place: String,
    pub review: MissedReview,
    pub entries: Vec<MissedEntry>,
    /// the latest first
    pub past: Vec<PastLine>,
    /// from when on the past was looked at
    pub since: Timestamp,
    /// role of the owner, and the name of the place for which it is owed
    pub owner: Option<(Option<Role>, String)>,
    /// does the caller owe it?
    pub is_mine: bool,
    /// may the caller be the second person?
    pub may_second: bool,
    pub marks: Vec<MarkChoice>,
    /// who may owe it: by role and name of the place, with a number where several have the same
    pub reviewers: Vec<(AccountId, Role, String)>,
}

impl App {
    /// One review. Reading it leaves an audit row that the person of the event can see.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right.
    pub async fn missed_review(&self, caller: &Caller, id: MissedReviewId) -> Result<MissedView> {
        let row = self.inner.db.missed_place(id).await?.ok_or(AppError::NotFound)?;
        let at = self.missed_resource(&row.place, row.person).await?;
        let permit = self.staff_permit::<act::ReviewMissed>(caller, &at).await?;
        let (row, rows) = self.inner.db.missed(&permit, id).await?.ok_or(AppError::NotFound)?;
        let loaded = folded(row, rows)?;
        let event_at = loaded.review.opened().event_at;
        let past = self.missed_past(&permit, event_at).await?;
        let there = self.reviewers(&loaded.row.place, self.now()).await?;
        let mut entries = Vec::with_capacity(loaded.entries.len());
        for (entry, row) in loaded.entries.into_iter().zip(&loaded.rows) {
            let role = match entry.by {
                Actor::Account(account) => self.role_then(account, entry.at).await?,
                Actor::System => None,
            };
            let is_own = entry.by == Actor::Account(caller.account());
            entries.push(MissedEntry { role, is_own, is_gone: row.worded && row.words.is_none(), entry });
        }
        let owner = match loaded.review.owed() {
            Some(open) => {
                let role = Self::role_of_candidate(&there, open.owner.account);
                Some((role, self.place_name(&open.owner.place).await?))
            }
            None => None,
        };
        let mut reviewers = Vec::with_capacity(there.len());
        for one in there {
            reviewers.push((one.account, one.role, self.place_name(&one.place).await?));
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&self.missed_audit(&permit, &loaded.row, "read"), self.now()).await?;
        tx.commit().await?;
        Ok(MissedView {
            place: self.place_name(&loaded.row.place).await?,
            since: self.looked_at(event_at)?.0,
            is_mine: loaded.review.owed().is_some_and(|open| open.owner.account == caller.account()),
            may_second: loaded.review.stage() == Stage::Proposed && loaded.review.proposer() != Some(caller.account()),
            marks: self.mark_choices(&loaded.row.place, &past)?,
            past,
            owner,
            entries,
            reviewers,
            review: loaded.review,
            row: loaded.row,
        })
    }

    /// What was known about the permit's person before an instant, the latest first.
    pub(super) async fn missed_past(&self, permit: &Permit<act::ReviewMissed>, event_at: Timestamp) -> Result<Vec<PastLine>> {
        let span = self.looked_at(event_at)?;
        let now = self.now();
        let mut past = Vec::new();
        for signal in self.inner.db.past_signals(permit, span).await? {
            let became = match (signal.dismissed_at, signal.warning) {
                (Some(at), _) => {
                    let role = match signal.dismissed_by {
                        Some(account) => self.role_then(account, at).await?,
                        None => None,
                    };
                    WhatBecame::Dismissed { at, reason: signal.dismiss_reason.unwrap_or_default(), role }
                }
                (None, Some(_)) => WhatBecame::TakenUp,
                (None, None) if signal.expires_at <= now => WhatBecame::Lapsed,
                (None, None) => WhatBecame::Open,
            };
            let (level, source, at) = (signal.level, signal.source, signal.raised_at);
            past.push(PastLine::Signal { rule: signal.rule, level, source, at, became });
        }
        past.extend(self.inner.db.past_sheets(permit, span).await?.into_iter().map(|sheet| PastLine::Sheet {
            instrument: sheet.instrument,
            version: sheet.version,
            at: sheet.answered_at,
            signals: sheet.signals,
        }));
        past.extend(self.inner.db.past_warnings(permit, span).await?.into_iter().map(|one| PastLine::Warning {
            number: one.number,
            level: one.level,
            ending: if one.step == "dismissed" { "set_aside".to_owned() } else { one.ending },
            at: one.opened_at,
            until: one.closed_at,
        }));
        past.sort_by_key(|line| std::cmp::Reverse(line.at()));
        Ok(past)
    }

    /// A role that somebody had at an instant.
    async fn role_then(&self, account: AccountId, at: Timestamp) -> Result<Option<Role>> {
        Ok(self.inner.db.role_on(account, self.day(at)).await?.and_then(|role| role.parse().ok()))
    }

    /// May the caller see reviews at all, or only what was proposed about rules? For showing a link; leaves no trace.
    pub fn may_review_missed(&self, caller: &Caller) -> bool {
        caller.actor().may(xinqiao_access::Action::ReviewMissed, self.day(self.now()))
    }
}
