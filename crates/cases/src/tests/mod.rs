//! Each test is one fact about cases.

mod compiling;
mod conference;
mod counting;
mod exploration;
mod golden;
mod life;
mod plan;
mod properties;
mod register;
mod risk;
mod team;
mod trends;
mod views;

use jiff::civil::{Date, date};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::IdSource;
use xinqiao_kernel::id::{AccountId, CaseEventId, CaseId, ConsentId, PersonId, WarningId};

use crate::*;

pub(super) const PACK: &str = include_str!("../../../../packs/cases/default/rules.toml");
const LISTS: &str = include_str!("../../../../packs/cases/default/lists.toml");
const SEATS: &str = include_str!("../../../../packs/cases/default/seats.toml");
const COUNTY: &str = "62/6207/620702/";

/// Answers for the case in most stories.
pub(super) const LIN: u64 = 1;
/// A colleague.
pub(super) const WEI: u64 = 2;
/// Somebody who approves.
pub(super) const HEAD: u64 = 3;

pub(super) fn raw() -> PackToml {
    PackToml {
        rules: toml::from_str(PACK).unwrap(),
        lists: toml::from_str(LISTS).unwrap(),
        seats: toml::from_str(SEATS).unwrap(),
    }
}

pub(super) fn rules() -> Rules {
    Rules::compile(raw(), &["zh-CN", "en"]).unwrap()
}

pub(super) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

pub(super) fn words(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Ten o'clock in China on the first day of the stories.
pub(super) fn start() -> Timestamp {
    "2026-11-23T10:00:00+08:00".parse().unwrap()
}

/// The first day of the stories, and days after it.
pub(super) fn day(after: i64) -> Date {
    date(2026, 11, 23).checked_add(jiff::Span::new().days(after)).unwrap()
}

pub(super) fn account(n: u64) -> AccountId {
    AccountId::new(&IdSource::seeded(n), start())
}

pub(super) fn consent() -> Option<ConsentId> {
    Some(ConsentId::new(&IdSource::seeded(77), start()))
}

pub(super) fn event_id(n: u64) -> CaseEventId {
    CaseEventId::new(&IdSource::seeded(n), start())
}

pub(super) fn responsible(n: u64) -> Responsible {
    Responsible { account: account(n), place: COUNTY.parse().unwrap() }
}

pub(super) fn opening(kind: &str) -> Opening {
    Opening {
        case: CaseId::new(&IdSource::seeded(1), start()),
        person: PersonId::new(&IdSource::seeded(2), start()),
        place: COUNTY.parse().unwrap(),
        kind: code(kind),
        origin: Origin::Warning,
        warnings: vec![WarningId::new(&IdSource::seeded(3), start())],
        responsible: responsible(LIN),
        note: words("came from a warning"),
    }
}

pub(super) fn goal(by: Date) -> GoalText {
    GoalText {
        words: "sleep through".to_owned(),
        seen_by: "three nights a week".to_owned(),
        target: None,
        area: code("wellbeing"),
        problem: None,
        by,
    }
}

pub(super) fn step(owner: Who, due: Date) -> StepText {
    StepText {
        kind: code("guidance"),
        words: "thinks of giving up".to_owned(),
        for_owner: "call on Monday".to_owned(),
        owner,
        due,
        goal: None,
    }
}

pub(super) fn looked(found: Grade, signed_by: Option<u64>) -> Looked {
    Looked {
        found,
        risk_factors: "lost her father".to_owned(),
        protective_factors: "her sister".to_owned(),
        inquiry: "no plan".to_owned(),
        signed_by: signed_by.map(account),
    }
}

pub(super) fn safety_plan(on: Date) -> SafetyPlan {
    let lines = |text: &str| vec![text.to_owned()];
    SafetyPlan {
        sections: [
            (Section::WarningSigns, lines("I stop eating")),
            (Section::People, lines("my sister")),
            (Section::Surroundings, lines("the pills are with my sister")),
        ]
        .into(),
        with: Party::Person,
        agreed_on: on,
        review_by: on.checked_add(jiff::Span::new().days(30)).unwrap(),
        shared: [].into(),
        staff_note: words("she hesitated"),
    }
}

pub(super) fn member(seat: Seat, who: Joining) -> Member {
    Member { seat, who, consent: consent(), from: day(0), until: None }
}

pub(super) fn with_account(n: u64) -> Joining {
    Joining::Account { account: account(n) }
}

pub(super) fn named(name: &str) -> Joining {
    Joining::Named { name: name.to_owned(), phone: "13800000000".to_owned() }
}

/// A case, its log, and a clock that only the story moves.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub rules: Rules,
    zone: TimeZone,
    pub case: Case,
    pub log: Vec<Event>,
    pub now: Timestamp,
    n: u64,
}

