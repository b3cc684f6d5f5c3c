//! By which ways a notice is told, and when each has its turn.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::dispatch::{Dispatch, State};
use crate::event::Receipt;
use crate::timing::{earliest, latest, plus};
use crate::{Channel, Facts, Notice, Rules};

/// A kind that the pack does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the pack of messages has no kind {0:?}")]
pub struct UnknownKind(pub String);

/// One dispatch for each way on the ladder of the notice's kind and level for which the recipient has an address.
///
/// Inside the program it has arrived by lying there. Outside each way waits its time, in which reading it inside or doing what it asks for ends
/// it; a way whose time would come after the last moment to act (`due_at` less the lead of the pack) has its turn then. `facts.is_*` are not
/// asked here: [`crate::before_sending`] does, at the moment that counts.
///
/// Errors: a kind that the pack does not have.
pub fn plan(rules: &Rules, notice: &Notice, facts: &Facts, now: Timestamp) -> Result<Vec<Dispatch>, UnknownKind> {
    let kind = rules.kind(&notice.kind).ok_or_else(|| UnknownKind(notice.kind.clone()))?;
    let mut seen = BTreeSet::new();
    let rungs = kind.ladder.rungs(notice.level).iter().filter(|rung| seen.insert(rung.channel));
    let reachable = rungs.filter(|rung| rung.channel == Channel::InApp || facts.addresses.contains(&rung.channel));
    Ok(reachable
        .map(|rung| {
            let turn = plus(notice.made_at, rung.after);
            let turn = notice.due_at.map_or(turn, |due_at| turn.min(latest(rules, due_at))).max(notice.made_at);
            let state = match rung.channel {
                Channel::InApp => State::HandedOver { at: notice.made_at, receipt: Receipt::default() },
                Channel::Email | Channel::Sms | Channel::Wechat => {
                    State::Queued { next_at: earliest(rules, notice, rung.channel, facts, turn.max(now)) }
                }
            };
            Dispatch {
                notice: notice.id,
                account: notice.account,
                channel: rung.channel,
                level: notice.level,
                planned_for: turn,
                attempts: 0,
                first_at: None,
                state,
            }
        })
        .collect())
}
