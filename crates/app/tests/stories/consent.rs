//! What people agree to, what taking it back does, and what it does not.

use jiff::civil::{Date, date};
use xinqiao_access::Role;
use xinqiao_app::assessment::{ContactTime, ContactWish, Sharing};
use xinqiao_app::campaigns::{NewCampaign, NewPart};
use xinqiao_app::consent::{Binding, GuardianIs, Said, Saying};
use xinqiao_app::{AppError, Caller};
use xinqiao_consent::{Proof, Purpose, Relation, State, WordKind};
use xinqiao_kernel::id::{CampaignId, PersonId};
use xinqiao_kernel::{IdSource, Sex};
use xinqiao_store::consent::ConsentRow;
use xinqiao_store::people::Person;

use crate::world::*;

const fn saying(purpose: Purpose, kind: WordKind) -> Saying {
    Saying { purpose, subject: None, kind }
}

async fn words(world: &World, caller: &Caller) -> Vec<ConsentRow> {
    world.db.consents_for_retention(caller.person().unwrap()).await.unwrap()
}

async fn states(world: &World, caller: &Caller) -> Vec<(Purpose, State)> {
    let items = world.app().consents(caller, None).await.unwrap();
    items.into_iter().map(|item| (item.purpose, item.state)).collect()
}

async fn withdraw(world: &World, caller: &Caller, purpose: Purpose) -> Said {
    world.app().say_consent(caller, None, &saying(purpose, WordKind::Withdrawn)).await.unwrap()
}

