//! A few dozen entries of the register of groups: a list of the justice office, old people of a town, pupils of a school; one
//! has ended.

use jiff::ToSpan;
use xinqiao_app::groups::{GroupInput, GroupStep, GroupWhom, NewEntry};
use xinqiao_app::{App, Caller};
use xinqiao_kernel::id::{GroupEntryId, PersonId};
use xinqiao_store::people::Person;

use super::actors::Actors;
use super::stories::GANZHOU;
use crate::DemoError;

/// Groups of the list of the justice office, with days since the first.
const JUSTICE: [(&str, i32); 4] = [("G-22", 260), ("G-23", 400), ("G-22", 120), ("G-29", 90)];
/// People of that list.
const LISTED: usize = 24;
/// Of each other group at most.
const FEW: usize = 8;

/// Plays them at the present moment of the stage. `own` is the person of the first demonstration account: what somebody reads about themselves.
pub(super) async fn play(app: &App, actors: &mut Actors, cast: &[Person], own: Option<PersonId>) -> Result<(), DemoError> {
    let today = app.day(app.now());
    let of_age = |person: &&Person| person.birth_on.is_some_and(|born| born.year() < 2000);
    let here = |person: &&Person| person.place.as_str().contains(GANZHOU) && Some(person.id) != own;
    let justice = actors.staff(app, "justice").await?;
    let mut file = String::from("group,since,name,birth_on\n");
    for (at, person) in cast.iter().filter(of_age).filter(here).take(LISTED).enumerate() {
        let Some((group, days)) = JUSTICE.get(at % JUSTICE.len()) else { continue };
        let (since, born) = (today.saturating_sub(days.days()), person.birth_on.map(|day| day.to_string()).unwrap_or_default());
        file.push_str(&format!("{group},{since},{},{born}\n", person.name));
    }
    let taken = app.group_file(&justice, "名册.csv", file.into_bytes(), true).await?;
    if taken.recorded.is_none() {
        return Err(DemoError::table("groups", format!("{:?}", taken.faults)));
    }
    if let Some(own) = own {
        let mediated = enter(app, &justice, own, "G-29", 60).await?;
        end(app, &justice, mediated).await?;
    }
    let doctor = actors.staff(app, "doctor").await?;
    let old = |person: &&Person| person.birth_on.is_some_and(|born| born.year() < today.year() - 60);
    enter_some(app, &doctor, cast.iter().filter(old), "G-03", 300).await?;
    let school = actors.staff(app, "school").await?;
    enter_some(app, &school, cast.iter().filter(|person| !of_age(person)), "G-51", 80).await
}

/// Those who are within the caller's reach.
async fn enter_some<'a>(
    app: &App,
    by: &Caller,
    people: impl Iterator<Item = &'a Person>,
    group: &str,
    days: i32,
) -> Result<(), DemoError> {
    let reach = |person: &&Person| by.actor().assignments().iter().any(|held| held.place.covers(&person.place));
    for person in people.filter(reach).take(FEW) {
        enter(app, by, person.id, group, days).await?;
    }
    Ok(())
}

async fn enter(app: &App, by: &Caller, person: PersonId, group: &str, days: i32) -> Result<GroupEntryId, DemoError> {
    let since = app.day(app.now()).saturating_sub(days.days());
    let (id, event) = (app.fresh_group_entry(), app.fresh_group_event());
    let origin = "official_list".to_owned();
    let new = NewEntry { id, event, whom: GroupWhom::Person(person), group: group.to_owned(), origin, since, note: None };
    Ok(app.record_group(by, &new).await?.entry)
}

async fn end(app: &App, by: &Caller, entry: GroupEntryId) -> Result<(), DemoError> {
    let input = GroupInput::End { on: app.day(app.now()), reason: "over".to_owned() };
    Ok(app.group_step(by, entry, &GroupStep { id: app.fresh_group_event(), note: None, input }).await?)
}
