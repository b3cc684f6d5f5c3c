//! What somebody sees of a case: the groups of their seats, and nothing else.

use std::collections::BTreeSet;

use jiff::civil::Date;
use xinqiao_kernel::id::{AccountId, CaseId};

use crate::case::{Line, PlanAgreed};
use crate::close::{Closed, Proposal};
use crate::conference::Minutes;
use crate::encounter::Encounter;
use crate::goal::GoalText;
use crate::problem::ProblemEnd;
use crate::risk::Reviewed;
use crate::rules::MeasureToml;
use crate::step::StepState;
use crate::transfer::Transfer;
use crate::trend::{At, Trend};
use crate::{
    Case, Code, Grade, Group, ItemId, Joining, Known, Mate, Rules, SafetyCopy, Seat, Sitting, State, Status, Step, Telling, Who,
    Wish, status, trend,
};

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// An account: its seats are looked up in the case.
    Account(AccountId),
    /// A member without an account, for a sheet that is handed over.
    Member(ItemId),
    /// The person whom the case is about.
    Person,
}

/// A case as somebody sees it. A group that is not seen is `None`, not empty.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CaseView {
    pub case: CaseId,
    /// All seats from which this somebody looks.
    pub seats: BTreeSet<Seat>,
    pub progress: Option<ProgressView>,
    pub tasks: Option<Vec<TaskView>>,
    pub team: Option<Vec<MateView>>,
    pub risk: Option<RiskView>,
    pub problems: Option<Vec<ProblemView>>,
    pub goals: Option<Vec<GoalView>>,
    pub steps: Option<Vec<StepView>>,
    /// The whole plan, for who sees it whole.
    pub safety: Option<SafetyCopy>,
    /// What the person shares with this member.
    pub shared_safety: Option<SafetyCopy>,
    pub contacts: Option<Vec<ContactView>>,
    pub meetings: Option<Vec<MeetingView>>,
    pub outcomes: Option<Vec<Trend>>,
    pub encounters: Option<Vec<Encounter>>,
    pub notes: Option<NotesView>,
}

/// [`Group::Progress`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ProgressView {
    pub status: Status,
    pub opened_on: Date,
    pub rests_until: Option<Date>,
    pub closed_on: Option<Date>,
}

/// [`Group::Tasks`]: one's own step.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TaskView {
    pub id: ItemId,
    pub kind: Code,
    /// The words addressed to the owner.
    pub words: String,
    pub due: Date,
    pub state: StepState,
}

/// [`Group::Team`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MateView {
    pub id: ItemId,
    pub seat: Seat,
    pub account: Option<AccountId>,
    pub name: Option<String>,
}

/// [`Group::Risk`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RiskView {
    pub grade: Option<Grade>,
    /// Nothing for a closed case.
    pub review_on: Option<Date>,
}

/// [`Group::Problems`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ProblemView {
    pub id: ItemId,
    pub code: Code,
    pub added_on: Date,
    pub ended: Option<(ProblemEnd, Date)>,
}

/// [`Group::Goals`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct GoalView {
    pub id: ItemId,
    pub text: GoalText,
    pub ended: Option<(crate::GoalEnd, Date)>,
}

/// [`Group::Steps`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StepView {
    pub id: ItemId,
    pub kind: Code,
    /// The seat of the owner; nothing for an account outside the team.
    pub seat: Option<Seat>,
    pub due: Date,
    pub postponed: u16,
    pub state: StepState,
}

/// [`Group::Contacts`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ContactView {
    pub id: ItemId,
    pub name: String,
    pub relation: String,
    pub phone: String,
    pub may_be_told: Telling,
}

/// [`Group::Meetings`]: those to which one is invited or which one chairs; the person and seats with notes see all.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MeetingView {
    pub id: ItemId,
    pub on: Date,
    pub chair: AccountId,
    pub is_invited: bool,
    /// Minutes are written.
    pub is_minuted: bool,
    /// The chair has confirmed them.
    pub is_confirmed: bool,
    pub is_cancelled: bool,
}

/// [`Group::Notes`]: what staff wrote in their own words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NotesView {
    pub record: Vec<Line>,
    /// By step.
    pub steps: Vec<(ItemId, String)>,
    pub reviews: Vec<Reviewed>,
    /// By conference: agenda and minutes.
    pub conferences: Vec<(ItemId, Vec<String>, Option<Minutes>)>,
    /// By version of the safety plan.
    pub safety: Vec<(u32, String)>,
    pub plans: Vec<PlanAgreed>,
    /// Whether support is wanted; nothing until somebody asked.
    pub wish: Option<Wish>,
    pub proposal: Option<Proposal>,
    /// Who is asked to take the case over, and until when.
    pub transfer: Option<Transfer>,
    pub closed: Option<Closed>,
}

