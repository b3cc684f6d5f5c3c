//! How far somebody is with a test: in the database for whoever has an account, in a cookie of the browser for everybody else.

use axum::response::Response;
use xinqiao_access::Action;
use xinqiao_app::drafts::{AnswerDraft, Change, DraftOf};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::CampaignId;

use super::answers::{Taking, asked_cookie, person};
use crate::draft::{DAYS, Draft, draft_cookie};
use crate::fault::Fault;
use crate::page::{go, with_cookie};
use crate::site::Site;
use crate::visitor::Visitor;

/// How far a visitor is with a test.
pub enum Begun {
    /// not begun
    No,
    /// begun in this browser, or taken up in it
    Here { draft: Draft, in_database: bool },
    /// begun on another device of the person
    Elsewhere(AnswerDraft),
}

/// The caller whose unfinished answers the database keeps.
pub fn keeper<'a>(site: &Site, visitor: &'a Visitor) -> Option<&'a Caller> {
    let today = site.app.day(site.app.now());
    visitor.caller.as_ref().filter(|caller| caller.person().is_some() && caller.actor().may(Action::AnswerSelf, today))
}

/// How far the visitor is, by the name of the cookie and that of somebody who began before signing in.
pub async fn begun(
    site: &Site,
    visitor: &Visitor,
    of: &DraftOf,
    names: (&str, Option<&str>),
    items: usize,
) -> Result<Begun, Fault> {
    let in_cookie = || {
        let own = Draft::read(&visitor.cookies, names.0, items);
        // somebody who began without an account and signed in on the way goes on
        own.or_else(|| Draft::read(&visitor.cookies, names.1?, items))
    };
    if let Some(caller) = keeper(site, visitor) {
        let kept = site.app.draft(caller, of).await.map_err(|fault| visitor.fault(fault))?;
        if let Some(kept) = kept {
            let is_here = visitor.cookies.get(names.0).is_some_and(|mark| mark.value() == kept.key);
            return Ok(if is_here { Begun::Here { draft: of_kept(&kept), in_database: true } } else { Begun::Elsewhere(kept) });
        }
    }
    Ok(in_cookie().map_or(Begun::No, |draft| Begun::Here { draft, in_database: false }))
}

/// A kept draft as the pages handle it.
pub fn of_kept(kept: &AnswerDraft) -> Draft {
    Draft {
        key: kept.key.clone(),
        campaign: kept.of.campaign,
        kept: None,
        began: Some(kept.begun_at),
        seconds: None,
        answers: kept.answers.clone(),
        form: kept.form,
    }
}

/// Keeps answers: in the database for whoever has an account; the cookie follows with [`with_draft`].
///
/// Errors: a redirect to the two choices when the person has begun the test again on another device.
pub async fn keep(
    site: &Site,
    visitor: &Visitor,
    taking: &Taking<'_>,
    draft: Draft,
    changes: &[Change],
) -> Result<Result<Draft, Response>, Fault> {
    let mut draft = draft;
    for (index, value) in changes {
        if let Some(slot) = draft.answers.get_mut(*index) {
            *slot = *value;
        }
    }
    let Some(caller) = keeper(site, visitor) else { return Ok(Ok(draft)) };
    // what was answered before signing in comes along
    let all: Vec<Change> =
        if taking.is_in_database() { changes.to_vec() } else { draft.answers.iter().copied().enumerate().collect() };
    let of = taking.of();
    let known = taking.draft().filter(|_| taking.is_in_database()).map_or(TestForm::Fixed, |draft| draft.form);
    let kept = match known == draft.form {
        true => site.app.keep_answers(caller, &of, &draft.key, &all).await,
        false => match site.app.choose_form(caller, &of, &draft.key, draft.form).await {
            Ok(_) => site.app.keep_answers(caller, &of, &draft.key, &all).await,
            Err(fault) => Err(fault),
        },
    };
    match kept {
        Ok(kept) => Ok(Ok(of_kept(&kept))),
        Err(AppError::Conflict { code }) if code == "draft_other" => Ok(Err(go(&taking.take_up()))),
        Err(fault) => Err(visitor.fault(fault)),
    }
}

/// An answer that keeps the draft in the visitor's browser, or says there that it is this browser's.
pub fn with_draft(site: &Site, visitor: &Visitor, taking: &Taking<'_>, response: Response, draft: &Draft) -> Response {
    let value = if keeper(site, visitor).is_some() { draft.key.clone() } else { draft.text() };
    let kept = with_cookie(response, taking.cookie(), &value, &site.cookie_rules(DAYS * 86_400));
    match taking.cookie_before_signing_in() {
        Some(before) => with_cookie(kept, &before, "", &site.cookie_rules(0)),
        None => kept,
    }
}

/// The draft is over: gone from the database and from the browser.
pub async fn without_draft(site: &Site, visitor: &Visitor, taking: &Taking<'_>, response: Response) -> Result<Response, Fault> {
    if let Some(caller) = keeper(site, visitor) {
        site.app.drop_draft(caller, &taking.of()).await.map_err(|fault| visitor.fault(fault))?;
    }
    let gone = with_cookie(response, taking.cookie(), "", &site.cookie_rules(0));
    Ok(match taking.cookie_before_signing_in() {
        Some(before) => with_cookie(gone, &before, "", &site.cookie_rules(0)),
        None => gone,
    })
}

/// What a visitor has begun, for lists.
pub struct AllBegun<'a> {
    visitor: &'a Visitor,
    kept: Vec<AnswerDraft>,
}

impl<'a> AllBegun<'a> {
    /// Reads what the database keeps of the visitor.
    pub async fn of(site: &Site, visitor: &'a Visitor) -> Result<Self, Fault> {
        let kept = match keeper(site, visitor) {
            Some(caller) => site.app.drafts(caller).await.map_err(|fault| visitor.fault(fault))?,
            None => Vec::new(),
        };
        Ok(Self { visitor, kept })
    }

    /// The draft of a test by its code, version and number of items.
    pub fn draft(&self, campaign: Option<CampaignId>, (code, version, items): (&str, &str, usize)) -> Option<Draft> {
        let is_it = |one: &&AnswerDraft| one.of.campaign == campaign && one.of.instrument == code && one.of.version == version;
        if let Some(kept) = self.kept.iter().find(is_it) {
            return Some(of_kept(kept));
        }
        let person = person(self.visitor);
        let name = match (campaign, person) {
            (Some(id), Some(person)) => asked_cookie(id, person),
            (Some(_), None) => return None,
            (None, person) => draft_cookie(code, person),
        };
        Draft::read(&self.visitor.cookies, &name, items)
    }
}
