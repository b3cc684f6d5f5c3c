use super::*;

fn verdict(notice: &Notice, facts: &Facts, now: &str) -> Verdict {
    before_sending(rules(), notice, &dispatch(notice, Channel::Email), facts, at(now))
}

#[test]
fn nothing_goes_to_who_does_not_own_it_any_more() {
    let yours = notice(1, "notice-yours", Some(Level::Red));
    assert_eq!(verdict(&yours, &facts(), "24T10:00"), Verdict::Send);
    let table = [
        (Facts { is_owner: false, ..facts() }, Reason::NotOwner),
        (Facts { is_active: false, ..facts() }, Reason::Inactive),
        (Facts { is_done: true, ..facts() }, Reason::Done),
        (Facts { is_read: true, ..facts() }, Reason::Read),
    ];
    for (facts, reason) in table {
        assert_eq!(verdict(&yours, &facts, "24T10:00"), Verdict::Superseded(reason));
    }
    // the owner may be off duty: it is theirs all the same
    assert_eq!(verdict(&yours, &Facts { is_on_duty: false, ..facts() }, "24T10:00"), Verdict::Send);
}

#[test]
fn nothing_goes_to_who_is_off_duty_when_it_is_for_whoever_is_on_duty() {
    let late = notice(1, "notice-signal-late", Some(Level::Red));
    let off = Facts { is_on_duty: false, ..facts() };
    assert_eq!(verdict(&late, &off, "24T10:00"), Verdict::Superseded(Reason::OffDuty));
    assert_eq!(verdict(&late, &Facts { is_owner: false, ..facts() }, "24T10:00"), Verdict::Send);
}

#[test]
fn it_is_ended_before_its_turn_too() {
    let yours = notice(1, "notice-yours", Some(Level::Yellow));
    assert_eq!(verdict(&yours, &facts(), "24T10:05"), Verdict::Wait { until: at("24T10:30") });
    assert_eq!(verdict(&yours, &Facts { is_read: true, ..facts() }, "24T10:05"), Verdict::Superseded(Reason::Read));
}

#[test]
fn an_address_that_is_gone_ends_the_way() {
    let yours = notice(1, "notice-yours", Some(Level::Red));
    let without = Facts { addresses: [Channel::Sms].into(), ..facts() };
    assert_eq!(verdict(&yours, &without, "24T10:00"), Verdict::NoAddress);
}

#[test]
fn start_and_overdue_about_one_thing_do_not_say_the_same_twice() {
    // kinds differ, but a reader outside sees no kind
    let yours = notice(1, "notice-yours", Some(Level::Yellow));
    let escalated = Notice { about: yours.about, ..notice(2, "notice-escalated", Some(Level::Yellow)) };
    let told = Facts { sent: vec![sent(&yours, Channel::Email, at("24T10:30"))], ..facts() };
    assert_eq!(verdict(&escalated, &told, "24T11:00"), Verdict::Superseded(Reason::Said));
    // by another way it was not said, a day later it may be said again, and another due time is another message
    let by_phone = Facts { sent: vec![sent(&yours, Channel::Sms, at("24T10:30"))], ..facts() };
    assert_eq!(verdict(&escalated, &by_phone, "24T11:00"), Verdict::Send);
    assert_eq!(verdict(&escalated, &told, "25T10:30"), Verdict::Send);
    let with_due = Notice { due_at: Some(at("25T15:00")), ..escalated };
    assert_eq!(verdict(&with_due, &told, "24T11:00"), Verdict::Send);
}

#[test]
fn a_repeat_of_a_letter_whose_end_is_unknown_is_the_same_letter() {
    let yours = notice(1, "notice-yours", Some(Level::Yellow));
    let under_way = Facts { sent: vec![sent(&yours, Channel::Email, at("24T10:30"))], ..facts() };
    let began = dispatch(&yours, Channel::Email).apply(rules(), &Event::Began { at: at("24T10:30") }).unwrap();
    let ask = |now: &str| before_sending(rules(), &yours, &began, &under_way, at(now));
    assert_eq!(ask("24T10:32"), Verdict::Wait { until: at("24T10:35") });
    assert_eq!(ask("24T10:35"), Verdict::Lost);
    let began = began.apply(rules(), &Event::Lost { at: at("24T10:35") }).unwrap();
    let ask = |now: &str| before_sending(rules(), &yours, &began, &under_way, at(now));
    assert_eq!(ask("24T10:39"), Verdict::Wait { until: at("24T10:40") });
    assert_eq!(ask("24T10:40"), Verdict::Send);
    // when another letter has said it meanwhile, the repeat is needless
    let other = Notice { about: yours.about, ..notice(2, "notice-escalated", Some(Level::Yellow)) };
    let told = Facts { sent: vec![sent(&other, Channel::Email, at("24T10:33"))], ..facts() };
    assert_eq!(before_sending(rules(), &yours, &began, &told, at("24T10:40")), Verdict::Superseded(Reason::Said));
}

#[test]
fn letters_to_one_recipient_keep_their_distance_but_for_red() {
    let first = notice(1, "notice-yours", Some(Level::Yellow));
    let second = notice(2, "notice-yours", Some(Level::Yellow));
    let told = Facts { sent: vec![sent(&first, Channel::Email, at("24T10:25"))], ..facts() };
    assert_eq!(verdict(&second, &told, "24T10:30"), Verdict::Wait { until: at("24T10:55") });
    assert_eq!(verdict(&second, &told, "24T10:55"), Verdict::Send);
    let red = notice(3, "notice-yours", Some(Level::Red));
    assert_eq!(verdict(&red, &told, "24T10:30"), Verdict::Send);
    // and a red letter holds nothing else back
    let after_red = Facts { sent: vec![sent(&red, Channel::Email, at("24T10:29"))], ..facts() };
    assert_eq!(verdict(&second, &after_red, "24T10:30"), Verdict::Send);
}

#[test]
fn after_the_last_letter_of_a_day_the_next_morning_goes_on() {
    let one = notice(50, "notice-yours", Some(Level::Yellow));
    let many = (1..=12).map(|n: u8| sent(&notice(n.into(), "notice-yours", Some(Level::Yellow)), Channel::Email, at("24T08:00")));
    let full = Facts { sent: many.collect(), ..facts() };
    assert_eq!(verdict(&one, &full, "24T11:00"), Verdict::Wait { until: at("25T07:30") });
    let fewer = Facts { sent: full.sent[..11].to_vec(), ..facts() };
    assert_eq!(verdict(&one, &fewer, "24T11:00"), Verdict::Send);
    // what is due today goes today
    let due = Notice { due_at: Some(at("24T16:00")), ..one };
    assert_eq!(verdict(&due, &full, "24T11:00"), Verdict::Wait { until: at("24T15:00") });
}

#[test]
fn what_has_ended_stays_so() {
    let yours = notice(1, "notice-yours", Some(Level::Red));
    let ended = dispatch(&yours, Channel::Email);
    let ended = ended.apply(rules(), &Event::Superseded { at: yours.made_at, reason: Reason::Read }).unwrap();
    assert_eq!(before_sending(rules(), &yours, &ended, &facts(), at("24T12:00")), Verdict::Over);
    let inside = dispatch(&yours, Channel::InApp);
    assert_eq!(before_sending(rules(), &yours, &inside, &facts(), at("24T12:00")), Verdict::Over);
}
