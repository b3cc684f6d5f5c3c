//! The list, a new questionnaire, one from a file.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::questionnaires::{Begun, Imported, LARGEST};
use xinqiao_app::{AppError, FieldFault};

use super::told::stage;
use crate::fault::Fault;
use crate::handed::{Handed, Unread};
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::questionnaires::{QuestionnaireNewPage, QuestionnaireRow, QuestionnairesPage, begin_form, import_form};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn page(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.questionnaires(caller).await.map_err(|fault| visitor.fault(fault))?;
    let rows = found.lines.into_iter().map(|one| QuestionnaireRow {
        href: links::questionnaire(one.line.id),
        stage: stage(lang, &one.line.stage, one.is_expired),
        changed: moment(&site, lang, one.line.edited_at),
        version: one.line.number.to_string(),
        name: one.line.name,
        code: one.line.questionnaire.code,
        place: one.place,
    });
    let rows = rows.collect();
    let shell = shell(&site, &visitor, caller, Area::Campaigns, None).await?;
    Ok(show(&QuestionnairesPage::new(shell, rows, found.may_build)))
}

pub async fn new(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    Ok(show(&new_page(&site, &visitor, |forms| forms, Vec::new()).await?))
}

async fn new_page(
    site: &Site,
    visitor: &Visitor,
    again: impl FnOnce((PostForm, PostForm)) -> (PostForm, PostForm),
    refused: Vec<String>,
) -> Result<QuestionnaireNewPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let places = site.app.questionnaire_places(caller).await.map_err(|fault| visitor.fault(fault))?;
    let choices: Vec<Choice> = places.iter().map(|place| Choice::new(place.path.as_str(), place.name.clone())).collect();
    let (begin, import) = again((begin_form(lang, choices.clone()), import_form(lang, choices)));
    let shell = shell(site, visitor, caller, Area::Campaigns, None).await?;
    Ok(QuestionnaireNewPage::new(shell, begin, import, refused))
}

pub async fn begin(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let begun = begun(|name| fields.text(name));
    let made = match begun {
        Ok(begun) => site.app.begin_questionnaire(caller, &begun).await,
        Err(why) => match site.app.questionnaire_places(caller).await {
            Ok(_) => Err(why),
            Err(denied) => Err(denied),
        },
    };
    let why = match made {
        Ok(id) => return Ok(go(&links::questionnaire(id))),
        Err(AppError::Invalid(faults)) => faults,
        Err(other) => return Err(visitor.fault(other)),
    };
    let lang = visitor.preferences.lang;
    let again = |(form, import): (PostForm, PostForm)| {
        let form = form.filled(fields.pairs());
        (why.iter().fold(form, |form, fault| form.with_error(fault.field, lang.t(fault.expected))), import)
    };
    Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&site, &visitor, again, Vec::new()).await?))
}

fn begun<'a>(text: impl Fn(&'a str) -> &'a str) -> Result<Begun, AppError> {
    let place = text("place").parse().ok().filter(|_| !text("place").is_empty());
    let place = place.ok_or_else(|| AppError::field("place", "fault-place", text("place")))?;
    Ok(Begun { place, code: text("code").to_owned(), name: text("name").to_owned() })
}

pub async fn import(
    State(site): State<Site>,
    visitor: Visitor,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    // who may not build hands nothing in
    site.app.questionnaire_places(caller).await.map_err(|fault| visitor.fault(fault))?;
    let handed = match body {
        Ok(body) => Handed::read(body, LARGEST).await,
        Err(_) => Err(Unread::Broken),
    };
    let file = |expected| vec![FieldFault { field: "file", expected, found: String::new() }];
    let (handed, why, refused) = match handed {
        Ok(handed) if handed.is_too_large => (handed, file("fault-questionnaire-large"), Vec::new()),
        Ok(handed) => {
            let text = String::from_utf8_lossy(&handed.bytes).into_owned();
            let made = match begun(|name| handed.text(name)) {
                Ok(begun) => site.app.import_questionnaire(caller, &begun, &text).await,
                Err(why) => Err(why),
            };
            match made {
                Ok(Imported::Begun { id, notes }) => {
                    return Ok(go(&with(&links::questionnaire(id), "left", notes.len())));
                }
                Ok(Imported::Refused(lines)) => (handed, Vec::new(), lines),
                Err(AppError::Invalid(faults)) => (handed, faults, Vec::new()),
                Err(other) => return Err(visitor.fault(other)),
            }
        }
        Err(Unread::TooLarge) => (Handed::default(), file("fault-questionnaire-large"), Vec::new()),
        Err(Unread::Broken) => (Handed::default(), file("fault-questionnaire-file"), Vec::new()),
    };
    let lang = visitor.preferences.lang;
    let again = |(begin, form): (PostForm, PostForm)| {
        let form = form.filled(handed.typed.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        (begin, why.iter().fold(form, |form, fault| form.with_error(fault.field, lang.t(fault.expected))))
    };
    Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&site, &visitor, again, refused).await?))
}