/// What `viewer` sees on a day; `None` for somebody who has no seat at the case and owes nothing. `age` of the person in completed years, for cut-offs.
///
/// Seats come from the case itself, never from the caller. An account outside the team that owes a step or minutes sees that, and nothing else. Who has left the team sees nothing; when the case is closed only the person, the
/// last responsible account and the professionals of the team still see it.
pub fn view(case: &Case, rules: &Rules, viewer: Viewer, age: Option<u8>, today: Date) -> Option<CaseView> {
    let look = Look::new(case, rules, viewer, today)?;
    Some(CaseView {
        case: case.id,
        progress: look.at(Group::Progress, || look.progress()),
        tasks: look.at(Group::Tasks, || look.tasks()),
        team: look.at(Group::Team, || look.team()),
        risk: look.at(Group::Risk, || look.risk()),
        problems: look.at(Group::Problems, || look.problems()),
        goals: look.at(Group::Goals, || look.goals()),
        steps: look.at(Group::Steps, || case.steps.iter().map(|step| look.step(step)).collect()),
        safety: look.at(Group::Safety, || case.safety.last().map(|last| last.copy())).flatten(),
        shared_safety: look.at(Group::SharedSafety, || look.shared()).flatten(),
        contacts: look.at(Group::Contacts, || case.contacts.iter().map(contact).collect()),
        meetings: look.at(Group::Meetings, || look.meetings()),
        outcomes: look.at(Group::Outcomes, || look.outcomes(age)),
        encounters: look.at(Group::Encounters, || case.encounters.iter().map(|met| met.encounter.clone()).collect()),
        notes: look.at(Group::Notes, || look.notes()),
        seats: look.seats,
    })
}

struct Look<'a> {
    case: &'a Case,
    rules: &'a Rules,
    today: Date,
    account: Option<AccountId>,
    /// Memberships of today.
    members: BTreeSet<ItemId>,
    seats: BTreeSet<Seat>,
    groups: BTreeSet<Group>,
}

impl<'a> Look<'a> {
    fn new(case: &'a Case, rules: &'a Rules, viewer: Viewer, today: Date) -> Option<Self> {
        let is_closed = matches!(case.state, State::Closed { .. });
        let counts = |mate: &&Mate| mate.holds(today) && (!is_closed || mate.member.seat.is_professional());
        let mates = case.team.iter().filter(counts);
        let mine = mates.filter(|mate| match viewer {
            Viewer::Account(account) => mate.account() == Some(account),
            Viewer::Member(item) => mate.id == item,
            Viewer::Person => false,
        });
        let mut seats = BTreeSet::new();
        let mut members = BTreeSet::new();
        for mate in mine {
            seats.insert(mate.member.seat);
            members.insert(mate.id);
        }
        let account = match viewer {
            Viewer::Account(account) => Some(account),
            Viewer::Person => {
                seats.insert(Seat::Person);
                None
            }
            Viewer::Member(_) => None,
        };
        if account == Some(case.responsible().account) {
            seats.insert(Seat::Responsible);
        }
        if account.is_some_and(|account| is_asked(case, account)) {
            seats.insert(Seat::Asked);
        }
        let mut groups: BTreeSet<Group> = seats.iter().flat_map(|seat| rules.sees(*seat)).collect();
        groups.extend(account.into_iter().flat_map(|account| owed_groups(case, account)));
        (!groups.is_empty()).then_some(Self { case, rules, today, account, members, seats, groups })
    }

    fn at<T>(&self, group: Group, look: impl FnOnce() -> T) -> Option<T> {
        self.groups.contains(&group).then(look)
    }

    fn progress(&self) -> ProgressView {
        let (rests_until, closed_on) = match &self.case.state {
            State::Open { open } => (open.pause.as_ref().map(|pause| pause.until), None),
            State::Closed { closed } => (None, Some(closed.on)),
        };
        let status = status(self.case, self.rules, self.today);
        ProgressView { status, opened_on: self.case.opened_on, rests_until, closed_on }
    }

    fn tasks(&self) -> Vec<TaskView> {
        let is_mine = |step: &&Step| match step.text.owner {
            Who::Account(account) => self.account == Some(account),
            Who::Member(item) => self.members.contains(&item),
            Who::Person => self.seats.contains(&Seat::Person),
        };
        let mine = self.case.steps.iter().filter(is_mine);
        mine.map(|step| TaskView {
            id: step.id,
            kind: step.text.kind.clone(),
            words: step.text.for_owner.clone(),
            due: step.text.due,
            state: step.state.clone(),
        })
        .collect()
    }

    fn team(&self) -> Vec<MateView> {
        let present = self.case.team.iter().filter(|mate| mate.holds(self.today));
        present
            .map(|mate| {
                let name = match &mate.member.who {
                    Joining::Named { name, .. } => Some(name.clone()),
                    Joining::Account { .. } => None,
                };
                MateView { id: mate.id, seat: mate.member.seat, account: mate.account(), name }
            })
            .collect()
    }

    fn risk(&self) -> RiskView {
        let review_on = self.case.open_now().ok().map(|open| open.review_on);
        RiskView { grade: self.case.grade(), review_on }
    }

