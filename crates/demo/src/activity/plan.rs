//! The two weeks as a list of deeds in the order of time.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha12Rng;
use xinqiao_app::App;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::people::Person;
use xinqiao_warnings::Timetable;

use super::course::Move;
use super::sheets::{Want, proposed, sheet};
use super::stories::{Begin, End, Story, Who, school_course, stories};
use crate::DemoError;
use crate::found::Founded;
use crate::nhanes::{ITEMS, Phq9Sampler};
use crate::places::SCHOOLS;
use crate::seeded::{Part, stream};

/// Residents who take a self-test for themselves alone.
const PRIVATE_SHEETS: usize = 40;
/// Pupils of the campaign who say that they do not take part, and who have not answered yet.
const DECLINED: usize = 4;
const SILENT: usize = 10;
/// Days before the end on which the pupils were asked: the three latest working days of these.
const SCHOOL_DAYS: std::ops::RangeInclusive<i32> = 7..=13;
const SCHOOL_DAYS_USED: usize = 3;
/// Days after the end on which the campaign closes.
const OPEN_FOR: i32 = 3;

/// Who else sees a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shared {
    Private,
    Contact,
    Campaign,
}

/// Something that happens about a person.
#[derive(Debug, Clone)]
pub(crate) enum What {
    Answer { sheet: [u8; ITEMS], shared: Shared },
    Wish,
    Decline,
    Deed(Move),
}

/// A deed at its instant.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub at: Timestamp,
    /// position in the cast
    pub person: usize,
    pub what: What,
}

/// Everything that will happen.
#[derive(Debug)]
pub(crate) struct Plan {
    pub cast: Vec<Person>,
    /// in the order of time
    pub deeds: Vec<Planned>,
    /// who is asked by the campaign
    pub members: Vec<Person>,
    pub opens: Timestamp,
    pub closes: Timestamp,
}

struct Planner<'a> {
    sampler: &'a Phq9Sampler,
    app: &'a App,
    /// The city's, for its days; what a warning owes is asked by the place of its person.
    time: Timetable<'a>,
    until: Timestamp,
    sheets: ChaCha12Rng,
    chance: ChaCha12Rng,
    cast: Vec<Person>,
    deeds: Vec<Planned>,
    /// adults who have no part yet
    adults: Vec<Person>,
}

impl Plan {
    /// The plan of the two weeks that end at `until`. Errors: `TooFew` when the city has not people enough for its stories.
    pub fn new(founded: &Founded, sampler: &Phq9Sampler, app: &App, until: Timestamp, seed: u64) -> Result<Self, DemoError> {
        let time = app.timetable_for(app.place());
        let mut chance = stream(seed, Part::Activity);
        let adults = adults(&founded.residents, until, time.zone, &mut chance);
        let sheets = stream(seed, Part::Answers);
        let mut planner = Planner { sampler, app, time, until, sheets, chance, cast: Vec::new(), deeds: Vec::new(), adults };
        let (pupils, _) = founded.pupils.split_at(SCHOOLS[0].pupils.min(founded.pupils.len()));
        let mut members = pupils.to_vec();
        members.extend(founded.holders.iter().filter(|(login, _)| *login == "pupil").map(|(_, person)| person.clone()));
        let mut pupils = pupils.to_vec();
        let days = planner.school_days();
        for story in stories() {
            planner.tell(&story, founded, &mut pupils)?;
        }
        planner.screen(&pupils, &days)?;
        planner.keep_to_themselves(founded)?;
        let Planner { cast, mut deeds, .. } = planner;
        deeds.sort_by_key(|planned| planned.at);
        let opens = days.first().copied().unwrap_or(until);
        let closes = plus(until, SignedDuration::from_hours(24 * i64::from(OPEN_FOR)));
        Ok(Self { cast, deeds, members, opens, closes })
    }
}

