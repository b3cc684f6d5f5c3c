//! Saying who the person of a signal is that came with a description only.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_access::Purpose;
use xinqiao_app::AppError;
use xinqiao_app::intake::Identity;
use xinqiao_app::warnings::SignalDetail;
use xinqiao_kernel::id::{PersonId, SignalId};
use xinqiao_kernel::person::masked_phone;

use super::signal::{Retry, signal_page};
use super::warning_parts::{Fields, fault_words};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::people::serve_hit;
use crate::pages::desk::report::{described, description};
use crate::pages::desk::signal::WhoView;
use crate::site::Site;
use crate::visitor::Visitor;

/// People whom the page offers.
const HITS: usize = 10;

/// Looks for people and shows them on the page of the signal.
pub async fn search(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<SignalId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let retry = Retry::asked("who-search", &fields);
    let (status, page) = signal_page(&site, &visitor, id, Some(retry)).await?;
    Ok(show_with(status, &page))
}

/// Takes somebody of the index, or completes the record of the description.
pub async fn identify(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<SignalId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let known: Option<PersonId> = fields.parsed("person");
    let identity = match known {
        Some(person) => Ok(Identity::Known(person)),
        None => described(&fields).map(Identity::New),
    };
    let outcome = match identity {
        Ok(identity) => site.app.identify(caller, id, &identity).await,
        Err(why) => Err(why),
    };
    match outcome {
        Ok(_) => Ok(go(&with(&links::signal(id), "done", "identified"))),
        Err(why) => {
            let status = match &why {
                AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                AppError::Conflict { .. } => StatusCode::CONFLICT,
                _ => return Err(visitor.fault(why)),
            };
            let form = if known.is_some() { "who-search" } else { "who" };
            let (_, page) = signal_page(&site, &visitor, id, Some(Retry { form, fields: &fields, why: Some(why) })).await?;
            Ok(show_with(status, &page))
        }
    }
}

/// The forms that say who it is, with what somebody typed before; and whether the search could not be used.
pub(super) async fn who(
    site: &Site,
    visitor: &Visitor,
    detail: &SignalDetail,
    retry: Option<&Retry<'_>>,
) -> Result<Option<(WhoView, bool)>, Fault> {
    if !detail.may_identify {
        return Ok(None);
    }
    let caller = visitor.signed_in()?;
    let (lang, id) = (visitor.preferences.lang, detail.row.id);
    let typed = Entry::new("who-search", "q", lang.t("people-typed"), EntryKind::Line("search")).required();
    let mut search = PostForm::new("who-search", links::signal_search(id), lang.t("people-do")).with_entry(typed);
    let mut complete = description(lang, "who", PostForm::new("who", links::signal_identify(id), lang.t("who-complete")), &[]);
    let said = detail.handed_in.as_ref().and_then(|said| said.described.as_ref());
    if let Some(said) = said {
        let filled = [
            ("name", said.name.clone()),
            ("sex", said.sex.map(|sex| sex.code().to_owned())),
            ("birth_on", said.birth_on.map(|day| day.to_string())),
            ("phone", said.phone.clone()),
        ];
        let filled: Vec<(&str, String)> = filled.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        complete = complete.filled(filled.iter().map(|(name, value)| (*name, value.as_str())));
    }
    let mut hits = None;
    let mut is_wrong = false;
    match retry {
        Some(Retry { form: "who-search", fields, why }) => {
            search = search.filled(fields.pairs());
            if let Some(why) = why {
                search = fault_words(lang, search, why);
            } else {
                let purpose = site.app.search_purposes(caller).first().copied().unwrap_or(Purpose::Service);
                match site.app.search_people(caller, fields.text("q"), purpose).await {
                    Ok(found) => {
                        let mut offered = Vec::new();
                        for (person, _) in found.people.iter().filter(|(person, _)| person.id != detail.row.person).take(HITS) {
                            offered.push((serve_hit(site, visitor, person, purpose).await?, person.id));
                        }
                        hits = Some(offered);
                    }
                    Err(why @ AppError::Invalid(_)) => {
                        is_wrong = true;
                        search = fault_words(lang, search, &why);
                    }
                    Err(other) => return Err(visitor.fault(other)),
                }
            }
        }
        Some(Retry { form: "who", fields, why: Some(why) }) => complete = fault_words(lang, complete.filled(fields.pairs()), why),
        _ => {}
    }
    let described = said.map(|said| {
        let sex = said.sex.map(|sex| lang.t(if sex == xinqiao_kernel::Sex::Female { "sex-female" } else { "sex-male" }));
        let phone = said.phone.as_deref().map(masked_phone);
        let birth = said.birth_on.map(|day| lang.date(day));
        [said.name.clone(), sex, birth, phone].into_iter().flatten().collect()
    });
    Ok(Some((WhoView { described: described.unwrap_or_default(), search, hits, complete }, is_wrong)))
}
