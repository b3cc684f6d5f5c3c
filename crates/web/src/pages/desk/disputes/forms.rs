//! The forms of the next steps. Which are offered follows from where the dispute stands; the rules decide again when one is posted.

use jiff::civil::Date;
use xinqiao_app::disputes::DisputeView;
use xinqiao_disputes::rules::{Named, RulesToml};
use xinqiao_disputes::{Danger, Guidance, Seen, Settlement, Stage, StepId};
use xinqiao_kernel::id::{AccountId, PersonId};

use super::words;
use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::serve::warning_parts::owners;
use crate::parts::Choice;

/// The fields of the answers about guidance, party by party; a dispute has at most as many parties.
pub const GUIDANCE: [&str; 20] = [
    "guidance1",
    "guidance2",
    "guidance3",
    "guidance4",
    "guidance5",
    "guidance6",
    "guidance7",
    "guidance8",
    "guidance9",
    "guidance10",
    "guidance11",
    "guidance12",
    "guidance13",
    "guidance14",
    "guidance15",
    "guidance16",
    "guidance17",
    "guidance18",
    "guidance19",
    "guidance20",
];

/// What the forms know.
pub struct Forms<'a> {
    pub lang: Lang,
    pub raw: &'a RulesToml,
    pub view: &'a DisputeView,
    pub me: AccountId,
    pub today: Date,
    pub fresh: &'a dyn Fn() -> StepId,
    /// Somebody of the index who is to become a party: id and masked name.
    pub chosen: Option<(PersonId, String)>,
}

/// A form with its title.
type Titled = (String, PostForm);