impl Story {
    pub fn new(kind: &str) -> Self {
        let (rules, zone) = (rules(), TimeZone::fixed(Offset::constant(8)));
        let act = Act { id: event_id(1000), at: start(), by: account(LIN) };
        let change = open(opening(kind), &act, &Desk { rules: &rules, zone: &zone }).unwrap();
        let log = vec![change.event.unwrap()];
        Self { rules, zone, case: change.case, log, now: start(), n: 1000 }
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk { rules: &self.rules, zone: &self.zone }
    }

    pub fn act(&mut self, by: u64) -> Act {
        self.n += 1;
        Act { id: event_id(self.n), at: self.now, by: account(by) }
    }

    pub fn later(&mut self, days: i64) {
        self.now += SignedDuration::from_hours(24 * days);
    }

    pub fn today(&self) -> Date {
        self.desk().day(self.now)
    }

    /// Tries a verb; what it gives becomes part of the story.
    pub fn tries(
        &mut self,
        by: u64,
        verb: impl FnOnce(&Case, &Act, &Desk<'_>) -> Result<Change, Refusal>,
    ) -> Result<ItemId, Refusal> {
        let act = self.act(by);
        let change = verb(&self.case, &act, &self.desk())?;
        self.log.push(change.event.unwrap());
        self.case = change.case;
        Ok(act.id.into())
    }

    /// A verb that must go.
    pub fn does(&mut self, by: u64, verb: impl FnOnce(&Case, &Act, &Desk<'_>) -> Result<Change, Refusal>) -> ItemId {
        self.tries(by, verb).unwrap()
    }

    pub fn status(&self) -> Status {
        status(&self.case, &self.rules, self.today())
    }

    pub fn lacks(&self) -> Vec<Lack> {
        missing(&self.case, &self.rules, self.today()).into_iter().map(|missing| missing.lack).collect()
    }

    /// The person agrees, the risk is looked at, a problem is named.
    pub fn assessed(kind: &str, grade: Grade) -> Self {
        let mut story = Self::new(kind);
        let agreement = Agreement { ground: Ground::Person, consent: consent(), on: day(0) };
        story.does(LIN, |c, a, d| agree(c, a, agreement, None, d));
        story.does(LIN, |c, a, d| review_risk(c, a, looked(grade, None), None, d));
        story.does(LIN, |c, a, d| add_problem(c, a, code("sleep"), words("lies awake"), d));
        story
    }

    /// With a goal, a step of Wei's in a week, and an agreed plan.
    pub fn planned(kind: &str, grade: Grade) -> Self {
        let mut story = Self::assessed(kind, grade);
        story.does(LIN, |c, a, d| set_goal(c, a, goal(day(60)), None, d));
        story.does(LIN, |c, a, d| plan_step(c, a, step(Who::Account(account(WEI)), day(7)), None, d));
        story.does(LIN, |c, a, d| agree_plan(c, a, Party::Person, day(0), None, d));
        story
    }

    /// Everything of the plan has come to its end; the standing grade is low.
    pub fn finished() -> Self {
        let mut story = Self::planned("general", Grade::Low);
        let [goal, step, problem] = [story.case.goals()[0].id, story.case.steps()[0].id, story.case.problems()[0].id];
        story.later(7);
        story.does(WEI, |c, a, d| finish_step(c, a, step, day(7), None, d));
        story.does(LIN, |c, a, d| end_goal(c, a, goal, GoalEnd::Reached, None, d));
        story.does(LIN, |c, a, d| end_problem(c, a, problem, ProblemEnd::Resolved, None, d));
        story
    }

    pub fn proposed() -> Self {
        let mut story = Self::finished();
        story.does(LIN, |c, a, d| propose(c, a, "helped", Told::Heard, d));
        story
    }

    pub fn closed() -> Self {
        let mut story = Self::proposed();
        story.does(HEAD, |c, a, d| approve_close(c, a, None, d));
        story
    }
}

pub(super) fn propose(case: &Case, act: &Act, outcome: &str, told: Told, desk: &Desk<'_>) -> Result<Change, Refusal> {
    propose_close(case, act, code(outcome), "the choir".to_owned(), told, account(HEAD), words("sleeps well"), desk)
}
