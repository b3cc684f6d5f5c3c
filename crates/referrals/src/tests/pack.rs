use super::*;
use crate::rules::RulesToml;

fn raw() -> RulesToml {
    toml::from_str(PACK).unwrap()
}

/// The key of the only fault after `spoil`.
fn fault_key(spoil: impl FnOnce(&mut RulesToml)) -> String {
    let mut rules = raw();
    spoil(&mut rules);
    let faults = Rules::compile(rules).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults[0].key.clone()
}

fn role<'a>(raw: &'a mut RulesToml, role: &str) -> &'a mut rules::ReceiverToml {
    raw.receivers.iter_mut().find(|receiver| receiver.role.as_str() == role).unwrap()
}

fn packet<'a>(raw: &'a mut RulesToml, kind: Kind, role: &str) -> &'a mut rules::PacketToml {
    raw.packets.iter_mut().find(|packet| packet.kind == kind && packet.role.as_str() == role).unwrap()
}

#[test]
fn the_shipped_pack_is_sound() {
    assert!(Rules::compile(raw()).is_ok());
}

#[test]
fn no_pack_opens_health_to_a_class_teacher_or_gives_one_free_words() {
    assert_eq!(fault_key(|raw| role(raw, "class_teacher").opens.push(Class::Clinical)), "receiver.class_teacher.opens");
    let key = fault_key(|raw| {
        role(raw, "class_teacher").opens.push(Class::Practical);
        packet(raw, Kind::Refer, "class_teacher").may.push(code("wishes"));
    });
    assert_eq!(key, "packet.refer.class_teacher.may");
}

#[test]
fn no_pack_opens_health_to_an_employer() {
    let mut raw = raw();
    let mut receiver = role(&mut raw, "psychiatrist").clone();
    receiver.role = code("employer_liaison");
    let mut copy = packet(&mut raw, Kind::Refer, "psychiatrist").clone();
    copy.role = code("employer_liaison");
    raw.receivers.push(receiver);
    raw.packets.push(copy);
    let faults = Rules::compile(raw).unwrap_err();
    let health = faults.iter().filter(|fault| fault.key == "receiver.employer_liaison.opens").count();
    assert_eq!(health, 5, "{faults:?}");
}

#[test]
fn a_field_that_a_role_does_not_open_and_a_name_in_a_request_for_advice_are_faults() {
    let key = fault_key(|raw| packet(raw, Kind::Refer, "counsellor").may.push(code("medication")));
    assert_eq!(key, "packet.refer.counsellor.may");
    let key = fault_key(|raw| packet(raw, Kind::Consult, "counsellor").may.push(code("name")));
    assert_eq!(key, "packet.consult.counsellor.may");
}

#[test]
fn limits_of_nought_and_lists_without_a_needed_entry_are_faults() {
    assert_eq!(fault_key(|raw| raw.clocks[0].answer = Limit::Minutes(0)), "clock.assign.emergency.answer");
    assert_eq!(fault_key(|raw| drop(raw.clocks.pop())), "clock.consult.routine");
    assert_eq!(fault_key(|raw| drop(raw.victim_aid.steps.swap_remove(0))), "victim_aid.step");
    assert_eq!(fault_key(|raw| raw.basis.needed_for = vec![Kind::Transfer]), "basis.needed_for");
    assert_eq!(fault_key(|raw| raw.green_channel.teacher_wordings.push(code("ill"))), "green_channel.teacher_wordings");
}

#[test]
fn a_sentence_for_a_class_teacher_names_no_illness_hospital_or_treatment() {
    for wording in raw().wordings {
        for word in ["抑郁", "焦虑", "障碍", "医院", "治疗", "住院", "用药", "自杀", "自伤", "病", "诊"] {
            assert!(!wording.title.zh_cn.contains(word), "{}: {word}", wording.code);
        }
    }
}

#[test]
fn all_faults_of_a_pack_are_told_at_once() {
    let mut raw = raw();
    raw.version.clear();
    raw.sources.clear();
    raw.packets[0].needs.push(code("nothing_such"));
    raw.results.retain(|result| !result.kinds.contains(&Kind::Consult));
    let faults = Rules::compile(raw).unwrap_err();
    let keys: Vec<_> = faults.iter().map(|fault| fault.key.as_str()).collect();
    assert_eq!(keys, ["version", "source", "packet.refer.psychiatrist.needs", "result"]);
}
