//! What those ask for who keep rules, counts, accounts, the audit and the program: the second part of the list.

use super::*;

cases! {
    case "retention_page" audited Needs::List(Action::ManageRetention) => |_t, app, who| app.retention_page(who);
    case "place_hold" audited Needs::On(&[Action::PlaceLegalHold], PERSON) => |t, app, who| app.place_hold(who, Some(t.person), "?");
    case "place_hold_on" audited Needs::List(Action::PlaceLegalHold) => |_t, app, who| app.place_hold_on(who, "11010519491231002X", "?");
    case "end_hold" audited Needs::On(&[Action::PlaceLegalHold], PERSON) => |t, app, who| app.end_hold(who, t.hold);
    case "holds" audited Needs::List(Action::PlaceLegalHold) => |_t, app, who| app.holds(who);
    case "aggregates" audited Needs::List(Action::ReadAggregates) => |_t, app, who| async {
        let asked = Asked { measure: Measure::Warnings, place: None, month: None, is_export: false };
        app.aggregates(who, &asked).await
    };
    case "replays" audited Needs::On(&[Action::ReplayRules], Kind::Whole) => |_t, app, who| app.replays(who);
    case "start_replay" audited Needs::On(&[Action::ReplayRules], Kind::Whole)
        => |t, app, who| app.start_replay(who, uuid::Uuid::from_u128(t.person.uuid().as_u128() ^ 1), b"id = 1".to_vec());
    case "replay_done" silent Needs::On(&[Action::ReplayRules], Kind::Whole)
        => |t, app, who| app.replay_done(who, uuid::Uuid::from_u128(t.person.uuid().as_u128() ^ 1));
    case "rule_quality" audited Needs::On(&[Action::ReadQuality], Kind::Whole)
        => |_t, app, who| app.rule_quality(who, Which::Latest, Export::Page);
    case "model_quality" audited Needs::On(&[Action::ReadQuality], Kind::Whole) => |_t, app, who| app.model_quality(who, None);
    case "simulated_quality" audited Needs::On(&[Action::ReadQuality], Kind::Whole) => |_t, app, who| app.simulated_quality(who, None);
    case "missed_advice" audited Needs::On(&[Action::ReadQuality], Kind::Whole) => |_t, app, who| app.missed_advice(who, None);
    case "record_missed" audited Needs::On(&[Action::ReviewMissed], Kind::Place)
        => |_t, app, who| async { app.record_missed(who, &made::a_miss(app)).await };
    case "missed_reviews" audited Needs::List(Action::ReviewMissed) => |_t, app, who| app.missed_reviews(who, false, None);
    case "missed_review" audited Needs::On(&[Action::ReviewMissed], Kind::Place) => |t, app, who| app.missed_review(who, t.missed);
    case "missed_step" audited Needs::On(&[Action::ReviewMissed], Kind::Place) => |t, app, who| async {
        let step = MissedStep { id: app.new_missed_ids().1, note: None, input: MissedInput::Agree };
        app.missed_step(who, t.missed, &step).await
    };
    case "missed_places" silent Needs::Session => |_t, app, who| app.missed_places(who);
    case "area_notices" audited Needs::List(Action::WatchAreas) => |_t, app, who| app.area_notices(who, false, None);
    case "settle_area" audited Needs::On(&[Action::WatchAreas], Kind::Place)
        => |t, app, who| app.settle_area(who, t.area, "chance", None);
    case "devices" audited Needs::List(Action::ManageDevices) => |_t, app, who| app.devices(who, None);
    case "device_places" silent Needs::Session => |_t, app, who| app.device_places(who);
    case "register_device" audited Needs::On(&[Action::ManageDevices], Kind::Place) => |_t, app, who| async {
        let kinds = vec!["wearable".to_owned()];
        app.register_device(who, &NewDevice { id: app.fresh_device(), place: path(HERE), name: "手环".to_owned(), kinds }).await
    };
    case "change_device" audited Needs::On(&[Action::ManageDevices], Kind::Place)
        => |t, app, who| app.change_device(who, t.device, DeviceStep::Renew);
    case "import_device_results" audited Needs::On(&[Action::ManageDevices], Kind::Place)
        => |t, app, who| app.import_device_results(who, t.device, b"{}", false);
    // the person has not agreed
    case "pair_device" silent Needs::On(&[Action::PairDevice], PERSON) => |t, app, who| app.pair_device(who, t.person, t.device);
    case "person_devices" audited Needs::On(&[Action::ReadDeviceResults], PERSON) => |t, app, who| app.person_devices(who, t.person, None);
    case "own_devices" audited Needs::Own(Action::ReadOwnRecords) => |_t, app, who| app.own_devices(who, None);
    case "pair_own_device" audited Needs::Own(Action::AnswerSelf) => |_t, app, who| app.pair_own_device(who);
    case "keep_relaxation" audited Needs::Own(Action::AnswerSelf) => |t, app, who| async {
        let ratings = Ratings { before: 7, after: 3 };
        app.keep_relaxation(who, &Relaxed { key: t.fresh("relaxed"), started_at: app.now(), ratings }).await
    };
    case "delete_own_device_result" audited Needs::Stranger
        => |t, app, who| app.delete_own_device_result(who, DeviceResultId::from_uuid(t.person.uuid()));
    case "questionnaires" audited Needs::List(Action::ReadQuestionnaires) => |_t, app, who| app.questionnaires(who);
    case "questionnaire" silent Needs::On(&[Action::ReadQuestionnaires], Kind::Place)
        => |t, app, who| app.questionnaire(who, t.questionnaire);
    case "questionnaire_places" silent Needs::List(Action::BuildQuestionnaire) => |_t, app, who| app.questionnaire_places(who);
    case "begin_questionnaire" audited Needs::On(&[Action::BuildQuestionnaire], Kind::Place)
        => |t, app, who| async { app.begin_questionnaire(who, &crate::questionnaires::begun(HERE, &t.fresh("q"))).await };
    case "import_questionnaire" audited Needs::On(&[Action::BuildQuestionnaire], Kind::Place) => |t, app, who| async {
        let begun = crate::questionnaires::begun(HERE, &t.fresh("f"));
        app.import_questionnaire(who, &begun, crate::questionnaires::FHIR).await
    };
    case "save_questionnaire" audited Needs::On(&[Action::BuildQuestionnaire], Kind::Place)
        => |t, app, who| async { app.save_questionnaire(who, t.questionnaire, 1, &crate::questionnaires::draft()).await };
    case "next_questionnaire_version" audited Needs::On(&[Action::BuildQuestionnaire], Kind::Place)
        => |t, app, who| app.next_questionnaire_version(who, t.questionnaire);
    case "hand_in_questionnaire" audited Needs::On(&[Action::BuildQuestionnaire], Kind::Place)
        => |t, app, who| app.hand_in_questionnaire(who, t.questionnaire, 1);
    case "withdraw_questionnaire" audited Needs::On(&[Action::BuildQuestionnaire], Kind::Place)
        => |t, app, who| app.withdraw_questionnaire(who, t.questionnaire, 1, "?");
    case "release_questionnaire" audited Needs::On(&[Action::ReleaseQuestionnaire], Kind::Account)
        => |t, app, who| app.release_questionnaire(who, t.questionnaire, 1);
    case "return_questionnaire" audited Needs::On(&[Action::ReleaseQuestionnaire], Kind::Account)
        => |t, app, who| app.return_questionnaire(who, t.questionnaire, 1, "?");
    case "recall_questionnaire" audited Needs::On(&[Action::ReleaseQuestionnaire], Kind::Account)
        => |t, app, who| app.recall_questionnaire(who, t.questionnaire, 1, "?");
    case "export_questionnaire" audited Needs::On(&[Action::ReadQuestionnaires], Kind::Place)
        => |t, app, who| app.export_questionnaire(who, t.questionnaire, xinqiao_app::questionnaires::ExportAs::Pack);
    case "retests" audited Needs::List(Action::AskAgain) => |_t, app, who| app.retests(who, false, None);
    case "settle_retest" audited Needs::On(&[Action::AskAgain], PERSON)
        => |t, app, who| app.settle_retest(who, t.retest, "talked", None);
    case "rescores" audited Needs::List(Action::ReadRescore) => |_t, app, who| app.rescores(who, None);
    case "rescore" audited Needs::On(&[Action::ReadRescore], Kind::Place) => |t, app, who| app.rescore(who, t.rescore);
    case "rescore_people" audited Needs::On(&[Action::PlanRescore], Kind::Place)
        => |t, app, who| app.rescore_people(who, t.rescore, Class::BandUp, None);
    case "rescore_places" silent Needs::List(Action::PlanRescore) => |_t, app, who| app.rescore_places(who);
    case "plan_rescore" audited Needs::On(&[Action::PlanRescore], Kind::Place)
        => |_t, app, who| async { app.plan_rescore(who, &made::a_plan(app)).await };
    // it was stopped: whoever decides comes too late
    case "decide_rescore" audited Needs::On(&[Action::ApproveRescore], Kind::Account)
        => |t, app, who| app.decide_rescore(who, t.rescore, RescoreVerdict::Approve, "");
    case "decide_rescore" audited Needs::On(&[Action::PlanRescore], Kind::Place)
        => |t, app, who| app.decide_rescore(who, t.rescore, RescoreVerdict::Stop, "");
    case "informants" audited Needs::On(&[Action::CompareInformants], PERSON) => |t, app, who| app.informants(who, t.person);
    // whoever was asked already is not asked again
    case "ask_informant" silent Needs::On(&[Action::CompareInformants], PERSON) => |t, app, who| async {
        let asked = AskInformant { informant: Informant::Oneself, account: t.own_account, family: "own-view".to_owned() };
        app.ask_informant(who, t.person, &asked).await
    };
    // taken back before
    case "withdraw_informant" silent Needs::On(&[Action::CompareInformants], PERSON)
        => |t, app, who| app.withdraw_informant(who, t.informant);
    case "asked_of_me" audited Needs::List(Action::AnswerAsInformant) => |_t, app, who| app.asked_of_me(who);
    case "asked_form" audited Needs::Stranger => |t, app, who| app.asked_form(who, t.informant);
    case "answer_as_informant" audited Needs::Stranger
        => |t, app, who| async { app.answer_as_informant(who, t.informant, &[Some(1.0)]).await };
    case "decline_as_informant" audited Needs::Stranger => |t, app, who| app.decline_as_informant(who, t.informant);
    case "audit_rows" audited Needs::List(Action::ReadAudit) => |_t, app, who| app.audit_rows(who, app.now(), 10);
    case "search_audit" audited Needs::List(Action::ReadAudit)
        => |_t, app, who| async { app.search_audit(who, &AuditQuery::default(), 3).await };
    case "audit_detail" audited Needs::List(Action::ReadAudit) => |_t, app, who| async {
        let page = app.search_audit(who, &AuditQuery::default(), 1).await?;
        app.audit_detail(who, page.rows[0].id).await
    };
    case "resolve_audit" silent Needs::List(Action::ReadAudit) => |_t, app, who| app.resolve_audit(who, "duty1", "");
    case "audit_hints" silent Needs::List(Action::ReadAudit) => |_t, app, who| app.audit_hints(who);
    case "settle_hint" audited Needs::List(Action::ReadAudit) => |t, app, who| app.settle_hint(who, t.person.uuid(), "expected");
    case "chain_state" silent Needs::List(Action::VerifyAudit) => |_t, app, who| app.chain_state(who);
    case "export_audit" audited Needs::List(Action::ExportAudit) => |_t, app, who| async {
        let (from, until, format) = (date(2026, 1, 1), date(2026, 1, 1), ExportFormat::Csv);
        let asked = ExportAsked { from, until, reason: "inspection".to_owned(), format, most: 10 };
        app.export_audit(who, &asked, &mut Vec::new()).await
    };
    case "open_emergency" audited Needs::List(Action::BreakGlass) => |_t, app, who| async {
        let asked = EmergencyAsked {
            who: WhoIsIt::Number("1".to_owned()),
            reason: "danger_to_self".to_owned(),
            words: "说要去河边，电话断了".to_owned(),
            minutes: 30,
        };
        app.open_emergency(who, &asked).await
    };
    case "emergency" audited Needs::Stranger => |t, app, who| app.emergency(who, EmergencyId::from_uuid(t.person.uuid()));
    case "end_emergency" audited Needs::Stranger => |t, app, who| app.end_emergency(who, EmergencyId::from_uuid(t.person.uuid()));
    case "own_emergencies" silent Needs::Session => |_t, app, who| app.own_emergencies(who);
    case "open_emergencies" silent Needs::Session => |_t, app, who| app.open_emergencies(who);
    case "emergency_reviews" audited Needs::List(Action::ReviewBreakGlass) => |_t, app, who| app.emergency_reviews(who);
    case "review_emergency" audited Needs::Stranger
        => |t, app, who| app.review_emergency(who, EmergencyId::from_uuid(t.person.uuid()), "justified", "已核对通话记录");
    case "hold_emergency" audited Needs::Stranger
        => |t, app, who| app.hold_emergency(who, EmergencyId::from_uuid(t.person.uuid()), "investigation", 1);
    case "told_in_person" audited Needs::Stranger => |t, app, who| app.told_in_person(who, EmergencyId::from_uuid(t.person.uuid()));
    case "may_search" silent Needs::List(Action::SearchPeople) => |_t, app, who| app.may_search(who);
    case "search_people" audited Needs::List(Action::SearchPeople) => |_t, app, who| async {
        let purpose = app.search_purposes(who).first().copied().unwrap_or(Purpose::Service);
        app.search_people(who, "林晓溪", purpose).await
    };
    case "person_file" audited Needs::On(&[Action::ReadPerson], PERSON) => |t, app, who| async {
        let purpose = app.file_purposes(who).first().copied().unwrap_or(Purpose::Service);
        app.person_file(who, t.person, purpose).await
    };
    case "score_history" audited Needs::On(&[Action::ReadScores], PERSON) => |t, app, who| app.score_history(who, t.person, "phq-9");
    case "own_history" audited Needs::Stranger => |_t, app, who| app.own_history(who, "gad-7");
    case "person_identity" audited Needs::On(&[Action::ReadPerson, Action::ReadIdentity], PERSON) => |t, app, who| async {
        let purpose = app.file_purposes(who).first().copied().unwrap_or(Purpose::Service);
        app.person_identity(who, t.person, purpose).await
    };
    case "register_dispute" audited Needs::On(&[Action::RegisterDispute], Kind::Place)
        => |_t, app, who| async { app.register_dispute(who, &made::a_dispute(app)).await };
    case "disputes" audited Needs::List(Action::ReadDispute) => |_t, app, who| async { app.disputes(who, &WantedDisputes::default()).await };
    case "dispute" audited Needs::On(&[Action::ReadDispute], Kind::Place) => |t, app, who| app.dispute(who, t.dispute);
    case "dispute_step" audited Needs::On(&[Action::ReadDispute, Action::WorkOnDispute], Kind::Place) => |t, app, who| async {
        let step = DisputeStep { id: app.fresh_dispute_step(), note: None, input: DisputeInput::Resolve(99) };
        app.dispute_step(who, t.dispute, &step).await
    };
    case "dispute_places" silent Needs::Session => |_t, app, who| app.dispute_places(who);
    case "receive_petitioner" audited Needs::On(&[Action::WorkOnReception], Kind::Place) => |_t, app, who| async {
        let (id, step) = app.new_reception_ids();
        app.receive_petitioner(who, &NewReception { id, step, place: path(HERE) }).await
    };
    case "receptions" audited Needs::List(Action::ReadReception) => |_t, app, who| app.receptions(who, true, None);
    case "reception" audited Needs::On(&[Action::ReadReception], Kind::Place) => |t, app, who| app.reception(who, t.reception);
    case "reception_step" audited Needs::On(&[Action::ReadReception, Action::WorkOnReception], Kind::Place) => |t, app, who| async {
        let step = ReceptionStep { id: app.fresh_reception_step(), note: None, input: ReceptionInput::Decline };
        app.reception_step(who, t.reception, &step).await
    };
    case "reception_places" silent Needs::Session => |_t, app, who| app.reception_places(who);
    case "exchange_places" silent Needs::Session => |_t, app, who| app.exchange_places(who);
    case "dispute_exchange" audited Needs::On(&[Action::ExchangeDisputes], Kind::Place)
        => |_t, app, who| async { app.dispute_exchange(who, &path(HERE)).await };
    case "export_disputes" audited Needs::On(&[Action::ExchangeDisputes], Kind::Place)
        => |_t, app, who| async { app.export_disputes(who, &path(HERE), (TODAY, TODAY)).await };
    case "import_disputes" audited Needs::On(&[Action::ExchangeDisputes], Kind::Place)
        => |_t, app, who| async { app.import_disputes(who, &path(HERE), ("a.txt", b"?".to_vec()), true).await };
    case "open_duty" audited Needs::On(&[Action::RecordIncident], Kind::Place)
        => |_t, app, who| async { app.open_duty(who, &incident(app)).await };
    case "duties" audited Needs::List(Action::RecordIncident) => |_t, app, who| app.duties(who, DutyKind::Incident, true, None);
    case "duties" audited Needs::List(Action::MandatoryReport) => |_t, app, who| app.duties(who, DutyKind::MinorReport, true, None);
    case "duty" audited Needs::On(&[Action::RecordIncident], Kind::Place) => |t, app, who| app.duty(who, t.duty);
    case "duty_step" audited Needs::On(&[Action::RecordIncident], Kind::Place) => |t, app, who| async {
        let step = DutyStep::Incident(xinqiao_duties::incident::Step::Ordered);
        app.duty_step(who, t.duty, &NewEntry { id: app.new_duty_ids().1, note: String::new(), step }).await
    };
    case "ask_minor_access" audited Needs::On(&[Action::ReadPerson], PERSON)
        => |t, app, who| app.ask_minor_access(who, t.person, app.new_duty_ids(), "两次谈话");
    case "own_access_requests" silent Needs::Session => |_t, app, who| app.own_access_requests(who);
    case "referral_choices" audited Needs::On(&[Action::ReferCase], PERSON)
        => |t, app, who| app.referral_choices(who, t.person, xinqiao_referrals::Kind::Refer);
    case "referral_preview" audited Needs::On(&[Action::ReferCase], PERSON)
        => |t, app, who| async { app.referral_preview(who, &draft(t)).await };
    case "send_referral" audited Needs::On(&[Action::ReferCase], PERSON)
        => |t, app, who| async { app.send_referral(who, &draft(t), app.new_referral_ids()).await };
    case "desks_for" silent Needs::List(Action::ReferCase) => |_t, app, who| app.desks_for(who, xinqiao_referrals::Kind::Refer);
    case "referrals" audited Needs::List(Action::ReadReferral) => |_t, app, who| app.referrals(who, Tab::Inbox, true, None);
    case "referral" audited Needs::On(&[Action::ReadReferral], Kind::Place) => |t, app, who| app.referral(who, t.referral);
    case "referral_step" audited Needs::On(&[Action::ReadReferral, Action::CarryReferral], Kind::Place) => |t, app, who| async {
        let step = Move::Revoke { reason: "other_way".parse().unwrap() };
        app.referral_step(who, t.referral, &MoveInput { id: app.new_referral_ids().1, note: None, step }).await
    };
    // whoever may read this one, a duty officer, may carry it on
    case "referral_on" audited Needs::On(&[Action::ReadReferral, Action::CarryReferral], Kind::Place)
        => |t, app, who| app.referral_on(who, t.referral);
    case "referral_on_preview" audited Needs::On(&[Action::ReadReferral, Action::CarryReferral], Kind::Place)
        => |t, app, who| async { app.referral_on_preview(who, t.referral, &draft(t)).await };
    case "own_referrals" silent Needs::Own(Action::ManageConsent) => |_t, app, who| app.own_referrals(who, None);
    case "withdraw_referral" audited Needs::Stranger
        => |t, app, who| app.withdraw_referral(who, None, t.referral, app.new_referral_ids().1);
    case "greens" audited Needs::List(Action::RunGreenChannel) => |_t, app, who| app.greens(who, None);
    case "green" audited Needs::On(&[Action::RunGreenChannel], Kind::Place) => |t, app, who| app.green(who, t.green);
    case "green_form" audited Needs::On(&[Action::RunGreenChannel], PERSON) => |t, app, who| app.green_form(who, t.person);
    // one runs already
    case "open_green" audited Needs::On(&[Action::RunGreenChannel], PERSON)
        => |t, app, who| async { app.open_green(who, &made::new_green(t.person, app.new_green_ids())).await };
    case "green_step" audited Needs::On(&[Action::RunGreenChannel], Kind::Place) => |t, app, who| async {
        let step = GreenMove::Review { review: xinqiao_referrals::green_channel::Review::Well };
        app.green_step(who, t.green, &GreenStep { id: app.new_referral_ids().1, note: None, step }).await
    };
    case "aids" audited Needs::List(Action::WorkOnAid) => |_t, app, who| app.aids(who, None);
    // the file names somebody else: to everybody of the story there is none
    case "aid" audited Needs::On(&[Action::WorkOnAid], Kind::Place) => |t, app, who| app.aid(who, t.aid);
    case "open_aid_file" audited Needs::On(&[Action::WorkOnAid], Kind::Place)
        => |t, app, who| app.open_aid_file(who, t.aid, app.new_referral_ids().1, Some("看看".to_owned()));
    case "aid_step" audited Needs::On(&[Action::WorkOnAid], Kind::Place) => |t, app, who| async {
        let step = AidStep { id: app.new_referral_ids().1, note: None, step: AidMove::TakeOver };
        app.aid_step(who, t.aid, &step).await
    };
    case "aid_form" audited Needs::On(&[Action::OpenAid], PERSON) => |t, app, who| app.aid_form(who, t.person);
    // one runs already
    case "open_aid" audited Needs::On(&[Action::OpenAid], PERSON)
        => |t, app, who| async { app.open_aid(who, &made::new_aid(t.person, app.new_aid_ids())).await };
    case "desks" audited Needs::List(Action::ManageReceivers) => |_t, app, who| app.desks(who, None);
    case "desk" audited Needs::On(&[Action::ManageReceivers], Kind::Place) => |t, app, who| app.desk(who, t.desk);
    case "add_desk" audited Needs::On(&[Action::ManageReceivers], Kind::Place) => |_t, app, who| async {
        let new = NewDesk { id: app.new_desk_id(), name: "某科".to_owned(), role: "counsellor".parse().unwrap(), place: path(HERE) };
        app.add_desk(who, &new).await
    };
    case "change_desk" audited Needs::On(&[Action::ManageReceivers], Kind::Place)
        => |t, app, who| async { app.change_desk(who, t.desk, &DeskChange::Rename("某院".to_owned())).await };
    case "own_factors" silent Needs::Session => |_t, app, who| app.own_factors(who);
    case "own_password_rules" silent Needs::Session => |_t, app, who| app.own_password_rules(who);
    case "change_password" silent Needs::Session => |_t, app, who| app.change_password(who, "?", "another horse 9", Origin::default());
    case "begin_totp" silent Needs::Session => |_t, app, who| app.begin_totp(who);
    case "pending_totp" silent Needs::Session => |_t, app, who| app.pending_totp(who);
    case "confirm_totp" silent Needs::Session => |_t, app, who| async { app.confirm_totp(who, "?", Origin::default()).await.map(drop) };
    case "remove_totp" silent Needs::Session => |_t, app, who| app.remove_totp(who);
    case "prove_code" silent Needs::Session => |_t, app, who| async { app.prove_code(who, "?", Origin::default()).await.map(drop) };
    case "begin_passkey" silent Needs::Session => |_t, app, who| app.begin_passkey(who, "localhost");
    case "finish_passkey" silent Needs::Session
        => |_t, app, who| async { app.finish_passkey(who, "localhost", "{}", "", Origin::default()).await.map(drop) };
    case "remove_passkey" silent Needs::Stranger => |t, app, who| app.remove_passkey(who, t.person.uuid());
    case "begin_passkey_proof" silent Needs::Session => |_t, app, who| app.begin_passkey_proof(who, "localhost");
    case "prove_passkey" silent Needs::Session
        => |_t, app, who| async { app.prove_passkey(who, "localhost", "{}", Origin::default()).await.map(drop) };
    case "renew_recovery_codes" silent Needs::Session => |_t, app, who| app.renew_recovery_codes(who);
    case "begin_linking" silent Needs::Session
        => |_t, app, who| async { app.begin_linking(who, "city", "localhost", "/back").await.map(drop) };
    case "finish_identity" silent Needs::Session => |_t, app, who| async {
        let returned = Returned { code: Some("?".to_owned()), state: Some("?".to_owned()), ..Returned::default() };
        app.finish_identity(Some(who), "city", "?", &returned, Origin::default()).await.map(drop)
    };
    case "own_identities" silent Needs::Session => |_t, app, who| app.own_identities(who);
    case "unlink_identity" silent Needs::Stranger => |t, app, who| app.unlink_identity(who, t.person.uuid());
    case "ask_linking_code" silent Needs::Session
        => |_t, app, who| app.ask_linking_code(who, "13812345678", "en", Origin::default());
    case "link_phone" silent Needs::Session => |_t, app, who| app.link_phone(who, "13812345678", "?", Origin::default());
    case "own_sessions" silent Needs::Session => |_t, app, who| app.own_sessions(who);
    case "still" silent Needs::Session => |_t, app, who| app.still(who);
    case "end_own_session" silent Needs::Stranger => |t, app, who| app.end_own_session(who, SessionId::from_uuid(t.person.uuid()));
    case "end_other_sessions" silent Needs::Session => |_t, app, who| app.end_other_sessions(who);
    case "managed_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.managed_account(By::Caller(who), t.account);
    case "managed_login" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |_t, app, who| app.managed_login(By::Caller(who), "newcomer");
    case "staff_accounts" audited Needs::List(Action::ManageAccounts) => |_t, app, who| app.staff_accounts(By::Caller(who), None, 3);
    case "add_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| async { app.add_account(By::Caller(who), &t.fresh("new"), "某人", None, &grant()).await };
    case "roles_for_minors" audited Needs::List(Action::ApproveMinorAccess) => |_t, app, who| app.roles_for_minors(who, None);
    case "approve_minors" audited Needs::On(&[Action::ApproveMinorAccess], Kind::Account)
        => |t, app, who| app.approve_minors(who, t.role, Some(TODAY));
    case "access_review" audited Needs::List(Action::ReviewAccess)
        => |_t, app, who| app.access_review(By::Caller(who), None, None, false);
    case "decide_access" audited Needs::On(&[Action::ReviewAccess], Kind::Account)
        => |t, app, who| async { app.decide_access(By::Caller(who), t.line, &Verdict::Keep).await };
    case "lock_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.lock_account(By::Caller(who), t.account);
    case "unlock_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.unlock_account(By::Caller(who), t.account);
    case "link_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| async { app.link_account(By::Caller(who), t.account, "city", &t.fresh("p")).await };
    case "unlink_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.unlink_account(By::Caller(who), t.account);
    case "reset_factors" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.reset_factors(By::Caller(who), t.account);
    case "reset_password" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.reset_password(By::Caller(who), t.account);
    case "give_role" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| async { app.give_role(By::Caller(who), t.account, &Grant { role: Role::SocialWorker, ..grant() }).await };
    case "end_role" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.end_role(By::Caller(who), t.role, "left");
    case "verify_audit" silent Needs::List(Action::VerifyAudit) => |_t, app, who| app.verify_audit(who);
    case "failed_notices" audited Needs::List(Action::ReadJobs) => |_t, app, who| app.failed_notices(who, app.now(), 10);
    case "own_ways" silent Needs::Session => |_t, app, who| app.own_ways(who, 10);
    case "own_ways_out" silent Needs::Session => |_t, app, who| async { app.own_ways_out(who).await.map(drop) };
    case "ask_address_code" silent Needs::Stranger
        => |_t, app, who| app.ask_address_code(who, Channel::Email, "he@city.example", "en", Origin::default());
    case "confirm_address" silent Needs::Stranger
        => |_t, app, who| app.confirm_address(who, Channel::Email, "he@city.example", ("?", "en"), Origin::default());
    case "switch_own_address" silent Needs::Stranger => |_t, app, who| app.switch_own_address(who, Channel::Email, true);
    case "forget_own_address" silent Needs::Stranger => |_t, app, who| app.forget_own_address(who, Channel::Email);
    case "send_trial" silent Needs::Stranger => |_t, app, who| app.send_trial(who, Channel::Email);
    case "undelivered" audited Needs::List(Action::ReadJobs) => |_t, app, who| app.undelivered(who, 10);
    case "jobs" audited Needs::List(Action::ReadJobs) => |_t, app, who| app.jobs(who, app.now(), 10);
}
