use super::*;

/// Ways and when each has its turn to be sent, as the wall clock says.
fn turns(notice: &Notice, facts: &Facts, now: Timestamp) -> Vec<(Channel, String)> {
    let planned = plan(rules(), notice, facts, now).unwrap();
    let next = |one: &Dispatch| one.next_at().map_or("-".to_owned(), |at| at.to_zoned(zone()).strftime("%d %H:%M").to_string());
    planned.iter().map(|one| (one.channel, next(one))).collect()
}

fn expect(found: &[(Channel, String)], expected: &[(Channel, &str)]) {
    let found: Vec<(Channel, &str)> = found.iter().map(|(channel, at)| (*channel, at.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn red_goes_by_all_ways_at_once_also_at_night() {
    let red = notice(1, "notice-yours", Some(Level::Red));
    let red = Notice { made_at: at("24T02:00"), ..red };
    let found = turns(&red, &facts(), at("24T02:00"));
    let now = "24 02:00";
    expect(&found, &[(Channel::InApp, "-"), (Channel::Sms, now), (Channel::Wechat, now), (Channel::Email, now)]);
}

#[test]
fn yellow_climbs_the_ladder_of_the_pack() {
    let yellow = notice(1, "notice-yours", Some(Level::Yellow));
    let found = turns(&yellow, &facts(), yellow.made_at);
    expect(
        &found,
        &[(Channel::InApp, "-"), (Channel::Wechat, "24 10:30"), (Channel::Email, "24 10:30"), (Channel::Sms, "24 14:00")],
    );
}

#[test]
fn what_falls_into_the_night_waits_for_the_morning() {
    let blue = Notice { made_at: at("24T17:00"), ..notice(1, "notice-yours", Some(Level::Blue)) };
    let found = turns(&blue, &facts(), blue.made_at);
    expect(&found, &[(Channel::InApp, "-"), (Channel::Email, "25 07:30"), (Channel::Wechat, "25 17:00")]);
}

#[test]
fn nothing_waits_past_the_time_that_is_left_for_acting() {
    let yellow = notice(1, "notice-yours", Some(Level::Yellow));
    let due = |due_at: &str| Notice { due_at: Some(at(due_at)), ..yellow.clone() };
    // the ladder would come at 10:30 and 14:00; an hour before 11:20 is 10:20
    let found = turns(&due("24T11:20"), &facts(), yellow.made_at);
    expect(
        &found,
        &[(Channel::InApp, "-"), (Channel::Wechat, "24 10:20"), (Channel::Email, "24 10:20"), (Channel::Sms, "24 10:20")],
    );
    // made in the evening and due at six: an hour before, in the night
    let night = Notice { made_at: at("24T21:20"), due_at: Some(at("25T06:00")), ..yellow.clone() };
    let found = turns(&night, &facts(), night.made_at);
    assert_eq!(found[1], (Channel::Wechat, "25 05:00".to_owned()));
    // due at nine: the morning is early enough
    let morning = Notice { due_at: Some(at("25T09:00")), ..night };
    assert_eq!(turns(&morning, &facts(), morning.made_at)[1], (Channel::Wechat, "25 07:30".to_owned()));
}

#[test]
fn what_was_late_already_does_not_wake_anybody() {
    let late = Notice { made_at: at("24T22:00"), due_at: Some(at("24T21:00")), ..notice(1, "notice-signal-late", None) };
    let found = turns(&late, &facts(), late.made_at);
    assert_eq!(found[1], (Channel::Email, "25 07:30".to_owned()));
}

#[test]
fn ways_without_an_address_are_left_out_and_residents_are_told_inside_only() {
    let red = notice(1, "notice-yours", Some(Level::Red));
    let only_mail = Facts { addresses: [Channel::Email].into(), ..facts() };
    expect(&turns(&red, &only_mail, red.made_at), &[(Channel::InApp, "-"), (Channel::Email, "24 10:00")]);
    let resident = notice(2, "notice-person-somebody-there", None);
    expect(&turns(&resident, &facts(), resident.made_at), &[(Channel::InApp, "-")]);
}

#[test]
fn an_unknown_kind_is_refused() {
    let strange = notice(1, "notice-strange", None);
    assert_eq!(plan(rules(), &strange, &facts(), strange.made_at), Err(UnknownKind("notice-strange".to_owned())));
}

#[test]
fn the_same_notice_is_one_within_the_window_and_a_later_step_is_another() {
    let rules = rules();
    let first = notice(1, "notice-escalated", Some(Level::Yellow));
    let again = Notice { id: NoticeId::from_uuid(Uuid::from_u128(9)), made_at: first.made_at + minutes(5), ..first.clone() };
    assert_eq!(admit(rules, &again, [&first]), Admission::Same(first.id));
    assert_eq!(admit(rules, &first, [&again]), Admission::Same(again.id));
    for other in [
        Notice { step: 1, ..again.clone() },
        Notice { account: account(2), ..again.clone() },
        Notice { kind: "notice-yours".to_owned(), ..again.clone() },
        Notice { about: About(Uuid::from_u128(5)), ..again.clone() },
        Notice { made_at: first.made_at + minutes(1440), ..again.clone() },
    ] {
        assert_eq!(admit(rules, &other, [&first]), Admission::New, "{other:?}");
    }
}

#[test]
fn quiet_hours_begin_and_end_on_the_minute() {
    let quiet = rules().quiet();
    for (now, end) in [
        ("24T21:29", "24T21:29"),
        ("24T21:30", "25T07:30"),
        ("25T00:00", "25T07:30"),
        ("25T07:29", "25T07:30"),
        ("25T07:30", "25T07:30"),
    ] {
        assert_eq!(quiet.end_after(at(now), &zone()), at(end), "{now}");
        assert_eq!(quiet.holds(at(now), &zone()), now != end, "{now}");
    }
    let siesta = QuietHours { from: jiff::civil::time(12, 0, 0, 0), until: jiff::civil::time(14, 0, 0, 0) };
    assert_eq!(siesta.end_after(at("24T13:59"), &zone()), at("24T14:00"));
    assert_eq!(siesta.end_after(at("24T14:00"), &zone()), at("24T14:00"));
    assert_eq!(siesta.end_after(at("24T11:59"), &zone()), at("24T11:59"));
}
