//! Handlers of guardians.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_access::{Age, Purpose};
use xinqiao_app::consent::{Binding, GuardianIs, GuardianRow};
use xinqiao_app::{AppError, FieldFault, Person};
use xinqiao_consent::{Proof, Relation};
use xinqiao_kernel::id::{GuardianshipId, PersonId};

use super::guardians::{BondLine, GuardiansPage, GuardiansView, bind, find, proof, relation};
use super::serve::hit;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::{Fields, described, fault_words};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// People to choose from; whoever looks for more types more.
const FOUND: usize = 10;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// Who is guardian of a person.
pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(ward): Path<PersonId>,
    Query(asked): Query<Done>,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let mut view = view(&site, &visitor, ward, "").await?;
    // i18n: guardian-done-*
    let known = ["bound", "ended"].contains(&asked.done.as_str());
    view.done = known.then(|| lang.t(&format!("guardian-done-{}", asked.done)));
    let shell = shell(&site, &visitor, visitor.signed_in()?, Area::People, None).await?;
    Ok(show(&GuardiansPage::new(shell, view)))
}

async fn view(site: &Site, visitor: &Visitor, ward: PersonId, typed: &str) -> Result<GuardiansView, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.guardians(caller, ward).await.map_err(|fault| visitor.fault(fault))?;
    Ok(GuardiansView {
        ward: described(site, lang, &found.ward),
        back: links::person(ward),
        lines: found.rows.iter().map(|row| line(lang, ward, row)).collect(),
        find: find(lang, links::guardians(ward), typed),
        bind: None,
        nobody: false,
        done: None,
    })
}

fn line(lang: Lang, ward: PersonId, row: &GuardianRow) -> BondLine {
    let from = lang.date(row.bond.from);
    BondLine {
        name: if row.name.is_empty() { lang.t("person-erased") } else { row.name.clone() },
        relation: relation(lang, &row.bond.relation),
        proof: proof(lang, &row.bond.proof),
        days: match row.bond.until {
            Some(until) => lang.t2("guardian-days", "from", from, "until", lang.date(until)),
            None => lang.t1("guardian-days-open", "from", from),
        },
        end: row.is_in_force.then(|| links::guardian_end(ward, row.bond.id)),
    }
}

/// Looks for somebody, or binds them.
pub async fn post(
    State(site): State<Site>,
    visitor: Visitor,
    Path(ward): Path<PersonId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let typed = fields.text("q");
    let mut view = view(&site, &visitor, ward, typed).await?;
    let form = choices(&site, &visitor, ward, typed, &mut view).await?;
    let mut status = StatusCode::OK;
    if fields.text("step") == "bind" {
        let bound = match parsed(ward, &fields) {
            Ok(binding) => site.app.bind_guardian(caller, &binding).await.map(drop),
            Err(why) => Err(why),
        };
        match bound {
            Ok(()) => return Ok(go(&with(&links::guardians(ward), "done", "bound"))),
            Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
                status = StatusCode::UNPROCESSABLE_ENTITY;
                view.bind = form.map(|form| fault_words(visitor.preferences.lang, form.filled(fields.pairs()), &why));
            }
            Err(fault) => return Err(visitor.fault(fault)),
        }
    } else {
        view.bind = form;
        if view.find.has_error() {
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
    }
    let shell = shell(&site, &visitor, caller, Area::People, None).await?;
    Ok(show_with(status, &GuardiansPage::new(shell, view)))
}

/// The form with those who fit what was typed; what is wrong with it stands at the search.
async fn choices(
    site: &Site,
    visitor: &Visitor,
    ward: PersonId,
    typed: &str,
    view: &mut GuardiansView,
) -> Result<Option<PostForm>, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = match site.app.search_people(caller, typed, Purpose::Service).await {
        Ok(found) => found,
        Err(why @ AppError::Invalid(_)) => {
            view.find = fault_words(lang, view.find.clone(), &why);
            return Ok(None);
        }
        Err(fault) => return Err(visitor.fault(fault)),
    };
    let (mut hits, mut ids) = (Vec::new(), Vec::new());
    let today = site.app.day(site.app.now());
    let may_be = |person: &Person| person.id != ward && Age::of(person.birth_on, today) != Age::Minor;
    for (person, _) in found.people.iter().filter(|(person, _)| may_be(person)).take(FOUND) {
        hits.push(hit(site, visitor, person, Purpose::Service).await?);
        ids.push(person.id.to_string());
    }
    view.nobody = hits.is_empty();
    Ok((!hits.is_empty()).then(|| bind(lang, links::guardians(ward), typed, &hits, &ids)))
}

/// What was chosen. Errors: `Invalid` on what is no choice of the form.
// i18n: fault-guardian-who fault-guardian-login fault-guardian-account fault-guardian-self fault-guardian-relation fault-guardian-proof
// i18n: fault-guardian-adult fault-guardian-minor fault-guardian-until conflict-bound-already
fn parsed(ward: PersonId, fields: &Fields) -> Result<Binding, AppError> {
    let guardian: Option<PersonId> = fields.parsed("guardian");
    let relation: Option<Relation> = fields.parsed("relation");
    let proof: Option<Proof> = fields.parsed("proof");
    let until = fields.text("until");
    let last = fields.parsed("until");
    let mut faults = Vec::new();
    let mut wrong = |field: &'static str, expected: &'static str, is_wrong: bool| {
        if is_wrong {
            faults.push(FieldFault { field, expected, found: fields.text(field).to_owned() });
        }
    };
    wrong("guardian", "fault-guardian-who", guardian.is_none());
    wrong("relation", "fault-guardian-relation", relation.is_none());
    wrong("proof", "fault-guardian-proof", proof.is_none());
    wrong("until", "fault-guardian-until", !until.is_empty() && last.is_none());
    match (guardian, relation, proof) {
        (Some(guardian), Some(relation), Some(proof)) if faults.is_empty() => {
            Ok(Binding { guardian: GuardianIs::Person(guardian), ward, relation, proof, until: last })
        }
        _ => Err(AppError::Invalid(faults)),
    }
}

/// Ends a guardianship.
pub async fn end(
    State(site): State<Site>,
    visitor: Visitor,
    Path((ward, bond)): Path<(PersonId, GuardianshipId)>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match site.app.end_guardian(caller, ward, bond).await {
        // ended twice, it has ended
        Ok(()) | Err(AppError::Conflict { .. }) => Ok(go(&with(&links::guardians(ward), "done", "ended"))),
        Err(fault) => Err(visitor.fault(fault)),
    }
}
