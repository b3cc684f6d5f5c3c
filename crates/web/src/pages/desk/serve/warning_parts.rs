//! What the pages of signals and warnings share: posted fields, the card of the person, owners to choose from, faults in words.

use std::str::FromStr;

use serde::Deserialize;
use xinqiao_app::warnings::{Candidate, WarningDetail};
use xinqiao_app::{AppError, Person};
use xinqiao_duties::Kind;
use xinqiao_kernel::Sex;
use xinqiao_kernel::id::{AccountId, PersonId, WarningId};
use xinqiao_kernel::person::age_on;
use xinqiao_kernel::place::PlacePath;

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::pages::desk::address::{duty_new, with};
use crate::pages::desk::parts::{Fact, PersonCard, PostForm, SealedField};
use crate::parts::{Choice, Step};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// Longest note, in characters.
const LONGEST_NOTE: usize = 4_000;

/// Posted fields in order; a name may occur several times.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields that were not posted: what an address says.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// The first value of a field, trimmed; empty when it was not posted.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// All values of a field, trimmed.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// The first value, parsed; none when it was not posted or is not of that kind.
    pub fn parsed<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }

    /// The free words, if there are any.
    pub fn note(&self) -> Option<String> {
        let text: String = self.text("note").chars().take(LONGEST_NOTE).collect();
        (!text.is_empty()).then_some(text)
    }

    /// Names and values as they were posted.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// The people who may own a warning, as choices; the preferred one is chosen, else the first who is not the caller.
pub fn owners(lang: Lang, candidates: &[Candidate], me: AccountId, preferred: Option<AccountId>) -> Vec<Choice> {
    let chosen = preferred
        .filter(|account| candidates.iter().any(|one| one.account == *account))
        .or_else(|| candidates.iter().find(|one| one.account != me).map(|one| one.account))
        .or_else(|| candidates.first().map(|one| one.account));
    candidates
        .iter()
        .map(|one| {
            let name = if one.account == me { lang.t1("owner-me", "name", &one.name) } else { one.name.clone() };
            let label = lang.t2("owner-choice", "name", name, "role", words::role(lang, one.role.code()));
            Choice { chosen: chosen == Some(one.account), ..Choice::new(one.account.to_string(), label) }
        })
        .collect()
}

/// Name as it is given, with sex and age: `李**，女，34岁`.
pub fn described(site: &Site, lang: Lang, person: &Person) -> String {
    let mut name = vec![person.name.clone()];
    if let Some(sex) = person.sex {
        name.push(lang.t(if sex == Sex::Female { "sex-female" } else { "sex-male" }));
    }
    if let Some(age) = person.birth_on.and_then(|birth| age_on(birth, site.app.day(site.app.now()))) {
        name.push(lang.t1("age-years", "age", age));
    }
    name.join(&lang.t("join-comma"))
}

/// The card of the person behind a record; `open` is the form that opens name and phone.
pub async fn person_card(
    site: &Site,
    visitor: &Visitor,
    person: Option<&Person>,
    place: &PlacePath,
    open: Option<PostForm>,
) -> Result<PersonCard, Fault> {
    let lang = visitor.preferences.lang;
    let place = site.app.place_name(place).await.map_err(|fault| visitor.fault(fault))?;
    let Some(person) = person else {
        let sealed = vec![SealedField { label: lang.t("person-label"), reason: lang.t("sealed-role") }];
        return Ok(PersonCard {
            lang,
            initial: "·".to_owned(),
            name: lang.t("sealed-name"),
            place,
            facts: Vec::new(),
            sealed,
            open: None,
            ask: None,
            refer: None,
        });
    };
    let facts = person.phone.iter().map(|phone| Fact { label: lang.t("phone-label"), text: phone.clone() });
    let sealed = vec![SealedField { label: lang.t("sealed-care"), reason: lang.t("sealed-care-reason") }];
    Ok(PersonCard {
        lang,
        initial: person.name.chars().take(1).collect(),
        name: described(site, lang, person),
        place,
        facts: facts.collect(),
        sealed,
        open,
        ask: None,
        refer: None,
    })
}

/// The card with where to ask for the approval that the records of this minor need.
pub fn asking(lang: Lang, card: PersonCard, minor: Option<PersonId>) -> PersonCard {
    let Some(minor) = minor else { return card };
    let mut sealed = card.sealed;
    sealed.insert(0, SealedField { label: lang.t("sealed-minor"), reason: lang.t("sealed-minor-reason") });
    let ask = Step { label: lang.t("file-step-access"), href: with(&duty_new(Kind::MinorAccess), "person", minor) };
    PersonCard { sealed, ask: Some(ask), ..card }
}

/// The card with the way to the page about the person's attention, where nothing more pressing is asked for.
pub fn with_attention(lang: Lang, card: PersonCard, person: Option<PersonId>) -> PersonCard {
    let step = person.map(|id| Step { label: lang.t("file-step-attention"), href: crate::links::attention(id) });
    PersonCard { ask: card.ask.or(step), ..card }
}

/// The way to the case of the warning's person, or to opening one that stays linked with the warning.
pub fn case_step(lang: Lang, detail: &WarningDetail) -> Option<Step> {
    let there = detail.case.map(|case| Step { label: lang.t("file-step-case-there"), href: crate::links::case(case) });
    let new = detail.may_open_case.then(|| Step {
        label: lang.t("file-step-case"),
        href: with(&crate::links::case_new(detail.row.person), "warning", detail.row.id),
    });
    there.or(new)
}

/// The card with the way to send work about the person to somebody else, together with the warning.
pub fn with_referral(lang: Lang, card: PersonCard, person: Option<(PersonId, WarningId)>) -> PersonCard {
    let refer = person.map(|(id, warning)| Step {
        label: lang.t("file-step-referral"),
        href: with(&crate::links::referral_new(id), "warning", warning),
    });
    PersonCard { refer, ..card }
}

/// The form with what went wrong, at the entry or above all of them.
// i18n: fault-* conflict-*
pub fn fault_words(lang: Lang, form: PostForm, why: &AppError) -> PostForm {
    match why {
        AppError::Invalid(faults) => faults.iter().fold(form, |form, fault| form.with_error(fault.field, lang.t(fault.expected))),
        AppError::Conflict { code } => form.with_fault(lang.t(&format!("conflict-{}", code.replace('_', "-")))),
        _ => form.with_fault(lang.t("conflict-other")),
    }
}
