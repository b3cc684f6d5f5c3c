//! A year of a city: about 300 people on duty in a tree of places, shifts, holidays, leavers; a database that keeps units of work whole or
//! not at all; crashes, forms that arrive twice, stale copies, jobs whose lease is lost, sweeps that do not run, clocks that are set.
//! What is assumed and what this does not show: `docs/loop.md`.

mod checker;
mod days;
mod deeds;
mod live;
mod store;
mod sweep;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use jiff::SignedDuration;
use xinqiao_kernel::calendar::CalendarYear;

use super::*;
use checker::{Findings, check};
use deeds::Form;
use store::Store;

/// Something in the store or the sweep that is broken on purpose, to see the checker notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The sweep forgets every fifth late clock.
    EscalationDropped,
    /// A hand-over is written and the columns keep the old owner.
    HandOverForgetsOwner,
    /// The survivor of a merge does not get the signals.
    MergeLosesSignal,
    /// A message goes to whom it was addressed when it was written.
    MessageToFormerOwner,
    /// A signal is decided in a unit of work of its own, and the process can die before the warning is written.
    DecidedApart,
    /// Accounts that ended keep what they owe.
    LeaverKeepsWarnings,
}

/// Signals a year of a city of this size, and a fifth of them for whole years in a test.
const FULL_RATE: u64 = 30_000;
const FIFTH: u64 = FULL_RATE / 5;
/// How often the sweep runs, minutes.
const SWEEP: i64 = 5;
/// How long a job is leased, minutes.
const LEASE: i64 = 15;

/// A small generator (splitmix64): the same numbers for the same seed everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.roll() % n.max(1)
    }

    /// True `n` times of 1,000.
    pub fn per_mille(&mut self, n: u64) -> bool {
        self.below(1_000) < n
    }
}

/// Somebody who works.
pub struct Staff {
    pub account: AccountId,
    pub place: PlacePath,
}

/// What waits to happen at an instant of the true time.
#[derive(Debug, Clone)]
pub enum Task {
    /// A duty person looks at a signal.
    Decide { signal: SignalId },
    /// Whoever owes this clock acts, if they still do.
    Act { warning: WarningId, clock: Clock },
    /// A form arrives (again).
    Arrive(Box<Form>),
    /// A message is delivered; `to` is who owed it when it was written.
    Deliver { warning: WarningId, about: Clock, to: AccountId },
}

/// What happened, for the report.
#[derive(Debug, Default)]
pub struct Figures {
    pub signals: usize,
    pub crashes: usize,
    pub duplicates: usize,
    pub stale: usize,
    pub leases_lost: usize,
    pub sweeps_down: usize,
    pub clock_jumps: usize,
    pub leavers: usize,
    pub merges: usize,
    pub reopened: usize,
    pub raised: usize,
    pub lowered: usize,
    pub objections: usize,
    pub offers: usize,
    pub took_up: usize,
    pub messages: usize,
}

pub struct City {
    world: World,
    /// Which rules hold where, until summer and from then on: two counties have the example's, and one of them gives them to another.
    tables: [Jurisdictions; 2],
    places: Vec<PlacePath>,
    staff: Vec<Staff>,
    accounts: BTreeSet<AccountId>,
    /// Today's and tomorrow's shifts.
    roster: Vec<DutyEntry>,
    store: Store,
    dice: Dice,
    ids: IdSource,
    /// True time.
    now: Timestamp,
    /// What the program's clock shows beyond it.
    skew: SignedDuration,
    agenda: BinaryHeap<Reverse<(Timestamp, u64)>>,
    tasks: BTreeMap<u64, Task>,
    planned: u64,
    leased_until: Timestamp,
    down_until: Timestamp,
    /// Accounts that ended.
    left: Vec<AccountId>,
    /// Signals a year.
    rate: u64,
    patterns: Vec<SignalDraft>,
    figures: Figures,
    fault: Option<Fault>,
}

