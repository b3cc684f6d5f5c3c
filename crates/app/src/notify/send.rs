//! What is due for one account: asked once more, put together, sent.

use std::collections::BTreeMap;

use xinqiao_kernel::id::AccountId;
use xinqiao_notices::{Channel, Dispatch, Event, Notice, Parcel, Verdict, before_sending, parcels};
use xinqiao_store::dispatches::DispatchRow;

use super::Post;
use super::letter::folded;
use super::reader::Reader;
use super::run::Round;
use crate::{App, Result};

/// A dispatch that may go at this moment.
pub(super) struct Ready {
    pub row: DispatchRow,
    pub dispatch: Dispatch,
    pub notice: Notice,
}

impl App {
    /// Looks at what is due for an account and sends what may go: how many dispatches moved, and how many letters were taken.
    pub(super) async fn send_to(&self, round: &Round<'_>, account: AccountId, due: Vec<DispatchRow>) -> Result<(usize, usize)> {
        let reader = self.reader(account).await?;
        let (mut moved, mut ready) = (0, Vec::new());
        for row in due {
            match self.ask_once_more(round.post, &reader, row).await? {
                Looked::Ready(one) => ready.push(*one),
                Looked::Moved => moved += 1,
                Looked::Left => {}
            }
        }
        let mut taken = 0;
        for (parcel, letter) in self.parcels(&ready)? {
            let inside = |one: &Ready| one.dispatch.channel == parcel.channel && parcel.notices.contains(&one.notice.id);
            let (with, rest): (Vec<Ready>, Vec<Ready>) = ready.into_iter().partition(inside);
            ready = rest;
            if round.is_down(parcel.channel) {
                continue;
            }
            moved += with.len();
            taken += usize::from(self.send_parcel(round, &reader, &parcel, letter, with).await?);
        }
        Ok((moved, taken))
    }

    /// Asks the rules about one dispatch and writes down what they say, unless it may go.
    async fn ask_once_more(&self, post: &Post, reader: &Reader, row: DispatchRow) -> Result<Looked> {
        let Some((told, notice)) = self.told(row.notice).await? else { return Ok(Looked::Left) };
        let (rules, dispatch) = (self.message_rules()?, folded(&row)?);
        let facts = self.recipient(post, &told, reader).await?;
        let now = self.now();
        let event = match before_sending(rules, &notice, &dispatch, &facts, now) {
            Verdict::Send => return Ok(Looked::Ready(Box::new(Ready { row, dispatch, notice }))),
            Verdict::Over => return Ok(Looked::Left),
            Verdict::Wait { until } => Event::Postponed { at: now, until },
            Verdict::Superseded(reason) => Event::Superseded { at: now, reason },
            Verdict::NoAddress => Event::NoAddress { at: now },
            Verdict::Lost => Event::Lost { at: now },
        };
        let mut tx = self.inner.db.begin().await?;
        self.apply(&mut tx, &row, dispatch, &event, None).await?;
        tx.commit().await?;
        if matches!(event, Event::NoAddress { .. } | Event::Lost { .. }) {
            self.after_failing(&notice).await?;
        }
        Ok(Looked::Moved)
    }

    /// What goes in one letter. What went together before and may have arrived goes together again, under the id that it had.
    fn parcels(&self, ready: &[Ready]) -> Result<Vec<(Parcel, Option<String>)>> {
        let rules = self.message_rules()?;
        let mut by_letter: BTreeMap<Option<&str>, Vec<(&Notice, Channel)>> = BTreeMap::new();
        for one in ready {
            by_letter.entry(one.row.letter.as_deref()).or_default().push((&one.notice, one.dispatch.channel));
        }
        let together = |(letter, pairs): (Option<&str>, Vec<(&Notice, Channel)>)| {
            let letter = letter.map(str::to_owned);
            parcels(rules, &pairs).into_iter().map(move |parcel| (parcel, letter.clone()))
        };
        Ok(by_letter.into_iter().flat_map(together).collect())
    }
}

enum Looked {
    Ready(Box<Ready>),
    Moved,
    Left,
}
