use super::*;
use crate::green_channel::{
    Cause, GreenChannel, Missing, Opening as Channel, PlanDraft, Review, Stage, Step, Treatment, agree_to_leave_out,
    ask_to_leave_out, cite, feed_back, give_slot, inform_parents, lead, meet, open, plan_return, review, silence, stop, treat,
};
use jiff::civil::date;

fn opened(world: &World) -> GreenChannel {
    let opening = Channel {
        channel: ChannelId::new(&IdSource::seeded(1), ten()),
        person: PersonId::new(&IdSource::seeded(1), ten()),
        school: owner(1, SCHOOL),
        cause: Cause::Concern,
    };
    open(opening, &act(1, 1, ten()), &world.time()).unwrap().now
}

fn met(world: &World) -> GreenChannel {
    meet(&opened(world), &act(2, 1, ten()), [account(1), account(3)].into(), &world.time()).unwrap().now
}

/// Sent to account 2 of the hospital, for a pupil of 14 to 17.
fn sent(world: &World) -> Referral {
    let case = Case { age: Age::Minor, basis: consent(Giver::Guardian), urgency: Urgency::Urgent, ..usual() };
    world.sent(&case).unwrap().referral
}

fn accepted(world: &World) -> Referral {
    accept(&sent(world), &act(90, 2, ten()), &world.time()).unwrap().referral
}

fn reported(world: &World) -> Referral {
    let begun = begin(&accepted(world), &act(91, 2, ten()), &world.time()).unwrap().referral;
    report_back(&begun, &act(92, 2, ten()), code("care_ended"), &world.time()).unwrap().referral
}

fn slot(world: &World) -> GreenChannel {
    let told = inform_parents(&met(world), &act(3, 1, ten()), &world.time()).unwrap().now;
    let tied = cite(&told, &act(40, 1, ten()), &sent(world)).unwrap().now;
    give_slot(&tied, &act(4, 2, ten()), &accepted(world), ten() + hours(20), &world.time()).unwrap().now
}

fn fed_back(world: &World) -> GreenChannel {
    let seen = treat(&slot(world), &act(5, 2, ten() + hours(21)), Treatment::InTreatment, &world.time()).unwrap().now;
    feed_back(&seen, &act(6, 2, ten() + hours(22)), &reported(world), &world.time()).unwrap().now
}

fn draft() -> PlanDraft {
    PlanDraft {
        back_on: Some(date(2026, 12, 1)),
        conditions: vec![code("doctor_agrees"), code("half_days")],
        support: Some(account(3)),
        teacher_wording: Some(code("back_with_support")),
        review_on: Some(date(2026, 12, 8)),
    }
}

fn owes(channel: &GreenChannel) -> (Stage, AccountId) {
    let (stage, open) = channel.owed().unwrap();
    (stage, open.owner.account)
}

#[test]
fn each_stage_is_owed_by_the_side_whose_turn_it_is_until_the_review() {
    let world = World::new();
    assert_eq!(owes(&opened(&world)), (Stage::Team, account(1)));
    assert_eq!(owes(&met(&world)), (Stage::Parents, account(1)));
    assert_eq!(owes(&slot(&world)), (Stage::Treatment, account(2)));
    let back = fed_back(&world);
    assert_eq!(owes(&back), (Stage::Plan, account(1)));
    let planned = plan_return(&back, &act(7, 1, ten() + hours(23)), &draft(), &world.time()).unwrap().now;
    let (stage, open) = planned.owed().unwrap();
    assert_eq!((stage, open.due_at), (Stage::Review, "2026-12-08T18:00:00+08:00".parse().unwrap()));
    let ended = review(&planned, &act(8, 1, open.due_at), Review::Well, &world.time()).unwrap().now;
    assert_eq!((ended.owed(), ended.missing_for_next()), (None, vec![]));
}