    fn problems(&self) -> Vec<ProblemView> {
        let one = |problem: &crate::Problem| ProblemView {
            id: problem.id,
            code: problem.code.clone(),
            added_on: problem.added_on,
            ended: problem.ended,
        };
        self.case.problems.iter().map(one).collect()
    }

    fn goals(&self) -> Vec<GoalView> {
        self.case.goals.iter().map(|goal| GoalView { id: goal.id, text: goal.text.clone(), ended: goal.ended }).collect()
    }

    fn step(&self, step: &Step) -> StepView {
        let owner = match step.text.owner {
            Who::Member(item) => self.case.team.iter().find(|mate| mate.id == item).map(|mate| mate.member.seat),
            Who::Account(account) => (account == self.case.responsible().account).then_some(Seat::Responsible),
            Who::Person => Some(Seat::Person),
        };
        StepView {
            id: step.id,
            kind: step.text.kind.clone(),
            seat: owner,
            due: step.text.due,
            postponed: step.postponed,
            state: step.state.clone(),
        }
    }

    fn shared(&self) -> Option<SafetyCopy> {
        let last = self.case.safety.last()?;
        self.members.iter().find_map(|member| last.shared_with(*member))
    }

    fn meetings(&self) -> Vec<MeetingView> {
        let sees_all = self.groups.contains(&Group::Notes) || self.seats.contains(&Seat::Person);
        let all = self.case.conferences.iter().map(|one| MeetingView {
            id: one.id,
            on: one.called.on,
            chair: one.called.chair,
            is_minuted: matches!(one.sitting, Sitting::Minuted { .. } | Sitting::Confirmed { .. }),
            is_confirmed: matches!(one.sitting, Sitting::Confirmed { .. }),
            is_invited: !self.members.is_disjoint(&one.called.invited),
            is_cancelled: matches!(one.sitting, Sitting::Cancelled { .. }),
        });
        all.filter(|meeting| sees_all || meeting.is_invited || self.account == Some(meeting.chair)).collect()
    }

    fn outcomes(&self, age: Option<u8>) -> Vec<Trend> {
        let of = |measure: &MeasureToml| {
            let points = self.case.points_of(&measure.code);
            let points: Vec<At> = points.into_iter().map(|point| At { on: point.on, score: point.score }).collect();
            trend(measure, &points, age)
        };
        self.rules.raw().rules.measure.iter().filter_map(of).collect()
    }

    fn notes(&self) -> NotesView {
        let case = self.case;
        let minutes = |sitting: &Sitting| match sitting {
            Sitting::Minuted { minutes, .. } | Sitting::Confirmed { minutes, .. } => Some(minutes.clone()),
            Sitting::Called | Sitting::Cancelled { .. } => None,
        };
        let conferences = case.conferences.iter();
        let safety = case.safety.iter().filter_map(|one| Some((one.version, one.plan.staff_note.clone()?)));
        let (proposal, transfer, closed) = match &case.state {
            State::Open { open } => (open.proposal.clone(), open.transfer.clone(), None),
            State::Closed { closed } => (None, None, Some(closed.clone())),
        };
        NotesView {
            record: case.record.clone(),
            steps: case.steps.iter().map(|step| (step.id, step.text.words.clone())).collect(),
            reviews: case.reviews.clone(),
            conferences: conferences.map(|one| (one.id, one.called.agenda.clone(), minutes(&one.sitting))).collect(),
            safety: safety.collect(),
            plans: case.plans.clone(),
            wish: case.wish,
            proposal,
            transfer,
            closed,
        }
    }
}

/// Is the account asked to approve the end, or to take the case over?
fn is_asked(case: &Case, account: AccountId) -> bool {
    let State::Open { open } = &case.state else { return false };
    let to_approve = open.proposal.as_ref().is_some_and(|proposal| proposal.asked == account);
    to_approve || open.transfer.as_ref().is_some_and(|transfer| transfer.to.account == account)
}

/// Whoever owes a step or minutes sees that much, in the team or not.
fn owed_groups(case: &Case, account: AccountId) -> impl Iterator<Item = Group> {
    let is_open = matches!(case.state, State::Open { .. });
    let has_step = case.steps.iter().any(|step| step.is_open() && step.text.owner == Who::Account(account));
    let is_pending = |sitting: &Sitting| matches!(sitting, Sitting::Called | Sitting::Minuted { .. });
    let is_chair = case.conferences.iter().any(|one| one.called.chair == account && is_pending(&one.sitting));
    let groups = [(Group::Tasks, has_step), (Group::Meetings, is_chair)];
    groups.into_iter().filter(move |(_, holds)| is_open && *holds).map(|(group, _)| group)
}

fn contact(known: &Known) -> ContactView {
    ContactView {
        id: known.id,
        name: known.contact.name.clone(),
        relation: known.contact.relation.clone(),
        phone: known.contact.phone.clone(),
        may_be_told: known.may_be_told(),
    }
}
