//! What is refused, and how it is told.

use axum::http::StatusCode;
use jiff::civil::date;
use xinqiao_app::campaigns::{ImportOptions, MAX_BYTES, NewCampaign};
use xinqiao_web::links;
use xinqiao_web::pages::desk::address;

use super::super::world::{COUNTY, on_both};
use super::{STUDENTS, campaign, new_campaign};

#[tokio::test]
async fn a_form_with_faults_is_shown_again_with_what_was_typed_and_every_fault() {
    on_both(async |world| {
        let mut desk = world.signed_in("shen").await;
        let typed = [("title", "冬季调查"), ("opens_on", "2026-12-01"), ("closes_on", "someday")];
        let page = desk.post(&links::campaigns(), &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = page.says("value=\"冬季调查\"").says("value=\"2026-12-01\"").says("请选一个日期");
        page.says("请从名单里选一个地方").says("请从名单里选一份量表").says("请写知情同意书");
        let full = [
            ("title", "冬季调查"),
            ("place", super::super::world::SCHOOL),
            ("instrument", "phq-9"),
            ("opens_on", "2026-12-02"),
            ("closes_on", "2026-12-01"),
            ("consent", "自愿。"),
        ];
        let page = desk.post(&links::campaigns(), &full).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("结束日期不能早于开始日期").says(">自愿。</textarea>").says("<option value=\"phq-9\" selected>");
        desk.get(&links::campaigns()).await.ok().does_not_say("冬季调查");
        // a place outside their reach does not exist for them
        let elsewhere = full.map(|(name, value)| (name, if name == "place" { COUNTY } else { value }));
        let elsewhere = elsewhere.map(|(name, value)| (name, if name == "closes_on" { "2026-12-09" } else { value }));
        assert_eq!(desk.post(&links::campaigns(), &elsewhere).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_consent_text_of_ten_thousand_signs_fits_into_the_form() {
    on_both(async |world| {
        let mut desk = world.signed_in("shen").await;
        let consent = "自愿".repeat(5_000);
        let fields = [
            ("title", "冬季调查"),
            ("place", super::super::world::SCHOOL),
            ("instrument", "phq-9"),
            ("opens_on", "2026-11-01"),
            ("closes_on", "2026-12-01"),
            ("consent", consent.as_str()),
        ];
        desk.post(&links::campaigns(), &fields).await.leads();
    })
    .await;
}

/// File, options, and what the page says then.
type Case<'a> = (Option<(&'a str, &'a [u8])>, &'a [(&'a str, &'a str)], &'a [&'a str]);

#[tokio::test]
async fn a_file_or_option_that_does_not_fit_is_named_and_nothing_is_kept() {
    on_both(async |world| {
        let id = campaign(world).await;
        let mut desk = world.signed_in("shen").await;
        let address = links::campaign_import(id);
        let file = Some(("ukm.csv", STUDENTS.as_bytes()));
        let large = vec![b'1'; MAX_BYTES + 1];
        let cases: [Case<'_>; 8] = [
            (None, &[("id_column", "id")], &["请选一个文件"]),
            (file, &[("id_column", "")], &["请写编号所在的列名"]),
            (file, &[("id_column", "学号")], &["文件里没有这一列", "学号: id, gender, phq1", "value=\"学号\""]),
            (file, &[("id_column", "id"), ("item_prefix", "Q")], &["id=\"import-item_prefix-error\"", "Q1: id, gender"]),
            (file, &[("id_column", "id"), ("item_columns", "phq1，phq2")], &["列数与题数不同： 2 ≠ 10", "value=\"phq1，phq2\""]),
            (file, &[("id_column", "id"), ("item_columns", "phq1"), ("item_prefix", "phq")], &["列名和共同开头，只填一个"]),
            (file, &[("id_column", "id"), ("shift", "一")], &["请写 -1000 至 1000 之间的整数"]),
            (Some(("large.csv", &large)), &[("id_column", "id")], &["文件太大，最多20 MB"]),
        ];
        for (file, fields, texts) in cases {
            let mut page = desk.upload(&address, file, fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            page = page.says("文件请再选一次");
            for text in texts {
                page = page.says(text);
            }
        }
        let page = desk.post(&address, &[("id_column", "id")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "no file can be in such a form");
        desk.get(&links::campaign(id)).await.ok().says("还没有导入过文件");
    })
    .await;
}

#[tokio::test]
async fn a_campaign_that_has_not_begun_takes_no_file() {
    on_both(async |world| {
        let later = NewCampaign { opens_on: date(2026, 11, 23), ..new_campaign() };
        let id = super::signed(world, &later).await;
        let mut desk = world.signed_in("shen").await;
        desk.get(&links::campaign(id)).await.ok().says("未开始").does_not_say(&links::campaign_import(id));
        let file = Some(("ukm.csv", STUDENTS.as_bytes()));
        let page = desk.upload(&links::campaign_import(id), file, &[("id_column", "id")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        page.says("这次筛查不在起止日期之内").says("value=\"id\"");
    })
    .await;
}

#[tokio::test]
async fn a_campaign_of_another_county_does_not_exist_and_residents_reach_no_staff_page() {
    on_both(async |world| {
        let id = campaign(world).await;
        let shen = world.caller("shen").await;
        let import = world
            .app
            .check_import(&shen, id, "a.csv", STUDENTS.as_bytes().to_vec(), &ImportOptions::new("id"))
            .await
            .unwrap()
            .import;
        let reads = [links::campaign(id), links::campaign_import(id), links::import(import), links::import_copy(import)];
        for login in ["far", "xia", "leader"] {
            let mut browser = world.signed_in(login).await;
            let expected =
                if login == "far" { [StatusCode::NOT_FOUND; 2] } else { [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND] };
            for address in &reads {
                let status = browser.get(address).await.status;
                assert!(expected.contains(&status), "{login} {address}: {status}");
            }
            let upload = browser.upload(&reads[1], Some(("a.csv", b"id\n1\n")), &[("id_column", "id")]).await.status;
            let run = browser.post(&address::import_run(import), &[]).await.status;
            assert!(expected.contains(&upload) && expected.contains(&run), "{login}: {upload} {run}");
        }
        for login in ["xia", "leader"] {
            let mut browser = world.signed_in(login).await;
            for address in [links::campaigns(), address::campaign_new()] {
                assert_eq!(browser.get(&address).await.status, StatusCode::FORBIDDEN, "{login} {address}");
            }
        }
        let mut far = world.signed_in("far").await;
        far.get(&links::campaigns()).await.ok().does_not_say("秋季关心调查");
        far.get(&address::campaign_new()).await.ok().says("石门县").does_not_say("柳湾中学");
        // the county above the school sees it
        world.signed_in("baizhi").await.get(&links::campaign(id)).await.ok().says("秋季关心调查");
        assert_eq!(world.app.campaign(&shen, id).await.unwrap().imports.len(), 1);
    })
    .await;
}
