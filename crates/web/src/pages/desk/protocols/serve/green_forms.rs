//! The forms of a green channel, one for each thing that may be done now.

use xinqiao_app::protocols::{GreenVerb, GreenView};
use xinqiao_app::warnings::Candidate;
use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::green_channel::{Review, Treatment};
use xinqiao_referrals::rules::Title;
use xinqiao_referrals::{ChannelId, Code, Rules};

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::protocols::words;
use crate::pages::desk::referrals::words::state;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::owners;
use crate::parts::Choice;
use crate::site::Site;

/// What the forms are made of.
struct Made<'a> {
    site: &'a Site,
    lang: Lang,
    rules: &'a Rules,
    me: AccountId,
    found: &'a GreenView,
}

pub(super) fn forms(
    site: &Site,
    lang: Lang,
    rules: &Rules,
    id: ChannelId,
    me: AccountId,
    found: &GreenView,
) -> Vec<(String, PostForm)> {
    let made = Made { site, lang, rules, me, found };
    let mut all = Vec::new();
    for verb in &found.verbs {
        let name = verb.code();
        let title = words::green_do(lang, name);
        let form = PostForm::new(name, links::green_step(id, name), &title).with_hidden("step", found.step.to_string());
        let form = if all.is_empty() { form.primary() } else { form };
        all.push((title, made.entries(*verb, name, form)));
    }
    all
}

impl Made<'_> {
    fn entries(&self, verb: GreenVerb, name: &'static str, form: PostForm) -> PostForm {
        let lang = self.lang;
        let note = |label: &str| Entry::new(name, "note", lang.t(label), EntryKind::Lines);
        match verb {
            GreenVerb::Meet => form
                .with_intro(lang.t("green-meet-intro"))
                .with_entry(Entry::new(name, "present", lang.t("green-present"), EntryKind::Checks(self.team())).required())
                .with_entry(note("green-note")),
            GreenVerb::Inform => form.with_intro(lang.t("green-inform-intro")).with_entry(note("green-note")),
            GreenVerb::AskLeaveOut => {
                let reasons = self.rules.raw().green_channel.not_told.iter().map(|one| (&one.code, &one.title));
                form.with_intro(lang.t("green-leave-out-intro"))
                    .with_entry(self.select(name, "choice", "referral-reason", reasons))
                    .with_entry(note("green-why").required())
            }
            GreenVerb::AgreeLeaveOut => form.with_intro(lang.t("green-agree-intro")),
            GreenVerb::Cite => {
                let tie = |tie: &xinqiao_app::protocols::Tie| {
                    let sent = lang.t2("green-tie", "name", &tie.receiver, "at", moment(self.site, lang, tie.sent_at));
                    Choice::new(tie.id.to_string(), format!("{sent} · {}", state(lang, &tie.state)))
                };
                let ties = self.found.ties.iter().map(tie).collect();
                form.with_intro(lang.t("green-cite-intro"))
                    .with_entry(Entry::new(name, "referral", lang.t("green-tied"), EntryKind::Select(ties)).required())
            }
            GreenVerb::Slot => form
                .with_intro(lang.t("green-slot-intro"))
                .with_entry(Entry::new(name, "at", lang.t("green-slot"), EntryKind::Line("datetime-local")).required()),
            GreenVerb::Treat => {
                let states = Treatment::ALL.iter().map(|one| Pick::new(one.code(), words::treatment(lang, one.code())));
                form.with_intro(lang.t("green-treat-intro")).with_entry(
                    Entry::new(name, "choice", lang.t("green-treatment"), EntryKind::Radios(states.collect())).required(),
                )
            }
            GreenVerb::FeedBack => form.with_intro(lang.t("green-feed-back-intro")),
            GreenVerb::Plan => self.plan(name, form),
            GreenVerb::Review => {
                let ways = Review::ALL.iter().map(|one| Pick::new(one.code(), words::review(lang, one.code())));
                form.with_entry(Entry::new(name, "choice", lang.t("green-how"), EntryKind::Radios(ways.collect())).required())
                    .with_entry(note("green-note"))
            }
            GreenVerb::Lead => form.with_intro(lang.t("green-lead-intro")),
            GreenVerb::Stop => form.with_intro(lang.t("green-stop-intro")).with_entry(note("green-why").required()),
        }
    }

    fn plan(&self, name: &'static str, form: PostForm) -> PostForm {
        let lang = self.lang;
        let green = &self.rules.raw().green_channel;
        let conditions = green.conditions.iter().map(|one| Pick::new(one.code.as_str(), words::title(lang, &one.title)));
        let sentence = |code: &Code| {
            let title = self.rules.wording(code.as_str()).map(|one| words::title(lang, &one.title));
            Pick::new(code.as_str(), title.unwrap_or_else(|| code.to_string()))
        };
        let sentences = green.teacher_wordings.iter().map(sentence).collect();
        let day = |entry: &'static str, label: &str| Entry::new(name, entry, lang.t(label), EntryKind::Line("date")).required();
        let here: Vec<Candidate> = self.found.team.iter().filter(|one| one.place == self.found.row.place).cloned().collect();
        let people = EntryKind::Select(owners(lang, &here, self.me, Some(self.me)));
        let mut support = Entry::new(name, "support", lang.t("green-support"), people);
        let mut form = form.with_intro(lang.t("green-plan-intro")).with_entry(day("back_on", "green-back-on")).with_entry(
            Entry::new(name, "conditions", lang.t("green-conditions"), EntryKind::Checks(conditions.collect())).required(),
        );
        support.required = true;
        form = form
            .with_entry(support)
            .with_entry(Entry::new(name, "teacher", lang.t("green-teacher"), EntryKind::Radios(sentences)).required())
            .with_entry(day("review_on", "green-review-on"));
        let Some(plan) = self.found.channel.plan() else { return form };
        // a plan that changes begins with the one in force
        let (back, review) = (plan.back_on.to_string(), plan.review_on.to_string());
        let (support, teacher) = (plan.support.to_string(), plan.teacher_wording.as_str());
        let values = [("back_on", back.as_str()), ("review_on", &review), ("support", &support), ("teacher", teacher)];
        form.filled(values.into_iter().chain(plan.conditions.iter().map(|code| ("conditions", code.as_str()))))
    }

    fn team(&self) -> Vec<Pick> {
        let people = owners(self.lang, &self.found.team, self.me, None);
        people.into_iter().map(|one| Pick::new(one.value, one.label)).collect()
    }

    fn select<'a>(
        &self,
        name: &'static str,
        entry: &'static str,
        label: &str,
        list: impl Iterator<Item = (&'a Code, &'a Title)>,
    ) -> Entry {
        let choices = list.map(|(code, title)| Choice::new(code.as_str(), words::title(self.lang, title))).collect();
        Entry::new(name, entry, self.lang.t(label), EntryKind::Select(choices)).required()
    }
}
