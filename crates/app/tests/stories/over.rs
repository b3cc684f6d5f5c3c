//! Cases, referrals, disputes and receptions that are over go when their period is, with everything that belongs to them.

use xinqiao_access::Role;
use xinqiao_app::casework::CaseVerb;
use xinqiao_app::disputes::DisputeInput;
use xinqiao_app::receptions::ReceptionInput;
use xinqiao_app::referrals::Move;
use xinqiao_app::retention::RunLine;
use xinqiao_cases::Told;
use xinqiao_disputes::Settlement;
use xinqiao_kernel::id::{CaseId, DisputeId, PersonId, ReceptionId};
use xinqiao_referrals::ReferralId;

use crate::casework::{code, does, opened, staff};
use crate::rights::head;
use crate::world::*;

const YEAR: i64 = 365 * 24;

struct Ended {
    person: PersonId,
    case: CaseId,
    referral: ReferralId,
    dispute: DisputeId,
    party: PersonId,
    reception: ReceptionId,
}

/// One of each, ended; and an open case of nobody who is concerned.
async fn ended(world: &World) -> Ended {
    let (counsellor, person, case) = opened(world).await;
    let wei = staff(world, "wei", Role::Counsellor, COUNTY).await;
    let (outcome, continues, told) = (code("error"), "无".to_owned(), Told::NotWished);
    let propose = CaseVerb::ProposeClose { outcome, continues, told, asked: wei.account() };
    does(world, &counsellor, case, propose).await.unwrap();
    does(world, &wei, case, CaseVerb::ApproveClose).await.unwrap();
    let (_, _, _, referral) = world.referred().await;
    let revoke = Move::Revoke { reason: "sent_in_error".parse().unwrap() };
    world.moved(&counsellor, referral, revoke).await.unwrap();
    let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
    let (dispute, party) = world.mediated(&mediator).await;
    let rested = DisputeInput::Settle { settlement: Settlement::Rested, agreement: None };
    world.does(&mediator, dispute, rested, None).await.unwrap();
    let desk = world.worker("desk", Role::Justice, TOWNSHIP).await;
    let reception = world.received(&desk).await;
    world.receives(&desk, reception, ReceptionInput::Offer(vec!["guidance".to_owned()]), None).await.unwrap();
    world.receives(&desk, reception, ReceptionInput::Decline, None).await.unwrap();
    world.pass_h(100 * 24);
    let look = DisputeInput::Look { seen: [].into(), offered: Vec::new() };
    world.does(&world.caller("mediator").await, dispute, look, None).await.unwrap();
    Ended { person, case, referral, dispute, party, reception }
}

impl World {
    /// How many records one run deletes under a rule.
    pub async fn deleted_under(&self, rule: &str) -> u64 {
        let lines = self.app().run_retention().await.unwrap();
        lines.iter().find(|line| line.rule == rule).unwrap().deleted
    }
}

fn deleted(lines: &[RunLine]) -> [u64; 4] {
    ["case", "referral", "dispute", "reception"]
        .map(|rule| lines.iter().find(|line| line.rule == rule).map_or(u64::MAX, |line| line.deleted))
}

#[tokio::test]
async fn what_is_over_goes_after_three_years_with_all_that_belongs_to_it_and_what_goes_on_stays() {
    on_both(async |world| {
        let ended = ended(world).await;
        let desk = world.caller("desk").await;
        let open = world.received(&desk).await;
        world.pass_h(3 * YEAR - 101 * 24);
        assert_eq!(deleted(&world.app().run_retention().await.unwrap()), [0; 4], "not a day too early");
        world.pass_h(130 * 24);
        let plan = world.app().retention_plan().await.unwrap();
        assert!(plan.iter().any(|line| line.rule.code == "case" && line.due == Some(1)));
        assert_eq!(deleted(&world.app().run_retention().await.unwrap()), [1; 4]);
        assert_eq!(deleted(&world.app().run_retention().await.unwrap()), [0; 4], "once");
        let db = &world.db;
        assert!(db.case_place(ended.case).await.unwrap().is_none() && db.case_seats(ended.case).await.unwrap().is_empty());
        assert!(db.referral_place(ended.referral).await.unwrap().is_none());
        assert!(db.referral_events_for_sweep(ended.referral).await.unwrap().is_empty());
        assert!(db.dispute_place(ended.dispute).await.unwrap().is_none());
        assert!(db.dispute_steps_for_sweep(ended.dispute).await.unwrap().is_empty());
        assert!(db.reception_place(ended.reception).await.unwrap().is_none());
        assert!(db.reception_steps_for_sweep(ended.reception).await.unwrap().is_empty());
        assert!(db.reception_place(open).await.unwrap().is_some(), "what is owed still stays");
        let since = world.now() - jiff::SignedDuration::from_hours(1);
        let erased = db.erasures(since).await.unwrap();
        for rule in ["case", "referral", "dispute", "reception"] {
            assert!(erased.iter().any(|one| one.rule == rule && one.count == 1), "{rule}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_hold_on_a_person_keeps_their_case_and_referral_and_the_dispute_of_any_party() {
    on_both(async |world| {
        let ended = ended(world).await;
        let chief = head(world, "head-here", COUNTY).await;
        let app = world.app();
        let hold = app.place_hold(&chief, Some(ended.person), "court").await.unwrap();
        let other = app.place_hold(&chief, Some(ended.party), "court").await.unwrap();
        world.pass_h(3 * YEAR + 30 * 24);
        assert_eq!(deleted(&app.run_retention().await.unwrap()), [0, 0, 0, 1]);
        let chief = world.caller("head-here").await;
        app.end_hold(&chief, hold).await.unwrap();
        app.end_hold(&chief, other).await.unwrap();
        assert_eq!(deleted(&app.run_retention().await.unwrap()), [1, 1, 1, 0]);
    })
    .await;
}
