//! A permit is for one place and one person: with any other the store gives nothing out and changes nothing.

use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, ImportId, PersonId, WarningId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, about, on_both, path};
use crate::StoreError;
use crate::assessment::{ImportRow, NewImport};

/// Somebody with the rights of a whole city, so that the place of the permit is the only thing that can refuse.
fn city(account: AccountId) -> Desk {
    Desk::counsellor(account, "620000/620700/")
}

/// A person of the school, another one, and a permit that fits neither place nor person.
struct Scene {
    desk: Desk,
    account: AccountId,
    person: PersonId,
    other: PersonId,
}

impl Scene {
    async fn set(world: &World) -> Self {
        let account = world.account("zhou").await;
        Self { desk: city(account), account, person: world.person(SCHOOL).await, other: world.person(SCHOOL).await }
    }

    /// Records that the permit is not for: the same place and another person, another place and the same person.
    fn strangers(&self) -> Vec<Resource> {
        let elsewhere = NEIGHBOURS.into_iter().chain(["620000/620700/"]).map(|at| about(self.person, at));
        elsewhere.chain([about(self.other, SCHOOL)]).collect()
    }
}

#[tokio::test]
async fn events_and_signals_of_a_warning_need_the_permit_of_that_warning() {
    on_both(async |world| {
        let scene = Scene::set(world).await;
        let warning = world.warning(scene.person, SCHOOL, scene.account, 60);
        let signal = world.signal(scene.person, SCHOOL, "k");
        world
            .write(async |tx| {
                tx.add_signal(&signal, world.now()).await?;
                tx.open_warning(&warning, &[world.event(1, "proposed", Some(scene.account))], world.now()).await?;
                let confirmation = scene.desk.permit::<act::ConfirmWarning>(&about(scene.person, SCHOOL));
                tx.take_up_signal(&confirmation, signal.id, warning.id).await
            })
            .await;
        let read = async |record: &Resource| {
            let permit = scene.desk.permit::<act::ReadWarning>(record);
            let events = world.db.warning_events(&permit, warning.id).await.unwrap().len();
            (events, world.db.signals_of_warning(&permit, warning.id).await.unwrap().len())
        };
        assert_eq!(read(&about(scene.person, SCHOOL)).await, (1, 1));
        for record in scene.strangers() {
            assert_eq!(read(&record).await, (0, 0), "{record:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_signal_is_decided_with_its_own_permit_only() {
    on_both(async |world| {
        let scene = Scene::set(world).await;
        let signal = world.signal(scene.person, SCHOOL, "k");
        let warning = world.warning(scene.person, SCHOOL, scene.account, 60);
        world
            .write(async |tx| {
                tx.add_signal(&signal, world.now()).await?;
                tx.open_warning(&warning, &[], world.now()).await
            })
            .await;
        for record in scene.strangers() {
            let dismissal = scene.desk.permit::<act::DismissSignal>(&record);
            let confirmation = scene.desk.permit::<act::ConfirmWarning>(&record);
            let (dismissed, taken) = world
                .write(async |tx| {
                    let by = scene.account;
                    let dismissed = tx.dismiss_signal(&dismissal, signal.id, by, "mistaken", None, world.now()).await?;
                    Ok((dismissed, tx.take_up_signal(&confirmation, signal.id, warning.id).await?))
                })
                .await;
            assert_eq!((dismissed, taken), (false, false), "{record:?}");
        }
        let own = scene.desk.permit::<act::ConfirmWarning>(&about(scene.person, SCHOOL));
        assert!(world.write(async |tx| tx.take_up_signal(&own, signal.id, warning.id).await).await);
    })
    .await;
}

#[tokio::test]
async fn other_signals_of_a_person_are_shown_from_the_permits_place_only() {
    on_both(async |world| {
        let scene = Scene::set(world).await;
        let here = world.signal(scene.person, SCHOOL, "here");
        let elsewhere = world.signal(scene.person, NEIGHBOURS[0], "elsewhere");
        world
            .write(async |tx| {
                tx.add_signal(&here, world.now()).await?;
                tx.add_signal(&elsewhere, world.now()).await
            })
            .await;
        let permit = scene.desk.permit::<act::ReadSignal>(&about(scene.person, SCHOOL));
        let found = world.db.open_signals_of(&permit, world.now()).await.unwrap();
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [here.id]);
    })
    .await;
}

#[tokio::test]
async fn counts_bands_and_files_of_a_campaign_need_the_permit_of_its_place() {
    on_both(async |world| {
        let scene = Scene::set(world).await;
        let id = world.campaign(SCHOOL, scene.account).await;
        let mut sheet = world.sheet(scene.person, SCHOOL, "k1");
        sheet.campaign = Some(id);
        sheet.sharing = "campaign";
        let new = import(world, &scene, id);
        world
            .write(async |tx| {
                tx.add_members(id, &[(scene.person, path(SCHOOL))], world.now()).await?;
                tx.add_response(&sheet, world.now()).await?;
                tx.add_import(&new, b"id,q1".to_vec(), world.within(60), &[ledger(&new)], world.now()).await
            })
            .await;
        for (at, may) in [(SCHOOL, true), (NEIGHBOURS[0], false), (NEIGHBOURS[1], false), ("620000/620700/", false)] {
            let read: Permit<act::ReadCampaign> = scene.desk.permit(&Resource::at(path(at)));
            let import: Permit<act::ImportResponses> = scene.desk.permit(&Resource::at(path(at)));
            let counts = world.db.campaign_numbers(&read, id).await.unwrap();
            assert_eq!((!counts.asked.is_empty(), !counts.answered.is_empty()), (may, may), "{at}");
            assert_eq!(!world.db.imports(&read, id, 10).await.unwrap().is_empty(), may, "{at}");
            assert_eq!(!world.db.import_rows(&import, new.id, 0, 10).await.unwrap().is_empty(), may, "{at}");
            assert_eq!(!world.db.import_rows_of(&import, new.id, "failed", 0, 10).await.unwrap().is_empty(), may, "{at}");
            assert_eq!(world.db.import_file(&import, new.id).await.unwrap().is_some(), may, "{at}");
        }
    })
    .await;
}

fn import(world: &World, scene: &Scene, campaign: xinqiao_kernel::id::CampaignId) -> NewImport {
    NewImport {
        id: ImportId::new(&world.ids, world.now()),
        campaign,
        file_name: "三年级.csv".to_owned(),
        file_sha256: "00".repeat(32),
        options: "{}".to_owned(),
        created: 0,
        updated: 0,
        skipped: 0,
        failed: 1,
        by: scene.account,
    }
}

fn ledger(new: &NewImport) -> ImportRow {
    ImportRow {
        import: new.id,
        row: 1,
        external_id: None,
        outcome: "failed".to_owned(),
        reason: "no_id".to_owned(),
        detail: "{}".to_owned(),
        response: None,
    }
}

#[tokio::test]
async fn an_import_corrects_sheets_of_its_own_campaigns_only() {
    on_both(async |world| {
        let scene = Scene::set(world).await;
        let mut sheet = world.sheet(scene.person, SCHOOL, "k1");
        sheet.campaign = Some(world.campaign(SCHOOL, scene.account).await);
        let private = world.sheet(scene.person, SCHOOL, "k2");
        world
            .write(async |tx| {
                tx.add_response(&sheet, world.now()).await?;
                tx.add_response(&private, world.now()).await
            })
            .await;
        let correct = async |at: &str, id| {
            let permit: Permit<act::ImportResponses> = scene.desk.permit(&Resource::at(path(at)));
            let mut tx = world.db.begin().await.unwrap();
            let done = tx.correct_response(&permit, id, &sheet).await;
            tx.rollback().await.unwrap();
            done
        };
        correct(SCHOOL, sheet.id).await.unwrap();
        assert!(matches!(correct(NEIGHBOURS[0], sheet.id).await, Err(StoreError::Stale { .. })));
        assert!(matches!(correct(SCHOOL, private.id).await, Err(StoreError::Stale { .. })), "a self-test is nobody's import");
    })
    .await;
}

#[tokio::test]
async fn earlier_results_open_to_their_person_and_to_an_import_only() {
    on_both(async |world| {
        let scene = Scene::set(world).await;
        let mut sheet = world.sheet(scene.person, SCHOOL, "k1");
        sheet.sharing = "contact";
        world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
        let later = world.within(1);
        let import: Permit<act::ImportResponses> = scene.desk.permit(&Resource::at(path(SCHOOL)));
        let counts: Permit<act::ReadCampaign> = scene.desk.permit(&Resource::at(path(SCHOOL)));
        let own = Desk::new(scene.account, Some(scene.person), Role::Resident, SCHOOL, Purpose::SelfService);
        let own: Permit<act::ReadOwnRecords> = own.permit(&about(scene.person, SCHOOL));
        let found = [
            world.db.previous_outcomes(&own, scene.person, "phq-9", later).await.unwrap().len(),
            world.db.previous_outcomes(&own, scene.other, "phq-9", later).await.unwrap().len(),
            world.db.previous_outcomes(&import, scene.person, "phq-9", later).await.unwrap().len(),
            world.db.previous_outcomes(&counts, scene.person, "phq-9", later).await.unwrap().len(),
        ];
        assert_eq!(found, [1, 0, 1, 0]);
        let nothing = WarningId::new(&world.ids, world.now());
        let read = scene.desk.permit::<act::ReadWarning>(&about(scene.person, SCHOOL));
        assert!(world.db.warning_events(&read, nothing).await.unwrap().is_empty());
    })
    .await;
}
