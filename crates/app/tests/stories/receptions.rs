//! Receptions of petitioners: help is offered, nobody has to say yes, and of whoever declines nothing stays.

use xinqiao_access::Role;
use xinqiao_app::receptions::{NewReception, ReceptionInput, ReceptionStep};
use xinqiao_app::{AppError, Caller};
use xinqiao_disputes::Danger;
use xinqiao_kernel::id::ReceptionId;

use crate::world::{COUNTY, FAR_COUNTY, TOWNSHIP, World, is_conflict, is_denied, is_not_found, on_both, path, refused};

const FEAR: &str = "她说今天没有答复就从楼上跳下去，人已经走到窗边。";

impl World {
    /// Somebody was received at the township's desk.
    pub async fn received(&self, by: &Caller) -> ReceptionId {
        let (id, step) = self.app().new_reception_ids();
        let new = NewReception { id, step, place: path(TOWNSHIP) };
        self.app().receive_petitioner(by, &new).await.unwrap()
    }

    pub async fn receives(
        &self,
        by: &Caller,
        id: ReceptionId,
        input: ReceptionInput,
        note: Option<&str>,
    ) -> xinqiao_app::Result<()> {
        let step = ReceptionStep { id: self.app().fresh_reception_step(), note: note.map(str::to_owned), input };
        self.app().reception_step(by, id, &step).await
    }

    /// Somebody who accepted guidance: the county's resident of the stories.
    async fn guided(&self, by: &Caller) -> (ReceptionId, xinqiao_kernel::id::PersonId) {
        let id = self.received(by).await;
        self.receives(by, id, offer(), None).await.unwrap();
        let person = self.resident("visitor", TOWNSHIP).await.person().unwrap();
        self.receives(by, id, ReceptionInput::Accept(person), None).await.unwrap();
        (id, person)
    }

    /// All that the database keeps of a reception, as one text.
    async fn reception_kept(&self, id: ReceptionId) -> String {
        let row = self.db.reception_place(id).await.unwrap().unwrap();
        format!("{row:?} {:?}", self.db.reception_steps_for_sweep(id).await.unwrap())
    }
}

fn offer() -> ReceptionInput {
    ReceptionInput::Offer(vec!["guidance".to_owned(), "legal_aid".to_owned()])
}

fn is_field(outcome: xinqiao_app::Result<()>, field: &str) {
    assert!(matches!(refused(outcome), AppError::Invalid(faults) if faults[0].field == field));
}

#[tokio::test]
async fn of_somebody_who_declines_nothing_stays_that_says_who_they_were() {
    on_both(async |world| {
        let app = world.app();
        let desk = world.worker("desk", Role::Justice, TOWNSHIP).await;
        let (id, step) = app.new_reception_ids();
        let new = NewReception { id, step, place: path(TOWNSHIP) };
        assert_eq!(app.receive_petitioner(&desk, &new).await.unwrap(), id);
        assert_eq!(app.receive_petitioner(&desk, &new).await.unwrap(), id, "the same form, sent again");
        is_field(world.receives(&desk, id, ReceptionInput::Offer(Vec::new()), None).await, "choice");
        is_field(world.receives(&desk, id, ReceptionInput::Offer(vec!["a_fine".to_owned()]), None).await, "choice");
        is_field(world.receives(&desk, id, offer(), Some("张三，反映征地补偿")).await, "note");
        world.receives(&desk, id, offer(), None).await.unwrap();
        is_field(world.receives(&desk, id, ReceptionInput::Decline, Some("不愿意，情绪激动")).await, "note");
        world.receives(&desk, id, ReceptionInput::Decline, None).await.unwrap();
        let view = app.reception(&desk, id).await.unwrap();
        assert_eq!(
            (view.reception.stage(), view.person, view.row.state.person, view.row.state.owed),
            ("declined", None, None, None)
        );
        let kept = world.reception_kept(id).await;
        assert!(!kept.contains("张三") && !kept.contains("情绪"), "{kept}");
        assert!(world.audit().await.iter().filter(|row| row.record_kind == "reception").all(|row| row.person.is_none()));
        let duty = world.caller("duty1").await;
        assert!(world.signals(&duty).await.is_empty(), "a petition is no signal");
        is_conflict(world.receives(&desk, id, ReceptionInput::Guide { another: false }, None).await, "reception_ended");
        assert_eq!(app.receptions(&desk, true, None).await.unwrap().receptions.len(), 1);
        assert!(app.receptions(&desk, false, None).await.unwrap().receptions.is_empty());
    })
    .await;
}