impl Forms<'_> {
    /// The forms, what is owed first.
    pub fn all(&self) -> Vec<Titled> {
        let dispute = &self.view.dispute;
        if !self.view.may_work || dispute.stage() == Stage::Closed {
            return Vec::new();
        }
        let mut forms: Vec<Titled> = Vec::new();
        forms.extend(self.chosen.as_ref().map(|(person, name)| {
            self.titled("add-person", |form| form.primary().with_intro(name.clone()).with_hidden("person", person.to_string()))
        }));
        let may_mediate = 1 < dispute.parties().len() && !dispute.problems().is_empty();
        match dispute.stage() {
            Stage::Registered if may_mediate => forms.push(self.mediate()),
            Stage::Registered | Stage::Closed => {}
            Stage::Mediating => forms.extend([self.settle(), self.mediate(), self.joint()]),
            Stage::Joint => forms.push(self.decide()),
            Stage::Watched => {
                forms.extend([self.look(), self.titled("reopen", |form| self.note(form, "dispute-note-how", true))])
            }
        }
        let add_problem = self.titled("add-problem", |form| self.choice(form, "dispute-problem", &self.raw.problems));
        let add_party = self.titled("add-party", |form| self.choice(form, "dispute-outside", &self.raw.outsides));
        if dispute.problems().is_empty() {
            forms.push(add_problem.clone());
        }
        if dispute.parties().len() < 2 {
            forms.push(add_party.clone());
        }
        forms.push(self.notice());
        forms.extend(self.resolve());
        if !dispute.problems().is_empty() {
            forms.push(add_problem);
        }
        if 1 < dispute.parties().len() {
            forms.push(add_party);
        }
        forms.push(self.titled("hand-over", |form| self.note(self.owner(form), "dispute-note", false)));
        forms
    }

    // i18n: dispute-do-*
    fn titled(&self, verb: &'static str, with: impl FnOnce(PostForm) -> PostForm) -> Titled {
        let title = self.lang.t(&format!("dispute-do-{verb}"));
        let form = PostForm::new(verb, links::dispute_step(self.view.row.id, verb), title.clone());
        (title, with(form.with_hidden("step", (self.fresh)().to_string())))
    }

    fn note(&self, form: PostForm, label: &str, required: bool) -> PostForm {
        let entry = Entry::new(form.name, "note", self.lang.t(label), EntryKind::Lines);
        let entry = if required { entry.required() } else { entry };
        form.with_entry(entry)
    }

    fn choice(&self, form: PostForm, label: &str, list: &[Named]) -> PostForm {
        let choices = list.iter().map(|one| Choice::new(one.code.as_str(), words::title(self.lang, list, &one.code))).collect();
        let entry = Entry::new(form.name, "choice", self.lang.t(label), EntryKind::Select(choices)).required();
        form.with_entry(entry)
    }

    fn picks(&self, list: &[Named]) -> EntryKind {
        EntryKind::Checks(list.iter().map(|one| Pick::new(one.code.as_str(), words::title(self.lang, list, &one.code))).collect())
    }

    fn parties(&self) -> Vec<(u8, String)> {
        self.view.parties.iter().map(|(no, party)| (*no, words::party(self.lang, self.raw, *no, party))).collect()
    }

    fn owner(&self, form: PostForm) -> PostForm {
        let present = self.view.dispute.owed().map(|open| open.owner.account);
        let others: Vec<_> = self.view.mediators.iter().filter(|one| Some(one.account) != present).cloned().collect();
        let choices = owners(self.lang, &others, self.me, None);
        let entry = Entry::new(form.name, "owner", self.lang.t("dispute-owner"), EntryKind::Select(choices)).required();
        form.with_entry(entry)
    }

    fn mediate(&self) -> Titled {
        self.titled("mediate", |form| {
            let mut on = Entry::new(form.name, "on", self.lang.t("dispute-on"), EntryKind::Line("date")).required();
            on.value = self.today.to_string();
            let name = form.name;
            let form = form.primary().with_intro(self.lang.t("dispute-mediate-intro")).with_entry(on);
            let form = self.parties().into_iter().zip(GUIDANCE).fold(form, |form, ((_, party), field)| {
                let answers =
                    Guidance::ALL.iter().map(|one| Choice::new(one.code(), words::word(self.lang, "guidance", one.code())));
                let label = self.lang.t1("dispute-guidance-of", "party", party);
                form.with_entry(Entry::new(name, field, label, EntryKind::Select(answers.collect())).required())
            });
            self.note(form, "dispute-note-session", false)
        })
    }

    fn settle(&self) -> Titled {
        self.titled("settle", |form| {
            // a measure is the joint group's
            let ways = Settlement::ALL.iter().filter(|one| **one != Settlement::Measure);
            let ways = ways.map(|one| Pick::new(one.code(), words::word(self.lang, "settlement", one.code()))).collect();
            let agreed = self.parties().into_iter().map(|(no, party)| Pick { chosen: true, ..Pick::new(no.to_string(), party) });
            let name = form.name;
            let form = form
                .primary()
                .with_entry(Entry::new(name, "settlement", self.lang.t("dispute-settlement"), EntryKind::Radios(ways)).required())
                .with_entry(
                    Entry::new(name, "agreed", self.lang.t("dispute-agreed"), EntryKind::Checks(agreed.collect()))
                        .with_hint(self.lang.t("dispute-agreed-hint")),
                )
                .with_entry(Entry::new(name, "until", self.lang.t("dispute-until"), EntryKind::Line("date")));
            self.note(form, "dispute-note-agreed", false)
        })
    }

    fn joint(&self) -> Titled {
        self.titled("joint-group", |form| {
            let departments =
                Entry::new(form.name, "choice", self.lang.t("dispute-departments"), self.picks(&self.raw.departments));
            let form = self.owner(form.with_entry(departments.with_hint(self.lang.t("dispute-departments-hint"))));
            self.note(form, "dispute-note-why", true)
        })
    }

    fn decide(&self) -> Titled {
        self.titled("decide", |form| {
            let again = Pick::new("mediate_again", self.lang.t("dispute-decide-again"));
            let ways = Settlement::ALL.iter().map(|one| Pick::new(one.code(), words::word(self.lang, "settlement", one.code())));
            let picks = EntryKind::Radios(std::iter::once(again).chain(ways).collect());
            let entry = Entry::new(form.name, "decision", self.lang.t("dispute-decision"), picks).required();
            self.note(form.primary().with_entry(entry), "dispute-note-decided", true)
        })
    }

    fn look(&self) -> Titled {
        self.titled("look", |form| {
            let seen = Seen::ALL.iter().map(|one| Pick::new(one.code(), words::word(self.lang, "seen", one.code()))).collect();
            let name = form.name;
            let form = form
                .primary()
                .with_entry(
                    Entry::new(name, "seen", self.lang.t("dispute-seen"), EntryKind::Checks(seen))
                        .with_hint(self.lang.t("dispute-seen-hint")),
                )
                .with_entry(Entry::new(name, "choice", self.lang.t("dispute-services"), self.picks(&self.raw.services)));
            self.note(form, "dispute-note", false)
        })
    }

    fn notice(&self) -> Titled {
        self.titled("notice", |form| {
            let parties = self.parties().into_iter().map(|(no, party)| Choice::new(no.to_string(), party)).collect();
            let dangers = Danger::ALL.iter().map(|one| Choice::new(one.code(), words::word(self.lang, "danger", one.code())));
            let name = form.name;
            let form = form
                .with_intro(self.lang.t("dispute-notice-intro"))
                .with_entry(Entry::new(name, "party", self.lang.t("dispute-whom"), EntryKind::Select(parties)).required())
                .with_entry(
                    Entry::new(name, "danger", self.lang.t("dispute-danger"), EntryKind::Select(dangers.collect())).required(),
                );
            self.note(form, "dispute-note-danger", true)
        })
    }

    fn resolve(&self) -> Option<Titled> {
        let open = self.view.dispute.problems().iter().enumerate().filter(|(_, problem)| !problem.resolved);
        let choices: Vec<Choice> = open
            .map(|(at, problem)| Choice::new(at.to_string(), words::title(self.lang, &self.raw.problems, &problem.code)))
            .collect();
        (!choices.is_empty()).then(|| {
            self.titled("resolve", |form| {
                let entry =
                    Entry::new(form.name, "choice", self.lang.t("dispute-problem"), EntryKind::Select(choices)).required();
                form.with_entry(entry)
            })
        })
    }
}