/// Somebody born on a day, with an account.
pub async fn born(world: &World, login: &str, seed: u64, birth: Date) -> Caller {
    let id = PersonId::new(&IdSource::seeded(seed), world.now());
    let (sex, birth_on) = (Some(Sex::Male), Some(birth));
    let phone = Some("13800000000".to_owned());
    let person = Person { id, place: path(SCHOOL), name: "苗苗".to_owned(), sex, birth_on, phone };
    let mut tx = world.db.begin().await.unwrap();
    tx.add_person(&person, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    world.account(login, "苗苗", Some(id), &[(Role::Resident, path(CITY), date(2026, 1, 1), None)]).await;
    world.caller(login).await
}

async fn campaign(world: &World, members: &[&Caller]) -> CampaignId {
    let shen = world.caller("shen").await;
    let new = NewCampaign {
        place: path(SCHOOL),
        title: "秋季关心调查".to_owned(),
        parts: vec![NewPart::always("phq-9")],
        consent_text: "自愿参加。".to_owned(),
        opens_on: TODAY,
        closes_on: date(2026, 12, 22),
    };
    let id = world.app().create_campaign(&shen, &new).await.unwrap();
    world.sign_off(id).await;
    let mut tx = world.db.begin().await.unwrap();
    for member in members {
        tx.add_member(id, member.person().unwrap(), world.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn keeping_and_showing_a_result_leave_a_word_under_the_notice_that_was_shown() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        world.submit(&lin, "one", SIXTEEN, Sharing::Private).await;
        world.submit(&lin, "two", SIXTEEN, Sharing::Private).await;
        world.submit(&lin, "three", SIXTEEN, Sharing::Contact).await;
        let mut words = words(world, &lin).await;
        words.sort_by(|one, other| other.purpose.cmp(&one.purpose));
        let said: Vec<_> = words.iter().map(|word| (word.purpose.as_str(), word.kind.as_str(), word.how.as_str())).collect();
        assert_eq!(said, [("keep_result", "given", "sheet"), ("contact", "given", "sheet")]);
        let app = world.app();
        let notice = app.notice(Purpose::Contact).unwrap();
        assert_eq!((&*words[1].digest, &*words[1].shown), (notice.digest(), notice.shown()));
        // what was shown can be read again, word for word
        let text = world.db.shown_text(&words[1].shown).await.unwrap().unwrap();
        assert!(text.body.contains(&notice.text("zh-CN").unwrap().withdrawal));
    })
    .await;
}

#[tokio::test]
async fn taking_back_hides_results_and_drops_hints_but_not_those_about_a_life() {
    on_both(async |world| {
        let [lin, duty] = world.callers(["lin", "duty1"]).await;
        let warning = world.yellow(&lin, "counsellor").await;
        world.submit(&lin, "nine", ITEM_NINE, Sharing::Contact).await;
        let before = world.signals(&duty).await;
        let red = before.iter().filter(|signal| signal.level == "red").count();
        assert!(0 < red && red < before.len(), "{:?}", before.iter().map(|one| (&one.code, &one.level)).collect::<Vec<_>>());
        let said = withdraw(world, &lin, Purpose::Contact).await;
        assert_eq!(said.state, State::Withdrawn);
        assert_eq!((said.touched.results, said.touched.signals), (2, (before.len() - red) as u64));
        assert_eq!((said.touched.kept, said.warnings), (red as u64, 1));
        let after = world.signals(&duty).await;
        assert!(after.iter().all(|signal| signal.level == "red") && after.len() == red);
        // the help under way goes on, and its owner knows
        assert_eq!(world.owed(warning).await.0, "acknowledge");
        let counsellor = world.caller("counsellor").await;
        let notices = world.app().notices(&counsellor, 10).await.unwrap();
        assert!(notices.iter().any(|notice| notice.kind == "notice-consent-withdrawn" && notice.warning == Some(warning)));
        let records = world.app().records(&lin, world.within_min(1), 10).await.unwrap();
        assert!(records.iter().all(|record| record.response.sharing == "private"));
        let audit = world.audit().await;
        let row = audit.iter().find(|row| row.action == "manage_consent").unwrap();
        assert_eq!(row.detail, format!("withdrawn contact version=1 results=2 signals={} warnings=1", before.len() - red));
    })
    .await;
}

#[tokio::test]
async fn taking_back_takes_one_word_and_costs_no_service() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        assert!(states(world, &lin).await.iter().all(|(_, state)| *state == State::NotAsked));
        let give = world.app().say_consent(&lin, None, &saying(Purpose::KeepResult, WordKind::Given)).await.unwrap();
        assert_eq!(give.state, State::Given);
        assert!(withdraw(world, &lin, Purpose::KeepResult).await.state == State::Withdrawn);
        assert!(withdraw(world, &lin, Purpose::KeepResult).await.again);
        is_conflict(world.app().say_consent(&lin, None, &saying(Purpose::Contact, WordKind::Withdrawn)).await, "nothing_given");
        is_conflict(
            world.app().say_consent(&lin, None, &saying(Purpose::AccessLog, WordKind::Withdrawn)).await,
            "not_by_consent",
        );
        // self-tests, the wish to be called, and keeping a result by pressing "keep" again are all there
        let wish = ContactWish { time: ContactTime::Any, phone: None };
        world.app().request_contact(&lin, &wish).await.unwrap();
        world.submit(&lin, "again", SIXTEEN, Sharing::Private).await;
        let given = [
            (Purpose::KeepResult, State::Given),
            (Purpose::Contact, State::Given),
            (Purpose::AskOthers, State::NotAsked),
            (Purpose::Devices, State::NotAsked),
        ];
        assert_eq!(states(world, &lin).await, given);
    })
    .await;
}

