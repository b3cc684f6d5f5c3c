//! A campaign on paper.

use std::collections::BTreeSet;

use super::world::{on_both, refused};
use crate::AppError;
use crate::campaigns::{ImportOptions, MOST_SHEETS, PaperFile};

#[tokio::test]
async fn the_file_for_keying_is_read_by_the_import_as_it_is() {
    on_both(async |world| {
        let (caller, campaign) = (&world.desk, world.campaign().await);
        for (file, name) in [(PaperFile::Csv, "phq-9-1.csv"), (PaperFile::Xlsx, "phq-9-1.xlsx")] {
            let (found, bytes) = world.app.paper_file(caller, campaign, 0, file).await.unwrap();
            assert_eq!(found, name);
            let bytes = match file {
                PaperFile::Xlsx => {
                    // its columns are known; without a row there is nothing to take
                    let options = ImportOptions::new("id");
                    let fault = refused(world.app.check_import(caller, campaign, &found, bytes, &options).await);
                    assert!(matches!(fault, AppError::Invalid(faults) if faults[0].expected == "fault-import-empty"));
                    continue;
                }
                PaperFile::Csv => {
                    let text = String::from_utf8(bytes).unwrap();
                    assert_eq!(text.trim_end(), "\u{feff}id,name,sex,birth,answered_on,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10");
                    format!("{text}7K3M-92QX,,,,,0,1,2,3,0,1,2,3,0,\n").into_bytes()
                }
            };
            let report = world.app.check_import(caller, campaign, &found, bytes, &ImportOptions::new("id")).await.unwrap();
            assert_eq!((report.counts.created, report.counts.failed), (1, 0));
        }
    })
    .await;
}

#[tokio::test]
async fn every_sheet_has_a_code_of_its_own_that_names_nobody() {
    on_both(async |world| {
        let (caller, campaign) = (&world.desk, world.campaign().await);
        let form = world.app.paper_form(caller, campaign, 0, MOST_SHEETS).await.unwrap();
        let codes: BTreeSet<&String> = form.codes.iter().collect();
        assert_eq!(codes.len(), MOST_SHEETS);
        assert!(codes.iter().all(|code| code.len() == 9 && code.as_bytes()[4] == b'-'));
        assert!(matches!(refused(world.app.paper_form(caller, campaign, 0, MOST_SHEETS + 1).await), AppError::Invalid(_)));
        // who may not import answers prints none
        assert!(matches!(refused(world.app.paper_form(&world.other_desk, campaign, 0, 0).await), AppError::NotFound));
        assert!(matches!(
            refused(world.app.paper_file(&world.pupil, campaign, 0, PaperFile::Csv).await),
            AppError::Denied(_) | AppError::NotFound
        ));
    })
    .await;
}
