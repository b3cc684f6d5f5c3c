//! From posted fields to verbs. Everything that is wrong is told at once.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use jiff::civil::Date;
use xinqiao_app::casework::CaseVerb as V;
use xinqiao_app::{AppError, FieldFault};
use xinqiao_cases::conference::{Decision, Minutes};
use xinqiao_cases::safety::SafetyPlan;
use xinqiao_cases::{GoalText, ItemId, Reading, Score, StepText, Who};

use super::forms::SECTIONS;
use crate::pages::desk::serve::warning_parts::Fields;

/// Longest words of one field, in characters, as for notes.
const LONGEST: usize = 4_000;

/// Reads fields and keeps what is wrong.
struct Reader<'a> {
    fields: &'a Fields,
    faults: Vec<FieldFault>,
    today: Date,
}

impl Reader<'_> {
    fn wrong(&mut self, field: &'static str, expected: &'static str) {
        self.faults.push(FieldFault { field, expected, found: self.fields.text(field).to_owned() });
    }

    fn one<T: FromStr>(&mut self, field: &'static str) -> Option<T> {
        let found = self.fields.parsed(field);
        if found.is_none() {
            self.wrong(field, "fault-choose");
        }
        found
    }

    fn day(&mut self) -> Option<Date> {
        let found = self.fields.parsed("on");
        if found.is_none() {
            self.wrong("on", "fault-duty-day");
        }
        found
    }

    fn item(&mut self) -> Option<ItemId> {
        self.one("item")
    }

    fn text(&self, field: &str) -> String {
        self.fields.text(field).chars().take(LONGEST).collect()
    }

    fn needed(&mut self, field: &'static str) -> Option<String> {
        let found = self.text(field);
        if found.is_empty() {
            self.wrong(field, "fault-note-empty");
            return None;
        }
        Some(found)
    }

    fn lines(&self, field: &str) -> Vec<String> {
        self.text(field).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn items(&self, field: &str) -> BTreeSet<ItemId> {
        self.fields.all(field).filter_map(|text| text.parse().ok()).collect()
    }

    fn yes(&self, field: &str) -> bool {
        self.fields.text(field) == "yes"
    }

    /// `account:<id>`, `member:<item>` or `person`.
    fn owner(&mut self) -> Option<Who> {
        let text = self.fields.text("owner");
        let found = match text.split_once(':') {
            Some(("account", id)) => id.parse().ok().map(Who::Account),
            Some(("member", item)) => item.parse().ok().map(Who::Member),
            _ => (text == "person").then_some(Who::Person),
        };
        if found.is_none() {
            self.wrong("owner", "fault-owner");
        }
        found
    }

    fn goal(&mut self) -> Option<GoalText> {
        let (words, area, by) = (self.needed("words"), self.one("area"), self.day());
        Some(GoalText {
            words: words?,
            seen_by: self.text("seen_by"),
            target: None,
            area: area?,
            problem: self.fields.parsed("problem"),
            by: by?,
        })
    }

    fn step(&mut self) -> Option<StepText> {
        let (kind, owner, due) = (self.one("kind"), self.owner(), self.day());
        let for_owner = self.text("for_owner");
        if for_owner.is_empty() && matches!(owner, Some(Who::Member(_) | Who::Person)) {
            self.wrong("for_owner", "fault-case-for-owner");
        }
        let words = self.text("words");
        Some(StepText { kind: kind?, words, for_owner, owner: owner?, due: due?, goal: self.fields.parsed("goal") })
    }

    fn safety(&mut self) -> Option<SafetyPlan> {
        let (with, review_by) = (self.one("party"), self.day());
        let sections: BTreeMap<_, _> = SECTIONS
            .iter()
            .map(|(field, section)| (*section, self.lines(field)))
            .filter(|(_, lines)| !lines.is_empty())
            .collect();
        let said: BTreeSet<_> = sections.keys().copied().collect();
        let shared = self.items("shared").into_iter().map(|item| (item, said.clone())).collect();
        let staff_note = Some(self.text("staff_note")).filter(|note| !note.is_empty());
        Some(SafetyPlan { sections, with: with?, agreed_on: self.today, review_by: review_by?, shared, staff_note })
    }

    fn minutes(&mut self) -> Option<Minutes> {
        let words = self.needed("words");
        let mut decisions: Vec<Decision> =
            self.lines("decisions").into_iter().map(|words| Decision { words, step: None }).collect();
        if !self.fields.text("kind").is_empty() {
            let step = self.step().map(|step| StepText { words: String::new(), ..step });
            match decisions.first_mut() {
                Some(first) => first.step = step,
                None => self.wrong("decisions", "fault-case-decision"),
            }
        }
        Some(Minutes { attended: self.items("attended"), words: words?, decisions })
    }

    /// One number, or the parts of a measure with spaces between.
    fn reading(&mut self) -> Option<Reading> {
        let text = self.fields.text("score").replace(['，', ',', '、'], " ");
        let parts: Result<Vec<Score>, ()> = text
            .split_whitespace()
            .map(|part| part.parse::<f64>().map_err(|_| ()).and_then(|number| Score::try_from(number).map_err(|_| ())))
            .collect();
        match parts {
            Ok(parts) if parts.len() == 1 => parts.first().copied().map(Reading::Total),
            Ok(parts) if 1 < parts.len() => Some(Reading::Parts(parts)),
            _ => {
                self.wrong("score", "fault-case-score");
                None
            }
        }
    }

    fn end(self, verb: Option<V>) -> Result<V, AppError> {
        match verb {
            Some(verb) if self.faults.is_empty() => Ok(verb),
            _ if self.faults.is_empty() => Err(AppError::NotFound),
            _ => Err(AppError::Invalid(self.faults)),
        }
    }
}

