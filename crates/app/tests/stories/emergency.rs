//! Somebody is in danger, and the record lies elsewhere: opened, told, ended, reviewed, told to the person.

use jiff::SignedDuration;
use jiff::civil::date;
use xinqiao_app::emergency::{EmergencyAsked, WhoIsIt};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::{EmergencyId, WarningId};

use crate::world::{World, is_conflict, is_denied, is_not_found, on_both, refused};

/// A number that is sound and belongs to nobody real: the example of the standard's text.
pub const NUMBER: &str = "11010519491231002X";

pub async fn known(world: &World, person: &Caller) {
    let mut tx = world.db.begin().await.unwrap();
    tx.add_identifier(uuid::Uuid::from_u128(77), "gb11643", NUMBER, person.person().unwrap(), world.now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn asked(minutes: u16) -> EmergencyAsked {
    EmergencyAsked {
        who: WhoIsIt::Number(NUMBER.to_owned()),
        reason: "danger_to_self".to_owned(),
        words: "来电说已经写好了信，电话断了".to_owned(),
        minutes,
    }
}

pub async fn notices(world: &World, login: &str) -> Vec<String> {
    let caller = world.caller(login).await;
    world.app().notices(&caller, 50).await.unwrap().into_iter().map(|notice| notice.kind).collect()
}

/// The duty officer of another county opens the records of lin, who has a warning that duty1 owns.
async fn opened(world: &World) -> (WarningId, EmergencyId) {
    let [lin, far] = world.callers(["lin", "far"]).await;
    known(world, &lin).await;
    let warning = world.yellow(&lin, "duty1").await;
    is_not_found(world.app().warning(&far, warning).await);
    let id = world.app().open_emergency(&far, &asked(30)).await.unwrap();
    (warning, id)
}

#[tokio::test]
async fn an_emergency_opens_one_person_s_records_and_tells_owner_and_security_officers_at_once() {
    on_both(async |world| {
        let (warning, id) = opened(world).await;
        assert!(notices(world, "duty1").await.contains(&"notice-emergency-opened".to_owned()));
        assert!(notices(world, "secadmin").await.contains(&"notice-emergency-opened".to_owned()));
        assert!(!notices(world, "far").await.contains(&"notice-emergency-opened".to_owned()));
        let [far, lin] = world.callers(["far", "lin"]).await;
        let detail = world.app().emergency(&far, id).await.unwrap();
        assert_eq!((detail.minutes_left, detail.warnings.len()), (30, 1));
        assert!(detail.person.name.chars().count() > 1 && !detail.person.name.contains('*'), "{}", detail.person.name);
        world.app().warning(&far, warning).await.unwrap();
        let rows = world.audit().await;
        let of_far = rows.iter().filter(|row| row.account == Some(far.account()) && row.purpose == "emergency");
        let seen: Vec<(&str, bool)> = of_far.map(|row| (row.action.as_str(), row.person == lin.person())).collect();
        for action in ["break_glass", "read_identity", "read_signal", "read_warning"] {
            assert!(seen.contains(&(action, true)), "{action}: {seen:?}");
        }
        // doing it twice opens nothing twice
        assert_eq!(world.app().open_emergency(&far, &asked(60)).await.unwrap(), id);
        // the work stays with those who are responsible
        assert!(world.step(&far, warning, xinqiao_app::warnings::StepInput::Acknowledge).await.is_err());
        is_not_found(world.app().emergency(&world.caller("duty2").await, id).await);
    })
    .await;
}

#[tokio::test]
async fn it_ends_by_the_clock_by_its_opener_and_by_a_clock_that_is_set_back() {
    on_both(async |world| {
        let (warning, id) = opened(world).await;
        world.pass_s(29 * 60);
        world.app().emergency(&world.caller("far").await, id).await.unwrap();
        let still_held = world.caller("far").await;
        world.pass_s(60);
        is_not_found(world.app().warning(&still_held, warning).await);
        is_not_found(world.app().emergency(&world.caller("far").await, id).await);
        // it stays ended, whatever the clock says
        world.clock.set(world.now() - SignedDuration::from_mins(20));
        is_not_found(world.app().warning(&world.caller("far").await, warning).await);
        world.pass_s(3_600);
        let far = world.caller("far").await;
        let second = world.app().open_emergency(&far, &asked(15)).await.unwrap();
        world.app().end_emergency(&world.caller("far").await, second).await.unwrap();
        is_conflict(world.app().end_emergency(&far, second).await, "emergency_over");
        is_not_found(world.app().emergency(&world.caller("far").await, second).await);
        let third = world.app().open_emergency(&world.caller("far").await, &asked(30)).await.unwrap();
        world.pass_s(10 * 60);
        world.app().emergency(&world.caller("far").await, third).await.unwrap();
        world.clock.set(world.now() - SignedDuration::from_mins(5));
        is_not_found(world.app().emergency(&world.caller("far").await, third).await);
        assert_eq!(world.db.emergency(third).await.unwrap().unwrap().ended_by.as_deref(), Some("clock"));
        is_not_found(world.app().end_emergency(&world.caller("duty2").await, third).await);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_open_one_and_what_is_missing_is_said() {
    on_both(async |world| {
        let [lin, far, leader, secadmin] = world.callers(["lin", "far", "leader", "secadmin"]).await;
        known(world, &lin).await;
        for caller in [&lin, &leader, &secadmin] {
            is_denied(world.app().open_emergency(caller, &asked(30)).await);
        }
        let field = async |asked: EmergencyAsked| match refused(world.app().open_emergency(&far, &asked).await) {
            AppError::Invalid(faults) => (faults[0].field, faults[0].expected),
            other => panic!("{other:?}"),
        };
        let with = |change: fn(&mut EmergencyAsked)| {
            let mut one = asked(30);
            change(&mut one);
            one
        };
        assert_eq!(field(with(|one| one.reason.clear())).await.0, "reason");
        assert_eq!(field(with(|one| one.words = "急".to_owned())).await.0, "words");
        assert_eq!(field(with(|one| one.minutes = 600)).await.0, "minutes");
        assert_eq!(field(with(|one| one.who = WhoIsIt::Number("123".to_owned()))).await, ("number", "emergency-number-wrong"));
        let nobody = || WhoIsIt::Named { name: "无此人".to_owned(), born: Some(date(1999, 9, 9)) };
        assert_eq!(field(EmergencyAsked { who: nobody(), ..asked(30) }).await, ("name", "emergency-nobody"));
        assert_eq!(field(with(|one| one.who = WhoIsIt::Named { name: "林".to_owned(), born: None })).await.0, "born");
        for _ in 0..4 {
            field(EmergencyAsked { who: nobody(), ..asked(30) }).await;
        }
        let waits = refused(world.app().open_emergency(&far, &EmergencyAsked { who: nobody(), ..asked(30) }).await);
        assert!(matches!(waits, AppError::Throttled { .. }), "{waits:?}");
    })
    .await;
}

#[tokio::test]
async fn the_person_is_told_when_it_is_over_and_not_before() {
    on_both(async |world| {
        let (_, id) = opened(world).await;
        let far = world.caller("far").await;
        world.app().emergency(&far, id).await.unwrap();
        world.pass_s(60);
        let seen = async || {
            let lin = world.caller("lin").await;
            let looks = world.app().who_looked(&lin, world.now(), 50).await.unwrap();
            looks.iter().filter(|look| look.purpose == "emergency").count()
        };
        assert_eq!(seen().await, 0);
        assert!(notices(world, "lin").await.iter().all(|kind| kind != "notice-person-emergency"));
        world.app().end_emergency(&world.caller("far").await, id).await.unwrap();
        world.pass_s(1);
        assert!(seen().await >= 3);
        assert_eq!(notices(world, "lin").await.iter().filter(|kind| *kind == "notice-person-emergency").count(), 1);
        world.app().ensure_jobs().await.unwrap();
        while world.app().work_once().await.unwrap() {}
        assert_eq!(notices(world, "lin").await.iter().filter(|kind| *kind == "notice-person-emergency").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn telling_waits_only_with_a_recorded_reason_and_not_for_ever() {
    on_both(async |world| {
        let (_, id) = opened(world).await;
        let secadmin = world.caller("secadmin").await;
        assert!(world.app().hold_emergency(&secadmin, id, "because", 3).await.is_err());
        assert!(world.app().hold_emergency(&secadmin, id, "person_in_danger", 8).await.is_err());
        world.app().hold_emergency(&secadmin, id, "person_in_danger", 3).await.unwrap();
        is_conflict(world.app().hold_emergency(&secadmin, id, "person_in_danger", 3).await, "emergency_told");
        world.app().end_emergency(&world.caller("far").await, id).await.unwrap();
        let told = async || notices(world, "lin").await.iter().filter(|kind| *kind == "notice-person-emergency").count();
        world.app().ensure_jobs().await.unwrap();
        while world.app().work_once().await.unwrap() {}
        assert_eq!(told().await, 0);
        world.pass_h(72);
        while world.app().work_once().await.unwrap() {}
        assert_eq!(told().await, 1);
        let rows = world.audit().await;
        assert!(rows.iter().any(|row| row.detail == "hold=person_in_danger days=3" && row.account == Some(secadmin.account())));
    })
    .await;
}

#[tokio::test]
async fn somebody_else_says_whether_it_was_justified_and_what_nobody_reviews_goes_up() {
    on_both(async |world| {
        let (_, id) = opened(world).await;
        let [far, secadmin, head] = world.callers(["far", "secadmin", "head"]).await;
        is_denied(world.app().emergency_reviews(&far).await);
        let refused_self = refused(world.app().review_emergency(&far, id, "justified", "是我自己开的，没有问题").await);
        assert!(matches!(refused_self, AppError::Denied(_) | AppError::NotFound), "{refused_self:?}");
        let waiting = world.app().emergency_reviews(&secadmin).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].late), (1, false));
        assert!(waiting[0].row.words.contains("电话断了"));
        assert!(world.app().review_emergency(&secadmin, id, "perhaps", "不太清楚的情况").await.is_err());
        assert!(world.app().review_emergency(&secadmin, id, "justified", "好").await.is_err());
        world.pass_h(24);
        world.app().ensure_jobs().await.unwrap();
        while world.app().work_once().await.unwrap() {}
        assert!(notices(world, "head").await.contains(&"notice-emergency-unreviewed".to_owned()));
        assert!(world.app().emergency_reviews(&head).await.unwrap()[0].late);
        world.app().review_emergency(&head, id, "not_justified", "可以先打给当地值班员").await.unwrap();
        is_conflict(world.app().review_emergency(&secadmin, id, "justified", "已核对通话记录").await, "emergency_reviewed");
        assert!(notices(world, "far").await.contains(&"notice-emergency-reviewed".to_owned()));
        let row = world.db.emergency(id).await.unwrap().unwrap();
        assert_eq!((row.verdict.as_deref(), row.escalated_at.is_some()), (Some("not_justified"), true));
    })
    .await;
}
