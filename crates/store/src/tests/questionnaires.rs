//! Questionnaires of the operator's own.

use jiff::civil::date;
use xinqiao_access::{Assignment, Moment, Purpose, Role, act, scope};
use xinqiao_kernel::id::{AccountId, QuestionnaireId, QuestionnaireVersionId};

use super::world::{SCHOOL, TODAY, World, is_duplicate, on_both, path};
use crate::questionnaires::{NewVersion, Questionnaire, Tested};

fn of(world: &World, code: &str, by: AccountId) -> Questionnaire {
    Questionnaire {
        id: QuestionnaireId::new(&world.ids, world.now()),
        code: code.to_owned(),
        place: path(SCHOOL),
        created_by: by,
    }
}

fn version(world: &World, of: &Questionnaire, number: i64) -> NewVersion<'static> {
    let id = QuestionnaireVersionId::new(&world.ids, world.now());
    NewVersion { id, questionnaire: of.id, number, draft: "{\"name_zh\":\"适应\"}", name: "适应", by: of.created_by }
}

const FILES: Tested<'static> = Tested { files: "{}", is_offered: true, right_until: Some(date(2027, 1, 31)) };

/// A released version and one in the making.
pub(super) async fn fill(world: &World, account: AccountId) {
    let other = world.account("head-of-questionnaires").await;
    let new = of(world, "own-fill", account);
    let (first, second) = (version(world, &new, 1), version(world, &new, 2));
    let now = world.now();
    world
        .write(async |tx| {
            tx.add_questionnaire(&new, now).await?;
            tx.add_questionnaire_version(&first, now).await?;
            tx.test_questionnaire((first.id, 1), &FILES, account, now).await?;
            tx.release_questionnaire((first.id, 2), other, now).await?;
            tx.add_questionnaire_version(&second, now).await
        })
        .await;
}

#[tokio::test]
async fn a_version_goes_from_draft_to_withdrawn_and_never_back() {
    on_both(async |world| {
        let (author, head) = (world.account("zhou").await, world.account("lin").await);
        let new = of(world, "own-one", author);
        let first = version(world, &new, 1);
        let now = world.now();
        world
            .write(async |tx| {
                tx.add_questionnaire(&new, now).await?;
                tx.add_questionnaire_version(&first, now).await
            })
            .await;
        let id = first.id;
        let save = async |revision| {
            world.write(async |tx| tx.save_questionnaire((id, revision), ("{}", "适应"), author, now).await).await
        };
        assert!(save(1).await);
        // whoever looked at the first state is too late
        assert!(!save(1).await);
        let test =
            async |revision| world.write(async |tx| tx.test_questionnaire((id, revision), &FILES, author, now).await).await;
        assert!(test(2).await && !test(3).await);
        // a change makes it a draft again, and the files go
        assert!(save(3).await);
        assert_eq!(world.db.questionnaire_version(id).await.unwrap().unwrap().files, None);
        assert!(test(4).await);
        let release = async |revision| world.write(async |tx| tx.release_questionnaire((id, revision), head, now).await).await;
        assert!(release(5).await && !release(6).await && !save(6).await);
        let found = world.db.questionnaire_version(id).await.unwrap().unwrap();
        assert_eq!(
            (found.line.stage.as_str(), found.line.released_by, found.files.as_deref()),
            ("released", Some(head), Some("{}"))
        );
        assert_eq!(found.line.right_until, Some(date(2027, 1, 31)));
        let withdraw = async || world.write(async |tx| tx.withdraw_questionnaire((id, 6), "旧了", head, now).await).await;
        assert!(withdraw().await && !withdraw().await);
        let told: Vec<String> = world.db.released_questionnaires().await.unwrap().into_iter().map(|line| line.stage).collect();
        assert_eq!(told, ["withdrawn"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_releases_what_they_handed_in() {
    on_both(async |world| {
        let author = world.account("zhou").await;
        let new = of(world, "own-one", author);
        let first = version(world, &new, 1);
        let now = world.now();
        world
            .write(async |tx| {
                tx.add_questionnaire(&new, now).await?;
                tx.add_questionnaire_version(&first, now).await?;
                tx.test_questionnaire((first.id, 1), &FILES, author, now).await
            })
            .await;
        world.refused(async |tx| tx.release_questionnaire((first.id, 2), author, now).await.map(|_| ())).await;
    })
    .await;
}

#[tokio::test]
async fn one_version_is_in_the_making_and_codes_are_used_once() {
    on_both(async |world| {
        let author = world.account("zhou").await;
        let new = of(world, "own-one", author);
        let (first, second) = (version(world, &new, 1), version(world, &new, 2));
        let now = world.now();
        world
            .write(async |tx| {
                tx.add_questionnaire(&new, now).await?;
                tx.add_questionnaire_version(&first, now).await
            })
            .await;
        assert!(is_duplicate(&world.refused(async |tx| tx.add_questionnaire_version(&second, now).await).await));
        let again = of(world, "own-one", author);
        assert!(is_duplicate(&world.refused(async |tx| tx.add_questionnaire(&again, now).await).await));
        assert!(world.db.has_questionnaire("own-one").await.unwrap() && !world.db.has_questionnaire("own-two").await.unwrap());
        assert_eq!(world.db.latest_questionnaire_version(new.id).await.unwrap(), 1);
        let actor = |place: &str| {
            let held = Assignment::new(Role::SchoolCounsellor, path(place), TODAY, None);
            xinqiao_access::Actor::new(author, None, vec![held]).unwrap()
        };
        let moment = Moment::new(TODAY, now);
        let here = scope::<act::ReadQuestionnaires>(&actor(SCHOOL), Purpose::Screening, moment).unwrap();
        assert_eq!(world.db.questionnaires(&here).await.unwrap().len(), 1);
        let away = scope::<act::ReadQuestionnaires>(&actor("450000/"), Purpose::Screening, moment).unwrap();
        assert!(world.db.questionnaires(&away).await.unwrap().is_empty());
    })
    .await;
}