#[test]
fn no_stage_can_be_left_out() {
    let world = World::new();
    let channel = opened(&world);
    let time = world.time();
    assert_eq!(inform_parents(&channel, &act(2, 1, ten()), &time).err(), Some(Refusal::OutOfTurn));
    assert_eq!(give_slot(&met(&world), &act(3, 2, ten()), &accepted(&world), ten(), &time).err(), Some(Refusal::Missing));
    assert_eq!(plan_return(&slot(&world), &act(5, 1, ten()), &draft(), &time).err(), Some(Refusal::OutOfTurn));
    assert_eq!(meet(&channel, &act(2, 1, ten()), [account(1)].into(), &time).err(), Some(Refusal::SamePerson));
}

#[test]
fn parents_are_left_out_with_a_reason_words_and_a_second_person_and_can_be_told_later() {
    let world = World::new();
    let (channel, time) = (met(&world), world.time());
    let out = |act: &Act, reason: &str, report| ask_to_leave_out(&channel, act, code(reason), report, &time);
    assert_eq!(out(&act(3, 1, ten()), "harm_by_guardian", None).err(), Some(Refusal::Missing));
    assert_eq!(out(&wordless(3, 1, ten()), "not_reached", None).err(), Some(Refusal::Wordless));
    assert_eq!(out(&act(3, 1, ten()), "busy", None).err(), Some(Refusal::NotOffered { code: code("busy") }));
    assert_eq!(agree_to_leave_out(&channel, &act(4, 3, ten()), &time).err(), Some(Refusal::OutOfTurn), "nobody asked");
    let asked = out(&act(3, 1, ten()), "harm_by_guardian", Some(duty(1))).unwrap().now;
    assert_eq!(owes(&asked), (Stage::Parents, account(1)), "asking alone changes nothing");
    assert_eq!(agree_to_leave_out(&asked, &act(4, 1, ten()), &time).err(), Some(Refusal::SamePerson));
    let left = agree_to_leave_out(&asked, &act(4, 3, ten()), &time).unwrap().now;
    assert_eq!((owes(&left).0, left.leave_out_asked()), (Stage::Slot, None));
    assert!(matches!(left.parents(), Some(green_channel::Parents::LeftOut { report: Some(_), .. })));
    let told = inform_parents(&left, &act(5, 1, ten() + hours(2)), &time).unwrap().now;
    assert_eq!(owes(&told).0, Stage::Slot);
    assert!(matches!(told.parents(), Some(green_channel::Parents::Informed { .. })));
}

#[test]
fn the_hospital_owes_the_slot_from_the_referral_on_and_another_desk_may_replace_it() {
    let world = World::new();
    let told = inform_parents(&met(&world), &act(3, 1, ten()), &world.time()).unwrap().now;
    assert_eq!(owes(&told), (Stage::Slot, account(1)));
    let due = told.owed().unwrap().1.due_at;
    let tied = cite(&told, &act(4, 1, ten() + hours(1)), &sent(&world)).unwrap().now;
    assert_eq!((owes(&tied), tied.owed().unwrap().1.due_at), ((Stage::Slot, account(2)), due), "and its clock runs on");
    assert!(cite(&tied, &act(5, 1, ten() + hours(2)), &accepted(&world)).is_ok());
    assert_eq!(cite(&opened(&world), &act(5, 1, ten()), &sent(&world)).err(), Some(Refusal::OutOfTurn));
    assert_eq!(cite(&told, &act(5, 1, ten()), &world.sent(&of(Kind::Consult)).unwrap().referral).err(), Some(Refusal::Missing));
    assert_eq!(
        give_slot(&told, &act(5, 2, ten()), &accepted(&world), ten() + hours(1), &world.time()).err(),
        Some(Refusal::Missing)
    );
}

#[test]
fn a_colleague_takes_the_lead_with_what_the_school_owes_and_nothing_of_the_hospitals() {
    let world = World::new();
    let taken = lead(&met(&world), &act(9, 3, ten()), SCHOOL.parse().unwrap()).unwrap().now;
    assert_eq!(owes(&taken), (Stage::Parents, account(3)));
    assert_eq!(lead(&taken, &act(10, 3, ten()), SCHOOL.parse().unwrap()).err(), Some(Refusal::OutOfTurn));
    let treated = lead(&slot(&world), &act(9, 3, ten()), SCHOOL.parse().unwrap()).unwrap().now;
    assert_eq!((owes(&treated), treated.school().account), ((Stage::Treatment, account(2)), account(3)));
}