impl Planner<'_> {
    /// Plans one story backwards from its end.
    fn tell(&mut self, story: &Story, founded: &Founded, pupils: &mut Vec<Person>) -> Result<(), DemoError> {
        let person = match story.who {
            Who::Login(login) => founded.holders.iter().find(|(of, _)| *of == login).map(|(_, person)| person.clone()),
            Who::Adult(county) => self.take_adult(&founded.city.division(county)?.path),
            Who::Pupil => pupils.pop(),
        };
        let person = person.ok_or(DemoError::TooFew { residents: founded.residents.len() })?;
        let length: i64 = story.moves.iter().map(|one| one.minutes).sum();
        let begins = plus(self.end(story.end, &person.place), SignedDuration::from_mins(-length));
        let what = match (story.begin, story.who) {
            (Begin::Wish, _) => What::Wish,
            (Begin::Sheet(want), Who::Pupil) => What::Answer { sheet: self.draw(want)?, shared: Shared::Campaign },
            (Begin::Sheet(want), Who::Login(_) | Who::Adult(_)) => {
                What::Answer { sheet: self.draw(want)?, shared: Shared::Contact }
            }
        };
        self.follow(person, begins, what, &story.moves);
        Ok(())
    }

    /// The instant of the last deed of a story.
    fn end(&self, end: End, place: &PlacePath) -> Timestamp {
        let rules = self.app.rules_for(place);
        let (limit, minutes) = match end {
            End::Due { level, step, minutes } => (rules.limit(level, step), minutes),
            End::Escalated { level, minutes } => (rules.escalation(level), minutes),
            End::Ago { hours } => return plus(self.until, SignedDuration::from_hours(-hours)),
        };
        // stories end only at steps whose limit is in minutes or hours
        let span = limit.at_most().unwrap_or(SignedDuration::ZERO);
        plus(plus(self.until, SignedDuration::from_mins(minutes)), -span)
    }

    /// The campaign of the first school: all but a few answer, and the rules' finds are followed up.
    fn screen(&mut self, pupils: &[Person], days: &[Timestamp]) -> Result<(), DemoError> {
        let asked = pupils.len().saturating_sub(SILENT);
        let mut finds = 0;
        for (at, pupil) in pupils[..asked].iter().enumerate() {
            let Some(day) = days.get(at % days.len().max(1)).copied() else { continue };
            let lesson = i64::try_from(at / days.len().max(1)).unwrap_or(0);
            let begins = plus(day, SignedDuration::from_mins(3 * lesson));
            if at < DECLINED {
                self.follow(pupil.clone(), begins, What::Decline, &[]);
                continue;
            }
            let sheet = self.draw(Want::Any)?;
            let mut moves = Vec::new();
            if let Some(level) = proposed(&sheet) {
                moves = school_course(level, finds);
                finds += 1;
            }
            self.follow(pupil.clone(), begins, What::Answer { sheet, shared: Shared::Campaign }, &moves);
        }
        Ok(())
    }

    /// Residents who look for themselves: nobody else learns of these sheets.
    fn keep_to_themselves(&mut self, founded: &Founded) -> Result<(), DemoError> {
        let two_weeks = 14 * 24 * 60;
        for _ in 0..PRIVATE_SHEETS {
            let Some(person) = self.adults.pop() else { break };
            let at = plus(self.until, SignedDuration::from_mins(-self.chance.random_range(60..two_weeks)));
            let sheet = self.draw(Want::Any)?;
            self.follow(person, at, What::Answer { sheet, shared: Shared::Private }, &[]);
        }
        if let Some((_, resident)) = founded.holders.iter().find(|(login, _)| *login == "resident") {
            for hours in [12 * 24, 10] {
                let sheet = self.draw(Want::Mild)?;
                let at = plus(self.until, SignedDuration::from_hours(-hours));
                self.follow(resident.clone(), at, What::Answer { sheet, shared: Shared::Private }, &[]);
            }
        }
        Ok(())
    }

    fn follow(&mut self, person: Person, begins: Timestamp, what: What, moves: &[Move]) {
        let person_at = self.cast.iter().position(|known| known.id == person.id).unwrap_or(self.cast.len());
        if person_at == self.cast.len() {
            self.cast.push(person);
        }
        self.deeds.push(Planned { at: begins, person: person_at, what });
        let mut at = begins;
        for one in moves {
            at = plus(at, SignedDuration::from_mins(one.minutes));
            self.deeds.push(Planned { at, person: person_at, what: What::Deed(*one) });
        }
    }

    fn draw(&mut self, want: Want) -> Result<[u8; ITEMS], DemoError> {
        sheet(self.sampler, &mut self.sheets, want)
    }

    fn take_adult(&mut self, county: &PlacePath) -> Option<Person> {
        let at = self.adults.iter().position(|person| county.covers(&person.place))?;
        Some(self.adults.remove(at))
    }

    /// Nine o'clock of the days on which the school asked, in order.
    fn school_days(&self) -> Vec<Timestamp> {
        let today = self.until.to_zoned(self.time.zone.clone()).date();
        let mut days: Vec<_> = SCHOOL_DAYS.map(|back| today.saturating_sub(back.days())).collect();
        // should a long holiday leave too few working days, other days follow
        days.sort_by_key(|day| !self.time.calendar.is_working_day(*day));
        days.truncate(SCHOOL_DAYS_USED);
        days.sort();
        let nine = |day: jiff::civil::Date| day.at(9, 0, 0, 0).to_zoned(self.time.zone.clone()).map(|zoned| zoned.timestamp());
        days.into_iter().filter_map(|day| nine(day).ok()).collect()
    }
}

/// Residents of 18–75 years in an order of chance.
fn adults(residents: &[Person], until: Timestamp, zone: &TimeZone, chance: &mut ChaCha12Rng) -> Vec<Person> {
    let today = until.to_zoned(zone.clone()).date();
    let age = |person: &Person| person.birth_on.and_then(|birth| xinqiao_kernel::person::age_on(birth, today));
    let mut adults: Vec<Person> =
        residents.iter().filter(|person| age(person).is_some_and(|age| (18..=75).contains(&age))).cloned().collect();
    adults.shuffle(chance);
    adults
}

fn plus(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}