/// The verb by the word in its address. An unknown word is no address.
pub fn verb(word: &str, fields: &Fields, today: Date) -> Result<V, AppError> {
    let mut reader = Reader { fields, faults: Vec::new(), today };
    let verb = of_plan(word, &mut reader).or_else(|| if reader.faults.is_empty() { of_people(word, &mut reader) } else { None });
    reader.end(verb)
}

/// Verbs about the person and the plan.
fn of_plan(word: &str, reader: &mut Reader<'_>) -> Option<V> {
    match word {
        "agree" => {
            let (ground, on) = (reader.one("ground"), reader.day());
            Some(V::Agree { ground: ground?, on: on? })
        }
        "decline" => Some(V::Decline { by: reader.one("party")? }),
        "review" => {
            let (found, inquiry) = (reader.one("found"), reader.needed("inquiry"));
            let (risk_factors, protective_factors) = (reader.text("risk_factors"), reader.text("protective_factors"));
            Some(V::Review { found: found?, risk_factors, protective_factors, inquiry: inquiry?, signs: reader.yes("signs") })
        }
        "add-problem" => Some(V::AddProblem { code: reader.one("code")? }),
        "end-problem" => {
            let (problem, how) = (reader.item(), reader.one("how"));
            Some(V::EndProblem { problem: problem?, how: how? })
        }
        "set-goal" => Some(V::SetGoal { goal: reader.goal()? }),
        "change-goal" => {
            let (goal, to) = (reader.item(), reader.goal());
            Some(V::ChangeGoal { goal: goal?, to: to? })
        }
        "end-goal" => {
            let (goal, how) = (reader.item(), reader.one("how"));
            Some(V::EndGoal { goal: goal?, how: how? })
        }
        "agree-plan" => {
            let (with, on) = (reader.one("party"), reader.day());
            Some(V::AgreePlan { with: with?, on: on? })
        }
        "plan-step" => Some(V::PlanStep { step: reader.step()? }),
        "finish-step" => {
            let (step, on) = (reader.item(), reader.day());
            Some(V::FinishStep { step: step?, on: on? })
        }
        "drop-step" => {
            let (step, reason) = (reader.item(), reader.one("reason"));
            Some(V::DropStep { step: step?, reason: reason? })
        }
        "postpone-step" => {
            let (step, to, reason) = (reader.item(), reader.day(), reader.one("reason"));
            Some(V::PostponeStep { step: step?, to: to?, reason: reason? })
        }
        "hand-on-step" => {
            let (step, to, for_owner) = (reader.item(), reader.owner(), reader.needed("for_owner"));
            Some(V::HandOnStep { step: step?, to: to?, for_owner: for_owner? })
        }
        "agree-safety" => Some(V::AgreeSafety { plan: reader.safety()? }),
        "meet" => {
            let (channel, reach, on) = (reader.one("channel"), reader.one("reach"), reader.day());
            Some(V::Meet { channel: channel?, reach: reach?, guidance: reader.yes("guidance"), on: on? })
        }
        "take-score" => {
            let (measure, reading, on) = (reader.one("measure"), reader.reading(), reader.day());
            Some(V::TakeScore { measure: measure?, reading: reading?, on: on? })
        }
        "strike-score" => Some(V::StrikeScore { point: reader.item()? }),
        _ => None,
    }
}

