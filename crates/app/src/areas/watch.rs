//! Weeks are counted, and places that had more than their own past lets expect are told to those who answer for them.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::Date;
use xinqiao_access::Role;
use xinqiao_kernel::id::{AccountId, AreaNoticeId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::areas::{AreaNoticeRow, WeekOf};
use xinqiao_warnings::quality::area::{AreaRules, Measure};

use super::{Made, later, monday};
use crate::audit::by_system;
use crate::notify::{Owing, Thing};
use crate::{App, AppError, Result};

/// Notices that one sweep tells above at most; the next one goes on.
const MOST: u32 = 200;
/// People who are told of one notice at most.
const MOST_TOLD: u32 = 20;

/// A place with a week above its limit.
struct More {
    place: PlacePath,
    persons: u64,
    made: Made,
}

impl App {
    /// Counts the weeks that are over and were not counted, looks at the last of them, and tells of places with more; how many notices there are
    /// now that were not there before. Doing it twice counts and tells nothing twice.
    pub async fn watch_areas(&self) -> Result<usize> {
        let rules = self.quality_rules()?.area();
        let last = later(monday(self.day(self.now())), -1);
        let needed = i64::try_from(rules.weeks_needed()).unwrap_or(i64::MAX);
        let wanted = later(last, -needed);
        let Some(first) = self.inner.db.first_signal().await? else { return Ok(0) };
        // the week in which the program began is not whole
        let begin = wanted.max(later(monday(self.day(first)), 1));
        let mut told = 0;
        for measure in Measure::ALL.iter().copied() {
            let known = self.inner.db.counted_weeks(&self.inner.place, measure.code(), wanted).await?;
            let mut week = begin;
            while week <= last {
                if !known.contains(&week) {
                    self.count_week(rules, measure, week).await?;
                }
                week = later(week, 1);
            }
            if begin <= wanted {
                for more in self.more_than_expected(rules, measure, last).await? {
                    told += usize::from(self.tell_of_area(rules, measure, last, more).await?);
                }
            }
        }
        let oldest = later(last, -rules.keep_weeks);
        let mut tx = self.inner.db.begin().await?;
        tx.forget_weeks(oldest).await?;
        tx.commit().await?;
        Ok(told)
    }

    /// Persons of a week, by place with all below it. The jurisdiction has a row even when nobody is counted.
    async fn count_week(&self, rules: &AreaRules, measure: Measure, week: Date) -> Result<()> {
        let (Some(from), Some(until)) = (self.start_of(week), self.start_of(later(week, 1))) else { return Ok(()) };
        let sources: Vec<&str> = rules.words.iter().map(|code| code.as_str()).collect();
        let of = match measure {
            Measure::Warnings => WeekOf::Warnings,
            Measure::Words => WeekOf::Words(&sources),
            Measure::Tests => WeekOf::Tests,
        };
        let mut sums: BTreeMap<PlacePath, u64> = BTreeMap::from([(self.inner.place.clone(), 0)]);
        for (place, persons) in self.inner.db.persons_of_week(of, from, until).await? {
            for above in place.upwards().filter(|above| self.inner.place.covers(above)) {
                *sums.entry(above).or_default() += persons;
            }
        }
        let sums: Vec<(PlacePath, u64)> = sums.into_iter().collect();
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.add_week(measure.code(), week, &sums, now).await?;
        Ok(tx.commit().await?)
    }

    /// Places of a week with more than expected, the lowest first. What a place below explains does not speak of the places above it.
    async fn more_than_expected(&self, rules: &AreaRules, measure: Measure, week: Date) -> Result<Vec<More>> {
        let needed = i64::try_from(rules.weeks_needed()).unwrap_or(i64::MAX);
        let from = later(week, -needed);
        let mut places: BTreeMap<PlacePath, BTreeMap<Date, u64>> = BTreeMap::new();
        for (place, of, persons) in self.inner.db.past_weeks((from, later(week, 1)), measure.code()).await? {
            places.entry(place).or_default().insert(of, persons);
        }
        let mut order: Vec<(&PlacePath, &BTreeMap<Date, u64>)> = places.iter().collect();
        order.sort_by_key(|(place, _)| (std::cmp::Reverse(place.depth()), (*place).clone()));
        let mut explained: BTreeMap<PlacePath, u64> = BTreeMap::new();
        let mut found = Vec::new();
        for (place, weeks) in order {
            let persons = weeks.get(&week).copied().unwrap_or(0);
            let rest = persons.saturating_sub(explained.get(place).copied().unwrap_or(0));
            let past: Vec<u64> = (0..needed).map(|at| weeks.get(&later(from, at)).copied().unwrap_or(0)).collect();
            let Some(expected) = rules.expected(&past).filter(|expected| rules.is_more(rest, expected)) else { continue };
            for above in place.upwards().skip(1) {
                *explained.entry(above).or_default() += rest;
            }
            let baseline = usize::try_from(rules.baseline_weeks).unwrap_or(usize::MAX);
            let made = Made {
                mean: expected.mean,
                limit: expected.limit,
                past: past.into_iter().take(baseline).collect(),
                from,
                rest,
                rules: self.quality_rules()?.version().to_string(),
            };
            found.push(More { place: place.clone(), persons, made });
        }
        Ok(found)
    }

    async fn tell_of_area(&self, rules: &AreaRules, measure: Measure, week: Date, more: More) -> Result<bool> {
        let now = self.now();
        let body = serde_json::to_string(&more.made)
            .map_err(|fault| AppError::Broken { what: "numbers cannot be written".to_owned(), source: Some(Box::new(fault)) })?;
        let row = AreaNoticeRow {
            id: AreaNoticeId::new(self.ids(), now),
            place: more.place,
            measure: measure.to_string(),
            week,
            persons: i64::try_from(more.persons).unwrap_or(i64::MAX),
            body,
            due_at: now + SignedDuration::from_hours(24 * rules.due_days),
            told_above_at: None,
            settled: None,
            note: None,
            created_at: now,
        };
        let receivers = self.in_charge_of(&row.place).await?;
        let detail = format!("{measure} week={week}");
        let mut tx = self.inner.db.begin().await?;
        if !tx.add_area_notice(&row, now).await? {
            return Ok(false);
        }
        for account in receivers {
            let thing = Thing::Own(row.id.uuid());
            let owing = Owing::new(account, "notice-area").about(thing, 0).due(Some(row.due_at)).at(&row.place);
            self.owe(&mut tx, owing).await?;
        }
        tx.audit(&by_system(self, "watch_areas", &row.place, None, "area_notice", row.id.uuid(), detail), now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Who answers for a place: those on duty at the nearest place that has somebody, and the heads of departments of the place itself.
    async fn in_charge_of(&self, place: &PlacePath) -> Result<Vec<AccountId>> {
        let now = self.now();
        let officers = self.on_duty(&self.candidates(place, now).await?, place, now).await?;
        let nearest = officers.first().map(|officer| officer.place.clone());
        let mut found: Vec<AccountId> =
            officers.iter().filter(|officer| Some(&officer.place) == nearest.as_ref()).map(|officer| officer.account).collect();
        found.extend(self.inner.db.holders(Role::DepartmentHead.code(), place, self.day(now), MOST_TOLD).await?);
        found.sort();
        found.dedup();
        found.truncate(MOST_TOLD as usize);
        Ok(found)
    }

    /// Tells one level up of notices at which nobody has looked in time; how many. Each is told once.
    pub async fn sweep_areas(&self) -> Result<usize> {
        let now = self.now();
        let mut told = 0;
        for row in self.inner.db.late_area_notices(now, MOST).await? {
            let officers = self.on_duty(&self.candidates(&row.place, now).await?, &row.place, now).await?;
            let nearest = officers.first().map(|officer| officer.place.clone());
            let above = officers.iter().find(|officer| Some(&officer.place) != nearest.as_ref()).map(|one| one.place.clone());
            let above = above.or(nearest);
            let mut tx = self.inner.db.begin().await?;
            if !tx.area_told_above(row.id, now).await? {
                continue;
            }
            for officer in officers.iter().filter(|officer| Some(&officer.place) == above.as_ref()) {
                let thing = Thing::Own(row.id.uuid());
                self.owe(&mut tx, Owing::new(officer.account, "notice-area-late").about(thing, 1).at(&row.place)).await?;
            }
            tx.audit(&by_system(self, "escalate", &row.place, None, "area_notice", row.id.uuid(), "late"), now).await?;
            tx.commit().await?;
            told += 1;
        }
        Ok(told)
    }
}
