//! Handlers of the residents' pages.

mod account;
pub(super) mod answers;
pub(super) mod begun;
mod care;
mod choice;
mod contact;
mod data;
mod devices;
pub(super) mod form;
mod home;
mod own;
mod phone;
mod plan;
mod privacy;
pub(super) mod question;
mod referrals;
mod relax;
mod result;
mod security;
pub(super) mod sheet;
mod submit;
pub(super) mod take_up;
mod ways;

use axum::Router;
use axum::routing::{get, post};

use super::campaign;
use crate::links::pattern as at;
use crate::site::Site;

/// The residents' routes.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::HOME, get(home::home))
        .route(at::SITES, get(home::sites))
        .route(at::BREATHING, get(home::breathing))
        .route(at::RELAX, get(relax::page).post(relax::end))
        .route(at::OWN_DEVICES, get(devices::page).post(devices::pair))
        .route(at::OWN_DEVICE_DELETE, post(devices::delete))
        .route(at::SELF_TESTS, get(question::list))
        .route(at::SELF_TEST, get(question::begin).post(form::of_self_test))
        .route(at::SELF_TEST_QUESTION, get(question::ask).post(question::answer))
        .route(at::SELF_TEST_SUBMIT, post(submit::submit))
        .route(at::SELF_TEST_TAKE_UP, get(take_up::of_self_test).post(take_up::decide_of_self_test))
        .route(at::SELF_TEST_SHEET, get(sheet::of_self_test))
        .route(at::SELF_TEST_ANSWERS, post(sheet::answers_of_self_test))
        .route(at::ACCOMPANY, get(result::accompany))
        .route(at::RESULT, get(result::result))
        .route(at::RESULT_CHOICE, post(choice::choose))
        .route(at::LOGIN, get(account::form).post(account::sign_in))
        .route(at::LOGIN_SECOND, get(account::second_form).post(account::second))
        .route(at::LOGIN_PASSKEY, post(account::passkey))
        .route(at::LOGIN_WITH, get(ways::begin))
        .route(at::LOGIN_BACK, get(ways::back))
        .route(at::LOGIN_PHONE, get(phone::form).post(phone::ask))
        .route(at::LOGIN_PHONE_CODE, post(phone::sign_in))
        .route(at::LOGOUT, post(account::sign_out))
        .route(at::ME, get(own::me))
        .route(at::SECURITY, get(security::page))
        .route(at::SECURITY_PASSWORD, post(security::password))
        .route(at::SECURITY_TOTP, get(security::totp).post(security::begin_totp))
        .route(at::SECURITY_TOTP_CONFIRM, post(security::confirm_totp))
        .route(at::SECURITY_TOTP_REMOVE, post(security::remove_totp))
        .route(at::SECURITY_PASSKEY, get(security::new_passkey).post(security::make_passkey))
        .route(at::SECURITY_PASSKEY_REMOVE, post(security::remove_passkey))
        .route(at::SECURITY_CODES, post(security::codes))
        .route(at::SECURITY_LINK, post(ways::link))
        .route(at::SECURITY_UNLINK, post(ways::unlink))
        .route(at::SECURITY_PHONE, get(phone::own_form).post(phone::ask_own))
        .route(at::SECURITY_PHONE_CODE, post(phone::link))
        .route(at::SECURITY_END_OTHERS, post(security::end_others))
        .route(at::SECURITY_END, post(security::end_one))
        .route(at::CARE, get(care::page))
        .route(at::CARE_OBJECT, post(care::object))
        .route(at::RECORDS, get(own::records))
        .route(at::OWN_HISTORY, get(super::history::page))
        .route(at::RECORD_CONTACT, post(own::record_contact))
        .route(at::RECORD_FORGET, post(own::record_forget))
        .route(at::PRIVACY, get(privacy::page))
        .route(at::PRIVACY_CONSENT, post(privacy::say))
        .route(at::PLAN, get(plan::page))
        .route(at::WARDS, get(privacy::wards))
        .route(at::OWN_REFERRALS, get(referrals::page))
        .route(at::OWN_REFERRAL_WITHDRAW, post(referrals::withdraw))
        .route(at::PRIVACY_EXPORT, post(data::export))
        .route(at::PRIVACY_ASK, get(data::form).post(data::ask))
        .route(at::PRIVACY_TAKE_BACK, post(data::take_back))
        .route(at::PRIVACY_NOTICE, get(privacy::notice))
        .route(at::WHO_LOOKED, get(own::who_looked))
        .route(at::CONTACT, get(contact::form).post(contact::send))
        .merge(campaign::routes())
        .merge(crate::pages::informants::routes())
}
