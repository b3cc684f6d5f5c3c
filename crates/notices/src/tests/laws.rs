use proptest::prelude::*;

use super::world::{Happening, World, happening};
use super::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The checks of each letter and of each wait stand in `world.rs`.
    #[test]
    fn whatever_happens_the_laws_hold_and_everything_ends(
        story in proptest::collection::vec((happening(), 0..240_i64), 1..40),
    ) {
        let mut world = World::new();
        for (happening, pass) in &story {
            world.happen(happening);
            world.work();
            world.now += minutes(*pass);
            world.work();
        }
        // afterwards the couriers do for ever what they did last
        let mut rounds = 0;
        while let Some(next_at) = world.next_at() {
            world.now = world.now.max(next_at);
            world.work();
            rounds += 1;
            prop_assert!(rounds < 5000, "something never ends");
        }
        prop_assert!(world.dispatches.iter().all(Dispatch::is_over));
    }

    #[test]
    fn quiet_hours_end_outside_of_themselves_and_within_a_day(
        second in 0..i64::from(4 * 366 * 86_400),
        from in 0..1440_i16,
        until in 0..1440_i16,
    ) {
        let time = |minute: i16| {
            let (hour, minute) = (i8::try_from(minute / 60).unwrap(), i8::try_from(minute % 60).unwrap());
            jiff::civil::time(hour, minute, 0, 0)
        };
        let quiet = QuietHours { from: time(from), until: time(until) };
        let now = at("24T09:00") + SignedDuration::from_secs(second);
        let end = quiet.end_after(now, &zone());
        prop_assert!(now <= end && end < now + SignedDuration::from_hours(24));
        prop_assert!(!quiet.holds(end, &zone()));
        prop_assert!(end == now || quiet.holds(end - SignedDuration::from_secs(1), &zone()));
    }

    #[test]
    fn a_text_fits_into_its_parts(text in "[a-z字😀]{0,300}") {
        let rules = rules();
        let units = text.encode_utf16().count();
        let found = parts(&text, rules.sms());
        prop_assert!(units <= found * 70);
        prop_assert!(units <= 70 || found <= units.div_ceil(66), "at most one unit of a part is left free");
    }
}

#[test]
fn the_world_of_the_laws_does_send_letters() {
    let mut world = World::new();
    for thing in 0..3 {
        let made = |kind, level| Happening::Made { kind, level, thing, to: thing, due_in_minutes: Some(300) };
        world.happen(&made(0, Some(Level::Yellow)));
        world.happen(&made(1, Some(Level::Red)));
    }
    world.work();
    // red by three ways to each of three owners
    assert_eq!(world.letters, 9);
    world.happen(&Happening::Moved { thing: 0, to: 1 });
    world.now = at("24T09:30");
    world.work();
    assert_eq!(world.letters, 9, "yellow says the same as red has said");
    assert!(world.dispatches.iter().any(|one| matches!(one.state, State::Superseded { reason: Reason::NotOwner, .. })));
    assert!(world.dispatches.iter().any(|one| matches!(one.state, State::Superseded { reason: Reason::Said, .. })));
}
