//! One letter: noted, carried, noted again.

use xinqiao_notices::{Dispatch, Event, Letter, Notice, Parcel, Recipient, Refused, RefusedKind, State, compose};
use xinqiao_store::Tx;
use xinqiao_store::dispatches::{Changed, DispatchRow, LetterRow};

use super::reader::Reader;
use super::run::Round;
use super::send::Ready;
use crate::{App, AppError, Result};

impl App {
    /// Sends a parcel; false when it was not taken. `known` is the id that the same letter had before.
    ///
    /// The ledger says that a courier sets out before it does, so that a crash in between is seen: the lease ends, and the same letter goes
    /// again under the same id.
    pub(super) async fn send_parcel(
        &self,
        round: &Round<'_>,
        reader: &Reader,
        parcel: &Parcel,
        known: Option<String>,
        with: Vec<Ready>,
    ) -> Result<bool> {
        let post = round.post;
        let (Some(address), Some(courier)) = (reader.address(parcel.channel), post.couriers.courier(parcel.channel)) else {
            // the rules let nothing go without an address, and addresses count only where there is a courier
            return Err(AppError::broken("a letter without address or courier"));
        };
        let now = self.now();
        let notices: Vec<&Notice> = with.iter().map(|one| &one.notice).collect();
        let language = address.language.parse().map_err(|_| AppError::broken("an address has a language that no letter has"))?;
        let to = Recipient { address: &address.address, language, zone: &self.inner.zone };
        let mut letter = compose(self.message_rules()?, &post.wording, parcel.channel, &notices, to, now)
            .map_err(|fault| AppError::broken(fault.to_string()))?;
        if let Some(known) = known {
            letter.id = known;
        }
        let under_way = self.set_out(parcel, &letter, with).await?;
        let outcome = courier.deliver(&letter).await;
        if outcome.as_ref().is_err_and(|refused| refused.kind == RefusedKind::Unreachable) {
            round.goes_down(parcel.channel);
        }
        self.come_back(&letter.id, &outcome, under_way).await?;
        if outcome.is_err() {
            for notice in self.notices_of(parcel).await? {
                self.after_failing(&notice).await?;
            }
        }
        Ok(outcome.is_ok())
    }

    /// Notes that a letter sets out. Errors: `Conflict` when somebody else has one of its notices.
    async fn set_out(&self, parcel: &Parcel, letter: &Letter, with: Vec<Ready>) -> Result<Vec<(DispatchRow, Dispatch)>> {
        let now = letter.at;
        let text = |fault: serde_json::Error| AppError::Broken {
            what: "a letter cannot be noted".to_owned(),
            source: Some(fault.into()),
        };
        let row = LetterRow {
            id: letter.id.clone(),
            account: parcel.account,
            channel: parcel.channel.code().to_owned(),
            is_red: parcel.is_red,
            notices: serde_json::to_string(&parcel.notices).map_err(text)?,
            sayings: serde_json::to_string(&parcel.sayings).map_err(text)?,
            sent_at: now,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.letter_sets_out(&row).await?;
        let mut under_way = Vec::with_capacity(with.len());
        for one in with {
            let event = Event::Began { at: now };
            let dispatch = self.apply(&mut tx, &one.row, one.dispatch, &event, Some(&letter.id)).await?;
            under_way.push((DispatchRow { version: one.row.version + 1, ..one.row }, dispatch));
        }
        tx.commit().await?;
        Ok(under_way)
    }

    /// Notes what a courier brought.
    async fn come_back(
        &self,
        letter: &str,
        outcome: &std::result::Result<xinqiao_notices::Receipt, Refused>,
        under_way: Vec<(DispatchRow, Dispatch)>,
    ) -> Result<()> {
        let now = self.now();
        let event = match outcome {
            Ok(receipt) => Event::HandedOver { at: now, receipt: receipt.clone() },
            Err(refused) => {
                // stage and code of the other side, without address and text
                tracing::warn!(letter.id = %letter, error = %refused, "a letter was not taken");
                Event::Refused { at: now, refused: refused.clone() }
            }
        };
        let mut tx = self.inner.db.begin().await?;
        for (row, dispatch) in under_way {
            self.apply(&mut tx, &row, dispatch, &event, None).await?;
        }
        tx.letter_ended(letter, outcome.as_ref().map_or_else(|refused| refused.may_have_arrived, |_| true)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Applies an event to a dispatch and keeps both. Errors: `Conflict` when somebody else has changed it meanwhile.
    pub(super) async fn apply(
        &self,
        tx: &mut Tx,
        row: &DispatchRow,
        dispatch: Dispatch,
        event: &Event,
        letter: Option<&str>,
    ) -> Result<Dispatch> {
        let after = dispatch.apply(self.message_rules()?, event).map_err(|fault| AppError::broken(fault.to_string()))?;
        let (state, body) = kept(&after)?;
        let told = json(event)?;
        let changed = Changed { state, next_at: after.next_at(), body: &body, event: &told, letter, at: event.at() };
        tx.change_dispatch(row, &changed).await?;
        Ok(after)
    }

    async fn notices_of(&self, parcel: &Parcel) -> Result<Vec<Notice>> {
        let mut found = Vec::with_capacity(parcel.notices.len());
        for id in &parcel.notices {
            found.extend(self.told(*id).await?.map(|(_, notice)| notice));
        }
        Ok(found)
    }
}

/// State code and JSON of a dispatch.
pub(super) fn kept(dispatch: &Dispatch) -> Result<(&'static str, String)> {
    let code = match dispatch.state {
        State::Queued { .. } => "queued",
        State::Sending { .. } => "sending",
        State::HandedOver { .. } => "handed_over",
        State::Delivered { .. } => "delivered",
        State::Read { .. } => "read",
        State::Failed { .. } => "failed",
        State::Superseded { .. } => "superseded",
    };
    Ok((code, json(dispatch)?))
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|fault| AppError::Broken { what: "a dispatch cannot be written".to_owned(), source: Some(fault.into()) })
}

/// A kept dispatch as the rules know it.
pub(super) fn folded(row: &DispatchRow) -> Result<Dispatch> {
    serde_json::from_str(&row.body).map_err(|fault| AppError::Broken {
        what: format!("the dispatch of notice {} by {} is damaged", row.notice, row.channel),
        source: Some(fault.into()),
    })
}