impl City {
    fn new(seed: u64, rate: u64, fault: Option<Fault>) -> Self {
        let mut world = World::new();
        let year = include_str!("../../../../../packs/calendars/cn-2026.toml");
        world.calendar = WorkingCalendar::from_years(vec![toml::from_str::<CalendarYear>(year).unwrap()]).unwrap();
        let mut places: Vec<PlacePath> = vec!["62/6207/".parse().unwrap()];
        for county in 1..=6 {
            let county = places[0].child(&format!("62070{county}")).unwrap();
            let towns: Vec<PlacePath> = (1..=5).map(|town| county.child(&format!("t{town}")).unwrap()).collect();
            places.push(county);
            places.extend(towns);
        }
        let start = at("2026-01-01T00:00:00+08:00");
        let mut city = Self {
            patterns: patterns(&world),
            tables: tables(&world),
            world,
            places,
            staff: Vec::new(),
            accounts: BTreeSet::new(),
            roster: Vec::new(),
            store: Store::new(fault),
            dice: Dice(seed),
            ids: IdSource::seeded(seed),
            now: start,
            skew: SignedDuration::ZERO,
            agenda: BinaryHeap::new(),
            tasks: BTreeMap::new(),
            planned: 0,
            leased_until: start,
            down_until: start,
            left: Vec::new(),
            rate,
            figures: Figures::default(),
            fault,
        };
        city.hire();
        city
    }

    /// The clocks of what belongs to a place.
    fn time_at(&self, place: &PlacePath) -> Timetable<'_> {
        let day = self.clock().to_zoned(self.world.zone.clone()).date();
        let rules = self.tables[usize::from(date(2026, 7, 1) <= day)].rules_for(place, day);
        Timetable { rules, ..self.world.time() }
    }

    /// What the program's clock shows.
    fn clock(&self) -> Timestamp {
        self.now + self.skew
    }

    fn plan(&mut self, at: Timestamp, task: Task) {
        self.planned += 1;
        self.agenda.push(Reverse((at.max(self.now), self.planned)));
        self.tasks.insert(self.planned, task);
    }

    fn in_minutes(&self, n: u64) -> Timestamp {
        self.now + SignedDuration::from_mins(i64::try_from(n).unwrap())
    }
}

/// The default everywhere but in two counties; from summer on in another one beside the second.
fn tables(world: &World) -> [Jurisdictions; 2] {
    let mut example = RuleSet::compile(&toml::from_str(super::jurisdictions::EXAMPLE).unwrap()).unwrap();
    example.valid_from = date(2025, 9, 1);
    let line = |path: &str, rules: &str| format!("[[place]]\npath = \"{path}\"\nrules = \"{rules}\"\nsource = \"a decision\"\n");
    [["620702", "620703"], ["620703", "620705"]].map(|counties| {
        let lines = counties.map(|county| line(&format!("62/6207/{county}/"), "school-example"));
        let text = format!("{}{}", line("", "assessment-default"), lines.concat());
        Jurisdictions::compile(&toml::from_str(&text).unwrap(), &[&world.rules, &example]).unwrap()
    })
}

/// A red, a yellow and a blue hint as the rules draft them.
fn patterns(world: &World) -> Vec<SignalDraft> {
    let mut often = sheet("phq-9");
    let hit = |value| CriticalHit { item: code("9"), value, kind: CriticalKind::Suicide, strength: Strength::Hard };
    often.critical.push(hit(2));
    let mut once = sheet("phq-9");
    once.critical.push(hit(1));
    let mut wish = sheet("phq-9");
    wish.asked_for_contact = true;
    [often, once, wish].iter().map(|facts| signals_from(&world.rules, facts).remove(0)).collect()
}

/// So many days of a year, under a seed, at a rate of signals a year from a quarter as many people.
fn simulate(seed: u64, days: u64, rate: u64, fault: Option<Fault>) -> (Figures, Findings) {
    let mut city = City::new(seed, rate, fault);
    for _ in 0..days {
        city.day();
    }
    // what is late at the end is seen by one more sweep
    city.leased_until = city.now;
    city.down_until = city.now;
    city.sweep(false);
    let found = check(&city.store.journal, city.clock());
    (city.figures, found)
}

