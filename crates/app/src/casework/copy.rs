//! The person's plans in the copy of their data: what they agreed in their words, without notes of staff, grades and codes of problems.

use serde_json::{Value, json};
use xinqiao_access::{Permit, act};
use xinqiao_cases::{Viewer, view};

use super::folded;
use crate::{App, Result};

/// Plans in the copy: the newest.
const MOST: u32 = 50;

impl App {
    /// All plans of the permit's person, newest first.
    pub(crate) async fn own_plans(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<Value>> {
        let (rules, today) = (self.case_rules()?, self.day(self.now()));
        let mut plans = Vec::new();
        for (row, events) in self.inner.db.own_cases(permit, MOST).await? {
            if events.is_empty() {
                continue;
            }
            let Some(seen) = view(&folded(events)?.case, rules, Viewer::Person, None, today) else { continue };
            let goals = seen.goals.unwrap_or_default().into_iter().map(|goal| {
                let ended = goal.ended.map(|(how, on)| json!({"how": how.code(), "on": on.to_string()}));
                json!({"words": goal.text.words, "seen_by": goal.text.seen_by, "by": goal.text.by.to_string(), "ended": ended})
            });
            let steps = seen.tasks.unwrap_or_default().into_iter();
            let steps = steps.map(|step| json!({"words": step.words, "due": step.due.to_string()}));
            let safety = seen.safety.map(|copy| {
                let sections = copy.sections.into_iter().map(|(section, lines)| (section.code().to_owned(), json!(lines)));
                json!({"agreed_on": copy.agreed_on.to_string(), "sections": sections.collect::<serde_json::Map<_, _>>()})
            });
            plans.push(json!({
                "number": row.number,
                "at": row.opened_at.to_string(),
                "ended": row.state.closed_at.map(|at| at.to_string()),
                "goals": goals.collect::<Vec<_>>(),
                "steps": steps.collect::<Vec<_>>(),
                "safety_plan": safety,
            }));
        }
        Ok(plans)
    }
}