#[test]
fn a_slot_needs_an_accepted_referral_about_this_pupil_and_lies_ahead() {
    let world = World::new();
    let told = inform_parents(&met(&world), &act(3, 1, ten()), &world.time()).unwrap().now;
    let tied = cite(&told, &act(40, 1, ten()), &sent(&world)).unwrap().now;
    let give = |referral: &Referral, at| give_slot(&tied, &act(4, 2, ten()), referral, at, &world.time()).err();
    assert_eq!(give(&sent(&world), ten() + hours(1)), Some(Refusal::Missing));
    assert_eq!(give(&accepted(&world), ten() - hours(1)), Some(Refusal::TimeOutside));
    assert_eq!(give(&accepted(&world), ten() + hours(24 * 9)), Some(Refusal::TimeOutside), "not next month");
    assert_eq!(give(&accepted(&world), ten() + hours(1)), None);
    assert_eq!(told.missing_for_next(), [Missing::AcceptedReferral, Missing::Slot]);
}

#[test]
fn feedback_is_the_result_of_the_referral_and_not_before_there_is_one() {
    let world = World::new();
    let seen = treat(&slot(&world), &act(5, 2, ten() + hours(21)), Treatment::Seen, &world.time()).unwrap().now;
    let early = feed_back(&seen, &act(6, 2, ten() + hours(22)), &accepted(&world), &world.time());
    assert_eq!(early.err(), Some(Refusal::Missing));
    assert_eq!(fed_back(&world).result(), Some(&code("care_ended")));
}

#[test]
fn a_plan_names_what_is_missing_and_takes_only_the_packs_words() {
    let world = World::new();
    let back = fed_back(&world);
    let all = [Missing::ReturnDay, Missing::Conditions, Missing::SupportPerson, Missing::TeacherWording, Missing::ReviewDay];
    assert_eq!(back.missing_for_next(), all);
    let plan = |draft: PlanDraft| plan_return(&back, &act(7, 1, ten() + hours(23)), &draft, &world.time()).err();
    assert_eq!(PlanDraft { support: None, ..draft() }.missing(), [Missing::SupportPerson]);
    assert_eq!(plan(PlanDraft { support: None, ..draft() }), Some(Refusal::Missing));
    let free = PlanDraft { teacher_wording: Some(code("point_to_counsellor")), ..draft() };
    assert_eq!(plan(free), Some(Refusal::NotOffered { code: code("point_to_counsellor") }));
    assert_eq!(plan(PlanDraft { back_on: Some(date(2026, 11, 1)), ..draft() }), Some(Refusal::TimeOutside));
    assert_eq!(plan(PlanDraft { review_on: Some(date(2026, 12, 1)), ..draft() }), Some(Refusal::TimeOutside));
    assert_eq!(plan(draft()), None);
}

#[test]
fn the_class_teacher_learns_the_day_and_one_sentence() {
    let world = World::new();
    let planned = plan_return(&fed_back(&world), &act(7, 1, ten() + hours(23)), &draft(), &world.time()).unwrap().now;
    let view = planned.teacher_view().unwrap();
    let green_channel::TeacherView { back_on, wording } = view;
    assert_eq!((back_on, wording.as_str()), (date(2026, 12, 1), "back_with_support"));
    let sentence = world.rules.wording(wording.as_str()).unwrap().title.zh_cn.as_str();
    assert_eq!(sentence, "这位同学按计划返校，请像往常一样欢迎他（她），有事找学校心理老师。");
}

#[test]
fn a_plan_that_has_to_change_owes_a_new_one() {
    let world = World::new();
    let time = world.time();
    let planned = plan_return(&fed_back(&world), &act(7, 1, ten() + hours(23)), &draft(), &time).unwrap().now;
    let changed = review(&planned, &act(8, 1, ten() + hours(24)), Review::Change, &time).unwrap().now;
    assert_eq!(owes(&changed), (Stage::Plan, account(1)));
}

