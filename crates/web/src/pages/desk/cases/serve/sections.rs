//! The sections of a case, one for each part that the reader's seat opens.

use xinqiao_cases::{SafetyCopy, StepState, Trend, Wish};

use super::facts::Telling;
use crate::links;
use crate::pages::desk::cases::forms::{FormsOf, Titled};
use crate::pages::desk::cases::{Chart, Line, Measure, Section, words};
use crate::parts::Step;

/// The sections of the main column and of the side.
pub fn all(telling: &Telling<'_>, forms: &FormsOf<'_>) -> (Vec<Section>, Vec<Section>) {
    let works = telling.found.works && telling.found.open;
    let of = Sections { telling, forms, works };
    let main = [
        of.tasks(),
        of.wish(),
        of.risk(),
        of.problems(),
        of.goals(),
        of.steps(),
        of.safety(),
        of.encounters(),
        of.outcomes(),
        of.meetings(),
        of.contacts(),
    ];
    let side = [of.team(), of.end(), of.notes()];
    (main.into_iter().flatten().collect(), side.into_iter().flatten().collect())
}

struct Sections<'a> {
    telling: &'a Telling<'a>,
    forms: &'a FormsOf<'a>,
    works: bool,
}

impl Sections<'_> {
    // i18n: case-part-*
    fn section(&self, id: &'static str, lines: Vec<Line>, forms: Vec<Titled>) -> Section {
        let lang = self.telling.lang;
        Section {
            lang,
            id,
            title: lang.t(&format!("case-part-{id}")),
            lead: None,
            lines,
            measures: Vec::new(),
            none: lang.t("case-part-none"),
            link: None,
            forms,
        }
    }

    fn offered(&self, forms: impl FnOnce() -> Vec<Titled>) -> Vec<Titled> {
        if self.works { forms() } else { Vec::new() }
    }

    /// One's own steps, for those who see no plan.
    fn tasks(&self) -> Option<Section> {
        if self.telling.found.works {
            return None;
        }
        let tasks = self.telling.found.view.tasks.as_ref()?;
        let lines = tasks.iter().map(|task| Line {
            title: words::step(self.telling.lang, self.telling.rules, &task.kind),
            badge: Some(self.state(&task.state)),
            notes: vec![self.telling.lang.t1("case-until", "on", self.telling.lang.day(task.due))],
            words: vec![task.words.clone()].into_iter().filter(|words| !words.is_empty()).collect(),
        });
        let forms = if self.telling.found.open { self.forms.tasks() } else { Vec::new() };
        Some(self.section("tasks", lines.collect(), forms))
    }

    fn state(&self, state: &StepState) -> String {
        let lang = self.telling.lang;
        match state {
            StepState::Open => lang.t("case-step-open"),
            StepState::Done { on } => lang.t1("case-step-done", "on", lang.day(*on)),
            StepState::NotDone { on, .. } => lang.t1("case-step-not-done", "on", lang.day(*on)),
        }
    }

    fn wish(&self) -> Option<Section> {
        let lang = self.telling.lang;
        let notes = self.telling.found.view.notes.as_ref()?;
        let line = |title: String, on| Line { title, notes: vec![lang.day(on)], ..Line::default() };
        let lines = notes.wish.map(|wish| match wish {
            Wish::Agreed { agreement } => line(words::of(lang, "ground", agreement.ground.code()), agreement.on),
            Wish::Declined { by, on } => line(lang.t1("case-declined", "who", words::of(lang, "party", by.code())), on),
        });
        Some(self.section("wish", lines.into_iter().collect(), self.offered(|| self.forms.wish())))
    }

    fn risk(&self) -> Option<Section> {
        let (lang, rules) = (self.telling.lang, self.telling.rules);
        let view = &self.telling.found.view;
        let risk = view.risk.as_ref()?;
        let notes: Vec<String> = risk.review_on.map(|on| lang.t1("case-review-on", "on", lang.day(on))).into_iter().collect();
        let mut lines: Vec<Line> = risk
            .grade
            .map(|grade| Line { title: words::grade(lang, rules, grade), notes, ..Line::default() })
            .into_iter()
            .collect();
        let last = view.notes.as_ref().and_then(|notes| notes.reviews.last());
        lines.extend(last.map(|reviewed| {
            let review = &reviewed.review;
            let said = [
                ("case-f-inquiry", &review.inquiry),
                ("case-f-risk-factors", &review.risk_factors),
                ("case-f-protective-factors", &review.protective_factors),
            ];
            let said = said.into_iter().filter(|(_, text)| !text.is_empty());
            Line {
                title: lang.t1("case-last-review", "on", lang.day(reviewed.on)),
                badge: None,
                notes: Vec::new(),
                words: said.map(|(key, text)| lang.t2("case-said", "label", lang.t(key), "text", text)).collect(),
            }
        }));
        let mut section = self.section("risk", lines, self.offered(|| self.forms.risk()));
        section.lead = Some(lang.t("case-risk-lead"));
        Some(section)
    }

    fn problems(&self) -> Option<Section> {
        let (lang, rules) = (self.telling.lang, self.telling.rules);
        let problems = self.telling.found.view.problems.as_ref()?;
        let lines = problems.iter().map(|one| Line {
            title: words::problem(lang, rules, &one.code),
            badge: one.ended.map(|(how, _)| words::of(lang, "end", how.code())),
            notes: vec![lang.t1("case-since", "on", lang.day(one.added_on))],
            words: Vec::new(),
        });
        Some(self.section("problems", lines.collect(), self.offered(|| self.forms.problems())))
    }

    fn goals(&self) -> Option<Section> {
        let lang = self.telling.lang;
        let view = &self.telling.found.view;
        let goals = view.goals.as_ref()?;
        let lines = goals.iter().map(|one| Line {
            title: one.text.words.clone(),
            badge: one.ended.map(|(how, _)| words::of(lang, "goal-end", how.code())),
            notes: vec![lang.t1("case-until", "on", lang.day(one.text.by))],
            words: Some(lang.t1("case-seen-by", "what", &one.text.seen_by))
                .into_iter()
                .filter(|_| !one.text.seen_by.is_empty())
                .collect(),
        });
        let mut section = self.section("goals", lines.collect(), self.offered(|| self.forms.goals()));
        let agreed = view.notes.as_ref().and_then(|notes| notes.plans.last());
        section.lead = agreed
            .map(|plan| lang.t2("case-plan-agreed", "who", words::of(lang, "party", plan.with.code()), "on", lang.day(plan.on)));
        Some(section)
    }

    fn steps(&self) -> Option<Section> {
        let (lang, rules) = (self.telling.lang, self.telling.rules);
        let view = &self.telling.found.view;
        let steps = view.steps.as_ref()?;
        let said =
            |id| view.notes.iter().flat_map(|notes| &notes.steps).find(|(item, _)| *item == id).map(|(_, words)| words.clone());
        let lines = steps.iter().map(|one| {
            let who = one.seat.map_or_else(|| lang.t("case-somebody"), |seat| words::seat(lang, rules, seat));
            Line {
                title: words::step(lang, rules, &one.kind),
                badge: Some(self.state(&one.state)),
                notes: vec![lang.t2("case-owed-by", "who", who, "on", lang.day(one.due))],
                words: said(one.id).into_iter().filter(|words| !words.is_empty()).collect(),
            }
        });
        Some(self.section("steps", lines.collect(), self.offered(|| self.forms.steps())))
    }

    fn safety(&self) -> Option<Section> {
        let (lang, found) = (self.telling.lang, self.telling.found);
        let copy = found.view.safety.as_ref().or(found.view.shared_safety.as_ref());
        if copy.is_none() && !self.works {
            return None;
        }
        let forms = match found.view.notes {
            Some(_) => self.offered(|| self.forms.safety()),
            None => Vec::new(),
        };
        let mut section = self.section("safety", copy.map(|copy| self.copied(copy)).unwrap_or_default(), forms);
        let note = found.view.notes.as_ref().and_then(|notes| notes.safety.last());
        section.lines.extend(note.map(|(_, words)| Line {
            title: lang.t("case-f-staff-note"),
            words: vec![words.clone()],
            ..Line::default()
        }));
        section.lead =
            copy.map(|copy| lang.t2("plan-safety-lead", "on", lang.day(copy.agreed_on), "by", lang.day(copy.review_by)));
        section.link = copy.map(|_| Step { label: lang.t("case-safety-print"), href: links::case_safety(found.row.id) });
        Some(section)
    }

    fn copied(&self, copy: &SafetyCopy) -> Vec<Line> {
        let sections = copy.sections.iter();
        let line = |section, lines: &Vec<String>| Line {
            title: words::section(self.telling.lang, self.telling.rules, section),
            words: lines.clone(),
            ..Line::default()
        };
        sections.map(|(section, lines)| line(*section, lines)).collect()
    }

    fn encounters(&self) -> Option<Section> {
        let (lang, rules) = (self.telling.lang, self.telling.rules);
        let met = self.telling.found.view.encounters.as_ref()?;
        let lines = met.iter().rev().take(20).map(|one| Line {
            title: words::named(lang, &one.channel, rules.channel(&one.channel), |row| &row.title),
            badge: Some(words::of(lang, "reach", one.reach.code())),
            notes: std::iter::once(lang.day(one.on)).chain(one.guidance.then(|| lang.t("case-f-guidance"))).collect(),
            words: Vec::new(),
        });
        Some(self.section("encounters", lines.collect(), self.offered(|| self.forms.encounters())))
    }

    fn outcomes(&self) -> Option<Section> {
        let trends = self.telling.found.view.outcomes.as_ref()?;
        let mut section = self.section("outcomes", Vec::new(), self.offered(|| self.forms.outcomes()));
        section.lead = Some(self.telling.lang.t("case-outcomes-lead"));
        section.measures = trends.iter().map(|trend| self.measure(trend)).collect();
        Some(section)
    }

    fn measure(&self, trend: &Trend) -> Measure {
        let (lang, rules) = (self.telling.lang, self.telling.rules);
        let title = words::measure(lang, rules, &trend.measure);
        let moved = rules.trend_words(trend.movement, lang.tag()).unwrap_or_default();
        let summary = match trend.cut_off {
            Some(at) => lang.t2("case-trend-cut-off", "moved", moved, "at", words::score(at)),
            None => moved.to_owned(),
        };
        let label = lang.t2("case-chart", "title", &title, "moved", moved);
        let chart = rules.measure(&trend.measure).ok();
        Measure {
            chart: chart.and_then(|measure| Chart::of(label, measure, &trend.points, trend.cut_off)),
            rows: trend.points.iter().map(|at| (lang.day(at.on), words::score(at.score))).collect(),
            title,
            summary,
        }
    }

    fn meetings(&self) -> Option<Section> {
        let (lang, found) = (self.telling.lang, self.telling.found);
        let meetings = found.view.meetings.as_ref()?;
        let lines = meetings.iter().map(|one| {
            let state = match (one.is_cancelled, one.is_confirmed, one.is_minuted) {
                (true, ..) => "case-meeting-cancelled",
                (_, true, _) => "case-meeting-confirmed",
                (.., true) => "case-meeting-minuted",
                _ => "case-meeting-called",
            };
            let said = found.view.notes.iter().flat_map(|notes| &notes.conferences).find(|(item, ..)| *item == one.id);
            let agenda =
                said.map(|(_, agenda, _)| lang.t2("case-said", "label", lang.t("case-f-agenda"), "text", agenda.join("；")));
            let minutes = said.and_then(|(_, _, minutes)| minutes.as_ref());
            let minutes = minutes.into_iter().flat_map(|minutes| {
                std::iter::once(minutes.words.clone()).chain(minutes.decisions.iter().map(|decision| decision.words.clone()))
            });
            Line {
                title: lang.t1("case-meeting-on", "on", lang.day(one.on)),
                badge: Some(lang.t(state)),
                notes: vec![lang.t1("case-chair", "name", self.telling.name(one.chair))],
                words: agenda.into_iter().chain(minutes).collect(),
            }
        });
        let forms = if found.open { self.forms.meetings() } else { Vec::new() };
        Some(self.section("meetings", lines.collect(), forms))
    }

    fn contacts(&self) -> Option<Section> {
        let lang = self.telling.lang;
        let contacts = self.telling.found.view.contacts.as_ref()?;
        let lines = contacts.iter().map(|one| Line {
            title: lang.t2("owner-choice", "name", &one.name, "role", &one.relation),
            badge: None,
            notes: vec![one.phone.clone(), words::of(lang, "telling", one.may_be_told.code())]
                .into_iter()
                .filter(|note| !note.is_empty())
                .collect(),
            words: Vec::new(),
        });
        Some(self.section("contacts", lines.collect(), self.offered(|| self.forms.contacts())))
    }

    fn team(&self) -> Option<Section> {
        let (lang, rules, found) = (self.telling.lang, self.telling.rules, self.telling.found);
        let team = found.view.team.as_ref()?;
        let responsible =
            Line { title: found.row.responsible_name.clone(), notes: vec![lang.t("case-responsible-seat")], ..Line::default() };
        let mates = team.iter().map(|mate| {
            let account = mate.account.map(|account| self.telling.name(account));
            let name = account.or_else(|| mate.name.clone()).unwrap_or_else(|| lang.t("case-somebody"));
            Line { title: name, notes: vec![words::seat(lang, rules, mate.seat)], ..Line::default() }
        });
        let lines = std::iter::once(responsible).chain(mates).collect();
        let forms = if found.open { self.forms.team() } else { Vec::new() };
        let mut section = self.section("team", lines, forms);
        let transfer = found.view.notes.as_ref().and_then(|notes| notes.transfer.as_ref());
        section.lead = transfer.map(|transfer| {
            lang.t2("case-transfer-waits", "name", self.telling.name(transfer.to.account), "on", lang.day(transfer.answer_by))
        });
        Some(section)
    }

    fn end(&self) -> Option<Section> {
        let (lang, rules, found) = (self.telling.lang, self.telling.rules, self.telling.found);
        let notes = found.view.notes.as_ref()?;
        let proposal = notes.proposal.as_ref().map(|one| {
            let title = words::named(lang, &one.outcome, rules.outcome(&one.outcome), |row| &row.title);
            let waits = lang.t2("case-close-waits", "name", self.telling.name(one.asked), "on", lang.day(one.answer_by));
            (title, one.continues.clone(), vec![lang.t1("case-proposed-by", "name", self.telling.name(one.by)), waits])
        });
        let closed = notes.closed.as_ref().map(|one| {
            let title = words::named(lang, &one.outcome, rules.outcome(&one.outcome), |row| &row.title);
            let by =
                lang.t2("case-closed-by", "one", self.telling.name(one.proposed_by), "two", self.telling.name(one.approved_by));
            (title, one.continues.clone(), vec![lang.day(one.on), by])
        });
        let lines = proposal.or(closed).map(|(title, continues, notes)| Line {
            title,
            badge: None,
            notes,
            words: Some(lang.t1("case-continues", "what", &continues)).into_iter().filter(|_| !continues.is_empty()).collect(),
        });
        let mut section = self.section("end", lines.into_iter().collect(), self.forms.end());
        section.none = lang.t("case-end-none");
        Some(section)
    }

    fn notes(&self) -> Option<Section> {
        self.telling.found.works.then(|| {
            let mut section = self.section("notes", Vec::new(), self.forms.notes());
            section.none = self.telling.lang.t("case-notes-none");
            section
        })
    }
}
