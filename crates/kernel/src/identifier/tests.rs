use super::*;
use crate::person::Sex;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 22);

fn citizen(text: &str) -> Result<CitizenId, CitizenIdFault> {
    CitizenId::parse(text, TODAY)
}

#[test]
fn the_golden_citizen_numbers_hold() {
    for text in ["11010519491231002X", "440524188001010014", "110101199003076632"] {
        assert_eq!(citizen(text).unwrap().as_str(), text);
    }
}

#[test]
fn birth_sex_and_region_are_read_from_the_number() {
    let id = citizen("11010519491231002X").unwrap();
    assert_eq!((id.birth(), id.sex(), id.region()), (date(1949, 12, 31), Sex::Female, "110105"));
    assert_eq!(citizen("440524188001010014").unwrap().sex(), Sex::Male);
}

#[test]
fn a_small_x_is_stored_as_a_capital() {
    assert_eq!(citizen("11010519491231002x"), citizen("11010519491231002X"));
}

#[test]
fn an_old_number_gets_its_century_and_check_character() {
    assert_eq!(citizen("110105491231002").unwrap().as_str(), "11010519491231002X");
}

#[test]
fn an_unknown_region_is_not_refused() {
    // 000000 is no division of any year
    assert_eq!(citizen("000000194912310027").map(|id| id.region().to_owned()), Ok("000000".to_owned()));
}

#[test]
fn a_residence_permit_follows_the_same_rule() {
    assert_eq!(citizen("810000199408230021").unwrap().birth(), date(1994, 8, 23));
}

#[test]
fn each_fault_of_a_citizen_number_names_where_and_what() {
    let check = |text: &str, expected: CitizenIdFault| assert_eq!(citizen(text), Err(expected));
    check("1101051949123100", CitizenIdFault::Length { found: 16 });
    check("1101051949123100２X", CitizenIdFault::Character { position: 17, expected: "a digit", found: '２' });
    check("11010519491231002Y", CitizenIdFault::Character { position: 18, expected: "a digit or X", found: 'Y' });
    check("11010549123100X", CitizenIdFault::Character { position: 17, expected: "a digit", found: 'X' });
    let month = "01–12".to_owned();
    check("110105194913310021", CitizenIdFault::NoSuchDate { position: 11, expected: month, found: 13 });
    let day = "01–28".to_owned();
    check("110105190002290021", CitizenIdFault::NoSuchDate { position: 13, expected: day, found: 29 });
    check("110105202611230021", CitizenIdFault::BornLater { position: 7, today: TODAY });
    check("110105194912310021", CitizenIdFault::Check { position: 18, expected: 'X', found: '1' });
}

#[test]
fn nothing_of_a_number_is_printed_by_debug() {
    let printed = format!(
        "{:?} {:?} {:?}",
        citizen("11010519491231002X").unwrap(),
        "91350100M000100Y43".parse::<SocialCreditCode>().unwrap(),
        "D2143569-X".parse::<OrganisationCode>().unwrap()
    );
    assert_eq!(printed, "CitizenId(******) SocialCreditCode(******) OrganisationCode(******)");
}

#[test]
fn a_masked_number_keeps_its_first_and_last_character() {
    assert_eq!(citizen("11010519491231002X").unwrap().masked(), "1****************X");
}

#[test]
fn the_golden_social_credit_code_holds_and_contains_an_organisation_code() {
    let code: SocialCreditCode = "91350100m000100y43".parse().unwrap();
    assert_eq!((code.as_str(), code.region()), ("91350100M000100Y43", "350100"));
    assert_eq!(code.organisation().unwrap().as_str(), "M000100Y4");
}

#[test]
fn each_fault_of_a_social_credit_code_names_where_and_what() {
    let check = |text: &str, expected| assert_eq!(text.parse::<SocialCreditCode>(), Err(expected));
    check("91350100M000100Y4", SocialCreditCodeFault::Length { found: 17 });
    check("91350100M0O0100Y43", SocialCreditCodeFault::Character { position: 11, found: 'O' });
    check("91350100M000100Y44", SocialCreditCodeFault::Check { position: 18, expected: '3', found: '4' });
}

#[test]
fn the_golden_organisation_codes_hold_with_and_without_hyphen() {
    for text in ["D2143569-X", "D2143569X", "d2143569-x"] {
        assert_eq!(text.parse::<OrganisationCode>().unwrap().as_str(), "D2143569X");
    }
    assert_eq!("M000100Y-4".parse::<OrganisationCode>().unwrap().as_str(), "M000100Y4");
}

#[test]
fn each_fault_of_an_organisation_code_names_where_and_what() {
    let check = |text: &str, expected| assert_eq!(text.parse::<OrganisationCode>(), Err(expected));
    check("D214356X", OrganisationCodeFault::Length { found: 8 });
    check("D214-569X", OrganisationCodeFault::Character { position: 5, expected: "a digit or a letter", found: '-' });
    check("D2143569Y", OrganisationCodeFault::Character { position: 9, expected: "a digit or X", found: 'Y' });
    check("D21435690", OrganisationCodeFault::Check { position: 9, expected: 'X', found: '0' });
}

proptest! {
    #[test]
    fn one_changed_digit_is_always_found(at in 0_usize..17, by in 1_u8..10) {
        let mut digits = *b"110101199003076632";
        digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
        prop_assert!(citizen(std::str::from_utf8(&digits).unwrap()).is_err());
    }

    #[test]
    fn two_swapped_neighbours_are_always_found(at in 0_usize..16) {
        let mut digits = *b"110101199003076632";
        prop_assume!(digits[at] != digits[at + 1]);
        digits.swap(at, at + 1);
        prop_assert!(citizen(std::str::from_utf8(&digits).unwrap()).is_err());
    }

    #[test]
    fn no_text_makes_parsing_panic(text in "\\PC{0,20}") {
        let _ = citizen(&text);
        let _ = text.parse::<SocialCreditCode>();
        let _ = text.parse::<OrganisationCode>();
    }
}
