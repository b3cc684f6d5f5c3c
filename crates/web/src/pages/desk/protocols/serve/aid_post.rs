//! The next step of an aid file, and opening it.

use axum::extract::{Form, Path, State};
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_app::protocols::{AidMove, AidStep, AidVerb, OpenedFile, Word};
use xinqiao_referrals::victim_aid::{Inquiry, Step, What};
use xinqiao_referrals::{AidId, Rules};

use super::aid::build;
use super::green_post::{mend, refusal};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::protocols::{AidFilePage, AidFileView, words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::{Timeline, TimelineEntry, Tone};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(AidId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let done = match read(&verb, &fields) {
        Ok(input) => site.app.aid_step(caller, id, &input).await,
        // whom it does not concern learns nothing of what a form lacks
        Err(why) => site.app.aid(caller, id).await.and(Err(why)),
    };
    match done {
        // a keeper who handed the file over, an owner whose step is done: it concerns them no longer
        Ok(()) if site.app.aid(caller, id).await.is_err() => Ok(go(&links::aids())),
        Ok(()) => Ok(go(&with(&links::aid(id), "done", &verb))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => again(&site, &visitor, id, &verb, &fields, why).await,
        Err(other) => Err(visitor.fault(other)),
    }
}

/// Shows the file once, after the opening was kept.
pub async fn open(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<AidId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let opened = match fields.parsed("step-id") {
        Some(step) => site.app.open_aid_file(caller, id, step, fields.note()).await,
        None => site.app.aid(caller, id).await.and(Err(AppError::field("form", "fault-referral-form", ""))),
    };
    match opened {
        Ok(file) => {
            let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
            let view = opened_view(&site, lang, rules, id, &file);
            Ok(show(&AidFilePage { shell: shell(&site, &visitor, caller, Area::Referrals, None).await?, view }))
        }
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => again(&site, &visitor, id, "open", &fields, why).await,
        Err(other) => Err(visitor.fault(other)),
    }
}

async fn again(site: &Site, visitor: &Visitor, id: AidId, verb: &str, fields: &Fields, why: AppError) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let (status, fault) = refusal(lang, &why);
    Ok(show_with(status, &build(site, visitor, id, fault, |forms| mend(lang, forms, verb, fields, &why)).await?))
}

fn opened_view(site: &Site, lang: Lang, rules: &Rules, id: AidId, file: &OpenedFile) -> AidFileView {
    let mut contents = Vec::new();
    if let Some(inquiry) = &file.contents.inquiry {
        let yes = |yes: bool| lang.t(if yes { "aid-yes" } else { "aid-no" });
        contents.push((lang.t("aid-reference"), inquiry.reference.clone()));
        contents.push((lang.t("aid-inquiry-recorded"), yes(inquiry.recorded)));
        contents.push((lang.t("aid-inquiry-adult"), yes(inquiry.adult_present)));
    }
    contents.extend(file.contents.further.iter().map(|reference| (lang.t("aid-further-reference"), reference.clone())));
    let entry = |word: &Word| {
        let by = word.by.as_ref().map(|name| lang.t1("referral-by", "name", name));
        TimelineEntry {
            title: words::aid_did(lang, word.what.word()),
            time: moment(site, lang, word.at),
            lines: about(&word.what)
                .map(|step| words::aid_stage(lang, rules, step.code()))
                .into_iter()
                .chain(word.note.clone())
                .chain(by)
                .collect(),
            icon: "check",
            tone: Tone::Plain,
        }
    };
    AidFileView {
        back: (lang.t("aid-back"), links::aid(id)),
        contents,
        words: Timeline { entries: file.words.iter().map(entry).collect() },
        openings: file.openings.iter().map(|(by, at, purpose)| (by.clone(), moment(site, lang, *at), purpose.clone())).collect(),
    }
}

/// The step that an entry is about.
const fn about(what: &What) -> Option<Step> {
    match what {
        What::Assigned { step, .. } | What::Done { step, .. } | What::WaiverAsked { step, .. } | What::Waived { step } => {
            Some(*step)
        }
        _ => None,
    }
}

fn read(verb: &str, fields: &Fields) -> Result<AidStep, AppError> {
    let id = fields.parsed("step-id").ok_or_else(|| AppError::field("form", "fault-referral-form", ""))?;
    let unfit = |field: &'static str| AppError::field(field, "fault-referral-choice", fields.text(field));
    let step = || fields.parsed("step").ok_or_else(|| unfit("step"));
    let code = || fields.parsed("choice").ok_or_else(|| unfit("choice"));
    let (login, reference) = (fields.text("login").to_owned(), fields.text("reference").to_owned());
    let verb: AidVerb = verb.parse().map_err(|_| AppError::NotFound)?;
    let step = match verb {
        AidVerb::Done => AidMove::Done { step: step()? },
        AidVerb::Inquire => {
            let marked = |mark: &str| fields.all("marks").any(|one| one == mark);
            AidMove::Inquire(Inquiry { reference, recorded: marked("recorded"), adult_present: marked("adult") })
        }
        AidVerb::Assign => AidMove::Assign { step: step()?, login },
        AidVerb::AskWaiver => AidMove::AskWaiver { step: step()?, reason: code()? },
        AidVerb::AgreeWaiver => AidMove::AgreeWaiver { step: step()? },
        AidVerb::AskFurther => AidMove::AskFurther,
        AidVerb::ApproveFurther => AidMove::ApproveFurther,
        AidVerb::RefuseFurther => AidMove::RefuseFurther,
        AidVerb::AnswerFurther => AidMove::AnswerFurther { reference },
        AidVerb::Service => AidMove::Service {
            service: fields.parsed("service").ok_or_else(|| unfit("service"))?,
            answer: fields.parsed("choice").ok_or_else(|| unfit("choice"))?,
        },
        AidVerb::Name => AidMove::Name { login },
        AidVerb::Unname => AidMove::Unname { account: fields.parsed("account").ok_or_else(|| unfit("account"))? },
        AidVerb::Keep => AidMove::Keep { login },
        AidVerb::TakeOver => AidMove::TakeOver,
    };
    Ok(AidStep { id, note: fields.note(), step })
}
