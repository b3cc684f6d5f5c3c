//! Disputes: who registers, how they are settled and watched, what the duty desk hears, what goes to and comes from the governance system.

use std::collections::BTreeSet;

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::disputes::{DisputeInput, DisputeStep, NewDispute, Outcome, PartyView, Wanted, Wrong};
use xinqiao_app::{AppError, Caller};
use xinqiao_disputes::dispute::Agreement;
use xinqiao_disputes::exchange::Expected;
use xinqiao_disputes::{Danger, Guidance, Origin, Seen, Settlement, Stage, Worker};
use xinqiao_kernel::id::{DisputeId, PersonId};

use crate::world::{CITY, COUNTY, FAR_COUNTY, TOWNSHIP, World, is_conflict, is_denied, is_not_found, on_both, path, refused};

const FEAR: &str = "他在调解室外面说不想活了，手里攥着一瓶药。";

impl World {
    pub async fn worker(&self, login: &str, role: Role, at: &str) -> Caller {
        self.account(login, "某人", None, &[(role, path(at), date(2026, 1, 1), None)]).await;
        self.caller(login).await
    }

    pub fn new_dispute(&self, worker: Worker, people: &[PersonId]) -> NewDispute {
        let (id, step) = self.app().new_dispute_ids();
        NewDispute {
            id,
            step,
            kind: "neighbours".to_owned(),
            place: path(TOWNSHIP),
            worker,
            origin: Origin::Check,
            people: people.to_vec(),
            outsides: vec!["neighbour".to_owned()],
            problems: vec!["noise".to_owned()],
            owner: None,
            note: Some("楼上装修到半夜".to_owned()),
        }
    }

    pub async fn does(&self, by: &Caller, id: DisputeId, input: DisputeInput, note: Option<&str>) -> xinqiao_app::Result<()> {
        let step = DisputeStep { id: self.app().fresh_dispute_step(), note: note.map(str::to_owned), input };
        self.app().dispute_step(by, id, &step).await
    }

    /// A dispute of a resident and a neighbour, mediated once.
    pub async fn mediated(&self, by: &Caller) -> (DisputeId, PersonId) {
        let person = self.resident("party", TOWNSHIP).await.person().unwrap();
        let id = self.app().register_dispute(by, &self.new_dispute(Worker::Mediator, &[person])).await.unwrap();
        self.does(by, id, session(), Some("坐下来谈了一次")).await.unwrap();
        (id, person)
    }

    pub async fn told(&self, login: &str) -> Vec<String> {
        let account = self.account_of(login).await;
        self.db.notices(account, 10).await.unwrap().into_iter().map(|notice| notice.kind).collect()
    }
}

fn session() -> DisputeInput {
    DisputeInput::Mediate { on: date(2026, 11, 22), guidance: [(1, Guidance::Accepted), (2, Guidance::Declined)].into() }
}

fn settled() -> DisputeInput {
    let agreement = Some(Agreement { parties: [1, 2].into(), until: Some(date(2026, 12, 31)) });
    DisputeInput::Settle { settlement: Settlement::Agreement, agreement }
}

fn look(seen: &[Seen], offered: &[&str]) -> DisputeInput {
    DisputeInput::Look { seen: seen.iter().copied().collect(), offered: offered.iter().map(|one| (*one).to_owned()).collect() }
}

#[tokio::test]
async fn the_five_kinds_of_workers_register_and_the_nearest_mediator_owes_the_first_mediation() {
    on_both(async |world| {
        let app = world.app();
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let kinds = [
            (Role::Counsellor, TOWNSHIP, Worker::Psychological, true),
            (Role::SocialWorker, TOWNSHIP, Worker::Social, true),
            (Role::GridWorker, TOWNSHIP, Worker::Grid, true),
            (Role::Justice, COUNTY, Worker::Mediator, true),
            (Role::Volunteer, TOWNSHIP, Worker::Volunteer, false),
        ];
        for (role, at, worker, mediates) in kinds {
            let who = world.worker(&format!("one-{worker}"), role, at).await;
            let new = world.new_dispute(worker, &[]);
            let id = app.register_dispute(&who, &new).await.unwrap();
            assert_eq!(app.register_dispute(&who, &new).await.unwrap(), id, "the same form, sent again");
            let owner = app.dispute(&mediator, id).await.unwrap().dispute.owed().unwrap().owner.account;
            assert_eq!(owner, if mediates { who.account() } else { mediator.account() }, "{role}");
            let stranger = NewDispute { worker: Worker::Mediator, ..world.new_dispute(worker, &[]) };
            if worker != Worker::Mediator {
                assert!(matches!(refused(app.register_dispute(&who, &stranger).await), AppError::Invalid(_)), "{role}");
            }
        }
        assert_eq!(app.disputes(&mediator, &Wanted::default()).await.unwrap().disputes.len(), 5);
        assert_eq!(world.told("mediator").await, ["notice-dispute-yours"]);
        let duty = world.caller("duty1").await;
        is_denied(app.register_dispute(&duty, &world.new_dispute(Worker::Grid, &[])).await);
    })
    .await;
}

