//! A person's file: what it shows of others, and what may be begun from it.

use xinqiao_access::Purpose;
use xinqiao_app::assessment::Sharing;

use crate::world::*;

#[tokio::test]
async fn among_those_who_looked_the_person_is_masked_like_everywhere_in_the_file() {
    on_both(async |world| {
        let [lin, counsellor] = world.callers(["lin", "counsellor"]).await;
        world.submit(&lin, "own", SIXTEEN, Sharing::Contact).await;
        let person = lin.person().unwrap();
        world.app().person_file(&counsellor, person, Purpose::Service).await.unwrap();
        world.pass_s(1);
        let file = world.app().person_file(&counsellor, person, Purpose::Service).await.unwrap();
        let names: Vec<&str> = file.looks.iter().filter_map(|look| look.by.as_deref()).collect();
        assert!(names.contains(&"林**") && names.contains(&"白芷"), "{names:?}");
        assert!(!names.contains(&"林晓溪"), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn a_file_offers_what_the_role_may_begin_and_reports_about_minors_only() {
    on_both(async |world| {
        let [lin, counsellor, duty] = world.callers(["lin", "counsellor", "duty1"]).await;
        let app = world.app();
        let offers = app.person_file(&counsellor, lin.person().unwrap(), Purpose::Service).await.unwrap().offers;
        assert!(offers.report && offers.minor_access && offers.disclosure && offers.guardians, "{offers:?}");
        let offers = app.person_file(&duty, lin.person().unwrap(), Purpose::DutyResponse).await.unwrap().offers;
        assert!(offers.report && offers.minor_access && offers.disclosure && !offers.guardians, "{offers:?}");
        // she is of age on her eighteenth birthday
        world.pass_h(24 * 470);
        let counsellor = world.caller("counsellor").await;
        let offers = app.person_file(&counsellor, lin.person().unwrap(), Purpose::Service).await.unwrap().offers;
        assert!(!offers.report && !offers.minor_access && offers.guardians, "{offers:?}");
    })
    .await;
}
