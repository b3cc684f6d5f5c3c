//! The register of groups: read by place and group a page at a time, and counted as the pure rules count.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_cases::rules::CoverageToml;
use xinqiao_cases::{Period, Registered, Summary, coverage};
use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide};
use xinqiao_kernel::id::{AccountId, CaseId, GroupEntryId, GroupEventId, PersonId};

use super::cases::{case, event as case_event};
use super::world::{Desk, NEIGHBOURS, SCHOOL, TODAY, World, about, on_both, path};
use crate::StoreError;
use crate::groups::{AfterEntry, CaseDays, Counting, EntryRow, GroupEventRow};

const PARTS: [&str; 4] = ["reached", "no-case", "no-plan", "no-guidance"];

fn entry(world: &World, person: PersonId, at: &str, group: &str, by: AccountId) -> EntryRow {
    EntryRow {
        id: GroupEntryId::new(&world.ids, world.now()),
        person,
        group: group.to_owned(),
        place: path(at),
        since: date(2026, 1, 1),
        confirm_by: TODAY,
        ended: None,
        recorded_by: by,
        version: 1,
        name: String::new(),
        birth_on: None,
    }
}

fn event(world: &World, seq: i64, account: AccountId, words: Option<&str>) -> GroupEventRow {
    GroupEventRow {
        id: GroupEventId::new(&world.ids, world.now()),
        seq,
        account,
        word: "recorded".to_owned(),
        body: "{}".to_owned(),
        words: words.map(str::to_owned),
        at: world.now(),
        by: String::new(),
    }
}

async fn enter(world: &World, entry: &EntryRow) {
    let first = event(world, 1, entry.recorded_by, Some("on a list"));
    world.write(async |tx| tx.add_group_entry(entry, &first, world.now()).await).await;
}

/// An entry that runs, one that has ended, and the days of a case.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    enter(world, &entry(world, person, SCHOOL, "G-22", account)).await;
    let other = entry(world, person, SCHOOL, "G-23", account);
    enter(world, &other).await;
    let ended = EntryRow { ended: Some((TODAY, "over".to_owned())), version: 2, ..other };
    world.write(async |tx| tx.save_group_entry(&ended, 1, &event(world, 2, account, None), world.now()).await).await;
    let case = CaseId::from_uuid(world.named("case_id from case_file").await);
    let days = days(case, person, TODAY, None, Some(TODAY), &[TODAY]);
    world.write(async |tx| tx.save_case_days(&days, world.now()).await).await;
}

fn days(
    case: CaseId,
    person: PersonId,
    opened_on: Date,
    closed_on: Option<Date>,
    planned_on: Option<Date>,
    guided_on: &[Date],
) -> CaseDays {
    CaseDays { case, person, opened_on, closed_on, planned_on, guided_on: guided_on.to_vec() }
}

fn reader(account: AccountId, at: &str) -> Permit<act::ReadGroups> {
    Desk::new(account, None, Role::Justice, at, Purpose::Service).permit(&Resource::at(path(at)))
}

#[tokio::test]
async fn an_entry_is_kept_with_its_words_and_of_two_who_write_at_once_one_is_told() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let one = entry(world, person, SCHOOL, "G-22", account);
        enter(world, &one).await;
        let twin = entry(world, person, SCHOOL, "G-22", account);
        let first = event(world, 1, account, None);
        let fault = world.refused(async |tx| tx.add_group_entry(&twin, &first, world.now()).await).await;
        assert!(matches!(fault, StoreError::Duplicate { .. }), "{fault}");
        let permit: Permit<act::ReadGroups> =
            Desk::new(account, None, Role::Justice, SCHOOL, Purpose::Service).permit(&about(person, SCHOOL));
        let events = world.db.group_events(&permit, &one).await.unwrap();
        assert_eq!(events[0].words.as_deref(), Some("on a list"));
        assert_eq!(world.db.open_group_entry(&permit, "G-22").await.unwrap().map(|row| row.id), Some(one.id));
        let ended = EntryRow { ended: Some((TODAY, "over".to_owned())), version: 2, ..one.clone() };
        world.write(async |tx| tx.save_group_entry(&ended, 1, &event(world, 2, account, None), world.now()).await).await;
        let again = event(world, 2, account, None);
        let fault = world.refused(async |tx| tx.save_group_entry(&ended, 1, &again, world.now()).await).await;
        assert!(matches!(fault, StoreError::Stale { table: "group_entry", .. }), "{fault}");
        assert_eq!(world.db.open_group_entry(&permit, "G-22").await.unwrap(), None);
        assert_eq!(world.db.groups_of(&permit).await.unwrap()[0].ended, ended.ended);
        // who belongs again has a second entry
        enter(world, &twin).await;
        world.write(async |tx| tx.erase_person(person, world.now()).await.map(|_| ())).await;
        assert_eq!((world.count("group_entry").await, world.count("group_event").await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_list_goes_on_by_place_and_person_and_shows_each_with_all_groups_that_were_asked_for() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let below = format!("{SCHOOL}c1/");
        let mut all = BTreeSet::new();
        for number in 0..7 {
            let at = if number % 2 == 0 { SCHOOL } else { below.as_str() };
            let person = world.person(at).await;
            enter(world, &entry(world, person, at, "G-22", account)).await;
            if number % 3 == 0 {
                enter(world, &entry(world, person, at, "G-23", account)).await;
            }
            all.insert(person);
        }
        let stranger = world.person(NEIGHBOURS[0]).await;
        enter(world, &entry(world, stranger, NEIGHBOURS[0], "G-22", account)).await;
        let permit = reader(account, SCHOOL);
        let mut seen = BTreeSet::new();
        let mut rows = 0;
        let mut after: Option<AfterEntry> = None;
        loop {
            let page = world.db.group_page(&permit, &["G-22", "G-23"], None, after.as_ref(), 2).await.unwrap();
            let people: BTreeSet<PersonId> = page.iter().map(|row| row.person).collect();
            assert!(people.len() <= 2 && people.iter().all(|person| seen.insert(*person)), "nobody twice");
            rows += page.len();
            let Some(last) = page.last() else { break };
            after = Some(AfterEntry { place: last.place.as_str().to_owned(), person: last.person });
        }
        assert_eq!((seen, rows), (all, 7 + 3));
        assert_eq!(world.db.group_count(&permit, &["G-22", "G-23"], None).await.unwrap(), 10);
        assert_eq!(world.db.group_count(&permit, &["G-22"], Some(TODAY.yesterday().unwrap())).await.unwrap(), 0);
        assert_eq!(world.db.group_page(&permit, &["G-22"], Some(TODAY.yesterday().unwrap()), None, 9).await.unwrap(), []);
        assert_eq!(world.db.group_page(&reader(account, NEIGHBOURS[1]), &["G-22"], None, None, 9).await.unwrap(), []);
    })
    .await;
}

