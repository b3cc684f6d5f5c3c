//! Why a verb or an event is refused. A refusal changes nothing.

use jiff::civil::Date;

use crate::rules::Need;
use crate::{Code, ItemId};

/// Why nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// An event log begins with its opening, and with one only.
    #[error("the log does not begin with one opening")]
    Beginning,
    /// Nothing more happens to a closed case but re-opening.
    #[error("the case is closed")]
    Closed,
    /// Only a closed case is re-opened.
    #[error("the case is open")]
    Open,
    /// The case has no such part, or it has ended.
    #[error("the case has no open part {item}")]
    NoSuchItem { item: ItemId },
    /// The pack does not offer this code.
    #[error("the pack offers no {list} {code}")]
    NotOffered { list: &'static str, code: Code },
    /// The words that this act needs are missing.
    #[error("words are needed")]
    Wordless,
    /// A case that comes from warnings names them.
    #[error("the warning is not named")]
    NoWarning,
    /// A consent is named by its record.
    #[error("the record of the consent is not named")]
    NoConsent,
    /// The person or the guardian does not wish support.
    #[error("support was declined")]
    Declined,
    /// The day lies after the act, before what it ends, or outside the period of the pack.
    #[error("the day {day} is not from {from} to {until}")]
    DayOutside { day: Date, from: Date, until: Date },
    /// A goal needs a sign by which it is seen, or a score.
    #[error("nothing says how reaching the goal is seen")]
    NotMeasurable,
    /// The score is outside the range of its measure, or has another number of parts.
    #[error("the score is not one of its measure")]
    NotAScore,
    /// There is no goal or no step since the last opening.
    #[error("there is no plan to agree on")]
    NoPlan,
    /// The step was postponed as often as the pack allows.
    #[error("the step was postponed {times} times already")]
    PostponedEnough { times: u16 },
    /// The account has it already.
    #[error("it is so already")]
    Already,
    /// The responsible account and the person do not join the team.
    #[error("this seat is not one of the team")]
    NotASeatOfTheTeam,
    /// No section of the safety plan says anything.
    #[error("the safety plan is empty")]
    EmptySafetyPlan,
    /// A conference has something to talk about.
    #[error("the conference has no agenda")]
    NoAgenda,
    /// Only the chair confirms.
    #[error("only the chair of the conference does this")]
    NotChair,
    /// There are no minutes to confirm.
    #[error("there are no minutes")]
    NoMinutes,
    /// A person of this grade is not left to rest.
    #[error("the risk is too grave for a rest")]
    TooGrave,
    /// The case does not rest.
    #[error("the case does not rest")]
    NotPaused,
    /// Nobody was asked to take the case over, or somebody else was.
    #[error("no transfer waits for this account")]
    NoTransfer,
    /// Nobody has proposed to close.
    #[error("nobody has proposed to close")]
    NothingProposed,
    /// Closing takes somebody else than the proposer and the responsible account.
    #[error("it takes another person")]
    SamePerson,
    /// What the outcome needs does not hold.
    #[error("the outcome needs more: {}", needs.iter().map(|need| need.code()).collect::<Vec<_>>().join(", "))]
    Needs { needs: Vec<Need> },
}