#[test]
fn a_missed_time_moves_the_stage_up_once_and_the_history_replays() {
    let world = World::new();
    let time = world.time();
    let first = {
        let opening = Channel {
            channel: ChannelId::new(&IdSource::seeded(1), ten()),
            person: PersonId::new(&IdSource::seeded(1), ten()),
            school: owner(1, SCHOOL),
            cause: Cause::Screening,
        };
        open(opening, &act(1, 1, ten()), &time).unwrap()
    };
    let due = first.now.owed().unwrap().1.due_at;
    assert_eq!(
        silence(&first.now, step(2), ten(), &world.candidates(), &time).err(),
        Some(Refusal::NotDue { due_at: Some(due) })
    );
    let late = silence(&first.now, step(2), due, &world.candidates(), &time).unwrap();
    assert_eq!(owes(&late.now), (Stage::Team, account(21)));
    assert!(silence(&late.now, step(3), due, &world.candidates(), &time).is_err());
    let stopped = stop(&late.now, &act(4, 21, due)).unwrap();
    let log: Vec<Entry<Step>> = [first.entry, late.entry, stopped.entry].into_iter().flatten().collect();
    let kept: Vec<Entry<Step>> = serde_json::from_str(&serde_json::to_string(&log).unwrap()).unwrap();
    assert_eq!(GreenChannel::replay(kept.iter().chain(&kept)), Ok(stopped.now));
}

#[test]
fn two_sweeps_that_saw_the_same_missed_time_count_it_once() {
    let world = World::new();
    let (channel, time) = (opened(&world), world.time());
    let due = channel.owed().unwrap().1.due_at;
    let first = silence(&channel, step(2), due, &world.candidates(), &time).unwrap().now;
    let slow = silence(&channel, step(3), due + hours(999), &world.candidates(), &time).unwrap().entry.unwrap();
    assert!(matches!(first.apply(&slow), Err(Refusal::NotDue { .. })));
}

/// Every stage is reached by some order of verbs, and each of them has an owner and a time.
#[test]
fn in_every_reachable_stage_somebody_owes_it_by_a_time() {
    let world = World::new();
    let time = world.time();
    let (sent, accepted, reported) = (sent(&world), accepted(&world), reported(&world));
    let mut seen = std::collections::BTreeMap::new();
    let mut queue = vec![opened(&world)];
    while let Some(channel) = queue.pop() {
        assert!(seen.len() < 500, "stages without end");
        let shape = format!(
            "{:?} {:?} {:?} {:?} {:?} {:?}",
            channel.leave_out_asked(),
            channel.referral(),
            channel.owed().map(|(stage, open)| (stage, open.owner.account)),
            channel.parents(),
            channel.treatment(),
            channel.reviewed()
        );
        if seen.insert(shape, channel.owed().is_some()).is_some() {
            continue;
        }
        match channel.owed() {
            Some((_, open)) => assert!(open.since <= open.due_at && !channel.missing_for_next().is_empty()),
            None => assert!(channel.missing_for_next().is_empty()),
        }
        let n = 1_000 + u64::try_from(seen.len()).unwrap();
        let due = channel.owed().map_or(ten(), |(_, open)| open.due_at);
        let act = act(n, 1, ten() + hours(1));
        let next = [
            meet(&channel, &act, [account(1), account(3)].into(), &time),
            inform_parents(&channel, &act, &time),
            ask_to_leave_out(&channel, &act, code("not_reached"), None, &time),
            agree_to_leave_out(&channel, &self::act(n, 3, ten() + hours(1)), &time),
            cite(&channel, &act, &sent),
            give_slot(&channel, &act, &accepted, due + hours(1), &time),
            treat(&channel, &act, Treatment::Waiting, &time),
            treat(&channel, &act, Treatment::Over, &time),
            feed_back(&channel, &act, &reported, &time),
            plan_return(&channel, &act, &draft(), &time),
            review(&channel, &act, Review::Well, &time),
            review(&channel, &act, Review::Change, &time),
            stop(&channel, &act),
            if channel.silences() < 2 {
                silence(&channel, step(n), due, &world.candidates(), &time)
            } else {
                Err(Refusal::Ended)
            },
        ];
        queue.extend(next.into_iter().flatten().map(|change| change.now));
    }
    let open = seen.values().filter(|open| **open).count();
    println!("stages in all, and those that are open: {} {open}", seen.len());
    assert_eq!((seen.len(), open), (37, 23));
}
