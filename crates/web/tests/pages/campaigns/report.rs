//! The group report: the page and its files say the same, and the reliability page says what the real file is known for.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use http_body_util::BodyExt;
use jiff::SignedDuration;
use xinqiao_kernel::id::CampaignId;
use xinqiao_web::links;

use super::super::world::{Browser, World, on_both};
use super::{STUDENTS, campaign};

/// A campaign that is over, with a file of answers.
async fn over(world: &World, file: &str, fields: &[(&str, &str)]) -> (CampaignId, Browser) {
    let id = campaign(world).await;
    let mut desk = world.signed_in("shen").await;
    let import = desk.upload(&links::campaign_import(id), Some(("a.csv", file.as_bytes())), fields).await.leads();
    desk.post(&format!("{import}/run"), &[]).await.leads();
    desk.get(&links::group_report(id)).await.ok().says("筛查在").does_not_say("xq-a4");
    world.clock.advance(SignedDuration::from_hours(24 * 10));
    (id, world.signed_in("shen").await)
}

async fn bytes(desk: &Browser, address: &str, kind: &str) -> Vec<u8> {
    let response = desk.open(address).await;
    assert_eq!(response.status(), 200, "{address}");
    assert_eq!(response.headers()["content-type"], kind);
    assert_eq!(response.headers()["cache-control"], "no-store");
    response.into_body().collect().await.unwrap().to_bytes().to_vec()
}

/// What stands in the cells of the tables of a page.
fn cells(html: &str) -> Vec<String> {
    html.split("<td class=\"num\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_page_and_its_files_say_the_same_of_a_real_file() {
    on_both(async |world| {
        let (id, mut desk) = over(world, STUDENTS, &[("id_column", "id"), ("sex_column", "gender")]).await;
        let page = desk.get(&links::group_report(id)).await.ok();
        // 156 of 156; the mean and the deviation of the file
        let page = page.says("应答156人，实答156人，作答率100.0%（97.6% 至 100.0%）").says("156份答卷的平均分是8.71");
        let page = page.says("按性别").says("附：数据说明").says("不是诊断").does_not_say("重度").does_not_say("抑郁症");
        let found = cells(&page.html);
        assert!(8 < found.len(), "{found:?}");

        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&desk, &links::group_report_excel(id), kind).await)).unwrap();
        let mut numbers: Vec<f64> = Vec::new();
        for name in book.sheet_names().into_iter().skip(1) {
            let sheet = book.worksheet_range(&name).unwrap();
            numbers
                .extend(sheet.cells().filter_map(|(_, _, cell)| if let Data::Float(value) = cell { Some(*value) } else { None }));
        }
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        let mut docx = zip::ZipArchive::new(Cursor::new(bytes(&desk, &links::group_report_word(id), kind).await)).unwrap();
        let mut xml = String::new();
        docx.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
        for text in &found {
            assert!(xml.contains(text.as_str()), "{text} is on the page and not in the text file");
            let first = text.split('（').next().unwrap().replace(',', "");
            let (digits, unit) = first.strip_suffix('%').map_or((first.as_str(), 1.0), |share| (share, 100.0));
            let Ok(value) = digits.parse::<f64>() else { continue };
            let is_there = numbers.iter().any(|number| (number * unit - value).abs() <= 0.051);
            assert!(is_there, "{text} is on the page and not in the workbook");
        }
        let pdf = bytes(&desk, &links::group_report_pdf(id), "application/pdf").await;
        assert!(pdf.starts_with(b"%PDF-") && 10_000 < pdf.len());
        desk.get(&links::campaign(id)).await.ok().says(&links::group_report(id)).says(&links::reliability(id));
    })
    .await;
}

#[tokio::test]
async fn what_few_answered_is_on_no_page_and_in_no_file() {
    on_both(async |world| {
        let mut file = "id,q1,q2,q3,q4,q5,q6,q7,q8,q9,sex\n".to_owned();
        (1..=40).for_each(|row| file.push_str(&format!("{row},{},0,0,0,0,0,0,0,0,F\n", row % 3)));
        (41..=60).for_each(|row| file.push_str(&format!("{row},{},1,1,1,1,1,0,0,0,F\n", row % 3)));
        (61..=63).for_each(|row| file.push_str(&format!("{row},3,3,3,3,3,3,3,3,0,M\n")));
        let (id, mut desk) = over(world, &file, &[("id_column", "id"), ("sex_column", "sex")]).await;
        let page = desk.get(&links::group_report(id)).await.ok().says("应答63人").says("其他状态合计").does_not_say("尽快聊聊");
        assert!(cells(&page.html).iter().all(|cell| cell != "3" && cell != "3人"), "{:?}", cells(&page.html));
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&desk, &links::group_report_excel(id), kind).await)).unwrap();
        for name in book.sheet_names() {
            let sheet = book.worksheet_range(&name).unwrap();
            assert!(sheet.cells().all(|(_, _, cell)| *cell != Data::Float(3.0)), "{name}");
        }
        desk.get(&links::reliability(id)).await.ok().says("只有63份答卷").does_not_say("xq-a4");
    })
    .await;
}

#[tokio::test]
async fn the_reliability_page_says_what_the_real_file_is_known_for() {
    on_both(async |world| {
        let (id, mut desk) = over(world, STUDENTS, &[("id_column", "id")]).await;
        let page = desk.get(&links::reliability(id)).await.ok().says("题目与信度").says("phq-9").says("CFI").says("RMSEA");
        page.says("0.891（").does_not_say("⟦");
    })
    .await;
}

#[tokio::test]
async fn a_file_of_a_report_that_is_not_there_is_refused() {
    on_both(async |world| {
        let id = campaign(world).await;
        let mut desk = world.signed_in("shen").await;
        for address in [links::group_report_pdf(id), links::group_report_word(id), links::group_report_excel(id)] {
            assert_eq!(desk.get(&address).await.status, 409, "{address}");
        }
        assert_eq!(desk.get(&format!("{}?place=nowhere", links::group_report(id))).await.status, 404);
    })
    .await;
}
