//! Receiving desks, and referrals in a few states: waiting for an answer, begun, asked back, advice that came.

use std::collections::{BTreeMap, BTreeSet};

use xinqiao_app::App;
use xinqiao_app::referrals::{DeskChange, Draft, Ground, Move, MoveInput, NewDesk, To};
use xinqiao_kernel::id::PersonId;
use xinqiao_referrals::{Code, Giver, Kind, ReceiverId, ReferralId, Urgency};

use super::Actors;
use crate::DemoError;

/// Where the hospital of the demonstration is.
const HOSPITAL: &str = "620000/620700/620722/";
/// Where the counsellor works.
const COUNTY: &str = "620000/620700/620702/";

/// Enters the desks and sends a few referrals through the same use cases as everybody's; the desk of the hospital.
pub(super) async fn refer(app: &App, actors: &mut Actors) -> Result<ReceiverId, DemoError> {
    let hospital = desk(app, actors, ("民乐县人民医院心理科（演示）", "psychiatrist", HOSPITAL), "hospital").await?;
    desk(app, actors, ("甘州区心理咨询服务（演示）", "counsellor", COUNTY), "counsellor").await?;
    let (adult, older, pupil) =
        (person(app, actors, "resident").await?, person(app, actors, "resident2").await?, person(app, actors, "pupil").await?);
    let words = [
        ("name", "柳守安"),
        ("birth_year", "1959"),
        ("phone", "13900000002"),
        ("reason", "夜里睡不好有一个多月，想请医生看看要不要用药。"),
    ];
    let first = send(app, actors, "counsellor", draft(older, Kind::Refer, hospital, &words, Giver::Person)?).await?;
    step(app, actors, "hospital", first, Move::Accept, "").await?;
    step(app, actors, "hospital", first, Move::Begin, "").await?;
    step(app, actors, "hospital", first, Move::Report { result: code("in_care")? }, "已经来过一次，下周复诊。").await?;
    let words = [
        ("name", "苗新雨"),
        ("birth_year", "2011"),
        ("phone", "13900000003"),
        ("reason", "考试前心慌、吃不下饭，家长希望找医生谈一次。"),
        ("guardian", "母亲，13900000013"),
    ];
    let second = send(app, actors, "school", draft(pupil, Kind::Refer, hospital, &words, Giver::Guardian)?).await?;
    step(app, actors, "hospital", second, Move::AskBack, "家长方便哪几天来？").await?;
    let words =
        [("name", "田晓禾"), ("birth_year", "1992"), ("phone", "13900000001"), ("reason", "本人希望换一位离单位近的医生。")];
    send(app, actors, "counsellor", draft(adult, Kind::Refer, hospital, &words, Giver::Person)?).await?;
    let words = [("question", "一位老人丧偶半年，仍每天到老屋坐一下午，家里担心。下一步先做什么好？")];
    let advice = Draft { ground: Ground::Inside, ..draft(older, Kind::Consult, hospital, &words, Giver::Person)? };
    let fourth = send(app, actors, "counsellor", advice).await?;
    step(app, actors, "hospital", fourth, Move::Accept, "").await?;
    step(
        app,
        actors,
        "hospital",
        fourth,
        Move::Report { result: code("advice_given")? },
        "先陪着去一次，听他讲；两周后再看睡眠和吃饭。",
    )
    .await?;
    Ok(hospital)
}

async fn desk(
    app: &App,
    actors: &mut Actors,
    (name, role, place): (&str, &str, &str),
    member: &str,
) -> Result<ReceiverId, DemoError> {
    let admin = actors.staff(app, "secadmin").await?;
    let place = place.parse().map_err(|fault| DemoError::table("DESKS", fault))?;
    let new = NewDesk { id: app.new_desk_id(), name: name.to_owned(), role: code(role)?, place };
    app.add_desk(&admin, &new).await?;
    app.change_desk(&admin, new.id, &DeskChange::Add(member.to_owned())).await?;
    Ok(new.id)
}

async fn person(app: &App, actors: &mut Actors, login: &'static str) -> Result<PersonId, DemoError> {
    let caller = actors.staff(app, login).await?;
    caller.person().ok_or_else(|| DemoError::Lost { by: login.to_owned(), at: app.now() })
}

fn code(text: &str) -> Result<Code, DemoError> {
    text.parse().map_err(|fault| DemoError::table("DESKS", fault))
}

fn draft(person: PersonId, kind: Kind, to: ReceiverId, words: &[(&str, &str)], by: Giver) -> Result<Draft, DemoError> {
    let mut fields = BTreeMap::new();
    for (field, value) in words {
        fields.insert(code(field)?, (*value).to_owned());
    }
    Ok(Draft {
        person,
        warning: None,
        kind,
        urgency: Urgency::Routine,
        to: To::Desk(to),
        fields,
        withheld: BTreeSet::new(),
        ground: Ground::Consent { by, until: None },
        harm: false,
    })
}

async fn send(app: &App, actors: &mut Actors, by: &'static str, draft: Draft) -> Result<ReferralId, DemoError> {
    let caller = actors.staff(app, by).await?;
    Ok(app.send_referral(&caller, &draft, app.new_referral_ids()).await?)
}

async fn step(app: &App, actors: &mut Actors, by: &'static str, id: ReferralId, step: Move, note: &str) -> Result<(), DemoError> {
    let caller = actors.staff(app, by).await?;
    let note = Some(note.to_owned()).filter(|note| !note.is_empty());
    Ok(app.referral_step(&caller, id, &MoveInput { id: app.new_referral_ids().1, note, step }).await?)
}
