//! Evaluates everybody of a city once: `cargo run --release -p xinqiao-risk --example city`.
//!
//! 1.67 million people with 0–6 pieces of evidence each (3 on average) of the last 200 days, by the default pack, on one thread and on two.

use std::io::{Error, Write};
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use xinqiao_risk::{Evidence, EvidenceId, KindId, Level, Model, ModelToml};

const PEOPLE: u64 = 1_670_000;
const NOW: i64 = 1_795_000_000;

fn main() -> Result<(), Error> {
    let raw: ModelToml = toml::from_str(include_str!("../../../packs/risk/default/model.toml")).map_err(Error::other)?;
    let model = Model::compile(&raw).map_err(|faults| Error::other(format!("{faults:?}")))?;
    let now = Timestamp::from_second(NOW).map_err(Error::other)?;
    let mut out = std::io::stdout();
    let alone = |people: std::ops::Range<u64>| walk(&model, people, |evidence| model.level_only(evidence, None, now));
    let whole = |people: std::ops::Range<u64>| walk(&model, people, |evidence| model.evaluate(evidence, None, now).level);
    report(&mut out, "level_only, one thread", &[(0..PEOPLE, &alone)])?;
    report(&mut out, "level_only, two threads", &[(0..PEOPLE / 2, &alone), (PEOPLE / 2..PEOPLE, &alone)])?;
    report(&mut out, "evaluate, one thread", &[(0..PEOPLE, &whole)])?;
    report(&mut out, "evaluate, two threads", &[(0..PEOPLE / 2, &whole), (PEOPLE / 2..PEOPLE, &whole)])
}

type Part<'a> = (std::ops::Range<u64>, &'a (dyn Fn(std::ops::Range<u64>) -> [u64; 4] + Sync));

fn report(out: &mut impl Write, name: &str, parts: &[Part<'_>]) -> Result<(), Error> {
    let start = Instant::now();
    let counts = std::thread::scope(|scope| {
        let running: Vec<_> = parts.iter().map(|(people, walk)| scope.spawn(|| walk(people.clone()))).collect();
        running.into_iter().filter_map(|part| part.join().ok()).fold([0; 4], |mut sum, part| {
            sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
            sum
        })
    });
    writeln!(out, "{name}: {:.2} s; none, blue, yellow, red: {counts:?}", start.elapsed().as_secs_f64())
}

/// How many people stand at each level. Their evidence is made on the way, in a buffer that is used again.
fn walk(model: &Model, people: std::ops::Range<u64>, level: impl Fn(&[Evidence]) -> Level) -> [u64; 4] {
    let kinds: Vec<KindId> = model.kinds().map(|(id, _)| id).collect();
    let (mut counts, mut evidence) = ([0; 4], Vec::new());
    for person in people {
        let mut state = person;
        evidence.clear();
        for number in 0..mixed(&mut state) % 7 {
            let kind = kinds.get(mixed(&mut state) as usize % kinds.len()).copied();
            let at =
                Timestamp::from_second(NOW).map(|now| now - SignedDuration::from_secs((mixed(&mut state) % 17_280_000) as i64));
            if let (Some(kind), Ok(at)) = (kind, at) {
                evidence.push(Evidence::new(EvidenceId(uuid::Uuid::from_u64_pair(person, number)), kind, at));
            }
        }
        if let Some(count) = counts.get_mut(level(&evidence) as usize) {
            *count += 1;
        }
    }
    counts
}

/// The next number of a splitmix64 sequence.
const fn mixed(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut number = *state;
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
