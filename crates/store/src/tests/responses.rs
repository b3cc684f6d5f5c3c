use xinqiao_access::{Permit, Resource, act};
use xinqiao_kernel::id::PersonId;

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, about, is_duplicate, is_refused, on_both, path};
use crate::assessment::NewResponse;

async fn keep(world: &World, sheet: &NewResponse) {
    world.write(async |tx| tx.add_response(sheet, world.now()).await).await;
}

/// A person with an account, as they use the program for themselves.
async fn resident(world: &World, login: &str) -> (Desk, PersonId) {
    let person = world.person(SCHOOL).await;
    let account = world.account(login).await;
    (Desk::resident(account, person, SCHOOL), person)
}

#[tokio::test]
async fn an_answer_sheet_is_kept_as_it_was_given() {
    on_both(async |world| {
        let (desk, person) = resident(world, "lin").await;
        let mut sheet = world.sheet(person, SCHOOL, "k1");
        sheet.answers = "[0,1,null,\"写 '一句' 话\\n\"]".to_owned();
        sheet.total = Some(0.1 + 0.2);
        keep(world, &sheet).await;
        let permit = desk.permit(&about(person, SCHOOL));
        let kept = world.db.own_response(&permit, sheet.id).await.unwrap().unwrap();
        assert_eq!((kept.answers, kept.total), (sheet.answers, sheet.total));
        assert_eq!((kept.answered_at, kept.source.as_str()), (world.now(), "self"));
        let mut blank = world.sheet(person, SCHOOL, "k2");
        blank.total = None;
        blank.band = None;
        keep(world, &blank).await;
        let kept = world.db.own_response(&permit, blank.id).await.unwrap().unwrap();
        assert_eq!((kept.total, kept.band), (None, None));
    })
    .await;
}