#[tokio::test]
async fn a_survey_that_was_taken_back_is_the_persons_own_and_no_longer_counted() {
    on_both(async |world| {
        let [lin, shen] = world.callers(["lin", "shen"]).await;
        let id = campaign(world, &[&lin]).await;
        let (sheet, raised) = world.submit(&lin, "school", SIXTEEN, Sharing::Campaign(id)).await;
        assert!(raised > 0 && !world.signals(&shen).await.is_empty());
        let titles: Vec<_> = world.app().consents(&lin, None).await.unwrap().into_iter().filter_map(|one| one.subject).collect();
        assert_eq!(titles, [(id, "秋季关心调查".to_owned())]);
        let take_back = Saying { purpose: Purpose::Screening, subject: Some(id), kind: WordKind::Withdrawn };
        let said = world.app().say_consent(&lin, None, &take_back).await.unwrap();
        assert_eq!((said.state, said.touched.results), (State::Withdrawn, 1));
        assert!(world.signals(&shen).await.is_empty());
        assert_eq!(world.app().record(&lin, sheet).await.unwrap().response.sharing, "private");
        // nobody asks again
        assert!(world.app().open_campaigns(&lin).await.unwrap().is_empty());
        is_not_found(world.app().submit(&lin, world.sheet("again", SIXTEEN, Sharing::Campaign(id))).await);
    })
    .await;
}