#[tokio::test]
async fn words_about_somebody_stay_only_with_a_record_that_they_agreed_to_and_they_see_who_read() {
    on_both(async |world| {
        let app = world.app();
        let desk = world.worker("desk", Role::Counsellor, TOWNSHIP).await;
        let (id, person) = world.guided(&desk).await;
        is_field(world.receives(&desk, id, ReceptionInput::Guide { another: true }, Some("谈了睡眠")).await, "note");
        world.receives(&desk, id, ReceptionInput::Guide { another: true }, None).await.unwrap();
        world.receives(&desk, id, ReceptionInput::KeepRecord, Some("本人同意建档")).await.unwrap();
        world.receives(&desk, id, ReceptionInput::Guide { another: false }, Some("谈了睡眠，约好再来就来")).await.unwrap();
        let view = app.reception(&desk, id).await.unwrap();
        assert_eq!((view.reception.stage(), view.reception.sessions(), view.row.state.person), ("guided", 2, Some(person)));
        assert!(view.person.as_deref().is_some_and(|name| name.ends_with("**")));
        let words: Vec<_> = view.entries.iter().filter_map(|entry| entry.words.as_deref()).collect();
        assert_eq!(words, ["本人同意建档", "谈了睡眠，约好再来就来"]);
        let rows = world.audit().await;
        let read = rows.iter().filter(|row| (row.record_kind.as_str(), row.detail.as_str()) == ("reception", "read"));
        assert_eq!(read.map(|row| row.person).collect::<Vec<_>>(), [Some(person)]);

        let mut tx = world.db.begin().await.unwrap();
        tx.erase_person(person, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let view = app.reception(&desk, id).await.unwrap();
        assert_eq!(view.person.as_deref(), Some(""));
        assert!(view.entries.iter().all(|entry| entry.words.is_none()), "the words went with their key");
    })
    .await;
}

#[tokio::test]
async fn a_danger_is_a_signal_in_the_very_words_and_an_expert_is_owed_within_half_an_hour() {
    on_both(async |world| {
        let app = world.app();
        let desk = world.worker("desk", Role::Justice, TOWNSHIP).await;
        let above = world.worker("above", Role::Counsellor, COUNTY).await;
        let id = world.received(&desk).await;
        let call = ReceptionInput::CallExpert(Danger::SelfHarm);
        is_field(world.receives(&desk, id, call.clone(), None).await, "note");
        let step = ReceptionStep { id: app.fresh_reception_step(), note: Some(FEAR.to_owned()), input: call.clone() };
        app.reception_step(&desk, id, &step).await.unwrap();
        app.reception_step(&desk, id, &step).await.unwrap();
        is_conflict(world.receives(&desk, id, call, Some("再叫一次")).await, "reception_out_of_turn");
        let duty = world.caller("duty1").await;
        let found: Vec<_> = world.signals(&duty).await.into_iter().filter(|row| row.source == "petition").collect();
        assert_eq!(found.len(), 1, "raised once");
        assert_eq!(app.signal(&duty, found[0].id).await.unwrap().handed_in.unwrap().words.as_deref(), Some(FEAR));
        assert!(!world.reception_kept(id).await.contains("窗边"), "the words are the signal's alone");

        world.clock.advance(jiff::SignedDuration::from_mins(29));
        assert_eq!(app.sweep_receptions().await.unwrap(), 0);
        world.clock.advance(jiff::SignedDuration::from_mins(2));
        assert_eq!((app.sweep_receptions().await.unwrap(), app.sweep_receptions().await.unwrap()), (1, 0));
        let owed = app.reception(&desk, id).await.unwrap().row.state.owed.unwrap().0;
        let told = world.db.notices(owed, 5).await.unwrap();
        assert_eq!(told.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["notice-reception-late"]);
        let outgoing = world.db.outgoing(told[0].id).await.unwrap().unwrap();
        assert_eq!(outgoing.level.as_deref(), Some("red"), "it does not wait for the morning");
        world.receives(&above, id, ReceptionInput::ExpertCame, None).await.unwrap();
        let view = app.reception(&desk, id).await.unwrap();
        assert_eq!((view.reception.owed().count(), view.reception.silences()), (1, 1), "the offer is still owed");
    })
    .await;
}

#[tokio::test]
async fn what_is_owed_goes_up_when_it_is_late_and_on_when_somebody_is_gone() {
    on_both(async |world| {
        let app = world.app();
        let desk = world.worker("desk", Role::SocialWorker, TOWNSHIP).await;
        let second = world.worker("second", Role::Counsellor, TOWNSHIP).await;
        let (id, _) = world.guided(&desk).await;
        assert_eq!(app.sweep_receptions_left().await.unwrap(), 0);
        let mut tx = world.db.begin().await.unwrap();
        tx.disable_account(desk.account(), world.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((app.sweep_receptions_left().await.unwrap(), app.sweep_receptions_left().await.unwrap()), (1, 0));
        assert_eq!(world.told("second").await, ["notice-reception-yours"]);
        assert_eq!(app.reception(&second, id).await.unwrap().row.state.owed.unwrap().0, second.account());
        let above = world.worker("above", Role::Justice, COUNTY).await;
        world.pass_h(10 * 24);
        assert_eq!((app.sweep_receptions().await.unwrap(), app.sweep_receptions().await.unwrap()), (1, 0));
        let owner = app.reception(&second, id).await.unwrap().row.state.owed.unwrap().0;
        assert!(owner != second.account(), "one level up");
        assert!(owner == above.account() || owner == world.account_of("counsellor").await);
        world.receives(&second, id, ReceptionInput::Guide { another: false }, None).await.unwrap();
        world.pass_h(10 * 24);
        assert_eq!(app.sweep_receptions().await.unwrap(), 0, "nothing is owed any more");
    })
    .await;
}

#[tokio::test]
async fn another_place_finds_nothing_and_who_mediates_reads_no_reception() {
    on_both(async |world| {
        let app = world.app();
        let desk = world.worker("desk", Role::Justice, TOWNSHIP).await;
        let (id, _) = world.guided(&desk).await;
        let stranger = world.worker("stranger", Role::Justice, FAR_COUNTY).await;
        is_not_found(app.reception(&stranger, id).await);
        is_not_found(world.receives(&stranger, id, ReceptionInput::Guide { another: false }, None).await);
        assert!(app.receptions(&stranger, false, None).await.unwrap().receptions.is_empty());
        let (other, step) = app.new_reception_ids();
        is_not_found(app.receive_petitioner(&stranger, &NewReception { id: other, step, place: path(TOWNSHIP) }).await);
        is_not_found(app.receive_petitioner(&stranger, &NewReception { id, step, place: path(FAR_COUNTY) }).await);
        let away = world.resident("away", FAR_COUNTY).await.person().unwrap();
        let own = world.received(&desk).await;
        world.receives(&desk, own, offer(), None).await.unwrap();
        is_not_found(world.receives(&desk, own, ReceptionInput::Accept(away), None).await);
        for role in [Role::Mediator, Role::GridWorker, Role::DutyOfficer, Role::Leader] {
            let other = world.worker(&format!("other-{role}"), role, TOWNSHIP).await;
            is_denied(app.receptions(&other, false, None).await);
            assert!(app.reception(&other, id).await.is_err());
        }
    })
    .await;
}