#[tokio::test]
async fn a_second_sheet_with_the_same_key_is_refused_and_names_the_first() {
    on_both(async |world| {
        let (_, person) = resident(world, "lin").await;
        let (first, second) = (world.sheet(person, SCHOOL, "k"), world.sheet(person, SCHOOL, "k"));
        keep(world, &first).await;
        let fault = world.refused(async |tx| tx.add_response(&second, world.now()).await).await;
        assert!(is_duplicate(&fault), "{fault:?}");
        let known = world.write(async |tx| tx.response_by_key("k").await).await;
        assert_eq!(known.unwrap().id, first.id);
        let none = world.write(async |tx| tx.response_by_key("K").await).await;
        assert_eq!(none, None);
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_an_attention_a_source_or_a_sharing_that_does_not_exist() {
    on_both(async |world| {
        let (_, person) = resident(world, "lin").await;
        let sound = world.sheet(person, SCHOOL, "k");
        let changed = [
            NewResponse { attention: 0, ..sound.clone() },
            NewResponse { attention: 5, ..sound.clone() },
            NewResponse { source: "rumour", ..sound.clone() },
            NewResponse { sharing: "everybody", ..sound.clone() },
            NewResponse { person: world.person_row(SCHOOL).id, ..sound.clone() },
        ];
        for sheet in changed {
            let fault = world.refused(async |tx| tx.add_response(&sheet, world.now()).await).await;
            assert!(is_refused(&fault), "{fault:?}");
        }
        keep(world, &sound).await;
    })
    .await;
}

#[tokio::test]
async fn a_person_reads_shares_and_forgets_the_own_sheets_only() {
    on_both(async |world| {
        let (desk, person) = resident(world, "lin").await;
        let (stranger_desk, stranger) = resident(world, "chen").await;
        let sheet = world.sheet(person, SCHOOL, "k1");
        keep(world, &sheet).await;
        let (record, other) = (about(person, SCHOOL), about(stranger, SCHOOL));
        let (own, foreign) = (desk.permit(&record), stranger_desk.permit(&other));
        assert_eq!(world.db.own_responses(&own, world.within(1), 10).await.unwrap().len(), 1);
        assert!(world.db.own_responses(&foreign, world.within(1), 10).await.unwrap().is_empty());
        assert!(world.db.own_response(&foreign, sheet.id).await.unwrap().is_none());

        let (may, may_not) = (desk.permit(&record), stranger_desk.permit(&other));
        let share = async |permit| world.write(async |tx| tx.share_response(permit, sheet.id).await).await;
        assert!(!share(&may_not).await);
        assert!(share(&may).await);
        assert!(!share(&may).await);
        let kept = world.db.own_response(&own, sheet.id).await.unwrap().unwrap();
        assert_eq!(kept.sharing, "contact");

        let forget = async |permit| world.write(async |tx| tx.forget_response(permit, sheet.id).await).await;
        // what was shown is taken back before it is forgotten
        assert!(!forget(&own).await);
        let private = world.sheet(person, SCHOOL, "private");
        keep(world, &private).await;
        let forget = async |permit| world.write(async |tx| tx.forget_response(permit, private.id).await).await;
        assert!(!forget(&foreign).await);
        assert!(forget(&own).await);
        assert!(!forget(&own).await);
        assert_eq!(world.count("response").await, 1);
    })
    .await;
}

#[tokio::test]
async fn own_sheets_come_newest_first_before_an_instant() {
    on_both(async |world| {
        let (desk, person) = resident(world, "lin").await;
        for at in 0..3 {
            keep(world, &world.sheet(person, SCHOOL, &format!("k{at}"))).await;
            world.pass(10);
        }
        let permit = desk.permit(&about(person, SCHOOL));
        let times = async |before, limit| {
            let found = world.db.own_responses(&permit, before, limit).await.unwrap();
            found.into_iter().map(|sheet| sheet.answered_at).collect::<Vec<_>>()
        };
        let (newest, middle, oldest) = (world.within(-10), world.within(-20), world.within(-30));
        assert_eq!(times(world.now(), 10).await, [newest, middle, oldest]);
        assert_eq!(times(world.now(), 2).await, [newest, middle]);
        assert_eq!(times(middle, 10).await, [oldest]);
    })
    .await;
}

#[tokio::test]
async fn worsening_is_judged_by_the_last_five_sheets_of_the_same_instrument() {
    on_both(async |world| {
        let (desk, person) = resident(world, "lin").await;
        let stranger = world.person(SCHOOL).await;
        for at in 0..7 {
            let mut sheet = world.sheet(person, SCHOOL, &format!("k{at}"));
            sheet.outcome = format!(r#"{{"total":{at}}}"#);
            sheet.sharing = "contact";
            keep(world, &sheet).await;
            // what a person keeps for themselves is nobody's evidence
            keep(world, &world.sheet(person, SCHOOL, &format!("p{at}"))).await;
            let mut other = world.sheet(person, SCHOOL, &format!("o{at}"));
            other.instrument = "gad-7".to_owned();
            other.sharing = "contact";
            keep(world, &other).await;
            keep(world, &world.sheet(stranger, SCHOOL, &format!("s{at}"))).await;
            world.pass(10);
        }
        let permit: Permit<act::AnswerSelf> = desk.permit(&about(person, SCHOOL));
        assert!(world.db.previous_outcomes(&permit, stranger, "phq-9", world.within(-10)).await.unwrap().is_empty());
        let found = world.db.previous_outcomes(&permit, person, "phq-9", world.within(-10)).await;
        let found: Vec<String> = found.unwrap().into_iter().map(|one| one.0).collect();
        let expected = [5, 4, 3, 2, 1].map(|total| format!(r#"{{"total":{total}}}"#));
        assert_eq!(found, expected);
    })
    .await;
}

#[tokio::test]
async fn a_corrected_row_of_an_import_replaces_answers_and_outcome() {
    on_both(async |world| {
        let (desk, person) = resident(world, "lin").await;
        let account = world.account("zhou").await;
        let staff = Desk::counsellor(account, SCHOOL);
        let mut first = world.sheet(person, SCHOOL, "k1");
        first.campaign = Some(world.campaign(SCHOOL, account).await);
        keep(world, &first).await;
        let mut corrected = world.sheet(person, SCHOOL, "k1");
        corrected.answers = "[3,3,3]".to_owned();
        corrected.total = Some(9.0);
        corrected.attention = 3;
        let permit = staff.permit::<act::ImportResponses>(&Resource::at(path(SCHOOL)));
        world.write(async |tx| tx.correct_response(&permit, first.id, &corrected).await).await;
        let permit = desk.permit(&about(person, SCHOOL));
        let kept = world.db.own_response(&permit, first.id).await.unwrap().unwrap();
        assert_eq!((kept.answers.as_str(), kept.total, kept.attention), ("[3,3,3]", Some(9.0), 3));
        assert_eq!(world.count("response").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_sheet_stays_at_the_place_where_its_person_was() {
    on_both(async |world| {
        let (desk, person) = resident(world, "lin").await;
        let sheet = world.sheet(person, NEIGHBOURS[0], "k1");
        keep(world, &sheet).await;
        let permit = desk.permit(&about(person, SCHOOL));
        let kept = world.db.own_response(&permit, sheet.id).await.unwrap().unwrap();
        assert_eq!(kept.place, path(NEIGHBOURS[0]));
    })
    .await;
}
