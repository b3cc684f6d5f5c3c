//! What files may look like.

use std::io::Cursor;

use xinqiao_tables::WorkbookSink;

use super::world::{World, counts, faults, on_both, phq9_file};
use crate::campaigns::{ImportOptions, Items, MAX_ROWS};
use crate::warnings::QueueItem;

/// 编号,姓名,性别,q1…q9 with two pupils, in GB18030; one number has a full-width digit.
const GB18030: &[u8] = b"\xb1\xe0\xba\xc5,\xd0\xd5\xc3\xfb,\xd0\xd4\xb1\xf0,q1,q2,q3,q4,q5,q6,q7,q8,q9\n\
    \xbc\xd7\xa3\xb1,\xd5\xc5\xd0\xa1\xc2\xfa,\xc5\xae,0,0,0,0,0,0,0,0,1\n\
    \xbc\xd72,\xd5\xd4\xd6\xaa\xcf\xc4,\xc4\xd0,0,0,0,0,0,0,0,0,0\n";

async fn masked_names(world: &World) -> Vec<String> {
    let queue = world.app.queue(&world.desk).await.unwrap();
    let mut names: Vec<String> = queue
        .items
        .into_iter()
        .filter_map(|item| match item {
            QueueItem::Signal(signal) => Some(signal.name),
            QueueItem::Warning(_) => None,
        })
        .collect();
    names.dedup();
    names
}

fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut sink = WorkbookSink::new("答卷", rows[0]).unwrap();
    for row in &rows[1..] {
        for cell in *row {
            sink.cell(cell, false).unwrap();
        }
        sink.end_row();
    }
    let mut out = Cursor::new(Vec::new());
    sink.write_to("test", &mut out).unwrap();
    out.into_inner()
}

#[tokio::test]
async fn a_gb18030_file_is_read_with_its_names() {
    on_both(async |world| {
        let id = world.campaign().await;
        let options = ImportOptions {
            name_column: Some("姓名".to_owned()),
            sex_column: Some("性别".to_owned()),
            ..ImportOptions::new("编号")
        };
        let checked = world.check_with(id, GB18030.to_vec(), &options).await;
        let imported = world.app.apply_import(&world.desk, checked.import, None).await.unwrap();
        assert_eq!(imported.counts, counts(2, 0, 0, 0));
        assert_eq!(masked_names(world).await, ["张**"]);
        let ledger = world.app.import_report(&world.desk, imported.import, 0, 10).await.unwrap();
        let ids: Vec<_> = ledger.rows.iter().filter_map(|row| row.external_id.as_deref()).collect();
        assert_eq!(ids, ["甲1", "甲2"]);
    })
    .await;
}