#[tokio::test]
async fn a_mediation_ends_in_a_settlement_that_is_watched_and_nothing_stays_of_what_was_seen() {
    on_both(async |world| {
        let app = world.app();
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let (id, _) = world.mediated(&mediator).await;
        world.does(&mediator, id, settled(), None).await.unwrap();
        let view = app.dispute(&mediator, id).await.unwrap();
        assert_eq!((view.dispute.stage(), view.dispute.watch().until), (Stage::Watched, Some(date(2027, 2, 20))));
        assert!(matches!(&view.parties[&1], PartyView::Person(name) if name.ends_with("**")));
        assert_eq!(view.entries[1].entry.note.as_deref(), Some("坐下来谈了一次"));
        world.pass_h(30 * 24);
        is_conflict(world.does(&mediator, id, look(&[Seen::Setback], &[]), None).await, "dispute_missing");
        world.does(&mediator, id, look(&[Seen::Setback], &["employment"]), None).await.unwrap();
        let seen = app.dispute(&mediator, id).await.unwrap().dispute.watch().seen.clone();
        assert_eq!(seen, BTreeSet::from([Seen::Setback]));
        world.pass_h(70 * 24);
        world.does(&mediator, id, look(&[], &[]), None).await.unwrap();
        let view = app.dispute(&mediator, id).await.unwrap();
        assert_eq!((view.dispute.stage(), view.row.state.owed), (Stage::Closed, None));
        for row in world.db.dispute_steps_for_sweep(id).await.unwrap() {
            assert!(!row.body.contains("setback"), "{}", row.body);
        }
        is_conflict(world.does(&mediator, id, look(&[], &[]), None).await, "dispute_ended");
        let over = Wanted { stage: "closed".to_owned(), ..Wanted::default() };
        assert_eq!(app.disputes(&mediator, &over).await.unwrap().disputes.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_hard_case_goes_to_the_joint_group_whose_secretary_is_told_and_decides() {
    on_both(async |world| {
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let secretary = world.worker("secretary", Role::Justice, COUNTY).await;
        let (id, _) = world.mediated(&mediator).await;
        let owner = secretary.account();
        let joint = |departments: &[&str]| DisputeInput::JointGroup {
            departments: departments.iter().map(|one| (*one).to_owned()).collect(),
            owner,
        };
        is_conflict(world.does(&mediator, id, joint(&["health"]), Some("谈不拢")).await, "dispute_missing");
        let both = joint(&["health", "police_station"]);
        assert!(matches!(refused(world.does(&mediator, id, both.clone(), None).await), AppError::Invalid(_)), "without words");
        world.does(&mediator, id, both, Some("谈不拢")).await.unwrap();
        assert_eq!(world.told("secretary").await, ["notice-dispute-yours"]);
        let decision = xinqiao_disputes::dispute::Decision::Settled(Settlement::Measure);
        world.does(&secretary, id, DisputeInput::Decide(decision), Some("装修限时，司法所跟进")).await.unwrap();
        assert_eq!(world.app().dispute(&mediator, id).await.unwrap().dispute.stage(), Stage::Watched);
    })
    .await;
}

#[tokio::test]
async fn a_danger_seen_at_a_mediation_is_a_signal_at_the_desk_in_the_very_words_and_once() {
    on_both(async |world| {
        let app = world.app();
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let (id, person) = world.mediated(&mediator).await;
        let input = DisputeInput::Notice { party: 1, danger: Danger::SelfHarm };
        let step = DisputeStep { id: app.fresh_dispute_step(), note: Some(FEAR.to_owned()), input };
        app.dispute_step(&mediator, id, &step).await.unwrap();
        app.dispute_step(&mediator, id, &step).await.unwrap();
        let duty = world.caller("duty1").await;
        let signals = world.signals(&duty).await;
        let found: Vec<_> = signals.iter().filter(|row| row.person == person).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].source, "dispute");
        let detail = app.signal(&duty, found[0].id).await.unwrap();
        assert_eq!(detail.handed_in.unwrap().words.as_deref(), Some(FEAR));
        assert_eq!(app.dispute(&mediator, id).await.unwrap().dispute.notices(), 1);
        let wordless = DisputeInput::Notice { party: 1, danger: Danger::Medical };
        assert!(matches!(refused(world.does(&mediator, id, wordless, None).await), AppError::Invalid(_)));
        assert_eq!(world.signals(&duty).await.len(), signals.len(), "nothing was raised without words");
    })
    .await;
}

#[tokio::test]
async fn a_late_step_moves_one_level_up_and_is_told_once() {
    on_both(async |world| {
        let app = world.app();
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let above = world.worker("above", Role::Justice, COUNTY).await;
        let id = app.register_dispute(&mediator, &world.new_dispute(Worker::Mediator, &[])).await.unwrap();
        assert_eq!(app.sweep_disputes().await.unwrap(), 0);
        world.pass_h(4 * 24);
        assert_eq!((app.sweep_disputes().await.unwrap(), app.sweep_disputes().await.unwrap()), (1, 0));
        assert_eq!(world.told("above").await, ["notice-dispute-late"]);
        let view = app.dispute(&above, id).await.unwrap();
        assert_eq!(view.dispute.owed().unwrap().owner.account, above.account());
        assert_eq!((view.dispute.silences(), view.entries.last().unwrap().by.clone()), (1, None));
    })
    .await;
}

#[tokio::test]
async fn workers_of_another_place_find_nothing_and_each_party_sees_who_read() {
    on_both(async |world| {
        let app = world.app();
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let stranger = world.worker("stranger", Role::Mediator, FAR_COUNTY).await;
        let (id, person) = world.mediated(&mediator).await;
        is_not_found(app.dispute(&stranger, id).await);
        is_not_found(world.does(&stranger, id, settled(), None).await);
        assert!(app.disputes(&stranger, &Wanted::default()).await.unwrap().disputes.is_empty());
        is_not_found(app.register_dispute(&stranger, &world.new_dispute(Worker::Mediator, &[])).await);
        let away = world.resident("away", FAR_COUNTY).await.person().unwrap();
        is_not_found(app.register_dispute(&mediator, &world.new_dispute(Worker::Mediator, &[away])).await);
        is_not_found(app.export_disputes(&stranger, &path(COUNTY), (date(2026, 11, 1), date(2026, 11, 30))).await);
        app.dispute(&mediator, id).await.unwrap();
        let rows = world.audit().await;
        let read = rows.iter().filter(|row| row.record_kind == "dispute" && row.detail == "read" && row.person == Some(person));
        assert_eq!(read.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_words_of_a_dispute_go_with_a_party_who_is_erased_and_the_matter_goes_on() {
    on_both(async |world| {
        let app = world.app();
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let secretary = world.worker("secretary", Role::Justice, COUNTY).await;
        let (id, person) = world.mediated(&mediator).await;
        let departments = vec!["health".to_owned(), "police_station".to_owned()];
        let joint = DisputeInput::JointGroup { departments, owner: secretary.account() };
        world.does(&mediator, id, joint, Some("谈不拢")).await.unwrap();
        let mut tx = world.db.begin().await.unwrap();
        tx.erase_person(person, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let view = app.dispute(&mediator, id).await.unwrap();
        assert!(view.entries.iter().all(|entry| entry.is_gone));
        assert_eq!(view.parties[&1], PartyView::Person(String::new()));
        let again = DisputeInput::Decide(xinqiao_disputes::dispute::Decision::MediateAgain);
        world.does(&secretary, id, again, Some("再谈一次")).await.unwrap();
        let view = app.dispute(&mediator, id).await.unwrap();
        assert_eq!((view.dispute.stage(), view.entries.last().unwrap().is_gone), (Stage::Mediating, false));
    })
    .await;
}

const HEADERS: &str = "纠纷编号,纠纷类型,所属区划,登记日期,办理状态,当事人数,当事人姓名,问题清单";

#[tokio::test]
async fn what_goes_out_comes_back_known_and_a_faulty_row_stops_the_whole_file() {
    on_both(async |world| {
        let app = world.app();
        let (county, whole) = (path(COUNTY), (date(2026, 11, 1), date(2026, 11, 30)));
        let clerk = world.worker("clerk", Role::Justice, COUNTY).await;
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let township = world.db.place(&path(TOWNSHIP)).await.unwrap().unwrap().id;
        let mut tx = world.db.begin().await.unwrap();
        tx.add_place_code("nbs2023", "620702102", township, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let (id, _) = world.mediated(&mediator).await;
        let out = app.export_disputes(&clerk, &county, whole).await.unwrap();
        let text = String::from_utf8(out.bytes.clone()).unwrap();
        assert!(out.rows == 1 && text.contains(&id.to_string()) && text.contains("先行调解") && !text.contains("某"), "{text}");
        let back = app.import_disputes(&clerk, &county, ("back.csv", out.bytes), true).await.unwrap();
        assert_eq!((back.rows[0].outcome, back.rows[0].dispute, back.registered), (Outcome::Known, Some(id), Some(0)));
        let faulty = format!(
            "{HEADERS}\nZ1,邻里关系,620702102,2026-11-20,登记受理,2,,噪音扰民\nZ2,战争,620721,2027-01-01,登记受理,零,张三,\nZ1,邻里关系,620702102,昨天,不详,,,\n"
        );
        let told = app.import_disputes(&clerk, &county, ("a.csv", faulty.into_bytes()), true).await.unwrap();
        let lines: Vec<_> = told.faults.iter().map(|fault| (fault.line, fault.column.as_str())).collect();
        let expected = [
            (3, "纠纷类型"),
            (3, "当事人数"),
            (3, "当事人姓名"),
            (4, "登记日期"),
            (4, "办理状态"),
            (4, "纠纷编号"),
        ];
        assert_eq!((lines.as_slice(), told.registered), (expected.as_slice(), None));
        assert!(matches!(told.faults[5].wrong, Wrong::Cell(Expected::FirstIn(2))) && !format!("{told:?}").contains("张三"));
        let elsewhere = format!("{HEADERS}\nZ2,邻里关系,620721,2026-11-20,登记受理,,,\nZ3,邻里关系,620702102,2027-01-01,登记受理,,,\n");
        let told = app.import_disputes(&clerk, &county, ("b.csv", elsewhere.into_bytes()), true).await.unwrap();
        assert_eq!((&told.faults[0].wrong, &told.faults[1].wrong), (&Wrong::Place, &Wrong::Day));
        assert_eq!(app.disputes(&clerk, &Wanted::default()).await.unwrap().disputes.len(), 1, "nothing half taken in");
        let sound = format!("{HEADERS}\nZ1,邻里关系,620702102,2026-11-20,登记受理,2,,噪音扰民\nZ9,家庭,620702102,2026-11-20,案结事了,,,\n")
            .replace("家庭", "婚姻家庭");
        let looked = app.import_disputes(&clerk, &county, ("c.csv", sound.clone().into_bytes()), false).await.unwrap();
        assert_eq!((looked.registered, looked.rows.len(), looked.rows[1].outcome), (None, 2, Outcome::Over));
        let taken = app.import_disputes(&clerk, &county, ("c.csv", sound.clone().into_bytes()), true).await.unwrap();
        assert_eq!((taken.registered, taken.rows[0].outcome), (Some(1), Outcome::Registered));
        let again = app.import_disputes(&clerk, &county, ("c.csv", sound.clone().into_bytes()), true).await.unwrap();
        assert_eq!((again.registered, again.rows[0].outcome), (Some(0), Outcome::Known));
        let other = sound.replace("登记受理", "先行调解");
        let differs = app.import_disputes(&clerk, &county, ("d.csv", other.into_bytes()), true).await.unwrap();
        let brought = differs.rows[0].dispute.unwrap();
        assert_eq!(differs.rows[0].outcome, Outcome::Differs);
        let view = app.dispute(&mediator, brought).await.unwrap();
        assert_eq!((view.dispute.stage(), view.dispute.reference(), view.dispute.parties().len()), (Stage::Registered, Some("Z1"), 2));
        assert_eq!(view.dispute.owed().unwrap().owner.account, mediator.account());
        let ledger = app.dispute_exchange(&clerk, &county).await.unwrap().files;
        let ways: Vec<_> = ledger.iter().map(|(file, _)| (file.came_in, file.registered)).collect();
        assert_eq!(ways.len(), 5);
        assert_eq!(ways.iter().filter(|way| **way == (true, 1)).count(), 1);
        is_not_found(app.dispute_exchange(&clerk, &path(CITY)).await);
        let grid = world.worker("grid", Role::GridWorker, COUNTY).await;
        is_denied(app.dispute_exchange(&grid, &county).await);
    })
    .await;
}
