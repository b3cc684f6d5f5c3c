//! The forms of the next steps. Which are offered follows from where the reception stands; the rules decide again when one is posted.

use xinqiao_app::receptions::ReceptionView;
use xinqiao_disputes::reception::{Debt, End, State};
use xinqiao_disputes::rules::RulesToml;
use xinqiao_disputes::{Danger, StepId};
use xinqiao_kernel::id::PersonId;

use super::words;
use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::Choice;

/// What the forms know.
pub struct Forms<'a> {
    pub lang: Lang,
    pub raw: &'a RulesToml,
    pub view: &'a ReceptionView,
    pub fresh: &'a dyn Fn() -> StepId,
    /// Who says yes: id and masked name.
    pub chosen: Option<(PersonId, String)>,
}

/// A form with its title.
type Titled = (String, PostForm);

impl Forms<'_> {
    /// The forms, what is owed first.
    pub fn all(&self) -> Vec<Titled> {
        let reception = &self.view.reception;
        if !self.view.may_work {
            return Vec::new();
        }
        let waits = reception.owed().any(|(debt, _)| debt == Debt::Expert);
        let mut forms: Vec<Titled> = Vec::new();
        if waits {
            forms.push(self.titled("expert-came", PostForm::primary));
        }
        let may_record = reception.record().is_none();
        match reception.state() {
            State::Received(_) => forms.push(self.offer()),
            State::Offered(_) => {
                forms.extend(self.chosen.as_ref().map(|(person, name)| self.accept(*person, name)));
                forms.push(self.titled("decline", |form| form.with_intro(self.lang.t("reception-decline-intro"))));
                forms.push(self.titled("later", |form| form.with_intro(self.lang.t("reception-later-intro"))));
            }
            State::Accepted(_) => {
                forms.push(self.guide());
                forms.extend(may_record.then(|| self.keep_record()));
            }
            State::Ended(End::Guided) => forms.extend(may_record.then(|| self.keep_record())),
            State::Ended(_) => {}
        }
        if !waits && !reception.has_ended() {
            forms.push(self.call());
        }
        forms
    }

    // i18n: reception-do-*
    fn titled(&self, verb: &'static str, with: impl FnOnce(PostForm) -> PostForm) -> Titled {
        let title = self.lang.t(&format!("reception-do-{verb}"));
        let form = PostForm::new(verb, links::reception_step(self.view.row.id, verb), title.clone());
        (title, with(form.with_hidden("step", (self.fresh)().to_string())))
    }

    fn note(&self, form: PostForm, label: &str, required: bool) -> PostForm {
        let entry = Entry::new(form.name, "note", self.lang.t(label), EntryKind::Lines);
        form.with_entry(if required { entry.required() } else { entry })
    }

    /// That they said yes, ticked by whoever heard it.
    fn agreed(&self, form: PostForm, label: &str) -> PostForm {
        let picks = vec![Pick::new("yes", self.lang.t(label))];
        let name = form.name;
        form.with_entry(Entry::new(name, "agreed", self.lang.t("reception-agreed"), EntryKind::Checks(picks)).required())
    }

    fn offer(&self) -> Titled {
        self.titled("offer", |form| {
            let services = self.raw.services.iter();
            let picks =
                services.map(|one| Pick::new(one.code.as_str(), words::service(self.lang, self.raw, &one.code))).collect();
            let name = form.name;
            form.primary()
                .with_intro(self.lang.t("reception-offer-intro"))
                .with_entry(Entry::new(name, "choice", self.lang.t("reception-services"), EntryKind::Checks(picks)).required())
        })
    }

    fn accept(&self, person: PersonId, name: &str) -> Titled {
        self.titled("accept", |form| {
            let form = form.primary().with_intro(name.to_owned()).with_hidden("person", person.to_string());
            self.agreed(form, "reception-agreed-help")
        })
    }

    fn guide(&self) -> Titled {
        self.titled("guide", |form| {
            let ways = vec![
                Pick { chosen: true, ..Pick::new("no", self.lang.t("reception-another-no")) },
                Pick::new("yes", self.lang.t("reception-another-yes")),
            ];
            let name = form.name;
            let form = form.primary().with_entry(
                Entry::new(name, "another", self.lang.t("reception-another-ask"), EntryKind::Radios(ways)).required(),
            );
            match self.view.reception.record() {
                Some(_) => self.note(form, "reception-note-record", false),
                None => form.with_intro(self.lang.t("reception-no-record-intro")),
            }
        })
    }

    fn keep_record(&self) -> Titled {
        self.titled("keep-record", |form| {
            let form = self.agreed(form.with_intro(self.lang.t("reception-record-intro")), "reception-agreed-record");
            self.note(form, "reception-note-record", false)
        })
    }

    fn call(&self) -> Titled {
        self.titled("call-expert", |form| {
            let dangers = Danger::ALL.iter().map(|one| Choice::new(one.code(), words::danger(self.lang, one.code()))).collect();
            let name = form.name;
            let form = form
                .with_intro(self.lang.t("reception-call-intro"))
                .with_entry(Entry::new(name, "danger", self.lang.t("reception-danger"), EntryKind::Select(dangers)).required());
            self.note(form, "reception-note-danger", true)
        })
    }
}
