//! Who gets what, and what a refusal leaves behind.

use jiff::SignedDuration;
use jiff::civil::date;
use xinqiao_access::{Fields, Role};
use xinqiao_app::Caller;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::warnings::{Confirmation, EvidenceSeen, StepInput, Verb, WarningDetail};
use xinqiao_kernel::id::{SignalId, WarningId};
use xinqiao_warnings::{Dismissal, Finding, Level};

use crate::world::{COUNTY, SCHOOL, TODAY, TOWNSHIP, World, is_conflict, is_denied, is_not_found, on_both, path};

/// A yellow warning of the student that the counsellor owns, and a signal that is still open.
async fn scene(world: &World) -> (WarningId, SignalId) {
    let [lin, duty] = world.callers(["lin", "duty1"]).await;
    let id = world.yellow(&lin, "counsellor").await;
    (id, world.signal(&duty, "asked-for-contact").await)
}

fn confirmation(world: &World, signal: SignalId) -> Confirmation {
    Confirmation { signals: vec![signal], level: Level::Blue, owner: None, note: None, event: world.event() }
}

/// Rows of one instant have no order.
fn sorted(mut codes: Vec<String>) -> Vec<String> {
    codes.sort();
    codes
}

/// Evidence words of a warning: open ones, then sealed ones.
fn evidence(detail: &WarningDetail) -> (Vec<&'static str>, Vec<&'static str>) {
    let (mut open, mut sealed) = (Vec::new(), Vec::new());
    for fact in detail.signals.iter().flat_map(|cited| &cited.evidence) {
        match fact {
            EvidenceSeen::Open(fact) => open.push(fact.word()),
            EvidenceSeen::Sealed(word) => sealed.push(*word),
        }
    }
    (open, sealed)
}

#[tokio::test]
async fn a_neighbouring_county_does_not_learn_that_a_record_exists() {
    on_both(async |world| {
        let (warning, signal) = scene(world).await;
        let far = world.caller("far").await;
        let app = world.app();
        is_not_found(app.signal(&far, signal).await);
        is_not_found(app.dismiss_signal(&far, signal, Dismissal::Duplicate, None).await);
        is_not_found(app.confirm_warning(&far, &confirmation(world, signal)).await);
        is_not_found(app.warning(&far, warning).await);
        is_not_found(world.step(&far, warning, StepInput::Acknowledge).await);
        let queue = app.queue(&far).await.unwrap();
        assert!(queue.items.is_empty() && queue.load.is_empty());
        assert!(app.closed_warnings(&far, 10).await.unwrap().is_empty());
        let refused = sorted(world.refusals(&far).await);
        assert_eq!(refused, ["read_signal", "read_signal", "read_signal", "read_warning", "read_warning"]);
        assert_eq!(world.owed(warning).await.0, "acknowledge");
    })
    .await;
}

#[tokio::test]
async fn the_person_sees_who_was_refused() {
    on_both(async |world| {
        let (warning, _) = scene(world).await;
        let [far, lin] = world.callers(["far", "lin"]).await;
        world.pass_s(1);
        is_not_found(world.app().warning(&far, warning).await);
        let later = world.now() + SignedDuration::from_secs(1);
        let look = world.app().who_looked(&lin, later, 1).await.unwrap().remove(0);
        assert_eq!((look.by.as_deref(), look.action.as_str(), look.refused), (Some("焦阳"), "read_warning", true));
    })
    .await;
}

#[tokio::test]
async fn whoever_sees_a_warning_without_owning_it_is_denied_its_steps() {
    on_both(async |world| {
        let (warning, _) = scene(world).await;
        let shen = world.caller("shen").await;
        let seen = world.app().warning(&shen, warning).await.unwrap();
        assert!(seen.verbs.is_empty());
        is_denied(world.step(&shen, warning, StepInput::Acknowledge).await);
        is_denied(world.step(&shen, warning, StepInput::HandOver { to: shen.account() }).await);
        is_denied(world.noted(&shen, warning, StepInput::Note, Some("看过")).await);
        assert_eq!(sorted(world.refusals(&shen).await), ["acknowledge_warning", "hand_over_warning", "intervene_warning"]);
        // duty officers step in for any owner, but close only what is theirs
        let duty = world.caller("duty2").await;
        assert_eq!(
            world.app().warning(&duty, warning).await.unwrap().verbs,
            [Verb::Acknowledge, Verb::Raise, Verb::HandOver, Verb::Offer, Verb::Object, Verb::Note]
        );
        world.step(&duty, warning, StepInput::Acknowledge).await.unwrap();
        assert_eq!(world.owed(warning).await.1, duty.account());
    })
    .await;
}

