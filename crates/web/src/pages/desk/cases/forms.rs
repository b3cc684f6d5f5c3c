//! The forms of a case, one for each verb. Which are offered follows from the seat and from where the case stands; the rules decide again
//! when one is posted.

use jiff::civil::Date;
use xinqiao_app::casework::CaseDetail;
use xinqiao_cases::rules::Title;
use xinqiao_cases::{Code, Grade, Ground, ItemId, Party, Reach, Rules, Section as Safety, StepState, Told};
use xinqiao_kernel::id::CaseEventId;

use super::words;
use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::Choice;

/// A form with its title.
pub type Titled = (String, PostForm);

/// What every form of a case knows.
pub struct FormsOf<'a> {
    pub lang: Lang,
    pub rules: &'a Rules,
    pub found: &'a CaseDetail,
    /// A fresh id for each form.
    pub fresh: &'a dyn Fn() -> CaseEventId,
}

impl FormsOf<'_> {
    /// A form of a verb.
    // i18n: case-do-*
    pub(super) fn form(&self, verb: &'static str) -> PostForm {
        let title = self.lang.t(&format!("case-do-{verb}"));
        PostForm::new(verb, links::case_do(self.found.row.id, verb), title)
            .with_hidden("event", (self.fresh)().to_string())
            .with_hidden("version", self.found.row.state.version.to_string())
    }

    pub(super) fn titled(&self, form: PostForm) -> Titled {
        (form.submit.clone(), form)
    }

    // i18n: case-f-*
    fn label(&self, name: &str) -> String {
        self.lang.t(&format!("case-f-{name}"))
    }

    pub(super) fn note(&self, form: PostForm, required: bool) -> PostForm {
        let label = self.label(if required { "note" } else { "note-optional" });
        let entry = Entry::new(form.name, "note", label, EntryKind::Lines);
        form.with_entry(if required { entry.required() } else { entry })
    }

    pub(super) fn day(&self, form: PostForm, label: &str, proposed: Date) -> PostForm {
        let mut entry = Entry::new(form.name, "on", self.label(label), EntryKind::Line("date")).required();
        entry.value = proposed.to_string();
        form.with_entry(entry)
    }

    pub(super) fn line(&self, form: PostForm, field: &'static str, label: &str, required: bool) -> PostForm {
        let entry = Entry::new(form.name, field, self.label(label), EntryKind::Line("text"));
        form.with_entry(if required { entry.required() } else { entry })
    }

    pub(super) fn lines(&self, form: PostForm, field: &'static str, label: &str, required: bool) -> PostForm {
        let entry = Entry::new(form.name, field, self.label(label), EntryKind::Lines);
        form.with_entry(if required { entry.required() } else { entry })
    }

    pub(super) fn select(&self, form: PostForm, field: &'static str, label: &str, choices: Vec<Choice>) -> PostForm {
        let entry = Entry::new(form.name, field, self.label(label), EntryKind::Select(choices)).required();
        form.with_entry(entry)
    }

    pub(super) fn check(&self, form: PostForm, field: &'static str, label: &str) -> PostForm {
        let pick = vec![Pick::new("yes", self.label(label))];
        let entry = Entry::new(form.name, field, self.label(&format!("{label}-head")), EntryKind::Checks(pick));
        form.with_entry(entry)
    }

    /// Choices of a list of the pack.
    pub(super) fn terms<'t>(&self, list: impl Iterator<Item = (&'t Code, &'t Title)>) -> Vec<Choice> {
        list.map(|(code, title)| Choice::new(code.to_string(), words::title(self.lang, title))).collect()
    }

    /// Choices of a closed list of ours.
    pub(super) fn ours(&self, list: &str, codes: impl IntoIterator<Item = &'static str>) -> Vec<Choice> {
        codes.into_iter().map(|code| Choice::new(code, words::of(self.lang, list, code))).collect()
    }

    pub(super) fn in_days(&self, days: i64) -> Date {
        self.found.today.saturating_add(jiff::Span::new().days(days))
    }

    /// Whether support is wanted.
    pub fn wish(&self) -> Vec<Titled> {
        let today = self.found.today;
        let agree =
            self.select(self.form("agree"), "ground", "ground", self.ours("ground", Ground::ALL.iter().map(|one| one.code())));
        let agree = self.note(self.day(agree, "on", today), true);
        let decline = self.select(self.form("decline"), "party", "party", self.parties());
        vec![self.titled(agree), self.titled(self.note(decline, false))]
    }

    fn parties(&self) -> Vec<Choice> {
        self.ours("party", Party::ALL.iter().map(|one| one.code()))
    }

    /// Looking at the risk.
    pub fn risk(&self) -> Vec<Titled> {
        let grades = Grade::ALL.iter().map(|one| Choice::new(one.code(), words::grade(self.lang, self.rules, *one)));
        let form = self.select(self.form("review"), "found", "found", grades.collect());
        let form = self.lines(form, "inquiry", "inquiry", true);
        let form = self.lines(form, "risk_factors", "risk-factors", false);
        let form = self.lines(form, "protective_factors", "protective-factors", false);
        let form = if self.found.is_clinician { self.check(form, "signs", "signs") } else { form };
        vec![self.titled(form)]
    }

    /// The list of problems.
    pub fn problems(&self) -> Vec<Titled> {
        let lists = &self.rules.raw().lists;
        let add = self.select(
            self.form("add-problem"),
            "code",
            "problem",
            self.terms(lists.problem.iter().map(|row| (&row.code, &row.title))),
        );
        let mut forms = vec![self.titled(self.note(add, false))];
        let open = self.open_problems();
        if !open.is_empty() {
            let form = self.select(self.form("end-problem"), "item", "problem", open);
            let form = self.select(form, "how", "how", self.ours("end", ["resolved", "set_aside"]));
            forms.push(self.titled(self.note(form, false)));
        }
        forms
    }

    fn open_problems(&self) -> Vec<Choice> {
        let all = self.found.view.problems.iter().flatten().filter(|one| one.ended.is_none());
        all.map(|one| Choice::new(one.id.to_string(), words::problem(self.lang, self.rules, &one.code))).collect()
    }

    fn open_goals(&self) -> Vec<Choice> {
        let all = self.found.view.goals.iter().flatten().filter(|one| one.ended.is_none());
        all.map(|one| Choice::new(one.id.to_string(), one.text.words.clone())).collect()
    }

    /// Goals, and agreeing on the plan.
    pub fn goals(&self) -> Vec<Titled> {
        let mut forms = vec![self.titled(self.goal(self.form("set-goal")))];
        let open = self.open_goals();
        if !open.is_empty() {
            let change = self.select(self.form("change-goal"), "item", "goal-now", open.clone());
            forms.push(self.titled(self.goal(change)));
            let end = self.select(self.form("end-goal"), "item", "goal-now", open);
            let end = self.select(end, "how", "how", self.ours("goal-end", ["reached", "dropped"]));
            forms.push(self.titled(self.note(end, false)));
        }
        let agree = self.select(self.form("agree-plan"), "party", "plan-with", self.parties());
        forms.push(self.titled(self.note(self.day(agree, "on", self.found.today), false)));
        forms
    }

    fn goal(&self, form: PostForm) -> PostForm {
        let lists = &self.rules.raw().lists;
        let form = self.lines(form, "words", "goal-words", true);
        let form = self.line(form, "seen_by", "seen-by", false);
        let form = self.select(form, "area", "area", self.terms(lists.area.iter().map(|row| (&row.code, &row.title))));
        let mut problems = vec![Choice::new("", self.label("none"))];
        problems.extend(self.open_problems());
        let entry = Entry::new(form.name, "problem", self.label("for-problem"), EntryKind::Select(problems));
        let form = form.with_entry(entry);
        self.day(form, "by", self.in_days(90))
    }

    /// Steps of the plan, for whoever works on the case.
    pub fn steps(&self) -> Vec<Titled> {
        let plan = self.step(self.form("plan-step"), true);
        let mut forms = vec![self.titled(plan)];
        let all = self.found.view.steps.iter().flatten().filter(|step| step.state == StepState::Open);
        let open: Vec<Choice> = all.map(|step| self.step_choice(step.id, &step.kind, step.due)).collect();
        if !open.is_empty() {
            forms.extend(self.about_step(&open));
            let hand_on = self.select(self.form("hand-on-step"), "item", "step", open);
            let hand_on = self.select(hand_on, "owner", "owner", self.owners());
            let hand_on = self.lines(hand_on, "for_owner", "for-owner", true);
            forms.push(self.titled(self.note(hand_on, false)));
        }
        forms
    }

    /// One's own steps, for whoever has a step and does not work on the case.
    pub fn tasks(&self) -> Vec<Titled> {
        let all = self.found.view.tasks.iter().flatten().filter(|step| step.state == StepState::Open);
        let open: Vec<Choice> = all.map(|step| self.step_choice(step.id, &step.kind, step.due)).collect();
        if open.is_empty() { Vec::new() } else { self.about_step(&open) }
    }

    fn step_choice(&self, id: ItemId, kind: &Code, due: Date) -> Choice {
        let label = self.lang.t2("case-step-choice", "what", words::step(self.lang, self.rules, kind), "on", self.lang.day(due));
        Choice::new(id.to_string(), label)
    }

    fn about_step(&self, open: &[Choice]) -> Vec<Titled> {
        let reasons = || self.terms(self.rules.raw().lists.not_done.iter().map(|row| (&row.code, &row.title)));
        let done = self.select(self.form("finish-step"), "item", "step", open.to_vec());
        let later = self.select(self.form("postpone-step"), "item", "step", open.to_vec());
        let later = self.day(self.select(later, "reason", "reason", reasons()), "to", self.in_days(7));
        let not = self.select(self.form("drop-step"), "item", "step", open.to_vec());
        let not = self.select(not, "reason", "reason", reasons());
        let done = self.day(done, "on", self.found.today);
        [done, later, not].map(|form| self.titled(self.note(form, false))).into()
    }

    /// What a step says: also as a decision of a conference.
    pub(super) fn step(&self, form: PostForm, alone: bool) -> PostForm {
        let lists = &self.rules.raw().lists;
        let mut kinds = self.terms(lists.step.iter().map(|row| (&row.code, &row.title)));
        if !alone {
            kinds.insert(0, Choice::new("", self.label("no-step")));
        }
        let name = form.name;
        let kind = Entry::new(name, "kind", self.label("step-kind"), EntryKind::Select(kinds));
        let form = form.with_entry(if alone { kind.required() } else { kind });
        let form = self.select(form, "owner", "owner", self.owners());
        let form = self.lines(form, "for_owner", "for-owner", false);
        let form = self.day(form, "due", self.in_days(7));
        if alone { self.lines(form, "words", "step-words", false) } else { form }
    }

    /// Who may have a step: the responsible account, the team, the person.
    pub(super) fn owners(&self) -> Vec<Choice> {
        let responsible = self.found.row.state.responsible;
        let name = self.lang.t1("case-owner-responsible", "name", &self.found.row.responsible_name);
        let mut all = vec![Choice::new(format!("account:{responsible}"), name)];
        all.extend(self.mates().into_iter().map(|mate| Choice { value: format!("member:{}", mate.value), ..mate }));
        all.push(Choice::new("person", self.lang.t("case-owner-person")));
        all
    }

    /// The safety plan, filled in with the version that stands.
    pub fn safety(&self) -> Vec<Titled> {
        let mut form = self.form("agree-safety").with_intro(self.lang.t("case-safety-intro"));
        let standing = self.found.view.safety.as_ref();
        for (field, section) in SECTIONS {
            let label = words::section(self.lang, self.rules, section);
            let mut entry = Entry::new("agree-safety", field, label, EntryKind::Lines);
            let lines = standing.and_then(|copy| copy.sections.iter().find(|(known, _)| *known == section));
            entry.value = lines.map(|(_, lines)| lines.join("\n")).unwrap_or_default();
            form = form.with_entry(entry);
        }
        let form = self.select(form, "party", "plan-with", self.parties());
        let picks: Vec<Pick> = self.mates().into_iter().map(|mate| Pick::new(mate.value, mate.label)).collect();
        let form = match picks.is_empty() {
            true => form,
            false => form.with_entry(Entry::new("agree-safety", "shared", self.label("shared"), EntryKind::Checks(picks))),
        };
        let form = self.day(form, "review-by", self.in_days(30));
        vec![self.titled(self.lines(form, "staff_note", "staff-note", false))]
    }

    /// Contact with the person.
    pub fn encounters(&self) -> Vec<Titled> {
        let lists = &self.rules.raw().lists;
        let form = self.select(
            self.form("meet"),
            "channel",
            "channel",
            self.terms(lists.channel.iter().map(|row| (&row.code, &row.title))),
        );
        let form = self.select(form, "reach", "reach", self.ours("reach", Reach::ALL.iter().map(|one| one.code())));
        let form = self.check(form, "guidance", "guidance");
        vec![self.titled(self.note(self.day(form, "on", self.found.today), false))]
    }

    /// Scores of outcome measures.
    pub fn outcomes(&self) -> Vec<Titled> {
        let measures = &self.rules.raw().rules.measure;
        let form = self.select(
            self.form("take-score"),
            "measure",
            "measure",
            self.terms(measures.iter().map(|row| (&row.code, &row.title))),
        );
        let score = Entry::new("take-score", "score", self.label("score"), EntryKind::Line("text")).required();
        let form = form.with_entry(score.with_hint(self.label("score-hint")));
        let mut forms = vec![self.titled(self.day(form, "on", self.found.today))];
        let standing = self.found.points.iter().filter(|taken| !taken.struck).map(|taken| {
            let point = &taken.point;
            let what = format!("{} {}", words::measure(self.lang, self.rules, &point.measure), words::score(point.score));
            Choice::new(taken.id.to_string(), self.lang.t2("case-step-choice", "what", what, "on", self.lang.day(point.on)))
        });
        let standing: Vec<Choice> = standing.collect();
        if !standing.is_empty() {
            let strike = self.select(self.form("strike-score"), "item", "score", standing);
            forms.push(self.titled(self.note(strike, true)));
        }
        forms
    }

    /// The end: proposed, answered; a rest; opening it again.
    pub fn end(&self) -> Vec<Titled> {
        let found = self.found;
        if found.may_reopen {
            return vec![self.titled(self.note(self.form("reopen"), true))];
        }
        let mut forms = Vec::new();
        let proposal = found.view.notes.as_ref().and_then(|notes| notes.proposal.as_ref());
        if let Some(proposal) = proposal
            && found.may_answer_close
        {
            if proposal.by != found.account && found.row.state.responsible != found.account {
                forms.push(self.titled(self.note(self.form("approve-close"), false).primary()));
            }
            forms.push(self.titled(self.note(self.form("return-close"), true)));
        }
        if !found.works || !found.open {
            return forms;
        }
        if proposal.is_none() {
            let outcomes = &self.rules.raw().rules.outcome;
            let form = self.select(
                self.form("propose-close"),
                "outcome",
                "outcome",
                self.terms(outcomes.iter().map(|row| (&row.code, &row.title))),
            );
            let form = self.lines(form, "continues", "continues", false);
            let form = self.select(form, "told", "told", self.ours("told", Told::ALL.iter().map(|one| one.code())));
            let form = self.select(form, "asked", "asked", self.approvers());
            forms.push(self.titled(self.note(form, true)));
        }
        let rests = found.view.progress.as_ref().is_some_and(|progress| progress.rests_until.is_some());
        forms.push(match rests {
            true => self.titled(self.note(self.form("resume"), false)),
            false => {
                let pauses = &self.rules.raw().lists.pause;
                let form = self.select(
                    self.form("pause"),
                    "reason",
                    "reason",
                    self.terms(pauses.iter().map(|row| (&row.code, &row.title))),
                );
                self.titled(self.note(self.day(form, "until", self.in_days(30)), false))
            }
        });
        forms
    }
}

/// The fields of the safety plan, in the order in which its sections are used.
pub const SECTIONS: [(&str, Safety); 6] = [
    ("warning_signs", Safety::WarningSigns),
    ("own_coping", Safety::OwnCoping),
    ("distraction", Safety::Distraction),
    ("people", Safety::People),
    ("services", Safety::Services),
    ("surroundings", Safety::Surroundings),
];
