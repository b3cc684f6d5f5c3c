//! What stands above the sections of a case: where it stands, what is missing, what is owed, what happened.

use xinqiao_app::casework::{CaseDetail, CaseHistory};
use xinqiao_cases::{Due, Lack, Missing, Rules, What, Who};
use xinqiao_kernel::id::AccountId;

use crate::i18n::Lang;
use crate::pages::desk::cases::{Lacking, Owed, words};
use crate::pages::desk::parts::{Record, RecordEntry, RecordNote};
use crate::pages::desk::serve::timing::moment;
use crate::parts::Tone;
use crate::site::Site;

/// Says a case in words.
pub struct Telling<'a> {
    pub site: &'a Site,
    pub lang: Lang,
    pub rules: &'a Rules,
    pub found: &'a CaseDetail,
}

impl Telling<'_> {
    /// Name of an account of the page.
    pub fn name(&self, account: AccountId) -> String {
        self.found.names.get(&account).cloned().unwrap_or_else(|| self.lang.t("case-somebody"))
    }

    /// Kind, responsible account and seats of the reader.
    pub fn lead(&self) -> String {
        let (lang, found) = (self.lang, self.found);
        let kind = found.row.kind.parse().ok();
        let kind = kind.map(|code| words::named(lang, &code, self.rules.kind(&code), |row| &row.title)).unwrap_or_default();
        let seats: Vec<String> = found.view.seats.iter().map(|seat| words::seat(lang, self.rules, *seat)).collect();
        let mut said = vec![kind, lang.t1("case-responsible", "name", &found.row.responsible_name)];
        if !seats.is_empty() {
            said.push(lang.t1("case-your-seat", "seat", seats.join(&lang.t("join-comma"))));
        }
        if let Some(until) = found.view.progress.as_ref().and_then(|progress| progress.rests_until) {
            said.push(lang.t1("case-rests", "on", lang.day(until)));
        }
        said.join(" · ")
    }

    /// What the next stage lacks.
    pub fn lacking(&self) -> Vec<Lacking> {
        self.found.missing.iter().map(|one| self.lack(one)).collect()
    }

    fn lack(&self, one: &Missing) -> Lacking {
        let lang = self.lang;
        let text = words::of(lang, "lack", one.lack.code());
        let more = one.seat.map(|seat| words::seat(lang, self.rules, seat));
        let more = more.or_else(|| one.side.map(|side| words::of(lang, "side", side.code())));
        let more = more.or_else(|| one.item.and_then(|item| self.item(item)));
        let text = more.map_or(text.clone(), |more| lang.t2("case-lack-more", "what", text, "more", more));
        Lacking { text, who: words::of(lang, "by", one.by.code()), href: format!("#{}", section_of(one.lack)) }
    }

    /// A goal, step or problem in words.
    fn item(&self, item: xinqiao_cases::ItemId) -> Option<String> {
        let view = &self.found.view;
        let goal = view.goals.iter().flatten().find(|one| one.id == item).map(|one| one.text.words.clone());
        let step = || view.steps.iter().flatten().find(|one| one.id == item);
        let step = || step().map(|one| words::step(self.lang, self.rules, &one.kind));
        let problem = || view.problems.iter().flatten().find(|one| one.id == item);
        let problem = || problem().map(|one| words::problem(self.lang, self.rules, &one.code));
        goal.or_else(step).or_else(problem)
    }

    /// What is owed, the earliest first.
    pub fn owed(&self) -> Vec<Owed> {
        self.found.dues.iter().map(|due| self.due(due)).collect()
    }

    fn due(&self, due: &Due) -> Owed {
        let lang = self.lang;
        let text = words::of(lang, "due", due.what.code());
        let text = match due.item.and_then(|item| self.item(item)) {
            Some(more) => lang.t2("case-lack-more", "what", text, "more", more),
            None => text,
        };
        let who = match due.owner {
            Who::Account(account) => self.name(account),
            Who::Person => lang.t("case-owner-person"),
            Who::Member(_) => lang.t1("case-watched", "name", self.name(due.watched_by)),
        };
        let meta = lang.t2("case-owed-by", "who", who, "on", lang.day(due.on));
        Owed { text, meta, late: due.is_overdue(self.found.today).then(|| lang.t("case-late")) }
    }

    /// Who did what when, with the words where the reader sees notes.
    pub fn record(&self) -> Option<Record> {
        let history = self.found.history.as_ref()?;
        Some(Record { entries: history.iter().map(|line| self.happened(line)).collect() })
    }

    fn happened(&self, line: &CaseHistory) -> RecordEntry {
        let note = line.note.clone().map_or(RecordNote::None, RecordNote::Text);
        RecordEntry {
            title: words::of(self.lang, "what", line.what.word()),
            time: moment(self.site, self.lang, line.at),
            who: line.by.clone(),
            details: self.details(&line.what),
            note,
            icon: "check",
            tone: if matches!(line.what, What::Opened(_) | What::CloseApproved) { Tone::Primary } else { Tone::Plain },
        }
    }

    /// What an event says beside its words.
    fn details(&self, what: &What) -> Vec<String> {
        let (lang, rules) = (self.lang, self.rules);
        match what {
            What::Agreed(agreement) => vec![words::of(lang, "ground", agreement.ground.code())],
            What::Declined { by } => vec![words::of(lang, "party", by.code())],
            What::ProblemAdded { code } => vec![words::problem(lang, rules, code)],
            What::GoalSet(text) | What::GoalChanged { to: text, .. } => vec![text.words.clone()],
            What::StepPlanned(text) => vec![words::step(lang, rules, &text.kind), lang.day(text.due)],
            What::StepPostponed { to, .. } => vec![lang.day(*to)],
            What::PlanAgreed { with, .. } => vec![words::of(lang, "party", with.code())],
            What::Encountered(met) => vec![words::of(lang, "reach", met.reach.code())],
            What::Measured(point) => {
                vec![format!("{} {}", words::measure(lang, rules, &point.measure), words::score(point.score))]
            }
            What::Reviewed(review) => vec![words::grade(lang, rules, review.standing)],
            What::Joined(member) => vec![words::seat(lang, rules, member.seat)],
            What::TransferProposed(transfer) => vec![self.name(transfer.to.account)],
            What::CloseProposed(proposal) => {
                vec![
                    words::named(lang, &proposal.outcome, rules.outcome(&proposal.outcome), |row| &row.title),
                    self.name(proposal.asked),
                ]
            }
            What::Paused(rest) => vec![lang.day(rest.until)],
            _ => Vec::new(),
        }
    }
}

/// The section in which something is brought.
const fn section_of(lack: Lack) -> &'static str {
    match lack {
        Lack::Agreement => "wish",
        Lack::Review | Lack::Risk => "risk",
        Lack::Problem | Lack::OpenProblem => "problems",
        Lack::Goal | Lack::OpenGoal | Lack::PlanAgreed => "goals",
        Lack::Step | Lack::OpenStep => "steps",
        Lack::Safety => "safety",
        Lack::Seat | Lack::Side => "team",
        Lack::Begun => "encounters",
        Lack::Proposal | Lack::Approval => "end",
    }
}
