use std::sync::Mutex;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use xinqiao_access::Refusal;
use xinqiao_indicators::Cell;

use super::world::{SCHOOL, TODAY, counts, is_conflict, on_both, phq9_file, refused, students};
use crate::AppError;
use crate::assessment::{Sharing, Sheet};
use crate::campaigns::{ImportOptions, NewCampaign, Raised};

#[tokio::test]
async fn a_real_file_is_created_then_unchanged_then_corrected_in_three_rows() {
    on_both(async |world| {
        let id = world.campaign().await;
        let first = world.import(id, students(100)).await;
        assert_eq!(first.counts, counts(100, 0, 0, 0));
        assert_eq!(first.columns.first().unwrap(), &("1".to_owned(), "phq1".to_owned()));
        // 28 of these students answered item 9 with 1 or more, 33 have 10 points or more
        assert_eq!(first.raised, Some(Raised { signals: 61, expired: 0 }));
        assert_eq!(world.signals().await, 61);
        let detail = world.app.campaign(&world.desk, id).await.unwrap();
        assert_eq!((detail.counts.members, detail.counts.responses), (Cell::Count(100), Cell::Count(100)));

        let again = world.import(id, students(100)).await;
        assert_eq!((again.counts, again.raised), (counts(0, 0, 100, 0), Some(Raised::default())));
        assert_eq!(world.signals().await, 61);
        assert_eq!(world.app.campaign(&world.desk, id).await.unwrap().counts, detail.counts);

        let text = String::from_utf8(students(100)).unwrap();
        // the second student did not mean item 9; two more answer one point more
        let corrected = text
            .replacen("3,female,1,1,1,1,1,1,1,1,1,", "3,female,1,1,1,1,1,1,1,1,0,", 1)
            .replacen("4,female,1,1,1,1,1,2,2,2,0,", "4,female,2,1,1,1,1,2,2,2,0,", 1)
            .replacen("5,male,1,1,1,1,0,1,1,1,0,", "5,male,1,1,1,1,1,1,1,1,0,", 1);
        let third = world.import(id, corrected.into_bytes()).await;
        assert_eq!(third.counts, counts(0, 3, 97, 0));
        assert_eq!(world.ledger(&third).await[1..4], ["2 updated corrected", "3 updated corrected", "4 updated corrected"]);
        // what was raised stays until somebody decides about it; a sheet of more than ten points is no news
        assert_eq!(world.signals().await, 61);
        assert_eq!(world.app.campaign(&world.desk, id).await.unwrap().counts, detail.counts);
    })
    .await;
}

