//! What takes weight from a phrase: cues near it, unless something takes the cue's effect away.

use std::collections::BTreeSet;

use crate::context::{Context, Range, starting};
use crate::normal::Normal;
use crate::rules::{CapToml, Position, RulesToml, Scope, Side};
use crate::triage::Hit;
use crate::{AttentionLevel, Category, CueKind};

/// What a phrase counts for, and the cue that made it less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Damped {
    pub level: AttentionLevel,
    /// Kind and range in normalised characters.
    pub by: Option<(CueKind, usize, usize)>,
}

/// Cues of one kind that speak about one phrase: the first of each kind.
type Speaking = Vec<(CueKind, usize, usize)>;

/// What each phrase counts for. Caps with `unless` are looked at last, against what stands undamped without them.
pub(crate) fn damp(hits: &[Hit], context: &Context, normal: &Normal, rules: &RulesToml) -> Vec<Damped> {
    let reach = rules.cues.iter().map(|cue| cue.chars).max().unwrap_or(0);
    let near =
        Near { context, normal, rules, reach: usize::try_from(reach).unwrap_or(usize::MAX), longest: longest(&context.cues) };
    let speaking: Vec<Speaking> = hits.iter().map(|hit| near.speaking(hit)).collect();
    let first: Vec<Damped> = hits.iter().zip(&speaking).map(|(hit, cues)| least(hit, cues, rules, None)).collect();
    let undamped: BTreeSet<Category> =
        hits.iter().zip(&first).filter(|(hit, damped)| damped.level == hit.level).map(|(hit, _)| hit.category).collect();
    hits.iter().zip(&speaking).map(|(hit, cues)| least(hit, cues, rules, Some(&undamped))).collect()
}

fn longest(cues: &[Range<usize>]) -> usize {
    cues.iter().map(|cue| cue.end - cue.start).max().unwrap_or(0)
}

struct Near<'a> {
    context: &'a Context,
    normal: &'a Normal,
    rules: &'a RulesToml,
    reach: usize,
    longest: usize,
}

impl Near<'_> {
    fn speaking(&self, hit: &Hit) -> Speaking {
        let mut speaking = Speaking::new();
        if let Some((start, end)) = self.context.idioms.over(hit.start, hit.end) {
            speaking.push((CueKind::Idiom, start, end));
        }
        let from = hit.start.saturating_sub(self.reach.saturating_add(self.longest));
        let until = hit.end.saturating_add(self.reach).saturating_add(1);
        for cue in starting(&self.context.cues, from, until) {
            let Some(rule) = self.rules.cues.get(cue.what) else { continue };
            let known = speaking.iter().any(|(kind, _, _)| *kind == rule.kind);
            let width = usize::try_from(rule.chars).unwrap_or(usize::MAX);
            if !known && self.reaches(cue, hit, rule.side, rule.scope, width) && !self.cancelled(rule.kind, cue, hit) {
                speaking.push((rule.kind, cue.start, cue.end));
            }
        }
        speaking
    }

    fn reaches(&self, cue: &Range<usize>, hit: &Hit, side: Side, scope: Scope, width: usize) -> bool {
        let before = cue.end <= hit.start && hit.start - cue.end <= width;
        let after = hit.end <= cue.start && cue.start - hit.end <= width;
        let placed = match side {
            Side::Before => before,
            Side::After => after,
            Side::Around => before || after,
        };
        let (of_cue, of_hit) = (self.normal.sentence(cue.start), self.normal.sentence(hit.start));
        placed
            && match scope {
                Scope::Clause => self.normal.clause(cue.start) == self.normal.clause(hit.start),
                Scope::Sentence => of_cue == of_hit,
                Scope::Next => of_cue == of_hit || of_cue == of_hit + 1,
            }
    }

    fn cancelled(&self, kind: CueKind, cue: &Range<usize>, hit: &Hit) -> bool {
        let first = self.rules.cancels.iter().any(|cancel| cancel.cue == kind);
        if !first {
            return false;
        }
        let (from, until) = (cue.start.min(hit.start), cue.end.max(hit.end).saturating_add(self.reach.max(60)));
        let sentence = self.normal.sentence(hit.start);
        starting(&self.context.cancels, from.saturating_sub(60), until).iter().any(|word| {
            let Some(rule) = self.rules.cancels.get(word.what).filter(|rule| rule.cue == kind) else { return false };
            match rule.position {
                Position::Between => {
                    let (left, right) = if cue.end <= hit.start { (cue.end, hit.start) } else { (hit.end, cue.start) };
                    left <= word.start && word.end <= right
                }
                Position::Near => {
                    let of_word = self.normal.sentence(word.start);
                    of_word == sentence || of_word == sentence + 1
                }
            }
        })
    }
}

/// The lowest cap of the cues that speak; `undamped` is nothing while caps with `unless` are left aside.
fn least(hit: &Hit, cues: &Speaking, rules: &RulesToml, undamped: Option<&BTreeSet<Category>>) -> Damped {
    let mut damped = Damped::free(hit.level);
    for (kind, start, end) in cues {
        let holds = |cap: &&CapToml| {
            let meant = cap.categories.is_empty() || cap.categories.contains(&hit.category);
            let free = cap.unless.is_empty()
                || undamped.is_some_and(|undamped| !cap.unless.iter().any(|category| undamped.contains(category)));
            cap.cue == *kind && meant && free && (hit.jest || !cap.jest_only)
        };
        if let Some(cap) = rules.caps.iter().rfind(holds).filter(|cap| cap.level < damped.level) {
            damped = Damped { level: cap.level, by: Some((*kind, *start, *end)) };
        }
    }
    for joint in &rules.joints {
        let meant = joint.categories.is_empty() || joint.categories.contains(&hit.category);
        let both = joint.cues.iter().all(|wanted| cues.iter().any(|(kind, _, _)| kind == wanted));
        if meant && both && joint.level < damped.level && damped.by.is_some() {
            damped.level = joint.level;
        }
    }
    damped
}
