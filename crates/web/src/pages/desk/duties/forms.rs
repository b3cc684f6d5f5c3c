//! The forms of the next steps. Which are offered follows from where the duty stands; the rules decide again when one is posted.

use jiff::civil::Date;
use xinqiao_duties::impact::{Conclusion, Question};
use xinqiao_duties::incident::{Authority, Missing};
use xinqiao_duties::report::{Means, Recipient};
use xinqiao_duties::{Duty, Kind, Rules, approval, impact, incident, report};
use xinqiao_kernel::id::{DutyEntryId, DutyId};

use super::new::incident_entries;
use super::words;
use crate::i18n::Lang;
use crate::pages::desk::address;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::Choice;

/// What every form of a duty knows.
pub struct FormOf<'a> {
    pub lang: Lang,
    pub id: DutyId,
    pub today: Date,
    pub rules: &'a Rules,
    /// A fresh id for each form.
    pub entry: &'a dyn Fn() -> DutyEntryId,
    /// Did the caller write what somebody else has to decide?
    pub own: bool,
}

/// A form with its title.
type Titled = (String, PostForm);

impl FormOf<'_> {
    /// The forms of a duty, what is owed first.
    pub fn all(&self, duty: &Duty) -> Vec<Titled> {
        if duty.has_ended() {
            return Vec::new();
        }
        match duty {
            Duty::Incident(incident) => self.incident(incident),
            Duty::Impact(impact) => self.impact(impact),
            Duty::MinorReport(report) => self.report(report),
            Duty::MinorAccess(approval) => self.approval(approval),
        }
    }

    fn form(&self, kind: Kind, step: &'static str) -> PostForm {
        PostForm::new(step, address::duty_step(kind, self.id, step), words::to_do(self.lang, kind, step))
            .with_hidden("entry", (self.entry)().to_string())
    }

    fn titled(&self, kind: Kind, step: &'static str, with: impl FnOnce(PostForm) -> PostForm) -> Titled {
        (words::to_do(self.lang, kind, step), with(self.form(kind, step)))
    }

    fn note(&self, form: PostForm, label: &str, required: bool) -> PostForm {
        let entry = Entry::new(form.name, "note", self.lang.t(label), EntryKind::Lines);
        let entry = if required { entry.required() } else { entry };
        form.with_entry(entry)
    }

    fn people(&self, form: PostForm, people: u32) -> PostForm {
        let mut entry = Entry::new(form.name, "people", self.lang.t("duty-people-told"), EntryKind::Line("number")).required();
        entry.value = people.to_string();
        form.with_entry(entry)
    }

    fn select(&self, form: PostForm, field: &'static str, label: &str, choices: Vec<Choice>) -> PostForm {
        let entry = Entry::new(form.name, field, self.lang.t(label), EntryKind::Select(choices)).required();
        form.with_entry(entry)
    }

    fn day(&self, form: PostForm, label: &str, proposed: Date) -> PostForm {
        let mut entry = Entry::new(form.name, "until", self.lang.t(label), EntryKind::Line("date")).required();
        entry.value = proposed.to_string();
        form.with_entry(entry)
    }

    fn incident(&self, incident: &incident::Incident) -> Vec<Titled> {
        let kind = Kind::Incident;
        let missing = incident.missing();
        let mut forms = Vec::new();
        if missing.contains(&Missing::Remedy) {
            forms.push(self.titled(kind, "remedied", |form| self.note(form, "duty-note-remedy", true)));
        }
        if missing.is_empty() {
            forms.push(self.titled(kind, "closed", |form| form.primary()));
        }
        forms.push(self.titled(kind, "authority_told", |form| {
            let choices = Authority::ALL.iter().map(|one| Choice::new(one.code(), words::authority(self.lang, *one))).collect();
            let form = self.select(form, "authority", "duty-authority", choices);
            let reference = Entry::new(form.name, "reference", self.lang.t("duty-reference"), EntryKind::Line("text"));
            self.note(form.with_entry(reference), "duty-note-optional", false)
        }));
        forms
            .push(self.titled(kind, "persons_told", |form| self.note(self.people(form, incident.people), "duty-note-how", true)));
        if incident.minors {
            forms.push(
                self.titled(kind, "guardians_told", |form| self.note(self.people(form, incident.people), "duty-note-how", true)),
            );
        }
        if incident.remedied && !incident.ordered && !incident.not_told && !incident.persons_told {
            forms.push(self.titled(kind, "not_told", |form| self.note(form, "duty-note-why", true)));
        }
        forms.push(self.titled(kind, "ordered", |form| self.note(form, "duty-note-optional", false)));
        forms.push(self.titled(kind, "reassessed", |form| {
            let mut form = incident_entries(self.lang, form.name, form, false);
            let chosen: Vec<_> = incident.information.iter().map(|one| ("choices", one.code())).collect();
            let people = incident.people.to_string();
            let rest = [("cause", incident.cause.code()), ("people", people.as_str())];
            form = form.filled(chosen.into_iter().chain(rest).chain(incident.minors.then_some(("minors", "yes"))));
            self.note(form, "duty-note-otherwise", true)
        }));
        forms
    }

    fn impact(&self, impact: &impact::Impact) -> Vec<Titled> {
        let kind = Kind::Impact;
        let mut forms = Vec::new();
        if impact.is_proposed() && !self.own {
            forms.push(
                self.titled(kind, "approved", |form| {
                    self.day(form.primary(), "duty-review-on", self.rules.review_by(self.today))
                }),
            );
            forms.push(self.titled(kind, "sent_back", |form| self.note(form, "duty-note-why", true)));
        }
        let missing = impact.missing();
        forms.push(self.titled(kind, "answered", |form| {
            let chosen = missing.first().copied();
            let choice =
                |one: &Question| Choice::new(one.code(), words::question(self.lang, *one)).chosen_if(chosen == Some(*one));
            let form = self.select(form, "question", "duty-question", Question::ALL.iter().map(choice).collect());
            self.note(form, "duty-note-answer", true)
        }));
        if missing.is_empty() {
            forms.push(self.titled(kind, "concluded", |form| {
                let pick = |one: &Conclusion| Pick::new(one.code(), words::conclusion(self.lang, *one));
                let picks = EntryKind::Radios(Conclusion::ALL.iter().map(pick).collect());
                let entry = Entry::new(form.name, "conclusion", self.lang.t("duty-conclusion"), picks).required();
                self.note(form.with_entry(entry), "duty-note-why", true)
            }));
        }
        forms.push(self.titled(kind, "ended", |form| self.note(form, "duty-note-why", true)));
        forms
    }

    fn report(&self, report: &report::Report) -> Vec<Titled> {
        let kind = Kind::MinorReport;
        let missing = report.missing();
        let recipients = |chosen: Option<Recipient>, only: &dyn Fn(Recipient) -> bool| -> Vec<Choice> {
            let known = Recipient::ALL.iter().copied().filter(|one| only(*one));
            known.map(|one| Choice::new(one.code(), words::recipient(self.lang, one)).chosen_if(chosen == Some(one))).collect()
        };
        let mut forms = Vec::new();
        if missing.is_empty() {
            forms.push(self.titled(kind, "closed", |form| form.primary()));
        }
        forms.push(self.titled(kind, "told", |form| {
            let form = self.select(form, "recipient", "duty-recipient", recipients(missing.first().copied(), &|_| true));
            let means = Means::ALL.iter().map(|one| Choice::new(one.code(), words::means(self.lang, *one))).collect();
            let form = self.select(form, "means", "duty-means", means);
            let receipt = Entry::new(form.name, "receipt", self.lang.t("duty-receipt"), EntryKind::Line("text"))
                .with_hint(self.lang.t("duty-receipt-hint"));
            let form = self.note(form.with_entry(receipt), "duty-note-optional", false);
            if missing.is_empty() { form } else { form.primary() }
        }));
        if !report.told.is_empty() {
            forms.push(self.titled(kind, "answered", |form| {
                let told = |one: Recipient| report.told.iter().any(|(known, _)| *known == one);
                self.note(self.select(form, "recipient", "duty-recipient", recipients(None, &told)), "duty-note-answer", true)
            }));
        }
        forms.push(self.titled(kind, "supplemented", |form| self.note(form, "duty-note-more", true)));
        forms
    }

    fn approval(&self, approval: &approval::Approval) -> Vec<Titled> {
        let kind = Kind::MinorAccess;
        match approval.is_asked() {
            true if self.own => Vec::new(),
            true => vec![
                self.titled(kind, "granted", |form| {
                    self.day(form.primary(), "duty-until", self.rules.last_day_of_access(self.today))
                }),
                self.titled(kind, "refused", |form| self.note(form, "duty-note-why", true)),
            ],
            false => vec![self.titled(kind, "ended", |form| self.note(form, "duty-note-optional", false))],
        }
    }
}
