//! Three cases at different stages: one that the person's own page shows, one that has just come from a warning, one whose end waits for
//! somebody else's word.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use xinqiao_app::casework::{CaseInput, CaseVerb as V, NewCase};
use xinqiao_app::{App, Caller};
use xinqiao_cases::conference::Minutes;
use xinqiao_cases::safety::SafetyPlan;
use xinqiao_cases::{
    Code, GoalEnd, GoalText, Grade, Ground, ItemId, Origin, Party, ProblemEnd, Reach, Reading, Score, Section, StepText, Told,
    Who,
};
use xinqiao_kernel::id::{CaseId, PersonId, WarningId};
use xinqiao_store::people::Person;

use super::actors::Actors;
use super::stories::GANZHOU;
use crate::DemoError;

const RESPONSIBLE: &str = "counsellor";
/// Somebody who approves, and has a part.
const OTHER: &str = "social";

/// What was begun two weeks ago and goes on at the end.
pub(super) struct Begun {
    own: CaseId,
    own_step: ItemId,
    ending: CaseId,
}

fn code(text: &str) -> Result<Code, DemoError> {
    text.parse().map_err(|fault| DemoError::table("cases", fault))
}

/// Somebody of the district who has no account of the demonstration and no warning.
fn somebody<'a>(cast: &'a [Person], but: &[PersonId]) -> Result<&'a Person, DemoError> {
    let fits = |person: &&Person| {
        let is_adult = person.birth_on.is_some_and(|born| born.year() < 2000);
        is_adult && person.place.as_str().contains(GANZHOU) && !but.contains(&person.id)
    };
    cast.iter().find(fits).ok_or_else(|| DemoError::table("cases", "nobody is left for a case"))
}

/// Whoever works on cases.
struct Hand<'a> {
    app: &'a App,
    caller: Caller,
}

impl Hand<'_> {
    async fn open(&self, person: PersonId, warning: Option<WarningId>, why: &str) -> Result<CaseId, DemoError> {
        let (case, event) = (self.app.fresh_case(), self.app.fresh_case_event());
        let origin = if warning.is_some() { Origin::Warning } else { Origin::OwnRequest };
        let new = NewCase { case, event, person, kind: code("general")?, origin, warning, note: Some(why.to_owned()) };
        Ok(self.app.open_case(&self.caller, &new).await?)
    }

    async fn does(&self, case: CaseId, verb: V, note: &str) -> Result<ItemId, DemoError> {
        let event = self.app.fresh_case_event();
        let note = Some(note.to_owned()).filter(|note| !note.is_empty());
        self.app.case_act_on(&self.caller, case, &CaseInput { event, seen: None, note, verb }).await?;
        Ok(event.into())
    }

    fn day(&self, after: i64) -> Date {
        self.app.day(self.app.now()).saturating_add(jiff::Span::new().days(after))
    }

    /// The person agrees, the risk is looked at, a problem and a goal are named.
    async fn assess(&self, case: CaseId, grade: Grade, problem: &str) -> Result<[ItemId; 2], DemoError> {
        let agree = V::Agree { ground: Ground::Person, on: self.day(0) };
        self.does(case, agree, "面谈时本人表示愿意一起试试，已说明谁能看到什么。").await?;
        let review = V::Review {
            found: grade,
            risk_factors: "睡得少，换了工作。".to_owned(),
            protective_factors: "姐姐住得近，常来往。".to_owned(),
            inquiry: "问过有没有不想活的念头，本人说没有，也没有计划。".to_owned(),
            signs: false,
        };
        self.does(case, review, "").await?;
        let problem = self.does(case, V::AddProblem { code: code(problem)? }, "").await?;
        let goal = GoalText {
            words: "每周有三个晚上睡够六小时".to_owned(),
            seen_by: "睡眠日记".to_owned(),
            target: None,
            area: code("wellbeing")?,
            problem: Some(problem),
            by: self.day(60),
        };
        Ok([problem, self.does(case, V::SetGoal { goal }, "").await?])
    }

    async fn plan(&self, case: CaseId, owner: Who, words: &str, due: i64) -> Result<ItemId, DemoError> {
        let step = StepText {
            kind: code("guidance")?,
            words: String::new(),
            for_owner: words.to_owned(),
            owner,
            due: self.day(due),
            goal: None,
        };
        self.does(case, V::PlanStep { step }, "").await
    }

    async fn met(&self, case: CaseId, days_ago: i64) -> Result<(), DemoError> {
        let met = V::Meet { channel: code("office")?, reach: Reach::Reached, guidance: true, on: self.day(-days_ago) };
        self.does(case, met, "").await.map(|_| ())
    }

    async fn scored(&self, case: CaseId, points: i16, days_ago: i64) -> Result<(), DemoError> {
        let reading = Reading::Total(Score::whole(points));
        let score = V::TakeScore { measure: code("phq-9")?, reading, on: self.day(-days_ago) };
        self.does(case, score, "").await.map(|_| ())
    }
}