fn report(what: &str, all: &[(Figures, Findings)]) -> String {
    let sum = |pick: &dyn Fn(&(Figures, Findings)) -> usize| all.iter().map(pick).sum::<usize>();
    let running = all.iter().map(|(_, found)| found.longest_running).max().unwrap_or_default();
    let longest = all.iter().map(|(_, found)| found.longest_lateness).max().unwrap_or_default();
    let lines = [
        format!("simulated: {what}"),
        format!(
            "signals {}: decided {}, expired {}, open at the end {}",
            sum(&|one| one.0.signals),
            sum(&|one| one.1.decided),
            sum(&|one| one.1.expired),
            sum(&|one| one.1.undecided_open)
        ),
        format!(
            "warnings {}: confirmed {}, ended {}",
            sum(&|one| one.1.warnings),
            sum(&|one| one.1.confirmed),
            sum(&|one| one.1.ended)
        ),
        format!(
            "crashes {}, forms twice {}, stale writes {}, leases lost {}, sweeps that did not run {}",
            sum(&|one| one.0.crashes),
            sum(&|one| one.0.duplicates),
            sum(&|one| one.0.stale),
            sum(&|one| one.0.leases_lost),
            sum(&|one| one.0.sweeps_down)
        ),
        format!(
            "clock jumps {}, leavers {}, messages {}",
            sum(&|one| one.0.clock_jumps),
            sum(&|one| one.0.leavers),
            sum(&|one| one.0.messages)
        ),
        format!(
            "taken up {}, merged {}, raised {}, lowered {}, opened again {}, objections {}, hand-overs offered {}",
            sum(&|one| one.0.took_up),
            sum(&|one| one.0.merges),
            sum(&|one| one.0.raised),
            sum(&|one| one.0.lowered),
            sum(&|one| one.0.reopened),
            sum(&|one| one.0.objections),
            sum(&|one| one.0.offers)
        ),
        format!(
            "sweeps {}, escalations {}, longest lateness {} minutes with the sweep running and {} with it down, by the program's clock",
            sum(&|one| one.1.sweeps),
            sum(&|one| one.1.escalations),
            running.as_mins(),
            longest.as_mins()
        ),
        format!("broken: {}", sum(&|one| one.1.broken.len())),
    ];
    lines.join("\n")
}

fn nothing_broken(seed: u64, days: u64, rate: u64) {
    let all = [simulate(seed, days, rate, None)];
    println!("{}", report(&format!("{days} days, {rate} signals a year, seed {seed}"), &all));
    for (figures, found) in &all {
        let some: Vec<&String> = found.broken.iter().take(5).collect();
        assert!(found.broken.is_empty(), "{} broken, e.g. {some:#?}", found.broken.len());
        assert!(
            found.longest_running <= SignedDuration::from_mins(SWEEP),
            "{:?} late though the sweep ran",
            found.longest_running
        );
        // a year in which nothing happened would show nothing
        assert!(rate * days / 365 * 9 / 10 < u64::try_from(figures.signals).unwrap());
        let happened = [
            figures.crashes,
            figures.duplicates,
            figures.stale,
            figures.leases_lost,
            figures.sweeps_down,
            figures.clock_jumps,
            figures.leavers,
            figures.merges,
            figures.reopened,
            figures.raised,
            figures.lowered,
            figures.objections,
            figures.offers,
            figures.took_up,
            found.escalations,
        ];
        assert!(happened.iter().all(|count| 0 < *count), "{figures:?}");
        assert!(found.by_rules.len() == 2 && found.by_rules.values().all(|count| 50 < *count), "{:?}", found.by_rules);
        assert_eq!(found.decided + found.expired + found.undecided_open, figures.signals);
    }
}

// a test for each year, so that they run side by side

#[test]
fn in_a_year_of_a_city_nothing_is_lost_ownerless_or_left_late() {
    nothing_broken(1, 365, FIFTH);
}

#[test]
fn in_another_year_neither() {
    nothing_broken(2, 365, FIFTH);
}

#[test]
fn in_a_third_year_neither() {
    nothing_broken(3, 365, FIFTH);
}

#[test]
fn in_ten_weeks_at_the_full_rate_neither() {
    nothing_broken(4, 70, FULL_RATE);
}

/// Long enough for each of the faults to happen.
const DAYS: u64 = 40;

#[test]
fn the_checker_notices_what_is_broken_on_purpose() {
    let whole = simulate(9, DAYS, FIFTH, None).1;
    assert!(whole.broken.is_empty(), "{:?}", whole.broken.first());
    let faults = [
        (Fault::EscalationDropped, "a sweep at"),
        (Fault::HandOverForgetsOwner, "the columns say"),
        (Fault::MergeLosesSignal, "was lost"),
        (Fault::MessageToFormerOwner, "who does not owe it"),
        (Fault::DecidedApart, "does not exist"),
        (Fault::LeaverKeepsWarnings, "who has left"),
    ];
    for (fault, words) in faults {
        let found = simulate(9, DAYS, FIFTH, Some(fault)).1;
        let noticed = found.broken.iter().filter(|one| one.contains(words)).count();
        println!("{fault:?}: {} findings, {noticed} of them {words:?}", found.broken.len());
        assert!(0 < noticed, "{fault:?} went unnoticed: {:?}", found.broken.first());
    }
}
