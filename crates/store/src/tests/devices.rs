//! Devices: a key opens one device, a code one person, the same session id is kept once, and nothing stays of them with their person.

use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, DeviceId, DeviceResultId, DeviceSessionId, PersonId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, TODAY, World, on_both, path};
use crate::devices::{Device, DeviceSession, NewDeviceResult};

const BODY: &str = r#"{"ratings":{"before":7,"after":3}}"#;
const KEY: [u8; 32] = [7; 32];

fn manager(account: AccountId, at: &str) -> Desk {
    Desk::new(account, None, Role::AgencyManager, at, Purpose::Administration)
}

fn managing(account: AccountId) -> Permit<act::ManageDevices> {
    manager(account, SCHOOL).permit(&Resource::at(path(SCHOOL)))
}

fn scores(account: AccountId, person: PersonId) -> Permit<act::ReadDeviceResults> {
    let desk = Desk::new(account, None, Role::Counsellor, SCHOOL, Purpose::Service);
    desk.permit(&Resource::at(path(SCHOOL)).of(person).aged(xinqiao_access::Age::Adult))
}

fn own<A: xinqiao_access::Act>(account: AccountId, person: PersonId) -> Permit<A> {
    Desk::new(account, Some(person), Role::Resident, SCHOOL, Purpose::SelfService).permit(&Resource::at(path(SCHOOL)).of(person))
}

async fn register(world: &World, account: AccountId) -> DeviceId {
    let now = world.now();
    let device = Device {
        id: DeviceId::new(&world.ids, now),
        place: path(SCHOOL),
        name: "VR 1".to_owned(),
        kinds: vec!["vr-session".to_owned(), "relaxation".to_owned()],
        state: "active".to_owned(),
        key_set_at: now,
        seen_at: None,
        created_by: account,
        created_at: now,
    };
    let permit = managing(account);
    assert!(world.write(async |tx| tx.add_device(&permit, &device, &KEY, now).await).await);
    assert!(!world.write(async |tx| tx.add_device(&permit, &device, &[8; 32], now).await).await, "the form was sent before");
    device.id
}

fn result(world: &World, device: Option<DeviceId>, person: PersonId, external: &str) -> NewDeviceResult {
    NewDeviceResult {
        id: DeviceResultId::new(&world.ids, world.now()),
        device,
        external: external.to_owned(),
        person,
        place: path(SCHOOL),
        kind: "vr-session".to_owned(),
        started_at: world.within(-20),
        ended_at: world.now(),
        way: if device.is_some() { "json" } else { "page" },
        body: BODY.to_owned(),
    }
}

pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    let (device, now) = (register(world, account).await, world.now());
    let session = DeviceSession {
        id: DeviceSessionId::new(&world.ids, now),
        person,
        place: path(SCHOOL),
        device: Some(device),
        opened_by: account,
        code_until: world.within(120),
    };
    let permit: Permit<act::AnswerSelf> = own(account, person);
    assert!(world.write(async |tx| tx.add_device_session(&permit, &session, "code", now).await).await);
    let new = result(world, Some(device), person, "session-1");
    assert!(world.write(async |tx| tx.add_device_result(&new, now).await).await);
    world.write(async |tx| tx.count_device_refusal(device, TODAY, "unknown_code", now).await).await;
}

#[tokio::test]
async fn a_key_opens_its_device_until_it_is_renewed_and_a_withdrawn_device_stays_so() {
    on_both(async |world| {
        let account = world.account("chen").await;
        let (id, permit, now) = (register(world, account).await, managing(account), world.now());
        let found = world.db.device_by_key(&KEY).await.unwrap().unwrap();
        assert_eq!((found.id, found.kinds.len(), found.state.as_str()), (id, 2, "active"));
        assert!(world.write(async |tx| tx.set_device_key(&permit, id, &[9; 32], now).await).await);
        assert!(world.db.device_by_key(&KEY).await.unwrap().is_none());
        assert!(world.write(async |tx| tx.set_device_state(&permit, id, "locked").await).await);
        assert!(!world.write(async |tx| tx.set_device_state(&permit, id, "locked").await).await);
        assert!(world.write(async |tx| tx.set_device_state(&permit, id, "withdrawn").await).await);
        assert!(!world.write(async |tx| tx.set_device_state(&permit, id, "active").await).await);
        assert!(!world.write(async |tx| tx.set_device_key(&permit, id, &[10; 32], now).await).await);
        let seen =
            async |at: &str| world.db.devices(&manager(account, at).scope::<act::ManageDevices>(), None, 9).await.unwrap().len();
        assert_eq!((seen(SCHOOL).await, seen("620000/").await, seen(NEIGHBOURS[0]).await), (1, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn the_same_session_is_kept_once_sealed_and_read_by_those_with_the_right() {
    on_both(async |world| {
        let (account, person, other) = (world.account("lin").await, world.person(SCHOOL).await, world.person(SCHOOL).await);
        let (device, now) = (register(world, account).await, world.now());
        let keep = async |new: &NewDeviceResult| world.write(async |tx| tx.add_device_result(new, now).await).await;
        assert!(keep(&result(world, Some(device), person, "session-1")).await);
        assert!(!keep(&result(world, Some(device), other, "session-1")).await, "whoever it is about");
        let of_page = result(world, None, person, "page-0001");
        assert!(keep(&of_page).await);
        assert!(!keep(&result(world, None, person, "page-0001")).await);
        assert!(keep(&result(world, None, other, "page-0001")).await, "another person's form");
        let rows = world.db.device_results(&scores(account, person), None, 9).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.body.as_str()).collect::<Vec<_>>(), [BODY, BODY]);
        let before = world.db.device_sent_before(device, "session-1").await.unwrap().unwrap();
        assert_eq!((before.person, before.device_name.as_deref()), (person, Some("VR 1")));
        let stranger: Permit<act::RequestOwnData> = own(account, other);
        assert!(!world.write(async |tx| tx.delete_device_result(&stranger, of_page.id).await).await);
        let mine: Permit<act::RequestOwnData> = own(account, person);
        assert!(world.write(async |tx| tx.delete_device_result(&mine, of_page.id).await).await);
        let export: Permit<act::ReadOwnExport> = own(account, person);
        assert_eq!(world.db.device_results_for_export(&export).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_could_not_be_assigned_is_a_number_and_nothing_stays_with_an_erased_person() {
    on_both(async |world| {
        let (account, person) = (world.account("lin").await, world.person(SCHOOL).await);
        fill(world, account, person).await;
        let device = world.db.device_by_key(&KEY).await.unwrap().unwrap();
        let now = world.now();
        world.write(async |tx| tx.count_device_refusal(device.id, TODAY, "unknown_code", now).await).await;
        let lines = world.db.device_refusals(&managing(account), &device).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.count).collect::<Vec<_>>(), [2]);
        assert!(world.write(async |tx| tx.erase_person(person, now).await).await);
        assert_eq!((world.count("device_result").await, world.count("device_session").await), (0, 0));
        assert!(world.db.device_session_by_code("code").await.unwrap().is_none());
    })
    .await;
}
