//! The forms of what changes a warning beside its steps, as far as the caller may use them.

use xinqiao_app::Caller;
use xinqiao_app::warnings::{Candidate, Verb, WarningDetail};
use xinqiao_kernel::id::AccountId;
use xinqiao_warnings::event::What;
use xinqiao_warnings::{Answer, Clock, Reopening};

use super::super::rules_text::{Words, drawn, own_words};
use super::super::warning_parts::owners;
use super::{at, form_of};
use crate::i18n::Lang;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::signal::LevelOffer;
use crate::pages::desk::warning::{
    Duplicate, accept_form, answer_form, lower_form, merge_form, object_form, offer_form, pass_on_form, reopen_form,
    second_answer_form, sign_lower_form,
};
use crate::parts::Choice;
use crate::site::Site;

/// Where a form stands: among those of the present step, or folded under a title.
pub enum Placed {
    Now(PostForm),
    More(String, PostForm),
}

/// The form of a verb beside the steps; none where nobody could be chosen.
pub fn form(site: &Site, lang: Lang, caller: &Caller, words: &Words<'_>, detail: &WarningDetail, verb: Verb) -> Option<Placed> {
    let of = form_of(site, lang, detail);
    let more = |title: &str, form| Some(Placed::More(lang.t(title), form));
    match verb {
        Verb::Lower => {
            let (level, reviews) = detail.lower.as_ref()?;
            let offer = LevelOffer {
                level: drawn(*level),
                own: own_words(site, caller).map(|own| own.of(drawn(*level)).to_owned()),
                limits: String::new(),
                needs_two: false,
                chosen: true,
            };
            more("more-lower", lower_form(of, offer, reviews))
        }
        Verb::SignLower => Some(Placed::Now(sign_lower_form(of, lowered(lang, detail)))),
        Verb::Offer => {
            let others = others_than(detail, detail.row.state.owed.as_ref().map(|(owner, _, _)| *owner));
            if others.is_empty() {
                None
            } else {
                more("more-offer", offer_form(of, owners(lang, &others, caller.account(), None)))
            }
        }
        Verb::Accept => {
            let until = detail.warning.offer().map(|offer| at(site, lang, offer.open.due_at)).unwrap_or_default();
            let by = said_by(detail, |what| matches!(what, What::Offered { .. })).unwrap_or_default();
            Some(Placed::Now(accept_form(of, lang.t2("accept-text", "name", by, "at", until))))
        }
        Verb::PassOn => {
            let clocks = clocks(site, lang, words, detail);
            let owners = owners(lang, &detail.candidates, caller.account(), None);
            if clocks.is_empty() { None } else { more("more-pass-on", pass_on_form(of, clocks, owners)) }
        }
        Verb::Merge => {
            let others = detail.others.iter().map(|one| Duplicate {
                id: one.id,
                number: one.number.clone(),
                level: drawn(one.level),
                step: one.step.parse().map(|step| words.step(step)).unwrap_or_default(),
            });
            more("more-merge", merge_form(of, &others.collect::<Vec<_>>()))
        }
        Verb::Reopen => {
            // i18n: reopening-*
            let reason =
                |one: &Reopening| Choice::new(one.code(), lang.t(&format!("reopening-{}", one.code().replace('_', "-"))));
            let who = owners(lang, &detail.candidates, caller.account(), Some(caller.account()));
            more("more-reopen", reopen_form(of, Reopening::ALL.iter().map(reason).collect(), who))
        }
        Verb::Object => more("more-object", object_form(of)),
        Verb::Answer => {
            // i18n: answer-explained answer-upheld
            let word = |one: &Answer| Choice::new(one.code(), lang.t(&format!("answer-{}", one.code())));
            Some(Placed::Now(answer_form(of, objected(site, lang, detail), Answer::ALL.iter().map(word).collect())))
        }
        Verb::SecondAnswer => {
            let mut said = objected(site, lang, detail);
            let by = said_by(detail, |what| matches!(what, What::ObjectionAnswered { .. })).unwrap_or_default();
            said.push(lang.t1("second-answer-by", "name", by));
            Some(Placed::Now(second_answer_form(of, said)))
        }
        _ => None,
    }
}

fn others_than(detail: &WarningDetail, but: Option<AccountId>) -> Vec<Candidate> {
    detail.candidates.iter().filter(|one| Some(one.account) != but).cloned().collect()
}

/// What is owed beside the step, by whom until when.
fn clocks(site: &Site, lang: Lang, words: &Words<'_>, detail: &WarningDetail) -> Vec<Choice> {
    let name = |account| detail.candidates.iter().find(|one| one.account == account).map(|one| one.name.clone());
    let clocks = Clock::ALL.iter().filter(|clock| !matches!(clock, Clock::Step | Clock::Accept));
    clocks
        .filter_map(|clock| {
            let owed = detail.warning.clock(*clock)?;
            let due = lang.t1("plan-due", "at", at(site, lang, owed.open.due_at));
            let who = name(owed.open.owner.account).unwrap_or_default();
            let label = [words.step(owed.step), who, due].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            Some(Choice::new(clock.code(), label.join(&lang.t("join-comma"))))
        })
        .collect()
}

/// Who did the last event of a kind.
fn said_by(detail: &WarningDetail, of: impl Fn(&What) -> bool) -> Option<String> {
    detail.timeline.iter().rev().find(|entry| of(&entry.what)).and_then(|entry| entry.by.clone())
}

/// Who proposes which milder level.
fn lowered(lang: Lang, detail: &WarningDetail) -> String {
    let Some(proposal) = detail.warning.downgrade() else { return String::new() };
    let by = said_by(detail, |what| matches!(what, What::LowerProposed { .. })).unwrap_or_default();
    let (level, count) = (drawn(proposal.level).name(lang), proposal.cited.len().to_string());
    lang.t3("lower-proposed-by", [("name", &by), ("level", &level), ("count", &count)])
}

/// What the person said, and until when they wait.
fn objected(site: &Site, lang: Lang, detail: &WarningDetail) -> Vec<String> {
    let Some(objection) = detail.warning.objection() else { return Vec::new() };
    let words = detail.timeline.iter().rev().find(|entry| matches!(entry.what, What::Objected { .. }));
    let words = words.and_then(|entry| entry.note.clone()).flatten();
    let mut said = vec![lang.t2("objected-at", "at", at(site, lang, objection.at), "due", at(site, lang, objection.open.due_at))];
    said.extend(words.map(|words| lang.t1("objected-words", "words", words)));
    said
}