#[tokio::test]
async fn under_14_a_guardian_comes_first_but_help_is_never_refused() {
    on_both(async |world| {
        let child = born(world, "miao", 77, date(2013, 1, 1)).await;
        let teenager = born(world, "feng", 78, date(2012, 11, 22)).await;
        let id = campaign(world, &[&child, &teenager]).await;
        assert!(world.app().waits_for_guardian(&child, Purpose::Screening, Some(id)).await.unwrap());
        is_conflict(world.app().submit(&child, world.sheet("c", SIXTEEN, Sharing::Campaign(id))).await, "guardian_first");
        is_conflict(world.app().submit(&child, world.sheet("k", SIXTEEN, Sharing::Private)).await, "guardian_first");
        assert!(words(world, &child).await.is_empty(), "nothing is kept of what was refused");
        assert!(world.app().request_contact(&child, &ContactWish { time: ContactTime::Any, phone: None }).await.is_ok());
        world.submit(&child, "help", SIXTEEN, Sharing::Contact).await;
        // today is the fourteenth birthday
        world.submit(&teenager, "t", SIXTEEN, Sharing::Campaign(id)).await;
        assert!(!world.app().waits_for_guardian(&teenager, Purpose::Screening, Some(id)).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn nobody_speaks_for_somebody_else() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let other = world.resident("other", SCHOOL).await;
        is_not_found(world.app().consents(&lin, other.person()).await);
        let saying = saying(Purpose::KeepResult, WordKind::Given);
        is_not_found(world.app().say_consent(&lin, other.person(), &saying).await);
        assert!(words(world, &other).await.is_empty());
        // a survey that never asked
        let id = campaign(world, &[]).await;
        let stranger = Saying { purpose: Purpose::Screening, subject: Some(id), kind: WordKind::Given };
        is_not_found(world.app().say_consent(&lin, None, &stranger).await);
    })
    .await;
}

#[tokio::test]
async fn a_guardian_whom_staff_have_verified_agrees_for_a_child_and_the_child_may_stop_it() {
    on_both(async |world| {
        let child = born(world, "miao", 77, date(2013, 1, 1)).await;
        let teenager = born(world, "feng", 78, date(2012, 11, 22)).await;
        born(world, "mother", 79, date(1985, 5, 5)).await;
        let shen = world.caller("shen").await;
        let id = campaign(world, &[&child]).await;
        let bind = |ward: &Caller| Binding {
            guardian: GuardianIs::Login("mother".to_owned()),
            ward: ward.person().unwrap(),
            relation: Relation::Parent,
            proof: Proof::HouseholdBook,
            until: None,
        };
        is_denied(world.app().bind_guardian(&child, &bind(&child)).await);
        for ward in [&child, &teenager] {
            world.app().bind_guardian(&shen, &bind(ward)).await.unwrap();
            is_conflict(world.app().bind_guardian(&shen, &bind(ward)).await, "bound_already");
        }
        let mother = world.caller("mother").await;
        // of 14 and older she is asked nothing
        let wards = world.app().ward_consents(&mother).await.unwrap();
        assert_eq!(wards.iter().map(|ward| ward.person).collect::<Vec<_>>(), [child.person().unwrap()]);
        is_not_found(world.app().consents(&mother, teenager.person()).await);
        let yes = Saying { purpose: Purpose::Screening, subject: Some(id), kind: WordKind::Given };
        let said = world.app().say_consent(&mother, child.person(), &yes).await.unwrap();
        assert_eq!(said.state, State::Given);
        world.submit(&child, "s", SIXTEEN, Sharing::Campaign(id)).await;
        // she does not see the answers by listing records: those are her own, and she has none
        assert!(world.app().records(&mother, world.within_min(1), 10).await.unwrap().is_empty());
        let no = Saying { kind: WordKind::Withdrawn, ..yes };
        assert_eq!(world.app().say_consent(&child, None, &no).await.unwrap().state, State::Withdrawn);
        assert!(world.signals(&shen).await.is_empty());
        // a year later the child is 14: the mother has nothing to decide any more
        world.pass_h(24 * 60);
        let mother = world.caller("mother").await;
        assert!(world.app().ward_consents(&mother).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_guardian_is_found_by_staff_bound_seen_and_ended_and_decides_nothing_from_then_on() {
    on_both(async |world| {
        let app = world.app();
        let child = born(world, "miao", 77, date(2013, 1, 1)).await;
        let adult = born(world, "grandpa", 80, date(1950, 1, 1)).await;
        let mother = born(world, "mother", 79, date(1985, 5, 5)).await;
        let [shen, far] = [world.caller("shen").await, world.caller("far").await];
        let by = |guardian: &Caller, ward: &Caller| Binding {
            guardian: GuardianIs::Person(guardian.person().unwrap()),
            ward: ward.person().unwrap(),
            relation: Relation::Parent,
            proof: Proof::HouseholdBook,
            until: None,
        };
        let field = |fault| match fault {
            AppError::Invalid(faults) => (faults[0].field, faults[0].expected),
            other => panic!("{other:?}"),
        };
        assert_eq!(field(refused(app.bind_guardian(&shen, &by(&child, &child)).await)), ("guardian", "fault-guardian-self"));
        let brother = born(world, "feng", 78, date(2009, 1, 1)).await;
        assert_eq!(field(refused(app.bind_guardian(&shen, &by(&brother, &child)).await)), ("guardian", "fault-guardian-minor"));
        assert_eq!(field(refused(app.bind_guardian(&shen, &by(&mother, &adult)).await)), ("proof", "fault-guardian-adult"));
        let past = Binding { until: Some(date(2026, 11, 21)), ..by(&mother, &child) };
        assert_eq!(field(refused(app.bind_guardian(&shen, &past).await)), ("until", "fault-guardian-until"));
        is_denied(app.guardians(&far, child.person().unwrap()).await);
        let id = app.bind_guardian(&shen, &by(&mother, &child)).await.unwrap();
        let seen = app.guardians(&shen, child.person().unwrap()).await.unwrap();
        assert_eq!(seen.rows.len(), 1);
        assert_eq!((seen.rows[0].name.as_str(), seen.rows[0].is_in_force), ("苗**", true));
        assert_eq!(seen.rows[0].bond.until, Some(date(2030, 12, 31)));
        assert_eq!(app.ward_consents(&world.caller("mother").await).await.unwrap().len(), 1);
        is_not_found(app.end_guardian(&shen, adult.person().unwrap(), id).await);
        app.end_guardian(&shen, child.person().unwrap(), id).await.unwrap();
        is_conflict(app.end_guardian(&shen, child.person().unwrap(), id).await, "bond_ended");
        assert!(app.ward_consents(&world.caller("mother").await).await.unwrap().is_empty());
        assert!(!app.guardians(&shen, child.person().unwrap()).await.unwrap().rows[0].is_in_force);
        // and can be bound again
        app.bind_guardian(&shen, &by(&mother, &child)).await.unwrap();
    })
    .await;
}