/// A small generator: the same people in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn day(&mut self) -> Date {
        date(2026, 1, 1) + i64::try_from(self.below(120)).unwrap().days()
    }

    fn maybe(&mut self) -> Option<Date> {
        (self.below(3) != 0).then(|| self.day())
    }
}

#[tokio::test]
async fn the_statement_counts_coverage_as_the_pure_rules_do() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let mut dice = Dice(7);
        let period = Period { from: date(2026, 2, 1), until: date(2026, 3, 31) };
        let (mut registered, mut summaries) = (Vec::new(), Vec::new());
        for number in 0..40 {
            let person = world.person(SCHOOL).await;
            let mut row = entry(world, person, SCHOOL, ["G-22", "G-05a", "G-51"][number % 3], account);
            row.since = dice.day();
            let ended = dice.maybe().filter(|on| row.since <= *on);
            enter(world, &row).await;
            if let Some(on) = ended {
                row.ended = Some((on, "over".to_owned()));
                row.version = 2;
                world.write(async |tx| tx.save_group_entry(&row, 1, &event(world, 2, account, None), world.now()).await).await;
            }
            if row.since <= period.until && ended.is_none_or(|on| period.from <= on) {
                registered.push(Registered { person, groups: BTreeSet::from([row.group.parse().unwrap()]) });
            }
            for _ in 0..dice.below(3) {
                let mut kept = case(world, person, account);
                // one open case a person: here all are closed, the days say otherwise
                kept.state.status = "closed".to_owned();
                kept.state.next_due_on = None;
                kept.state.closed_at = Some(world.now());
                let opened_on = dice.day();
                let guided: Vec<Date> = (0..dice.below(3)).map(|_| dice.day()).collect::<BTreeSet<_>>().into_iter().collect();
                let days = days(kept.id, person, opened_on, dice.maybe().filter(|on| opened_on <= *on), dice.maybe(), &guided);
                world
                    .write(async |tx| {
                        tx.open_case(&kept, &case_event(world, 1, account), &[], &[], world.now()).await?;
                        tx.save_case_days(&days, world.now()).await?;
                        // writing them again changes nothing
                        tx.save_case_days(&days, world.now()).await
                    })
                    .await;
                summaries.push(Summary {
                    person,
                    opened_on,
                    closed_on: days.closed_on,
                    planned_on: days.planned_on,
                    guided_on: guided.into_iter().collect(),
                });
            }
        }
        for needs_plan in [true, false] {
            for groups in [vec!["G-22", "G-05a"], vec!["G-51"], vec!["G-22", "G-05a", "G-51"]] {
                let definition = CoverageToml {
                    code: "K".parse().unwrap(),
                    title: Default::default(),
                    groups: groups.iter().map(|group| group.parse().unwrap()).collect(),
                    needs_plan,
                    target_percent: 60,
                    source: String::new(),
                };
                let pure = coverage(&definition, &registered, &summaries, period);
                let counting = Counting { from: period.from, until: period.until, needs_plan, groups };
                let raw = world.db.counted_coverage(&counting, &PARTS).await.unwrap();
                let table = Table::build(&raw, &PARTS, |_| NodeRule { floor: 1, is_shown: true });
                let Decision::Publish { release, .. } = decide(&table, &[]) else { panic!("nothing is kept back") };
                let cell = |part: &str| release.cell(SCHOOL, part).shown().unwrap();
                let sql = PARTS.map(cell);
                let expected = [pure.numerator, pure.without_case, pure.without_plan, pure.without_guidance].map(u64::from);
                assert_eq!(sql, expected, "{definition:?}");
                assert!(0 < pure.denominator && u64::from(pure.denominator) == sql.iter().sum::<u64>());
            }
        }
    })
    .await;
}