#[tokio::test]
async fn a_checked_file_changes_nothing_until_it_is_imported() {
    on_both(async |world| {
        let id = world.campaign().await;
        let checked = world.check(id, students(20)).await;
        assert_eq!((checked.counts, checked.imported_at), (counts(20, 0, 0, 0), None));
        let detail = world.app.campaign(&world.desk, id).await.unwrap();
        assert_eq!((detail.counts.members, detail.counts.responses), (Cell::Count(0), Cell::Count(0)));
        assert_eq!(detail.imports.len(), 1);
        assert_eq!(world.signals().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_batch_is_imported_once() {
    on_both(async |world| {
        let id = world.campaign().await;
        let report = world.import(id, students(10)).await;
        is_conflict(world.app.apply_import(&world.desk, report.import, None).await, "already_imported");
    })
    .await;
}

/// A page's handler may wait for it.
fn is_send(_: &impl Send) {}

#[tokio::test]
async fn two_who_import_one_batch_at_one_time_do_it_once() {
    on_both(async |world| {
        let id = world.campaign().await;
        let checked = world.check(id, students(60)).await;
        let one = world.app.apply_import(&world.desk, checked.import, None);
        is_send(&one);
        let other = world.app.apply_import(&world.desk, checked.import, None);
        let (one, other) = tokio::join!(one, other);
        let (done, late) = if one.is_ok() { (one, other) } else { (other, one) };
        assert_eq!(done.unwrap().counts, counts(60, 0, 0, 0));
        is_conflict(late, "already_imported");
        let detail = world.app.campaign(&world.desk, id).await.unwrap();
        assert_eq!((detail.counts.members, detail.counts.responses), (Cell::Count(60), Cell::Count(60)));
    })
    .await;
}

#[tokio::test]
async fn what_another_file_wrote_since_the_check_is_judged_anew() {
    on_both(async |world| {
        let id = world.campaign().await;
        let early = world.check(id, phq9_file(&[("1", [0; 9]), ("2", [0; 9])])).await;
        world.import(id, phq9_file(&[("1", [0; 9])])).await;
        let imported = world.app.apply_import(&world.desk, early.import, None).await.unwrap();
        assert_eq!(imported.counts, counts(1, 0, 1, 0));
        assert_eq!(world.ledger(&imported).await, ["1 skipped unchanged", "2 created new"]);
    })
    .await;
}

#[tokio::test]
async fn a_pupil_keeps_their_identity_over_the_campaigns_of_a_school() {
    on_both(async |world| {
        let (autumn, winter) = (world.campaign().await, world.campaign().await);
        world.import(autumn, phq9_file(&[("1", [0; 9])])).await;
        world.clock.advance(SignedDuration::from_hours(24));
        let report = world.import(winter, phq9_file(&[("1", [1, 1, 1, 1, 1, 1, 1, 1, 0])])).await;
        // eight points more than the day before, but below ten: no signal; a first sheet could not tell
        assert_eq!((report.counts, report.raised), (counts(1, 0, 0, 0), Some(Raised::default())));
        let worse = world.import(winter, phq9_file(&[("1", [2, 1, 1, 1, 1, 1, 2, 2, 0])])).await;
        // eleven points: a moderate score, and worse than in autumn
        assert_eq!((worse.counts, worse.raised.unwrap().signals), (counts(0, 1, 0, 0), 2));
        let mut tx = world.db.begin().await.unwrap();
        let who = tx.person_by_identifier(&format!("campaign-place:{SCHOOL}"), "1").await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(who.unwrap().place.as_str(), SCHOOL);
    })
    .await;
}

#[tokio::test]
async fn a_correction_that_fires_a_new_rule_raises_it_once() {
    on_both(async |world| {
        let id = world.campaign().await;
        world.import(id, phq9_file(&[("1", [0; 9])])).await;
        let positive = phq9_file(&[("1", [0, 0, 0, 0, 0, 0, 0, 0, 1])]);
        assert_eq!(world.import(id, positive.clone()).await.raised.unwrap().signals, 1);
        world.import(id, phq9_file(&[("1", [0; 9])])).await;
        assert_eq!(world.import(id, positive).await.raised.unwrap().signals, 0);
        assert_eq!(world.signals().await, 1);
    })
    .await;
}

#[tokio::test]
async fn answers_older_than_their_evidence_raise_nothing_and_are_counted() {
    on_both(async |world| {
        let long = NewCampaign { opens_on: date(2026, 1, 1), ..world.new_campaign() };
        let id = world.signed(&long).await;
        let options = ImportOptions { answered_on_column: Some("day".to_owned()), ..ImportOptions::new("id") };
        let file = "id,day,q1,q2,q3,q4,q5,q6,q7,q8,q9\n1,2026-03-02,0,0,0,0,0,0,0,0,2\n2,2026-11-20,0,0,0,0,0,0,0,0,2\n";
        let checked = world.check_with(id, file.as_bytes().to_vec(), &options).await;
        let imported = world.app.apply_import(&world.desk, checked.import, None).await.unwrap();
        assert_eq!(imported.raised, Some(Raised { signals: 1, expired: 1 }));
    })
    .await;
}

#[tokio::test]
async fn who_answered_online_is_not_imported_beside_it() {
    on_both(async |world| {
        let id = world.campaign().await;
        let pupil = world.pupil.person().unwrap();
        world.app.add_members(&world.desk, id, &[pupil]).await.unwrap();
        let mut tx = world.db.begin().await.unwrap();
        tx.add_identifier(
            world.app.ids().uuid(world.app.now()),
            &format!("campaign-place:{SCHOOL}"),
            "7",
            pupil,
            world.app.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let sheet = Sheet {
            instrument: "phq-9".to_owned(),
            answers: [Some(0.0); 9].into_iter().chain([None]).collect(),
            sharing: Sharing::Campaign(id),
            key: "browser-key-1".to_owned(),
            answered_at: world.app.now(),
            seconds: None,
            form: xinqiao_kernel::TestForm::Fixed,
        };
        world.app.submit(&world.pupil, sheet).await.unwrap();
        assert!(world.app.open_campaigns(&world.pupil).await.unwrap().is_empty());
        let report = world.import(id, phq9_file(&[("7", [1; 9])])).await;
        assert_eq!(world.ledger(&report).await, ["1 skipped answered-already"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_imports_outside_their_scope_or_without_the_right() {
    on_both(async |world| {
        let id = world.campaign().await;
        let options = ImportOptions::new("id");
        let file = || phq9_file(&[("1", [0; 9])]);
        let outside = world.app.check_import(&world.other_desk, id, "a.csv", file(), &options).await;
        assert!(matches!(refused(outside), AppError::NotFound));
        let pupil = world.app.check_import(&world.pupil, id, "a.csv", file(), &options).await;
        assert!(matches!(refused(pupil), AppError::Denied(Refusal::RoleLacksAction)));
        let import = world.check(id, file()).await.import;
        for caller in [&world.other_desk, &world.pupil] {
            let is_hidden = |fault: AppError| matches!(fault, AppError::NotFound | AppError::Denied(_));
            assert!(is_hidden(refused(world.app.apply_import(caller, import, None).await)));
            assert!(is_hidden(refused(world.app.import_report(caller, import, 0, 10).await)));
            assert!(is_hidden(refused(world.app.corrected_copy(caller, import, &str::to_owned).await)));
        }
        assert_eq!(world.app.campaign(&world.desk, id).await.unwrap().counts.responses, Cell::Count(0));
    })
    .await;
}

#[tokio::test]
async fn progress_is_told_after_every_piece() {
    on_both(async |world| {
        let id = world.campaign().await;
        let names: Vec<String> = (1..=300).map(|number| number.to_string()).collect();
        let rows: Vec<(&str, [u8; 9])> = names.iter().map(|name| (name.as_str(), [0; 9])).collect();
        let checked = world.check(id, phq9_file(&rows)).await;
        let told = Mutex::new(Vec::new());
        let tell = |done, of| told.lock().unwrap().push((done, of));
        world.app.apply_import(&world.desk, checked.import, Some(&tell)).await.unwrap();
        assert_eq!(*told.lock().unwrap(), [(256, 300), (300, 300)]);
    })
    .await;
}

#[tokio::test]
async fn answers_without_a_day_are_of_today_or_of_the_last_day_of_a_campaign_that_is_over() {
    on_both(async |world| {
        let pupil = world.pupil.person().unwrap();
        let mut tx = world.db.begin().await.unwrap();
        tx.add_identifier(
            world.app.ids().uuid(world.app.now()),
            &format!("campaign-place:{SCHOOL}"),
            "7",
            pupil,
            world.app.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let past = NewCampaign { closes_on: date(2026, 11, 10), ..world.new_campaign() };
        let over = world.signed(&past).await;
        for campaign in [over, world.campaign().await] {
            world.import(campaign, phq9_file(&[("7", [1; 9])])).await;
        }
        let records = world.app.records(&world.pupil, Timestamp::MAX, 10).await.unwrap();
        let days: Vec<_> = records.iter().map(|record| world.app.day(record.response.answered_at)).collect();
        assert_eq!(days, [TODAY, date(2026, 11, 10)]);
    })
    .await;
}