#[tokio::test]
async fn a_village_doctor_sees_the_owned_warnings_and_nothing_else() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let other = world.resident("zhao", SCHOOL).await;
        // on duty in the township until today, and its doctor as long as nothing else is known
        let duty = (Role::DutyOfficer, path(TOWNSHIP), date(2026, 1, 1), Some(TODAY));
        let doctor = (Role::VillageDoctor, path(TOWNSHIP), date(2026, 1, 1), None);
        world.account("wei", "韦青", None, &[duty, doctor]).await;
        let owned = world.yellow(&lin, "wei").await;
        let others = world.yellow(&other, "counsellor").await;
        let wei = world.caller("wei").await;
        assert_eq!(world.warnings(&wei).await.len(), 2);
        world.pass_h(24);
        assert_eq!(world.warnings(&wei).await.iter().map(|one| one.id).collect::<Vec<_>>(), [owned]);
        assert!(world.signals(&wei).await.is_empty());
        let seen = world.app().warning(&wei, owned).await.unwrap();
        assert_eq!((seen.fields, evidence(&seen)), (Fields::ATTENTION.and(Fields::NOTES), (vec![], vec!["band"])));
        is_not_found(world.app().warning(&wei, others).await);
        is_not_found(world.step(&wei, others, StepInput::Acknowledge).await);
        world.step(&wei, owned, StepInput::Acknowledge).await.unwrap();
        let duty = world.caller("duty1").await;
        let open = world.signals(&duty).await[0].id;
        is_denied(world.app().signal(&wei, open).await);
        is_denied(world.app().confirm_warning(&wei, &confirmation(world, open)).await);
    })
    .await;
}

#[tokio::test]
async fn leaders_and_administrators_see_no_person() {
    on_both(async |world| {
        let (warning, signal) = scene(world).await;
        let app = world.app();
        for login in ["leader", "sysadmin", "secadmin", "auditor"] {
            let caller = world.caller(login).await;
            is_denied(app.queue(&caller).await);
            is_denied(app.closed_warnings(&caller, 10).await);
            is_denied(app.signal(&caller, signal).await);
            is_denied(app.warning(&caller, warning).await);
            is_denied(app.dismiss_signal(&caller, signal, Dismissal::Duplicate, None).await);
            is_denied(app.confirm_warning(&caller, &confirmation(world, signal)).await);
            is_denied(world.step(&caller, warning, StepInput::Acknowledge).await);
            assert_eq!(world.refusals(&caller).await.len(), 7);
        }
    })
    .await;
}

