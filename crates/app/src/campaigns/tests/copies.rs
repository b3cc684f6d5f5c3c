use jiff::SignedDuration;

use super::world::{counts, is_conflict, on_both};
use crate::campaigns::ImportOptions;

const FILE: &str = "id;note;q1;q2;q3;q4;q5;q6;q7;q8;q9\n\
    1;\"says \"\"hi; there\"\"\";0;0;0;0;0;0;0;0;0\n\
    2;;0;0;0;0;0;0;0;0;5\n\
    3;;0;0;0\n\
    ;;1;1;1;1;1;1;1;1;1\n";

#[tokio::test]
async fn a_corrected_copy_is_the_file_with_what_became_of_each_row() {
    on_both(async |world| {
        let id = world.campaign().await;
        let report = world.import(id, FILE.as_bytes().to_vec()).await;
        assert_eq!(report.counts, counts(1, 0, 0, 3));
        let (name, copy) = world.app.corrected_copy(&world.desk, report.import, &|key| format!("<{key}>")).await.unwrap();
        assert_eq!(name, "answers-xinqiao.csv");
        let expected = "\u{feff}id;note;q1;q2;q3;q4;q5;q6;q7;q8;q9;xq_outcome;xq_reason;xq_detail\r\n\
            1;\"says \"\"hi; there\"\"\";0;0;0;0;0;0;0;0;0;<import-outcome-created>;<import-reason-new>;\r\n\
            2;;0;0;0;0;0;0;0;0;5;<import-outcome-failed>;<import-reason-bad-answer>;\"q9; <import-expected-choice> 0, 1, 2, 3; <import-found> 5\"\r\n\
            3;;0;0;0;;;;;;;<import-outcome-failed>;<import-reason-ragged>;\"<import-expected-cells> 11; <import-found> 5\"\r\n\
            ;;1;1;1;1;1;1;1;1;1;<import-outcome-failed>;<import-reason-no-id>;id; <import-expected-id>\r\n"
            .replace(";id; <import-expected-id>", ";\"id; <import-expected-id>\"");
        assert_eq!(String::from_utf8(copy).unwrap(), expected);
    })
    .await;
}

#[tokio::test]
async fn a_copy_that_was_corrected_by_hand_is_imported_as_it_is() {
    on_both(async |world| {
        let id = world.campaign().await;
        let report = world.import(id, FILE.as_bytes().to_vec()).await;
        let (name, copy) = world.app.corrected_copy(&world.desk, report.import, &str::to_owned).await.unwrap();
        let copy = String::from_utf8(copy).unwrap();
        let fixed = copy
            .replace("2;;0;0;0;0;0;0;0;0;5;", "2;;0;0;0;0;0;0;0;0;2;")
            .replace("3;;0;0;0;;;;;;;", "3;;0;0;0;0;0;0;0;0;1;")
            .replace("\r\n;;1;1;", "\r\n4;;1;1;");
        let checked =
            world.app.check_import(&world.desk, id, &name, fixed.into_bytes(), &ImportOptions::new("id")).await.unwrap();
        let imported = world.app.apply_import(&world.desk, checked.import, None).await.unwrap();
        assert_eq!(imported.counts, counts(3, 0, 1, 0));
        let (name, copy) = world.app.corrected_copy(&world.desk, imported.import, &str::to_owned).await.unwrap();
        assert_eq!(name, "answers-xinqiao.csv");
        let header = String::from_utf8(copy).unwrap();
        assert_eq!(header.lines().next().unwrap().matches("xq_outcome").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_forgotten_after_a_week_and_its_ledger_stays() {
    on_both(async |world| {
        let id = world.campaign().await;
        let report = world.check(id, FILE.as_bytes().to_vec()).await;
        world.clock.advance(SignedDuration::from_hours(7 * 24 + 1));
        let mut tx = world.db.begin().await.unwrap();
        assert_eq!(tx.forget_uploads(world.app.now()).await.unwrap(), 1);
        tx.commit().await.unwrap();
        is_conflict(world.app.corrected_copy(&world.desk, report.import, &str::to_owned).await, "file_forgotten");
        is_conflict(world.app.apply_import(&world.desk, report.import, None).await, "file_forgotten");
        assert_eq!(world.app.import_report(&world.desk, report.import, 0, 10).await.unwrap().rows.len(), 4);
    })
    .await;
}
