//! When enough was asked.

use crate::cat::engine::Engine;
use crate::cat::select::candidates;
use crate::cat::session::{Reason, Session};

/// Why no further question is chosen, if none is. `left` mandatory questions are still to come and count among the most.
pub(crate) fn reason(engine: &Engine, session: &Session, left: usize) -> Option<Reason> {
    let rules = engine.rules();
    let given = session.given.len();
    let answered = session.given.iter().filter(|given| given.answer.is_some()).count();
    if given + left >= rules.most {
        return Some(Reason::Most);
    }
    if answered >= rules.least && rules.precise.is_some_and(|precise| session.estimate.se <= precise) {
        return Some(Reason::Precise);
    }
    match rules.informative {
        _ if candidates(engine, session).next().is_none() => Some(Reason::Exhausted),
        Some(least) if answered >= rules.least => {
            let best = candidates(engine, session).map(|(_, information)| information).fold(0.0, f64::max);
            (best < least).then_some(Reason::NothingToLearn)
        }
        _ => None,
    }
}
