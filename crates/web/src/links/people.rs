//! Addresses of residents, of signing in, of other programs and of the assets.

use std::fmt::Display;

use super::{fill, segment};

links! {
    /// First page of residents.
    home HOME () = "/";
    /// Which self-tests there are.
    self_tests SELF_TESTS () = "/self-tests";
    /// Begins a self-test or goes on with it.
    self_test SELF_TEST (code) = "/self-tests/{code}";
    /// One question; the answer is posted to the same address.
    self_test_question SELF_TEST_QUESTION (code, number) = "/self-tests/{code}/questions/{number}";
    /// All questions at once, for a browser that goes on without the network.
    self_test_sheet SELF_TEST_SHEET (code) = "/self-tests/{code}/sheet";
    /// Where such a browser sends its answers.
    self_test_answers SELF_TEST_ANSWERS (code) = "/self-tests/{code}/answers";
    /// Goes on with what was begun on another device, or begins anew.
    self_test_take_up SELF_TEST_TAKE_UP (code) = "/self-tests/{code}/take-up";
    /// Hands the answers in.
    self_test_submit SELF_TEST_SUBMIT (code) = "/self-tests/{code}/submit";
    /// "Somebody is with you", shown before the result when an answer asks for it.
    accompany ACCOMPANY () = "/with-you";
    /// The result of the self-test just taken.
    result RESULT () = "/result";
    /// What becomes of the result: kept, kept with a wish for contact, not kept.
    result_choice RESULT_CHOICE () = "/result/choice";
    /// Sign in.
    login LOGIN () = "/login";
    /// The second step of signing in; the code is posted to the same address.
    login_second LOGIN_SECOND () = "/login/second";
    /// The second step with a passkey.
    login_passkey LOGIN_PASSKEY () = "/login/passkey";
    /// Goes to an identity provider to sign in.
    login_with LOGIN_WITH (provider) = "/login/with/{provider}";
    /// Where an identity provider sends people back to.
    login_back LOGIN_BACK (provider) = "/login/with/{provider}/back";
    /// Asks for a code to a phone.
    login_phone LOGIN_PHONE () = "/login/phone";
    /// Signs in with the code.
    login_phone_code LOGIN_PHONE_CODE () = "/login/phone/code";
    /// Sign out.
    logout LOGOUT () = "/logout";
    /// My page.
    me ME () = "/me";
    /// Who looked at my information.
    who_looked WHO_LOOKED () = "/me/who-looked";
    /// My scores of one self-test over time.
    own_history OWN_HISTORY (code) = "/me/history/{code}";
    /// My information and consent.
    privacy PRIVACY () = "/me/privacy";
    /// Says yes to a purpose, or takes it back.
    privacy_consent PRIVACY_CONSENT () = "/me/privacy/consents";
    /// What a purpose is about, in full.
    privacy_notice PRIVACY_NOTICE (purpose) = "/me/privacy/notices/{purpose}";
    /// What a guardian is asked about wards under 14.
    wards WARDS () = "/me/wards";
    /// What a counsellor asked me to answer: about myself, or about a ward.
    asked_of_me ASKED_OF_ME () = "/me/asked";
    /// One form that I was asked to answer.
    asked_one ASKED_ONE (id) = "/me/asked/{id}";
    /// I do not answer it.
    asked_decline ASKED_DECLINE (id) = "/me/asked/{id}/decline";
    /// A copy of all my information.
    privacy_export PRIVACY_EXPORT () = "/me/privacy/export";
    /// Asks for something about my information.
    privacy_ask PRIVACY_ASK (kind) = "/me/privacy/ask/{kind}";
    /// Takes a request back.
    privacy_take_back PRIVACY_TAKE_BACK (id) = "/me/privacy/requests/{id}/take-back";
    /// What was given to other desks about me, and taking my consent back.
    own_referrals OWN_REFERRALS () = "/me/referrals";
    /// Takes the consent to a referral back.
    own_referral_withdraw OWN_REFERRAL_WITHDRAW (id) = "/me/referrals/{id}/withdraw";
    /// How I sign in: second factors, password, sessions.
    security SECURITY () = "/me/security";
    /// Changes my password.
    security_password SECURITY_PASSWORD () = "/me/security/password";
    /// The authenticator app: begun by a post, shown until its first code.
    security_totp SECURITY_TOTP () = "/me/security/totp";
    /// The first code of the authenticator app.
    security_totp_confirm SECURITY_TOTP_CONFIRM () = "/me/security/totp/confirm";
    /// Takes the authenticator app away.
    security_totp_remove SECURITY_TOTP_REMOVE () = "/me/security/totp/remove";
    /// A new passkey; it is posted to the same address.
    security_passkey SECURITY_PASSKEY () = "/me/security/passkey";
    /// Takes a passkey away.
    security_passkey_remove SECURITY_PASSKEY_REMOVE (id) = "/me/security/passkeys/{id}/remove";
    /// New recovery codes.
    security_codes SECURITY_CODES () = "/me/security/codes";
    /// Links what an identity provider calls me.
    security_link SECURITY_LINK (provider) = "/me/security/link/{provider}";
    /// Unlinks one of my identities or my phone.
    security_unlink SECURITY_UNLINK (id) = "/me/security/identities/{id}/unlink";
    /// Asks for a code that shows that a phone is mine.
    security_phone SECURITY_PHONE () = "/me/security/phone";
    /// Links my phone with the code.
    security_phone_code SECURITY_PHONE_CODE () = "/me/security/phone/code";
    /// Ends all my other sessions.
    security_end_others SECURITY_END_OTHERS () = "/me/security/sessions/end-others";
    /// Ends one of my sessions.
    security_end SECURITY_END (id) = "/me/security/sessions/{id}/end";
    /// Who takes care of me now.
    care CARE () = "/me/care";
    /// I see it otherwise.
    care_object CARE_OBJECT (id) = "/me/care/{id}";
    /// My kept results.
    records RECORDS () = "/me/records";
    /// Opens a kept result to the people on duty, with the wish to be contacted.
    record_contact RECORD_CONTACT (id) = "/me/records/{id}/contact";
    /// Forgets a kept result.
    record_forget RECORD_FORGET (id) = "/me/records/{id}/forget";
    /// A campaign asks: what it is, who will see the answers, and the two choices.
    campaign_asked CAMPAIGN_ASKED (id) = "/campaigns/{id}";
    /// Takes part in a campaign.
    campaign_join CAMPAIGN_JOIN (id) = "/campaigns/{id}/join";
    /// Does not take part.
    campaign_decline CAMPAIGN_DECLINE (id) = "/campaigns/{id}/decline";
    /// After declining.
    campaign_declined CAMPAIGN_DECLINED () = "/campaigns/declined";
    /// One question of a campaign; the answer is posted to the same address.
    campaign_question CAMPAIGN_QUESTION (id, number) = "/campaigns/{id}/questions/{number}";
    /// All questions of a campaign at once, for a browser that goes on without the network.
    campaign_sheet CAMPAIGN_SHEET (id) = "/campaigns/{id}/sheet";
    /// Where such a browser sends its answers.
    campaign_answers CAMPAIGN_ANSWERS (id) = "/campaigns/{id}/answers";
    /// Whoever would rather answer all questions than those that the answers lead to says so.
    campaign_form CAMPAIGN_FORM (id) = "/campaigns/{id}/form";
    /// Goes on with what was begun on another device, or begins anew.
    campaign_take_up CAMPAIGN_TAKE_UP (id) = "/campaigns/{id}/take-up";
    /// A device that was handed over: the code, going on, giving it back.
    kiosk KIOSK () = "/kiosk";
    /// Gives such a device back.
    kiosk_end KIOSK_END () = "/kiosk/end";
    /// Ask somebody to contact me.
    contact CONTACT () = "/contact";
    /// Service points.
    sites SITES () = "/sites";
    /// Breathing exercise.
    breathing BREATHING () = "/breathing";
    /// A moment of relaxation, rated before and after.
    relax RELAX () = "/relax";
    /// My sessions with devices; a code for one is posted for.
    own_devices OWN_DEVICES () = "/me/devices";
    /// Deletes one of my sessions.
    own_device_delete OWN_DEVICE_DELETE (id) = "/me/devices/{id}/delete";
    /// Switches to large type.
    large_on LARGE_ON () = "/display/large";
    /// Switches back to standard type.
    large_off LARGE_OFF () = "/display/standard";
    /// Other programs hand in what was noticed.
    api_signals API_SIGNALS () = "/api/v1/signals";
    /// Where devices send what they measured.
    api_device_results API_DEVICE_RESULTS () = "/api/v1/device-results";
    /// My own plan.
    plan PLAN () = "/me/plan";
    /// Whether the service is well, for machines.
    health HEALTH () = "/healthz";
    /// A file of the built assets under its hashed name; templates use `assets::url`.
    asset_file ASSET_FILE (file) = "/assets/{file}";
}
