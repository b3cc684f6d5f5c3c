use super::world::{OTHER_SCHOOL, SCHOOL, counts, on_both};
use crate::campaigns::{ImportOptions, RowDetail, TEXT_KEYS};

fn detail(column: &str, expected: &str, values: &str, found: &str, more: usize) -> Option<RowDetail> {
    let [column, expected, values, found] = [column, expected, values, found].map(str::to_owned);
    Some(RowDetail { column, expected, values, found, more })
}

/// Three good rows, then one for each thing that can be wrong.
fn faulty_rows() -> [String; 18] {
    let long = "9".repeat(65);
    let name = "长".repeat(101);
    [
        "good,方舟,女,2011-03-04,2026-11-20,0,0,0,0,0,0,0,0,0".to_owned(),
        "１２,方舟,2,2011年3月4日,20261120,１,0,0,0,0,0,0,0,0".to_owned(),
        "some,,,,,0,,NA,0,0,0,0,0,0".to_owned(),
        ",甲,,,,0,0,0,0,0,0,0,0,0".to_owned(),
        format!("{long},甲,,,,0,0,0,0,0,0,0,0,0"),
        "two,甲,,,,0,0,0,0,0,0,0,0,0".to_owned(),
        "two,乙,,,,1,0,0,0,0,0,0,0,0".to_owned(),
        "value,甲,,,,0,0,7,often,0,0,0,0,0".to_owned(),
        "half,甲,,,,0,0,1.5,0,0,0,0,0,0".to_owned(),
        "blank,甲,,,,,,,,,,,,".to_owned(),
        "unborn,甲,,2030-01-01,,0,0,0,0,0,0,0,0,0".to_owned(),
        "early,甲,,,2026-10-31,0,0,0,0,0,0,0,0,0".to_owned(),
        "later,甲,,,2026-11-23,0,0,0,0,0,0,0,0,0".to_owned(),
        "noday,甲,,,sometime,0,0,0,0,0,0,0,0,0".to_owned(),
        "sex,甲,x,,,0,0,0,0,0,0,0,0,0".to_owned(),
        format!("name,{name},,,,0,0,0,0,0,0,0,0,0"),
        "short,甲,,,,0".to_owned(),
        "moved,甲,,,,3,3,3,3,3,3,3,3,3".to_owned(),
    ]
}

fn has_texts(outcome: &str, reason: &str, detail: Option<&RowDetail>) {
    let keys = [format!("import-outcome-{outcome}"), format!("import-reason-{reason}")];
    let of_detail = detail.map(|detail| format!("import-expected-{}", detail.expected));
    for key in keys.into_iter().chain(of_detail) {
        assert!(TEXT_KEYS.contains(&key.as_str()), "{key}");
    }
}

#[tokio::test]
async fn every_row_ends_in_the_ledger_with_its_first_fault() {
    on_both(async |world| {
        let id = world.campaign().await;
        let moved = world.person(OTHER_SCHOOL, "宁远").await;
        let mut tx = world.db.begin().await.unwrap();
        tx.add_identifier(
            world.app.ids().uuid(world.app.now()),
            &format!("campaign-place:{SCHOOL}"),
            "moved",
            moved,
            world.app.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let file = format!("id,name,sex,born,day,q1,q2,q3,q4,q5,q6,q7,q8,q9\n{}\n", faulty_rows().join("\n"));
        let named = |name: &str| Some(name.to_owned());
        let options = ImportOptions {
            name_column: named("name"),
            sex_column: named("sex"),
            birth_column: named("born"),
            answered_on_column: named("day"),
            ..ImportOptions::new("id")
        };
        let checked = world.check_with(id, file.into_bytes(), &options).await;
        assert_eq!(checked.counts, counts(3, 0, 0, 15));
        let expected = [
            ("created", "new", None),
            ("created", "new", None),
            ("created", "incomplete", None),
            ("failed", "no-id", detail("id", "id", "", "", 0)),
            ("failed", "bad-id", detail("id", "id", "", &format!("{}…", "9".repeat(60)), 0)),
            ("failed", "duplicate-id", detail("id", "unique-id", "7", "two", 0)),
            ("failed", "duplicate-id", detail("id", "unique-id", "6", "two", 0)),
            ("failed", "bad-answer", detail("q4", "choice", "0, 1, 2, 3", "often", 1)),
            ("failed", "bad-answer", detail("q3", "choice", "0, 1, 2, 3", "1.5", 0)),
            ("failed", "no-answers", detail("q1", "answers", "", "", 0)),
            ("failed", "bad-day", detail("born", "day", "1900-01-01–2026-11-22", "2030-01-01", 0)),
            ("failed", "bad-day", detail("day", "day-within", "2026-11-01–2026-11-22", "2026-10-31", 0)),
            ("failed", "bad-day", detail("day", "day-within", "2026-11-01–2026-11-22", "2026-11-23", 0)),
            ("failed", "bad-day", detail("day", "day", "2026-11-01–2026-11-22", "sometime", 0)),
            ("failed", "bad-sex", detail("sex", "sex", "男, 女, male, female, 1, 2", "x", 0)),
            ("failed", "bad-name", detail("name", "name", "100", &format!("{}…", "长".repeat(60)), 0)),
            ("failed", "ragged", detail("", "cells", "14", "6", 0)),
            ("failed", "elsewhere", None),
        ];
        expected.iter().for_each(|(outcome, reason, detail)| has_texts(outcome, reason, detail.as_ref()));
        let told = |report: crate::campaigns::ImportReport| {
            report.rows.into_iter().map(|row| (row.row, row.outcome, row.reason, row.detail)).collect::<Vec<_>>()
        };
        let expected: Vec<_> = (1..)
            .zip(expected)
            .map(|(row, (outcome, reason, detail))| (row, outcome.to_owned(), reason.to_owned(), detail))
            .collect();
        let ledger = world.app.import_report(&world.desk, checked.import, 0, 100).await.unwrap();
        assert_eq!(told(ledger), expected);
        let failed: Vec<_> = expected.iter().filter(|row| row.1 == "failed").cloned().collect();
        assert_eq!(told(checked.clone()), failed);
        let imported = world.app.apply_import(&world.desk, checked.import, None).await.unwrap();
        assert_eq!(imported.counts, checked.counts);
        assert_eq!(told(world.app.import_report(&world.desk, checked.import, 0, 100).await.unwrap()), expected);
        let detail = world.app.campaign(&world.desk, id).await.unwrap();
        assert_eq!(detail.imports[0].new.failed, 15);
    })
    .await;
}

#[tokio::test]
async fn the_ledger_is_read_in_pages() {
    on_both(async |world| {
        let id = world.campaign().await;
        let report = world.check(id, super::world::students(20)).await;
        let page = world.app.import_report(&world.desk, report.import, 8, 5).await.unwrap();
        assert_eq!(page.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [9, 10, 11, 12, 13]);
        assert_eq!(page.counts.rows(), 20);
    })
    .await;
}