/// The cases that begin two weeks before the end.
pub(super) async fn begin(app: &App, actors: &mut Actors, own: PersonId, cast: &[Person]) -> Result<Begun, DemoError> {
    let hand = Hand { app, caller: actors.staff(app, RESPONSIBLE).await? };
    let case = hand.open(own, None, "本人来电，希望有人一起想办法。").await?;
    hand.assess(case, Grade::Medium, "sleep").await?;
    let member = hand.does(case, V::JoinColleague { account: actors.account(OTHER)? }, "").await?;
    let own_step = hand.plan(case, Who::Person, "晚饭后和姐姐走一走，记下几点睡着。", 12).await?;
    hand.plan(case, Who::Member(member), "每周二下午去家里看看，问问需要什么。", 16).await?;
    let lines = |all: &[&str]| all.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let sections = BTreeMap::from([
        (Section::WarningSigns, lines(&["连着两晚睡不着", "不想接电话"])),
        (Section::OwnCoping, lines(&["听评书", "下楼走两圈"])),
        (Section::People, lines(&["姐姐"])),
        (Section::Services, lines(&["12356", "罗知秋（咨询师）"])),
    ]);
    let plan = SafetyPlan {
        sections,
        with: Party::Person,
        agreed_on: hand.day(0),
        review_by: hand.day(60),
        shared: BTreeMap::new(),
        staff_note: Some("本人写得很认真。".to_owned()),
    };
    hand.does(case, V::AgreeSafety { plan }, "").await?;
    hand.does(case, V::AgreePlan { with: Party::Person, on: hand.day(0) }, "").await?;
    let ending = somebody(cast, &[own])?.id;
    let ending_case = hand.open(ending, None, "本人到服务点求助。").await?;
    let [problem, goal] = hand.assess(ending_case, Grade::Low, "stress").await?;
    let step = hand.plan(ending_case, Who::Person, "去人社窗口问一次培训。", 7).await?;
    hand.does(ending_case, V::AgreePlan { with: Party::Person, on: hand.day(0) }, "").await?;
    hand.met(ending_case, 0).await?;
    hand.does(ending_case, V::FinishStep { step, on: hand.day(0) }, "").await?;
    hand.does(ending_case, V::EndGoal { goal, how: GoalEnd::Reached }, "").await?;
    hand.does(ending_case, V::EndProblem { problem, how: ProblemEnd::Resolved }, "").await?;
    Ok(Begun { own: case, own_step, ending: ending_case })
}

/// How they stand at the end, and one that has just come from a warning.
pub(super) async fn go_on(
    app: &App,
    actors: &mut Actors,
    begun: &Begun,
    cast: &[Person],
    warnings: &HashMap<PersonId, WarningId>,
) -> Result<(), DemoError> {
    let hand = Hand { app, caller: actors.staff(app, RESPONSIBLE).await? };
    for (points, days_ago) in [(15, 13), (11, 7), (8, 1)] {
        hand.scored(begun.own, points, days_ago).await?;
    }
    hand.met(begun.own, 12).await?;
    hand.met(begun.own, 1).await?;
    hand.does(begun.own, V::FinishStep { step: begun.own_step, on: hand.day(-1) }, "本人做到了五次。").await?;
    let meeting = V::Convene {
        on: hand.day(0),
        chair: actors.account(RESPONSIBLE)?,
        invited: Default::default(),
        agenda: vec!["下一步怎么走".to_owned()],
    };
    let conference = hand.does(begun.own, meeting, "").await?;
    let minutes =
        Minutes { attended: Default::default(), words: "都同意再走一个月。".to_owned(), decisions: Vec::new() };
    hand.does(begun.own, V::Minute { conference, minutes }, "").await?;
    let propose = V::ProposeClose {
        outcome: code("helped")?,
        continues: "需要时可以再到服务点，或拨 12356。".to_owned(),
        told: Told::Heard,
        asked: actors.account(OTHER)?,
    };
    hand.does(begun.ending, propose, "已找到工作，睡眠恢复，本人知道以后找谁。").await?;
    let new = cast.iter().find(|person| {
        let is_adult = person.birth_on.is_some_and(|born| born.year() < 2000);
        is_adult && person.place.as_str().contains(GANZHOU) && warnings.contains_key(&person.id)
    });
    if let Some(person) = new {
        hand.open(person.id, warnings.get(&person.id).copied(), "").await?;
    }
    Ok(())
}
