//! Telling an account something.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::{AccountId, CaseId, DisputeId, NoticeId, PublicationId, ReceptionId, SignalId, WarningId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_notices::{About, Admission, Level, Notice, admit};
use xinqiao_referrals::ReferralId;
use xinqiao_store::Tx;
use xinqiao_store::notices::{Notice as NoticeRow, Outgoing};

use crate::{App, AppError, Result};

/// What a notice is about. A new variant needs its facts in `thing.rs`: who owes it, and whether it has been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thing {
    Warning(WarningId),
    Signal(SignalId),
    Case(CaseId),
    Referral(ReferralId),
    Dispute(DisputeId),
    Reception(ReceptionId),
    /// A green channel or an aid file.
    Protocol(Uuid),
    /// Figures about the rules, for whoever keeps them.
    Figures(PublicationId),
    /// The recipient's own affairs: nobody else can take them over, and nobody else can do them.
    Own(Uuid),
}

impl Thing {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Warning(_) => "warning",
            Self::Signal(_) => "signal",
            Self::Case(_) => "case",
            Self::Referral(_) => "referral",
            Self::Dispute(_) => "dispute",
            Self::Reception(_) => "reception",
            Self::Protocol(_) => "protocol",
            Self::Figures(_) => "figures",
            Self::Own(_) => "own",
        }
    }

    pub(super) const fn id(self) -> Uuid {
        match self {
            Self::Warning(id) => id.uuid(),
            Self::Signal(id) => id.uuid(),
            Self::Case(id) => id.uuid(),
            Self::Referral(id) => id.uuid(),
            Self::Dispute(id) => id.uuid(),
            Self::Reception(id) => id.uuid(),
            Self::Figures(id) => id.uuid(),
            Self::Protocol(id) | Self::Own(id) => id,
        }
    }

    pub(super) fn of((code, id): &(String, Uuid)) -> Option<Self> {
        Some(match code.as_str() {
            "warning" => Self::Warning(WarningId::from_uuid(*id)),
            "signal" => Self::Signal(SignalId::from_uuid(*id)),
            "case" => Self::Case(CaseId::from_uuid(*id)),
            "referral" => Self::Referral(ReferralId::from_uuid(*id)),
            "dispute" => Self::Dispute(DisputeId::from_uuid(*id)),
            "reception" => Self::Reception(ReceptionId::from_uuid(*id)),
            "protocol" => Self::Protocol(*id),
            "figures" => Self::Figures(PublicationId::from_uuid(*id)),
            "own" => Self::Own(*id),
            _ => return None,
        })
    }
}

/// Something that an account is to be told.
#[derive(Debug, Clone)]
pub(crate) struct Owing<'a> {
    account: AccountId,
    kind: &'a str,
    about: Option<Thing>,
    step: i64,
    level: Option<Level>,
    due_at: Option<Timestamp>,
    place: Option<&'a PlacePath>,
    warning: Option<WarningId>,
    params: serde_json::Value,
}

impl<'a> Owing<'a> {
    /// A notice of a kind of the pack `messages`, about the recipient's own affairs.
    pub fn new(account: AccountId, kind: &'a str) -> Self {
        Self {
            account,
            kind,
            about: None,
            step: 0,
            level: None,
            due_at: None,
            place: None,
            warning: None,
            params: serde_json::json!({}),
        }
    }

    /// About a step of a thing: the number of its events. The same kind about the same step is told an account once.
    pub fn about(self, thing: Thing, step: i64) -> Self {
        let warning = if let Thing::Warning(id) = thing { Some(id) } else { self.warning };
        Self { about: Some(thing), step, warning, ..self }
    }

    /// How urgent it is: `red`, `yellow` or `blue`.
    pub fn level(self, level: &str) -> Self {
        Self { level: level.parse().ok(), ..self }
    }

    /// By when its recipient has to act.
    pub fn due(self, due_at: Option<Timestamp>) -> Self {
        Self { due_at, ..self }
    }

    /// Where it belongs: whoever is on duty there is told when nobody is reached.
    pub fn at(self, place: &'a PlacePath) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Leads to a warning, without being about one of its steps.
    pub fn linked(self, warning: WarningId) -> Self {
        Self { warning: Some(warning), ..self }
    }

    /// Codes, numbers and times that the page fills in; no names.
    pub fn with(self, params: serde_json::Value) -> Self {
        Self { params, ..self }
    }
}

impl App {
    /// Tells an account something, in a unit of work that is going on; false when it was told the same within the window of the pack.
    ///
    /// The notice lies inside the program as soon as the unit of work is committed. Whether it goes out, when and by which ways the pack
    /// `messages` says by its kind and level: the kind has to stand there.
    pub(crate) async fn owe(&self, tx: &mut Tx, owing: Owing<'_>) -> Result<bool> {
        let now = self.now();
        let id = NoticeId::new(self.ids(), now);
        let about = owing.about.unwrap_or(Thing::Own(id.uuid()));
        let new = Outgoing {
            notice: NoticeRow {
                id,
                account: owing.account,
                kind: owing.kind.to_owned(),
                warning: owing.warning,
                params: owing.params.to_string(),
                read_at: None,
                at: now,
            },
            place: owing.place.cloned(),
            about: (about.code().to_owned(), about.id()),
            step: owing.step,
            level: owing.level.map(|level| level.code().to_owned()),
            due_at: owing.due_at,
        };
        let rules = self.message_rules()?;
        if rules.kind(owing.kind).is_none() {
            return Err(AppError::broken(format!("the pack of messages has no kind {}", owing.kind)));
        }
        let since = now.checked_sub(rules.window()).unwrap_or(now);
        let told: Vec<Notice> = tx.told_about(about.id(), owing.account, since).await?.iter().map(notice).collect();
        if admit(rules, &notice(&new), &told) != Admission::New {
            return Ok(false);
        }
        tx.add_outgoing(&new).await?;
        Ok(true)
    }
}

/// A kept notice as the rules know it.
pub(super) fn notice(kept: &Outgoing) -> Notice {
    Notice {
        id: kept.notice.id,
        account: kept.notice.account,
        kind: kept.notice.kind.clone(),
        about: About(kept.about.1),
        step: u32::try_from(kept.step).unwrap_or(u32::MAX),
        level: kept.level.as_deref().and_then(|level| level.parse().ok()),
        made_at: kept.notice.at,
        due_at: kept.due_at,
    }
}
