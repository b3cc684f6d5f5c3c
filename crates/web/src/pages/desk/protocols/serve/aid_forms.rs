//! The forms of an aid file, one for each thing that may be done now; opening it comes first.

use xinqiao_app::protocols::{AidVerb, AidView};
use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::victim_aid::{Answer, Step};
use xinqiao_referrals::{AidId, Rules};

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::protocols::words;
use crate::parts::Choice;

/// What the forms are made of.
struct Made<'a> {
    lang: Lang,
    rules: &'a Rules,
    me: AccountId,
    found: &'a AidView,
}

pub(super) fn forms(lang: Lang, rules: &Rules, id: AidId, me: AccountId, found: &AidView) -> Vec<(String, PostForm)> {
    let made = Made { lang, rules, me, found };
    let step = found.step.to_string();
    let mut all = Vec::new();
    for verb in &found.verbs {
        let name = verb.code();
        let title = words::aid_do(lang, name);
        let form = PostForm::new(name, links::aid_step(id, name), &title).with_hidden("step-id", step.clone());
        let form = if all.is_empty() { form.primary() } else { form };
        all.push((title, made.entries(*verb, name, form)));
    }
    if found.is_named {
        let title = lang.t("aid-do-open");
        let purpose = Entry::new("open", "note", lang.t("aid-purpose"), EntryKind::Lines).required();
        let form = PostForm::new("open", links::aid_open(id), &title)
            .with_hidden("step-id", step)
            .with_intro(lang.t("aid-open-intro"))
            .with_entry(purpose);
        // after the first thing to do
        all.insert(all.len().min(1), (title, form));
    }
    all
}

impl Made<'_> {
    fn entries(&self, verb: AidVerb, name: &'static str, form: PostForm) -> PostForm {
        let lang = self.lang;
        let lines = |label: &str| Entry::new(name, "note", lang.t(label), EntryKind::Lines).required();
        let note = Entry::new(name, "note", lang.t("aid-note"), EntryKind::Lines);
        let reference = || Entry::new(name, "reference", lang.t("aid-reference"), EntryKind::Line("text")).required();
        let login = || Entry::new(name, "login", lang.t("aid-login"), EntryKind::Line("text")).required();
        match verb {
            AidVerb::Done => form
                .with_intro(lang.t("aid-done-intro"))
                .with_entry(self.steps(name, |step| step != Step::Inquiry))
                .with_entry(note),
            AidVerb::Inquire => {
                let marks = ["recorded", "adult"].map(|one| Pick::new(one, lang.t(&format!("aid-inquiry-{one}"))));
                form.with_intro(lang.t("aid-inquire-intro"))
                    .with_entry(reference().with_hint(lang.t("aid-reference-hint")))
                    .with_entry(Entry::new(name, "marks", lang.t("aid-inquiry"), EntryKind::Checks(marks.into())))
                    .with_entry(note)
            }
            AidVerb::Assign => form
                .with_intro(lang.t("aid-assign-intro"))
                .with_entry(self.steps(name, |_| true))
                .with_entry(login().with_hint(lang.t("aid-assign-hint"))),
            AidVerb::AskWaiver => {
                let reasons = self.rules.raw().victim_aid.waivers.iter();
                let reasons = reasons.map(|one| Choice::new(one.code.as_str(), words::title(lang, &one.title))).collect();
                form.with_intro(lang.t("aid-waive-intro"))
                    .with_entry(self.steps(name, |step| step != Step::Report))
                    .with_entry(Entry::new(name, "choice", lang.t("referral-reason"), EntryKind::Select(reasons)).required())
                    .with_entry(lines("green-why"))
            }
            AidVerb::AgreeWaiver => {
                let asked = |step: Step| self.found.aid.waiver_asked(step).is_some_and(|asked| asked.by != self.me);
                let said = self.found.waiver_words.iter().filter(|(step, _)| asked(*step));
                let form = said.fold(form.with_intro(lang.t("aid-agree-intro")), |form, (step, words)| {
                    let step = words::aid_stage(lang, self.rules, step.code());
                    form.with_intro(lang.t2("aid-said", "what", step, "words", words))
                });
                form.with_entry(self.steps(name, asked))
            }
            AidVerb::AskFurther => form.with_intro(lang.t("aid-ask-further-intro")).with_entry(lines("aid-further-why")),
            AidVerb::ApproveFurther => {
                let said = self.found.further_words.clone().unwrap_or_default();
                let said = lang.t2("aid-said", "what", lang.t("aid-stage-further"), "words", said);
                form.with_intro(lang.t("aid-approve-intro")).with_intro(said).with_entry(note)
            }
            AidVerb::RefuseFurther => form.with_entry(lines("green-why")),
            AidVerb::AnswerFurther => form.with_intro(lang.t("aid-answer-intro")).with_entry(reference()),
            AidVerb::Service => self.service(name, form),
            AidVerb::Name => form
                .with_intro(lang.t("aid-name-intro"))
                .with_entry(login().with_hint(lang.t("aid-assign-hint")))
                .with_entry(lines("green-why")),
            AidVerb::Unname => {
                let keeper = self.found.aid.keeper().account;
                let named = self.found.aid.named().iter().filter(|account| **account != keeper);
                let choices = named
                    .map(|account| Choice::new(account.to_string(), self.found.names.get(account).cloned().unwrap_or_default()));
                let who = Entry::new(name, "account", lang.t("aid-who"), EntryKind::Select(choices.collect())).required();
                form.with_entry(who).with_entry(lines("green-why"))
            }
            AidVerb::Keep => form
                .with_intro(lang.t("aid-keep-intro"))
                .with_entry(login().with_hint(lang.t("aid-assign-hint")))
                .with_entry(lines("green-why")),
            AidVerb::TakeOver => form.with_intro(lang.t("aid-take-over-intro")).with_entry(lines("green-why")),
        }
    }

    fn service(&self, name: &'static str, form: PostForm) -> PostForm {
        let lang = self.lang;
        let services = self.rules.raw().victim_aid.services.iter();
        let services = services.map(|one| Choice::new(one.code.as_str(), words::title(lang, &one.title))).collect();
        let answers = Answer::ALL.iter().map(|one| Pick::new(one.code(), words::answer(lang, one.code()))).collect();
        form.with_intro(lang.t("aid-service-intro"))
            .with_entry(Entry::new(name, "service", lang.t("aid-service"), EntryKind::Select(services)).required())
            .with_entry(Entry::new(name, "choice", lang.t("aid-answer"), EntryKind::Radios(answers)).required())
    }

    fn steps(&self, name: &'static str, fits: impl Fn(Step) -> bool) -> Entry {
        let steps = self.found.steps.iter().filter(|step| fits(**step));
        let choices = steps.map(|step| Choice::new(step.code(), words::aid_stage(self.lang, self.rules, step.code()))).collect();
        Entry::new(name, "step", self.lang.t("aid-step"), EntryKind::Select(choices)).required()
    }
}
