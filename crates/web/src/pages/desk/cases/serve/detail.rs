//! One case.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::casework::CaseDetail;
use xinqiao_cases::Rules;
use xinqiao_kernel::id::CaseId;

use super::facts::Telling;
use super::sections;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::cases::forms::FormsOf;
use crate::pages::desk::cases::{CasePage, CaseView, Lacking, Owed, SafetyPage, Section, words};
use crate::pages::desk::parts::Record;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::{Fields, asking, described, person_card};
use crate::parts::{Alert, AlertTone, Step};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// A form that did not go through: the verb, what was posted, why.
pub struct Retry<'a> {
    pub verb: &'a str,
    pub fields: &'a Fields,
    pub why: &'a AppError,
}

/// What was just done.
#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CaseId>,
    Query(query): Query<Done>,
) -> Result<Response, Fault> {
    Ok(show(&build(&site, &visitor, id, query.done.as_deref(), None).await?))
}

/// The page of a case.
pub async fn build(
    site: &Site,
    visitor: &Visitor,
    id: CaseId,
    done: Option<&str>,
    retry: Option<Retry<'_>>,
) -> Result<CasePage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.case(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.case_rules().map_err(|fault| visitor.fault(fault))?;
    let Parts { mut main, mut side, lead, lacking, owed, record } = parts(site, lang, rules, &found);
    let mut told = done.map(|_| Alert::new(AlertTone::Info, lang.t("case-done")));
    if let Some(retry) = retry {
        let mut shown = false;
        for (_, form) in main.iter_mut().chain(side.iter_mut()).flat_map(|section| section.forms.iter_mut()) {
            if form.name == retry.verb {
                *form = words::with_faults(lang, form.clone().filled(retry.fields.pairs()), retry.why);
                shown = true;
            }
        }
        told = Some(again(lang, &retry, shown));
    }
    let person = person_card(site, visitor, found.person.as_ref(), &found.row.place, None).await?;
    let mut person = asking(lang, person, found.needs_approval);
    if found.person.is_some() && person.ask.is_none() {
        person.ask = Some(Step { label: lang.t("case-to-file"), href: links::person(found.row.person) });
    }
    let view = CaseView {
        id,
        number: found.row.number.clone(),
        name: found.person.as_ref().map_or_else(|| found.row.name.clone(), |person| described(site, lang, person)),
        status: found.view.progress.as_ref().map(|progress| words::of(lang, "status", progress.status.code())),
        lead,
        told,
        lacking,
        owed,
        person,
        main,
        side,
        record,
    };
    Ok(CasePage::new(shell(site, visitor, caller, Area::Cases, None).await?, view))
}

/// What the page says of a case.
struct Parts {
    main: Vec<Section>,
    side: Vec<Section>,
    lead: String,
    lacking: Vec<Lacking>,
    owed: Vec<Owed>,
    record: Option<Record>,
}

fn parts(site: &Site, lang: Lang, rules: &Rules, found: &CaseDetail) -> Parts {
    let fresh = || site.app.fresh_case_event();
    let forms = FormsOf { lang, rules, found, fresh: &fresh };
    let telling = Telling { site, lang, rules, found };
    let (main, side) = sections::all(&telling, &forms);
    let (lead, lacking) = (telling.lead(), telling.lacking());
    Parts { main, side, lead, lacking, owed: telling.owed(), record: telling.record() }
}

/// Why the last try did not go through, and what was written where no form is left that could hold it.
fn again(lang: Lang, retry: &Retry<'_>, shown: bool) -> Alert {
    let text = match retry.why {
        AppError::Conflict { code } => lang.t(&format!("conflict-{}", code.replace('_', "-"))),
        _ => lang.t("case-not-saved"),
    };
    let kept = (!shown).then(|| retry.fields.note()).flatten();
    let text = match kept {
        Some(note) => [text, lang.t1("conflict-your-note", "note", note)].join(" "),
        None => text,
    };
    Alert::new(AlertTone::Caution, text)
}

/// The safety plan alone, for print.
pub async fn safety(State(site): State<Site>, visitor: Visitor, Path(id): Path<CaseId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found: CaseDetail = site.app.case(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.case_rules().map_err(|fault| visitor.fault(fault))?;
    let copy = found.view.safety.as_ref().or(found.view.shared_safety.as_ref());
    let sections = copy.into_iter().flat_map(|copy| &copy.sections);
    let sections = sections.map(|(section, lines)| (words::section(lang, rules, *section), lines.clone()));
    let lead = copy.map(|copy| lang.t2("plan-safety-lead", "on", lang.date(copy.agreed_on), "by", lang.date(copy.review_by)));
    Ok(show(&SafetyPage {
        shell: shell(&site, &visitor, caller, Area::Cases, None).await?,
        id,
        number: found.row.number.clone(),
        lead: lead.unwrap_or_default(),
        sections: sections.collect(),
    }))
}
