//! Any sound model, any evidence, any standing.

use proptest::prelude::*;

use super::*;
use crate::level::ByLevel;
use crate::model::{FloorToml, InteractionToml, KindToml, SourceToml};

fn title() -> Title {
    Title { zh_cn: "甲".to_owned(), en: "a".to_owned() }
}

fn any_kind() -> impl Strategy<Value = KindToml> {
    let fade = prop_oneof![(0.05..400.0_f64).prop_map(Ok), (0.05..200.0_f64).prop_map(Err)];
    let repeat = prop_oneof![Just(Repeat::Replace), Just(Repeat::Sum), Just(Repeat::Max)];
    let floor = prop::option::of((1..4_usize, 0.1..40.0_f64));
    let protects = prop::bool::weighted(0.35);
    (protects, 1.0..80.0_f64, fade, 1.0..3.0_f64, repeat, floor).prop_map(|(protects, weight, fade, more, repeat, floor)| {
        let may_demand = !protects && repeat != Repeat::Replace;
        KindToml {
            code: String::new(),
            title: title(),
            role: if protects { Role::Protective } else { Role::Risk },
            weight,
            half_life_days: fade.ok(),
            fixed_days: fade.err(),
            cap: weight * more,
            repeat,
            floor: floor.filter(|_| may_demand).map(|(level, days)| FloorToml { level: Level::ALL[level], days }),
            source: "test".to_owned(),
        }
    })
}

/// Three rising numbers that lie apart, each with a smaller one for falling.
fn any_thresholds() -> impl Strategy<Value = (ByLevel<f64>, ByLevel<f64>)> {
    ((2.0..20.0_f64, 1.0..30.0_f64, 1.0..40.0_f64), 0.1..0.95_f64).prop_map(|((blue, yellow, red), share)| {
        let rise = ByLevel { blue, yellow: blue + yellow, red: blue + yellow + red };
        let fall = ByLevel { blue: rise.blue * share, yellow: rise.yellow * share, red: rise.red * share };
        (rise, fall)
    })
}

fn interactions(kinds: &[KindToml], picks: Vec<(Vec<prop::sample::Index>, f64, f64)>) -> Vec<InteractionToml> {
    let risks: Vec<&KindToml> = kinds.iter().filter(|kind| kind.role == Role::Risk).collect();
    let mut made: Vec<InteractionToml> = Vec::new();
    for (picked, window_days, points) in picks.into_iter().filter(|_| !risks.is_empty()) {
        let mut codes: Vec<String> = picked.iter().map(|index| index.get(&risks).code.clone()).collect();
        codes.sort();
        codes.dedup();
        if (2..=3).contains(&codes.len()) && made.iter().all(|other| other.kinds != codes) {
            let code = format!("together-{}", made.len());
            made.push(InteractionToml { code, title: title(), kinds: codes, window_days, points, source: "test".to_owned() });
        }
    }
    made
}

prop_compose! {
    pub(super) fn any_model()(
        mut kinds in prop::collection::vec(any_kind(), 1..8),
        (rise, fall) in any_thresholds(),
        dwell in (0.0..30.0_f64, 0.0..30.0_f64, 0.0..30.0_f64),
        cutoff in 0.01..1.0_f64,
        relief_share in 0.0..=1.0_f64,
        picks in prop::collection::vec((prop::collection::vec(any::<prop::sample::Index>(), 2..4), 0.1..90.0_f64, 0.5..30.0_f64), 0..4),
    ) -> Model {
        for (at, kind) in kinds.iter_mut().enumerate() {
            kind.code = format!("kind-{at}");
        }
        let interactions = interactions(&kinds, picks);
        let raw = ModelToml {
            id: "any".to_owned(),
            version: "1".to_owned(),
            valid_from: "2026-01-01".parse().unwrap(),
            cutoff,
            relief_share,
            rise,
            fall,
            dwell_days: ByLevel { blue: dwell.0, yellow: dwell.1, red: dwell.2 },
            sources: vec![SourceToml { reference: "test".to_owned(), confidence: "P".to_owned() }],
            kinds,
            interactions,
            readings: Vec::new(),
            missing: Vec::new(),
        };
        Model::compile(&raw).unwrap()
    }
}

/// Models of all kinds: the shipped one now and then.
pub(super) fn models() -> impl Strategy<Value = Model> {
    prop_oneof![1 => Just(shipped()), 4 => any_model()]
}

/// One piece of a model to come: which kind, seconds before or after day 0, strength.
pub(super) type Drawn = (prop::sample::Index, i64, u16);

pub(super) fn drawn() -> impl Strategy<Value = Drawn> {
    let strength = prop_oneof![3 => Just(1000_u16), 2 => 0..=1000_u16];
    let seconds = prop_oneof![4 => -150 * 86_400..86_400_i64, 1 => Just(0_i64), 1 => -3 * 86_400..40 * 86_400_i64];
    (any::<prop::sample::Index>(), seconds, strength)
}

pub(super) fn pieces() -> impl Strategy<Value = Vec<Drawn>> {
    prop_oneof![6 => prop::collection::vec(drawn(), 0..7), 1 => prop::collection::vec(drawn(), 28..40)]
}

pub(super) fn evidence(model: &Model, number: u128, (kind, seconds, permille): Drawn) -> Evidence {
    let kinds: Vec<KindId> = model.kinds().map(|(id, _)| id).collect();
    let strength = Strength::from_permille(permille).unwrap();
    Evidence { strength, ..Evidence::new(id(number), *kind.get(&kinds), day(0) + SignedDuration::from_secs(seconds)) }
}

pub(super) fn all(model: &Model, drawn: &[Drawn]) -> Vec<Evidence> {
    (1..).zip(drawn).map(|(number, one)| evidence(model, number, *one)).collect()
}

/// A standing of before day 0, or none.
pub(super) fn standings() -> impl Strategy<Value = Option<Standing>> {
    let one = (0..4_usize, 0..40 * 86_400_i64, 0..20 * 86_400_i64, prop::bool::weighted(0.2));
    prop::option::of(one.prop_map(|(level, held, ago, corrected)| {
        let as_of = day(0) - SignedDuration::from_secs(ago);
        Standing { level: Level::ALL[level], since: as_of - SignedDuration::from_secs(held), as_of, corrected }
    }))
}