#[tokio::test]
async fn a_workbook_is_read_by_its_sheet() {
    on_both(async |world| {
        let id = world.campaign().await;
        let header: &[&str] = &["id", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9"];
        let bytes = workbook(&[
            header,
            &["1", "0", "1", "2", "3", "0", "1", "2", "3", "0"],
            &["2", "0", "0", "0", "0", "0", "0", "0", "0", "4"],
        ]);
        let options = ImportOptions { sheet: Some("答卷".to_owned()), ..ImportOptions::new("id") };
        let checked = world.check_with(id, bytes.clone(), &options).await;
        let imported = world.app.apply_import(&world.desk, checked.import, None).await.unwrap();
        assert_eq!(imported.counts, counts(1, 0, 0, 1));
        let (name, copy) = world.app.corrected_copy(&world.desk, imported.import, &str::to_owned).await.unwrap();
        assert_eq!(name, "answers-xinqiao.csv");
        assert!(copy.starts_with(b"PK"));
        let again = world.check_with(id, copy, &options).await;
        assert_eq!(again.counts, counts(0, 0, 1, 1));
        let wrong = ImportOptions { sheet: Some("成绩".to_owned()), ..options };
        let found = faults(world.app.check_import(&world.desk, id, "a.xlsx", bytes, &wrong).await);
        assert_eq!((found[0].field, found[0].found.as_str()), ("sheet", "答卷"));
    })
    .await;
}

#[tokio::test]
async fn answers_may_be_shifted_named_and_turned_round() {
    on_both(async |world| {
        let pss =
            crate::campaigns::NewCampaign { parts: vec![crate::campaigns::NewPart::always("pss-10")], ..world.new_campaign() };
        let id = world.signed(&pss).await;
        // the same sheet three times: as asked; from 1 to 5; with the items 4, 5, 7 and 8 turned round
        let plain = "id;s1;s2;s3;s4;s5;s6;s7;s8;s9;s10\n1;0;1;2;3;4;0;1;2;3;4\n";
        let shifted = "id,a,b,c,d,e,f,g,h,i,j\n1,1,2,3,4,5,1,2,3,4,5\n";
        let turned = "id\ts01\ts02\ts03\ts04\ts05\ts06\ts07\ts08\ts09\ts10\n1\t0\t1\t2\t1\t0\t0\t3\t2\t3\t4\n";
        world.import(id, plain.as_bytes().to_vec()).await;
        let names = "a b c d e f g h i j".split(' ').map(str::to_owned).collect();
        let options = ImportOptions { items: Items::Columns(names), shift: -1, ..ImportOptions::new("id") };
        assert_eq!(world.check_with(id, shifted.as_bytes().to_vec(), &options).await.counts, counts(0, 0, 1, 0));
        let options = ImportOptions { items: Items::Prefix("s".to_owned()), already_reversed: true, ..ImportOptions::new("id") };
        assert_eq!(world.check_with(id, turned.as_bytes().to_vec(), &options).await.counts, counts(0, 0, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn columns_that_are_not_clear_are_listed() {
    on_both(async |world| {
        let id = world.campaign().await;
        let refuse = async |file: &str, options: ImportOptions| {
            let outcome = world.app.check_import(&world.desk, id, "a.csv", file.as_bytes().to_vec(), &options).await;
            let fault = faults(outcome).remove(0);
            (fault.field, fault.expected, fault.found)
        };
        let two = "id,a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3,b4,b5,b6,b7,b8,b9\n";
        assert_eq!(refuse(two, ImportOptions::new("id")).await, ("items", "fault-import-items-many", "a, b".to_owned()));
        let none = refuse("id,x,y\n", ImportOptions::new("id")).await;
        assert_eq!(none, ("items", "fault-import-items", "id, x, y".to_owned()));
        let no_id = refuse("id,x\n", ImportOptions::new("number")).await;
        assert_eq!(no_id, ("id_column", "fault-import-column", "number: id, x".to_owned()));
        let twice = refuse("id,id\n", ImportOptions::new("id")).await;
        assert_eq!(twice, ("id_column", "fault-import-column-twice", "id: id, id".to_owned()));
        let few = ImportOptions { items: Items::Columns(vec!["x".to_owned()]), ..ImportOptions::new("id") };
        assert_eq!(refuse("id,x\n", few).await.1, "fault-import-item-count");
    })
    .await;
}

#[tokio::test]
async fn files_that_cannot_be_read_are_refused_whole() {
    on_both(async |world| {
        let id = world.campaign().await;
        let refuse = async |bytes: Vec<u8>| {
            let outcome = world.app.check_import(&world.desk, id, "a.csv", bytes, &ImportOptions::new("id")).await;
            faults(outcome).remove(0).expected
        };
        assert_eq!(refuse(Vec::new()).await, "fault-import-empty");
        assert_eq!(refuse(phq9_file(&[])).await, "fault-import-empty");
        assert_eq!(refuse(b"PK\x03\x04 no workbook".to_vec()).await, "fault-import-workbook");
        assert_eq!(refuse(vec![b' '; 20 * 1024 * 1024 + 1]).await, "fault-import-size");
        let mut many = phq9_file(&[]);
        (0..=MAX_ROWS).for_each(|_| many.extend_from_slice(b"1,0,0,0,0,0,0,0,0,0\n"));
        assert_eq!(refuse(many).await, "fault-import-rows");
        assert!(world.app.campaign(&world.desk, id).await.unwrap().imports.is_empty());
    })
    .await;
}
