use super::*;

fn queued(level: Level) -> Dispatch {
    dispatch(&notice(1, "notice-yours", Some(level)), Channel::Email)
}

/// Each attempt begins when it is its turn and is refused in the same minute; minutes between the attempts until it is given up.
fn waits(level: Level, kind: RefusedKind) -> Vec<i64> {
    let rules = rules();
    let mut dispatch = queued(level);
    let mut found = Vec::new();
    while let Some(now) = dispatch.next_at() {
        let events = [Event::Began { at: now }, Event::Refused { at: now, refused: refused(kind) }];
        dispatch = dispatch.replay(rules, &events).unwrap();
        found.extend(dispatch.next_at().map(|next| next.duration_since(now).as_mins()));
    }
    assert!(matches!(dispatch.state, State::Failed { .. }));
    found
}

#[test]
fn a_refusal_for_now_is_tried_as_the_pack_says_and_one_for_good_is_not() {
    assert_eq!(waits(Level::Yellow, RefusedKind::Temporary), [5, 15, 60, 240]);
    assert_eq!(waits(Level::Red, RefusedKind::Temporary), [1, 2, 5, 5, 10, 15, 30]);
    assert!(waits(Level::Red, RefusedKind::Permanent).is_empty());
}

#[test]
fn a_server_that_is_down_is_tried_for_two_days() {
    let waits = waits(Level::Yellow, RefusedKind::Unreachable);
    assert_eq!(waits[..5], [5, 15, 60, 240, 240]);
    let whole: i64 = waits.iter().sum();
    assert!(whole <= 48 * 60 && 48 * 60 < whole + 240, "{whole}");
}

#[test]
fn a_letter_goes_from_the_queue_to_its_reader() {
    let rules = rules();
    let receipt = Receipt { reference: Some("1xVHQd-0000tx-2P".to_owned()) };
    let (one, two, three, four) = (at("24T10:30"), at("24T10:31"), at("24T10:40"), at("24T11:00"));
    let taken =
        queued(Level::Yellow).replay(rules, &[Event::Began { at: one }, Event::HandedOver { at: two, receipt: receipt.clone() }]);
    let taken = taken.unwrap();
    assert_eq!(taken.state, State::HandedOver { at: two, receipt });
    assert!(taken.is_over() && taken.is_taken());
    let arrived = taken.clone().apply(rules, &Event::Delivered { at: three }).unwrap();
    assert_eq!(arrived.state, State::Delivered { at: three });
    assert_eq!(arrived.apply(rules, &Event::Read { at: four }).unwrap().state, State::Read { at: four });
    // a gateway may report hours later that the phone was never reached
    let bounced = taken.apply(rules, &Event::Refused { at: four, refused: refused(RefusedKind::Permanent) }).unwrap();
    assert!(matches!(bounced.state, State::Failed { .. }));
}

#[test]
fn two_couriers_never_carry_the_same_letter_at_once() {
    let rules = rules();
    let began = queued(Level::Red).apply(rules, &Event::Began { at: at("24T10:00") }).unwrap();
    assert_eq!(began.next_at(), Some(at("24T10:05")));
    assert_eq!(began.clone().apply(rules, &Event::Began { at: at("24T10:04") }), Err(OutOfTurn));
    assert_eq!(began.clone().apply(rules, &Event::Lost { at: at("24T10:04") }), Err(OutOfTurn));
    let second = [Event::Lost { at: at("24T10:05") }, Event::Began { at: at("24T10:06") }];
    let second = began.replay(rules, &second).unwrap();
    assert_eq!((second.attempts, second.first_at), (2, Some(at("24T10:00"))));
}

#[test]
fn a_letter_whose_couriers_never_come_back_does_not_go_without_end() {
    let rules = rules();
    let mut dispatch = queued(Level::Red);
    while let Some(now) = dispatch.next_at() {
        let event =
            if matches!(dispatch.state, State::Sending { .. }) { Event::Lost { at: now } } else { Event::Began { at: now } };
        dispatch = dispatch.apply(rules, &event).unwrap();
    }
    assert_eq!(dispatch.attempts, 8);
    assert!(matches!(dispatch.state, State::Failed { .. }));
}

