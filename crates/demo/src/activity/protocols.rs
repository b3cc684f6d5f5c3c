//! A green channel that waits for the hospital, and an aid file with a few of its seven steps done.

use std::collections::{BTreeMap, BTreeSet};

use xinqiao_app::App;
use xinqiao_app::duties::NewDuty;
use xinqiao_app::protocols::{AidMove, AidStep, GreenMove, GreenStep, NewAid, NewGreen};
use xinqiao_app::referrals::{Draft, Ground, To};
use xinqiao_duties::{Step as DutyStep, report};
use xinqiao_kernel::id::PersonId;
use xinqiao_referrals::green_channel::Cause;
use xinqiao_referrals::victim_aid::{Inquiry, Step};
use xinqiao_referrals::{Code, Giver, Kind, ReceiverId, Urgency};
use xinqiao_store::people::Person;

use super::Actors;
use crate::DemoError;

/// The school of the demonstration.
const SCHOOL: &str = "620000/620700/620702/620702001/demo-school-91/";

/// Plays both.
pub(super) async fn play(app: &App, actors: &mut Actors, cast: &[Person], hospital: ReceiverId) -> Result<(), DemoError> {
    let own = actors.staff(app, "pupil").await?.person();
    let mut pupils = cast.iter().filter(|one| one.place.as_str() == SCHOOL && Some(one.id) != own);
    let (Some(first), Some(second)) = (pupils.next(), pupils.next()) else {
        return Err(DemoError::table("protocols", "two pupils are needed"));
    };
    green(app, actors, first, hospital).await?;
    aid(app, actors, second.id).await
}

async fn green(app: &App, actors: &mut Actors, pupil: &Person, hospital: ReceiverId) -> Result<(), DemoError> {
    let school = actors.staff(app, "school").await?;
    let new = NewGreen { person: pupil.id, cause: Cause::Screening, ids: app.new_green_ids() };
    let id = app.open_green(&school, &new).await?;
    let present = BTreeSet::from([actors.account("school")?, actors.account("counsellor")?]);
    let mut fields = BTreeMap::new();
    let words = [
        ("name", pupil.name.clone()),
        ("birth_year", pupil.birth_on.map_or_else(String::new, |born| born.year().to_string())),
        ("phone", pupil.phone.clone().unwrap_or_else(|| "13900000014".to_owned())),
        ("reason", "测评后谈过两次，睡不好、不想上学，家长也着急，想请医生看一看。".to_owned()),
        ("guardian", "父亲，13900000014".to_owned()),
    ];
    for (field, value) in words {
        fields.insert(code(field)?, value);
    }
    let draft = Draft {
        person: pupil.id,
        warning: None,
        kind: Kind::Refer,
        urgency: Urgency::Urgent,
        to: To::Desk(hospital),
        fields,
        withheld: BTreeSet::new(),
        ground: Ground::Consent { by: Giver::Guardian, until: None },
        harm: false,
    };
    let steps =
        [(GreenMove::Meet { present }, "两人商量过，建议去医院看一看。"), (GreenMove::Inform, "和父亲通了电话，愿意陪着去。")];
    for (step, note) in steps {
        let step = GreenStep { id: app.new_referral_ids().1, note: Some(note.to_owned()), step };
        app.green_step(&school, id, &step).await?;
    }
    let referral = app.send_referral(&school, &draft, app.new_referral_ids()).await?;
    let step = GreenStep { id: app.new_referral_ids().1, note: None, step: GreenMove::Cite { referral } };
    Ok(app.green_step(&school, id, &step).await?)
}

async fn aid(app: &App, actors: &mut Actors, pupil: PersonId) -> Result<(), DemoError> {
    let (school, keeper) = (actors.staff(app, "school").await?, actors.staff(app, "duty1").await?);
    let (duty, entry) = app.new_duty_ids();
    let place = SCHOOL.parse().map_err(|fault| DemoError::table("SCHOOLS", fault))?;
    let situations = BTreeSet::from(["5".to_owned()]);
    let step = DutyStep::MinorReport(report::Step::Opened { situations, noticed_at: app.now() });
    let note = "老师看到后马上说了。".to_owned();
    app.open_duty(&school, &NewDuty { id: duty, entry, place, person: Some(pupil), note, step }).await?;
    let named = vec!["counsellor".to_owned()];
    let new = NewAid { person: pupil, named, cites_report: true, ids: app.new_aid_ids() };
    let id = app.open_aid(&keeper, &new).await?;
    let inquiry = Inquiry { reference: "演示卷 7 号".to_owned(), recorded: true, adult_present: true };
    let counsellor = actors.staff(app, "counsellor").await?;
    let steps = [
        (&keeper, AidMove::Inquire(inquiry), "由一位女检察官问，中途休息一次。"),
        (&counsellor, AidMove::Done { step: Step::Counselling }, "见了第一次，约好下周。"),
        (&keeper, AidMove::Assign { step: Step::Rehabilitation, login: "social".to_owned() }, ""),
    ];
    for (by, step, note) in steps {
        let note = Some(note.to_owned()).filter(|note| !note.is_empty());
        app.aid_step(by, id, &AidStep { id: app.new_referral_ids().1, note, step }).await?;
    }
    let purpose = Some("准备下次陪同".to_owned());
    app.open_aid_file(&counsellor, id, app.new_referral_ids().1, purpose).await.map(drop)?;
    Ok(())
}

fn code(text: &str) -> Result<Code, DemoError> {
    text.parse().map_err(|fault| DemoError::table("protocols", fault))
}
