use super::*;
use proptest::prelude::*;

fn shown(world: &World, kind: Kind, role: &str) -> Vec<String> {
    world.preview(kind, role, Age::Adult).shown().iter().map(|field| field.code.to_string()).collect()
}

/// What each receiver of the shipped pack sees when the sender knows everything: a change of the pack shows here.
#[test]
fn each_role_sees_its_packet_and_nothing_else() {
    let world = World::new();
    let lines: Vec<String> = world
        .rules
        .raw()
        .packets
        .iter()
        .map(|packet| format!("{} {}: {}", packet.kind, packet.role, shown(&world, packet.kind, packet.role.as_str()).join(" ")))
        .collect();
    let expected = "\
refer psychiatrist: name birth_year phone reason guardian danger scores counselling_summary history medication wishes support_person language access_needs arranged
refer crisis_team: name birth_year phone reason guardian danger scores history medication wishes support_person language access_needs arranged address
refer therapist: name birth_year phone reason guardian danger scores counselling_summary history medication wishes support_person language access_needs arranged
refer counsellor: name phone reason guardian danger scores counselling_summary wishes support_person language access_needs arranged
refer school_counsellor: name phone reason guardian danger scores counselling_summary wishes support_person language access_needs arranged
refer duty_officer: name phone danger address guardian support_person reason
refer village_doctor: name phone address reason guardian danger_grade medication danger support_person language
refer community_worker: name phone reason address guardian wishes arranged language access_needs
refer social_worker: name phone reason address guardian wishes arranged language access_needs
refer civil_affairs: name phone arranged identity_number address guardian wishes
refer justice: name phone arranged wishes support_person
refer police_liaison: name danger address phone
refer class_teacher: name teacher_advice
assign counsellor: reason scores counselling_summary
assign school_counsellor: reason scores counselling_summary
assign crisis_team: reason scores
assign duty_officer: reason
assign social_worker: reason arranged
transfer counsellor: name phone reason guardian danger wishes arranged support_person
transfer school_counsellor: name phone reason guardian danger wishes arranged support_person
transfer therapist: name phone reason guardian danger wishes arranged support_person
transfer psychiatrist: name phone reason guardian danger wishes arranged support_person
transfer community_worker: name phone reason address guardian wishes arranged
transfer social_worker: name phone reason address guardian wishes arranged
transfer village_doctor: name phone reason address guardian wishes arranged
transfer justice: name phone arranged wishes support_person
consult psychiatrist: question birth_year scores counselling_summary history medication danger
consult therapist: question birth_year scores counselling_summary history medication danger
consult counsellor: question birth_year scores counselling_summary danger
consult school_counsellor: question birth_year scores counselling_summary danger";
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn what_is_left_out_is_named_with_its_reason() {
    let world = World::new();
    let mut facts = all_facts(&world.rules);
    facts.withheld.insert(code("scores"));
    facts.fields.insert(code("shoe_size"), "42".to_owned());
    let preview = preview(&world.rules, &facts, Kind::Refer, &code("counsellor"), Age::Adult).unwrap();
    let why = |field: &str| preview.left_out().iter().find(|(left, _)| left.as_str() == field).map(|(_, why)| *why);
    assert_eq!(why("scores"), Some(Why::Withheld));
    assert_eq!(why("medication"), Some(Why::NotForThisRole));
    assert_eq!(why("address"), Some(Why::NotNeeded));
    assert_eq!(why("shoe_size"), Some(Why::Unknown));
    assert_eq!(why("hospital_letter"), Some(Why::NotForThisRole));
    assert_eq!(why("name"), None);
}

#[test]
fn a_class_teacher_gets_a_name_and_a_sentence_of_the_pack_never_free_words() {
    let world = World::new();
    let mut facts = all_facts(&world.rules);
    facts.fields.insert(code("teacher_advice"), "他有抑郁症，请多关照".to_owned());
    let preview = preview(&world.rules, &facts, Kind::Refer, &code("class_teacher"), Age::Minor).unwrap();
    assert_eq!(preview.shown().iter().map(|field| field.code.as_str()).collect::<Vec<_>>(), ["name"]);
    assert!(preview.left_out().contains(&(code("teacher_advice"), Why::NotAWording)));
    assert_eq!(preview.lacking(), [code("teacher_advice")]);
    assert_eq!(preview.attachments(), []);
}

#[test]
fn an_employer_receives_nothing_at_all() {
    let world = World::new();
    for kind in Kind::ALL {
        let preview = preview(&world.rules, &all_facts(&world.rules), *kind, &code("employer_liaison"), Age::Adult);
        assert_eq!(preview, Err(Refusal::NoSuchReceiver { role: code("employer_liaison") }));
    }
}

#[test]
fn what_the_receiver_needs_and_nobody_knows_is_lacking_and_stops_all_but_an_emergency() {
    let world = World::new();
    let mut facts = all_facts(&world.rules);
    facts.fields.insert(code("phone"), "  ".to_owned());
    let preview = preview(&world.rules, &facts, Kind::Refer, &code("psychiatrist"), Age::Adult).unwrap();
    assert_eq!(preview.lacking(), [code("phone")]);
    let send = |case: &Case| send(world.opening(case, &preview), &act(1, 1, ten()), &world.time());
    assert_eq!(send(&usual()), Err(Refusal::Lacking(vec![code("phone")])));
    assert!(send(&Case { urgency: Urgency::Emergency, basis: emergency(), ..usual() }).is_ok());
}

#[test]
fn what_is_sent_is_what_was_previewed() {
    let world = World::new();
    let preview = world.preview(Kind::Refer, "psychiatrist", Age::Adult);
    let change = world.sent(&usual()).unwrap();
    assert_eq!(change.referral.packet().fields(), preview.shown());
    assert_eq!(change.referral.packet().attachments(), preview.attachments());
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let world = World::new();
    let known: Vec<Code> = world.rules.raw().fields.iter().map(|field| field.code.clone()).collect();
    let documents: Vec<Code> = world.rules.raw().attachments.iter().map(|kind| kind.code.clone()).collect();
    let value = prop_oneof!["[a-z ]{0,6}", Just("point_to_counsellor".to_owned())];
    let strange = "[a-z_]{1,8}".prop_map(|text| code(&text));
    let field = prop_oneof![8 => prop::sample::select(known.clone()), 1 => strange];
    (
        prop::collection::btree_map(field.clone(), value, 0..24),
        prop::collection::vec(prop::sample::select(documents), 0..4),
        prop::collection::btree_set(field, 0..4),
    )
        .prop_map(|(fields, documents, withheld)| Facts {
            fields,
            attachments: documents.into_iter().map(|kind| Attachment { kind, reference: "r".to_owned() }).collect(),
            withheld,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_known_a_packet_holds_only_what_the_pack_gives_this_role_and_all_else_is_named(facts in any_facts()) {
        let world = World::new();
        for packet in &world.rules.raw().packets {
            let preview = preview(&world.rules, &facts, packet.kind, &packet.role, Age::Adult).unwrap();
            let opens = &world.rules.receiver(&packet.role).unwrap().opens;
            for field in preview.shown() {
                let of = world.rules.field(&field.code).unwrap();
                prop_assert!(packet.needs.contains(&field.code) || packet.may.contains(&field.code));
                prop_assert!(opens.contains(&of.class) && !facts.withheld.contains(&field.code));
                prop_assert_eq!(facts.fields.get(&field.code), Some(&field.value));
                let health = of.class.is_health();
                prop_assert!(!(health && packet.role.as_str() == "class_teacher"));
                prop_assert!(!(of.class.is_identifying() && packet.kind == Kind::Consult));
            }
            for document in preview.attachments() {
                prop_assert!(packet.attachments.contains(&document.kind));
            }
            // nothing that is known vanishes: it is shown, or left out with a reason
            for (field, value) in &facts.fields {
                let is_shown = preview.shown().iter().any(|shown| shown.code == *field);
                let is_left = preview.left_out().iter().any(|(left, _)| left == field);
                prop_assert!(!(is_shown && is_left));
                if !value.trim().is_empty() {
                    prop_assert!(is_shown || is_left);
                }
            }
            for need in &packet.needs {
                let is_shown = preview.shown().iter().any(|shown| shown.code == *need);
                prop_assert_eq!(preview.lacking().contains(need), !is_shown);
            }
        }
    }
}