#[test]
fn a_courier_under_way_is_not_called_back() {
    let rules = rules();
    let began = queued(Level::Red).apply(rules, &Event::Began { at: at("24T10:00") }).unwrap();
    let now = at("24T10:01");
    for event in [
        Event::Superseded { at: now, reason: Reason::NotOwner },
        Event::NoAddress { at: now },
        Event::Postponed { at: now, until: at("25T07:30") },
    ] {
        assert_eq!(began.clone().apply(rules, &event), Err(OutOfTurn));
    }
    // once it is known to be lost, the letter is ended
    let events = [Event::Lost { at: at("24T10:05") }, Event::Superseded { at: at("24T10:06"), reason: Reason::NotOwner }];
    assert!(began.replay(rules, &events).unwrap().is_over());
}

#[test]
fn an_ended_dispatch_takes_no_event() {
    let rules = rules();
    let ended = queued(Level::Red).apply(rules, &Event::NoAddress { at: at("24T10:00") }).unwrap();
    let (now, reason) = (at("24T12:00"), Reason::Read);
    for event in [
        Event::Began { at: now },
        Event::HandedOver { at: now, receipt: Receipt::default() },
        Event::Refused { at: now, refused: refused(RefusedKind::Temporary) },
        Event::Lost { at: now },
        Event::Superseded { at: now, reason },
        Event::Postponed { at: now, until: now },
        Event::Hastened { at: now },
        Event::NoAddress { at: now },
        Event::Read { at: now },
        Event::Delivered { at: now },
    ] {
        assert_eq!(event.at(), now);
        assert_eq!(ended.clone().apply(rules, &event), Err(OutOfTurn), "{event:?}");
    }
}

#[test]
fn events_keep_their_form_in_the_database() {
    let event = Event::Refused { at: at("24T10:00"), refused: refused(RefusedKind::Temporary) };
    let text = toml::to_string(&event).unwrap();
    assert_eq!(
        text,
        "event = \"refused\"\nat = \"2026-11-24T02:00:00Z\"\n\n[refused]\nkind = \"temporary\"\nwhat = \"450 later\"\nmay_have_arrived = false\n"
    );
    assert_eq!(toml::from_str::<Event>(&text).unwrap(), event);
}

#[test]
fn when_a_way_fails_the_next_has_its_turn_at_once() {
    let rules = rules();
    let yellow = notice(1, "notice-yours", Some(Level::Yellow));
    let mut all = plan(rules, &yellow, &facts(), yellow.made_at).unwrap();
    assert_eq!(hasten(&all, yellow.made_at), None, "nothing has failed");
    let now = at("24T10:31");
    // ways: in_app, wechat 10:30, email 10:30, sms 14:00
    let fail = |one: &Dispatch| {
        let events = [Event::Began { at: now }, Event::Refused { at: now, refused: refused(RefusedKind::Permanent) }];
        one.clone().replay(rules, &events).unwrap()
    };
    all[1] = fail(&all[1]);
    assert_eq!(hasten(&all, now), None, "the e-mail is due by itself");
    all[2] = fail(&all[2]);
    let (which, event) = hasten(&all, now).unwrap();
    assert_eq!((which, &event), (3, &Event::Hastened { at: now }));
    all[3] = all[3].clone().apply(rules, &event).unwrap();
    assert_eq!(all[3].next_at(), Some(now));
    assert_eq!(hasten(&all, now), None, "asking twice changes nothing");
    assert_eq!(reached(rules, &yellow, &all), Reached::Waiting);
    all[3] = fail(&all[3]);
    assert_eq!(reached(rules, &yellow, &all), Reached::Nobody);
}

#[test]
fn one_letter_that_was_taken_is_enough_and_no_way_is_nobody() {
    let rules = rules();
    let red = notice(1, "notice-yours", Some(Level::Red));
    let mut all = plan(rules, &red, &facts(), red.made_at).unwrap();
    assert_eq!(reached(rules, &red, &all[..1]), Reached::Nobody, "there is no way outside");
    assert_eq!(reached(rules, &red, &all), Reached::Waiting);
    let now = red.made_at;
    all[1] = all[1].clone().apply(rules, &Event::Superseded { at: now, reason: Reason::Read }).unwrap();
    assert_eq!(reached(rules, &red, &all[..2]), Reached::Needless);
    let events = [Event::Began { at: now }, Event::HandedOver { at: now, receipt: Receipt::default() }];
    all[2] = all[2].clone().replay(rules, &events).unwrap();
    assert_eq!(reached(rules, &red, &all), Reached::Taken);
    let resident = notice(2, "notice-person-somebody-there", None);
    let inside = plan(rules, &resident, &facts(), now).unwrap();
    assert_eq!(reached(rules, &resident, &inside), Reached::Inside);
}
