//! Which question comes next.

use std::cmp::Ordering;

use crate::cat::engine::Engine;
use crate::cat::rules::{Exposure, Selection};
use crate::cat::session::Session;
use crate::draw::Draw;
use crate::item::Item;

/// Questions that were not asked, with what they would tell now.
pub(crate) fn candidates<'a>(engine: &'a Engine, session: &'a Session) -> impl Iterator<Item = (usize, f64)> + 'a {
    let theta =
        if session.given.iter().any(|given| given.answer.is_some()) { session.estimate.theta } else { engine.rules().start };
    let mut asked = vec![false; engine.bank().entries().len()];
    session.given.iter().for_each(|given| asked[given.entry] = true);
    engine.bank().entries().iter().enumerate().filter(move |(at, _)| !asked[*at]).filter_map(move |(at, entry)| {
        let item = entry.item()?;
        Some((at, worth(engine, session, at, item, theta)))
    })
}

fn worth(engine: &Engine, session: &Session, at: usize, item: &Item, theta: f64) -> f64 {
    match engine.rules().selection {
        Selection::MaximumInformation => item.information(theta),
        Selection::PosteriorInformation => {
            engine.informations(at).iter().zip(&session.weights).map(|(information, weight)| weight * information).sum()
        }
    }
}

/// The next question; there is one, since the rules did not stop the test. Questions that exposure control passes over are set aside.
pub(crate) fn choose(engine: &Engine, session: &mut Session) -> usize {
    let all: Vec<(usize, f64)> = candidates(engine, session).collect();
    let mut wanted = of_the_area(engine, session, all);
    wanted.sort_by(|left, right| right.1.partial_cmp(&left.1).unwrap_or(Ordering::Equal).then(left.0.cmp(&right.0)));
    let mut draw = Draw::new(session.seed, session.given.len() as u64);
    let best = wanted.first().map_or(0, |(at, _)| *at);
    match engine.rules().exposure {
        Exposure::Free => best,
        Exposure::Randomesque(count) => wanted[draw.below(count.min(wanted.len()))].0,
        Exposure::SympsonHetter => {
            for (at, _) in &wanted {
                if session.aside.contains(at) {
                    continue;
                }
                if draw.uniform() < engine.bank().entries()[*at].exposure {
                    return *at;
                }
                session.aside.push(*at);
            }
            // all were set aside: the test goes on with the best of them
            best
        }
    }
}

/// The questions of the area that is furthest behind its share; all, where no area is watched or none of the watched has a question left.
///
/// Source: Kingsbury and Zara 1989.
fn of_the_area(engine: &Engine, session: &Session, all: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    let areas = &engine.rules().areas;
    if areas.is_empty() {
        return all;
    }
    let area = |at: usize| engine.bank().entries()[at].area.as_deref();
    let asked = |name: &str| session.given.iter().filter(|given| area(given.entry) == Some(name)).count() as f64;
    let total: f64 = areas.values().sum();
    let watched: f64 = areas.keys().map(|name| asked(name)).sum();
    let mut furthest: Option<(&str, f64)> = None;
    for (name, share) in areas {
        if !all.iter().any(|(at, _)| area(*at) == Some(name)) {
            continue;
        }
        let behind = share / total * (watched + 1.0) - asked(name);
        if furthest.is_none_or(|(_, most)| behind > most + 1e-12) {
            furthest = Some((name, behind));
        }
    }
    let Some((name, _)) = furthest else { return all };
    // questions of areas that are not watched are as free as ever
    let is_free = |at: usize| area(at).is_none_or(|name| !areas.contains_key(name));
    all.into_iter().filter(|(at, _)| area(*at) == Some(name) || is_free(*at)).collect()
}
