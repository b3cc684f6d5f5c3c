use super::*;

/// Every kind of notice that the program makes.
const KINDS: &str = "notice-access-review notice-access-review-late notice-aid-late notice-aid-tried notice-aid-turn notice-area \
    notice-area-late notice-campaign-open notice-campaign-paused notice-case-answered notice-case-close notice-case-closed notice-case-due notice-case-joined \
    notice-case-meeting notice-case-returned notice-case-step notice-case-transfer notice-case-yours \
    notice-close-proposed notice-consent-withdrawn notice-dispute-late notice-dispute-yours \
    notice-emergency-opened notice-emergency-reviewed notice-emergency-unreviewed notice-escalated \
    notice-green-late notice-green-turn notice-handed-over notice-merged notice-minor-access-granted \
    notice-minor-access-refused notice-minors-approved notice-minors-taken-back notice-missed-advice \
    notice-missed-late notice-missed-second notice-missed-yours notice-not-reached notice-person-answered notice-person-asked-to-answer \
    notice-person-emergency notice-person-factors-reset notice-person-feedback notice-person-password-reset \
    notice-person-plan notice-person-plan-ended notice-person-request-answered notice-person-restriction-ended \
    notice-person-somebody-there notice-reception-late notice-reception-yours notice-referral-back \
    notice-referral-late notice-referral-news notice-referral-received notice-referral-taken-back \
    notice-referral-yours notice-retest-late notice-retest-today notice-rules-bad notice-second-given notice-second-wanted notice-signal-late notice-yours";

#[test]
fn the_shipped_pack_knows_every_kind_of_notice() {
    let rules = rules();
    let found: Vec<&str> = rules.kinds().map(|kind| kind.code.as_str()).collect();
    assert_eq!(found, KINDS.split_whitespace().collect::<Vec<_>>());
    assert_eq!((rules.id(), rules.version()), ("default", "1"));
    assert!(rules.sources().iter().all(|source| source.confidence == "P"));
}

#[test]
fn residents_are_told_inside_only() {
    let rules = rules();
    for kind in rules.kinds().filter(|kind| kind.code.starts_with("notice-person-")) {
        for level in [None, Some(Level::Blue), Some(Level::Yellow), Some(Level::Red)] {
            let ways: Vec<Channel> = kind.ladder.rungs(level).iter().map(|rung| rung.channel).collect();
            assert_eq!(ways, [Channel::InApp], "{}", kind.code);
        }
    }
}

#[test]
fn what_belongs_to_an_owner_goes_to_the_owner() {
    let rules = rules();
    for kind in ["notice-yours", "notice-handed-over", "notice-escalated"] {
        assert_eq!(rules.kind(kind).map(|kind| kind.to), Some(To::Owner));
    }
    for kind in ["notice-signal-late", "notice-close-proposed"] {
        assert_eq!(rules.kind(kind).map(|kind| kind.to), Some(To::OnDuty));
    }
}