#[tokio::test]
async fn each_administrator_has_one_view_of_the_program() {
    on_both(async |world| {
        let later = world.now() + SignedDuration::from_secs(1);
        let app = world.app();
        for (login, jobs, audit) in [
            ("leader", false, false),
            ("sysadmin", true, false),
            ("secadmin", false, false),
            ("auditor", false, true),
            ("duty1", false, false),
        ] {
            let caller = world.caller(login).await;
            assert_eq!(app.jobs(&caller, later, 10).await.is_ok(), jobs, "{login}");
            assert_eq!(app.audit_rows(&caller, later, 10).await.is_ok(), audit, "{login}");
            assert_eq!(app.verify_audit(&caller).await.is_ok(), audit, "{login}");
        }
        let duty = world.caller("duty1").await;
        assert_eq!(world.refusals(&duty).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_resident_sees_the_own_records_only() {
    on_both(async |world| {
        let (warning, signal) = scene(world).await;
        let lin = world.caller("lin").await;
        let app = world.app();
        is_denied(app.queue(&lin).await);
        is_denied(app.signal(&lin, signal).await);
        is_denied(app.warning(&lin, warning).await);
        is_denied(world.step(&lin, warning, StepInput::Acknowledge).await);
        assert_eq!(world.refusals(&lin).await.len(), 4);
        let staff = world.caller("duty1").await;
        is_not_found(app.who_looked(&staff, world.now(), 10).await);
        is_not_found(app.records(&staff, world.now(), 10).await);
    })
    .await;
}

#[tokio::test]
async fn a_role_ends_with_its_last_day() {
    on_both(async |world| {
        let (warning, signal) = scene(world).await;
        let ended = world.caller("ended").await;
        let app = world.app();
        is_denied(app.queue(&ended).await);
        is_denied(app.signal(&ended, signal).await);
        is_denied(app.warning(&ended, warning).await);
        is_denied(world.step(&ended, warning, StepInput::Acknowledge).await);
        world.account("last-day", "苏木", None, &[(Role::DutyOfficer, path(COUNTY), TODAY, Some(TODAY))]).await;
        let last_day: Caller = world.caller("last-day").await;
        // until midnight of the place, which is 16:00 in UTC
        world.clock.set("2026-11-22T15:59:59Z".parse().unwrap());
        app.warning(&last_day, warning).await.unwrap();
        world.pass_s(1);
        is_denied(app.warning(&last_day, warning).await);
    })
    .await;
}

#[tokio::test]
async fn a_role_opens_its_fields_of_the_evidence() {
    on_both(async |world| {
        let [lin, duty, counsellor, shen] = world.callers(["lin", "duty1", "counsellor", "shen"]).await;
        // item 9 and a total of 18: an answer, a band
        world.submit(&lin, "both", [2, 2, 2, 2, 2, 2, 2, 2, 2], Sharing::Contact).await;
        let signals = world.signals(&duty).await;
        let form = Confirmation {
            signals: signals.iter().map(|one| one.id).collect(),
            level: Level::Yellow,
            owner: Some(shen.account()),
            note: Some("今晚先由学校联系".to_owned()),
            event: world.event(),
        };
        let id = world.app().confirm_warning(&duty, &form).await.unwrap();
        let seen = async |caller: &Caller| {
            let detail = world.app().warning(caller, id).await.unwrap();
            assert!(detail.signals.iter().all(|cited| cited.row.evidence.is_empty()));
            let (mut open, mut sealed) = evidence(&detail);
            open.sort_unstable();
            sealed.sort_unstable();
            (open, sealed, detail.timeline[0].note.clone().unwrap().is_some())
        };
        assert_eq!(seen(&duty).await, (vec!["asked_for_contact", "band", "critical"], vec![], true));
        assert_eq!(seen(&counsellor).await, (vec!["asked_for_contact", "band"], vec!["critical"], false));
        assert_eq!(seen(&shen).await, (vec!["asked_for_contact", "band", "critical"], vec![], true));
        world.step(&duty, id, StepInput::HandOver { to: counsellor.account() }).await.unwrap();
        assert_eq!(seen(&counsellor).await.0.len(), 3);
        assert_eq!(seen(&shen).await, (vec!["asked_for_contact", "band"], vec!["critical"], false));
        world.step(&counsellor, id, StepInput::Acknowledge).await.unwrap();
        world.noted(&counsellor, id, StepInput::Verify { finding: Finding::NeedsSupport }, Some("谈了一小时")).await.unwrap();
        let detail = world.app().warning(&shen, id).await.unwrap();
        let notes: Vec<Option<Option<String>>> = detail.timeline.into_iter().map(|line| line.note).collect();
        assert_eq!(notes, [Some(None), None, None, Some(None)]);
    })
    .await;
}

#[tokio::test]
async fn the_owner_of_a_closed_warning_owns_it_no_more() {
    on_both(async |world| {
        let (id, _) = scene(world).await;
        let counsellor = world.caller("counsellor").await;
        let steps = [
            StepInput::Acknowledge,
            StepInput::Verify { finding: Finding::NoPresentNeed },
            StepInput::Intervene { action: xinqiao_warnings::Action::NoneNeeded },
            StepInput::Feedback { party: xinqiao_warnings::Party::Person, hearing: xinqiao_warnings::Hearing::Heard },
            StepInput::Close { outcome: xinqiao_warnings::Outcome::FalseAlarm },
        ];
        for step in steps {
            world.noted(&counsellor, id, step, Some("记")).await.unwrap();
        }
        is_denied(world.step(&counsellor, id, StepInput::Acknowledge).await);
        is_conflict(world.step(&world.caller("duty1").await, id, StepInput::Acknowledge).await, "warning_ended");
        let detail = world.app().warning(&counsellor, id).await.unwrap();
        assert!(detail.timeline.iter().skip(1).all(|line| line.note == Some(None)));
    })
    .await;
}