/// Verbs about those who take part, and about the end.
fn of_people(word: &str, reader: &mut Reader<'_>) -> Option<V> {
    match word {
        "add-contact" => {
            let (name, relation, telling) = (reader.needed("name"), reader.needed("relation"), reader.one("telling"));
            let (phone, consented) = (reader.text("phone"), reader.yes("consented"));
            Some(V::AddContact { name: name?, relation: relation?, phone, telling: telling?, consented })
        }
        "end-contact" => Some(V::EndContact { contact: reader.item()? }),
        "convene" => {
            let (on, chair, agenda) = (reader.day(), reader.one("chair"), reader.needed("agenda"));
            let agenda = agenda.map(|_| reader.lines("agenda"));
            Some(V::Convene { on: on?, chair: chair?, invited: reader.items("invited"), agenda: agenda? })
        }
        "minute" => {
            let (conference, minutes) = (reader.item(), reader.minutes());
            Some(V::Minute { conference: conference?, minutes: minutes? })
        }
        "confirm-minutes" => Some(V::ConfirmMinutes { conference: reader.item()? }),
        "cancel-conference" => Some(V::CancelConference { conference: reader.item()? }),
        "join-colleague" => Some(V::JoinColleague { account: reader.one("account")? }),
        "join-named" => {
            let (seat, name) = (reader.one("seat"), reader.needed("name"));
            let (phone, consented) = (reader.text("phone"), reader.yes("consented"));
            Some(V::JoinNamed { seat: seat?, name: name?, phone, consented })
        }
        "leave" => {
            let (member, on) = (reader.item(), reader.day());
            Some(V::Leave { member: member?, on: on? })
        }
        "pause" => {
            let (reason, until) = (reader.one("reason"), reader.day());
            Some(V::Pause { reason: reason?, until: until? })
        }
        "resume" => Some(V::Resume),
        "ask-transfer" => Some(V::AskTransfer { to: reader.one("account")? }),
        "accept-transfer" => Some(V::AcceptTransfer),
        "decline-transfer" => Some(V::DeclineTransfer),
        "withdraw-transfer" => Some(V::WithdrawTransfer),
        "propose-close" => {
            let (outcome, told, asked) = (reader.one("outcome"), reader.one("told"), reader.one("asked"));
            let continues = reader.text("continues");
            Some(V::ProposeClose { outcome: outcome?, continues, told: told?, asked: asked? })
        }
        "approve-close" => Some(V::ApproveClose),
        "return-close" => Some(V::ReturnClose),
        "reopen" => Some(V::Reopen),
        "note" => Some(V::Note),
        _ => None,
    }
}
