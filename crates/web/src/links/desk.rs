//! Addresses of the staff.

use std::fmt::Display;

use super::{fill, segment};

links! {
    /// What came to my desks, what I sent.
    referrals REFERRALS () = "/desk/referrals";
    /// Sends work about a person to somebody else: choosing, filling in, preview.
    referral_new REFERRAL_NEW (id) = "/desk/people/{id}/refer";
    /// One referral.
    referral REFERRAL (id) = "/desk/referrals/{id}";
    /// A way on: another receiver, or back and down.
    referral_on REFERRAL_ON (id) = "/desk/referrals/{id}/on";
    /// One step of a referral.
    referral_step REFERRAL_STEP (id, verb) = "/desk/referrals/{id}/do/{verb}";
    /// Green channels of my school, and those that I work on.
    greens GREENS () = "/desk/green";
    /// Opens a green channel for a pupil.
    green_new GREEN_NEW (id) = "/desk/people/{id}/green";
    /// One green channel.
    green GREEN (id) = "/desk/green/{id}";
    /// One step of a green channel.
    green_step GREEN_STEP (id, verb) = "/desk/green/{id}/do/{verb}";
    /// The aid files that name me or of which I owe something.
    aids AIDS () = "/desk/aid";
    /// Opens an aid file for a minor.
    aid_new AID_NEW (id) = "/desk/people/{id}/aid";
    /// One aid file, sealed.
    aid AID (id) = "/desk/aid/{id}";
    /// One step of an aid file.
    aid_step AID_STEP (id, verb) = "/desk/aid/{id}/do/{verb}";
    /// Opens the sealed file, once, for a purpose.
    aid_open AID_OPEN (id) = "/desk/aid/{id}/open";
    /// The register of receiving desks; a new one is posted to the same address.
    receivers RECEIVERS () = "/desk/receivers";
    /// One desk; its changes are posted to the same address.
    receiver RECEIVER (id) = "/desk/receivers/{id}";
    /// Work desk of the staff.
    desk DESK () = "/desk";
    /// The queue alone, as a fragment.
    desk_queue DESK_QUEUE () = "/desk/queue";
    /// Server-sent events of the queue.
    desk_events DESK_EVENTS () = "/desk/events";
    /// A file of reports.
    report_file REPORT_FILE () = "/desk/report/file";
    /// Hands in what was noticed about somebody; posted to the same address.
    report REPORT () = "/desk/report";
    /// Disputes; a new one is posted to the same address.
    disputes DISPUTES () = "/desk/disputes";
    /// The form of a new dispute, and the search for a party.
    dispute_new DISPUTE_NEW () = "/desk/disputes/new";
    /// Looks for a party.
    dispute_search DISPUTE_SEARCH () = "/desk/disputes/search";
    /// Files for and from the governance system; one that came is posted to the same address.
    dispute_exchange DISPUTE_EXCHANGE () = "/desk/disputes/exchange";
    /// The file for the governance system.
    dispute_export DISPUTE_EXPORT () = "/desk/disputes/export";
    /// One dispute.
    dispute DISPUTE (id) = "/desk/disputes/{id}";
    /// One step of a dispute.
    dispute_step DISPUTE_STEP (id, verb) = "/desk/disputes/{id}/{verb}";
    /// The register of population groups; a new entry is posted to the same address.
    groups GROUPS () = "/desk/groups";
    /// The devices of a site; one is registered by posting there.
    devices DEVICES () = "/desk/devices";
    /// A step with one device.
    device DEVICE (id) = "/desk/devices/{id}";
    /// What devices sent about a person; a session is opened by posting there.
    person_devices PERSON_DEVICES (id) = "/desk/people/{id}/devices";
    /// The form of a new entry.
    group_new GROUP_NEW () = "/desk/groups/new";
    /// A file of entries.
    group_file GROUP_FILE () = "/desk/groups/file";
    /// One entry.
    group_entry GROUP_ENTRY (id) = "/desk/groups/{id}";
    /// One step of an entry.
    group_step GROUP_STEP (id, verb) = "/desk/groups/{id}/{verb}";
    /// Receptions of petitioners; a new one is posted to the same address.
    receptions RECEPTIONS () = "/desk/receptions";
    /// The form that begins a reception.
    reception_new RECEPTION_NEW () = "/desk/receptions/new";
    /// Looks for whoever accepts help.
    reception_search RECEPTION_SEARCH () = "/desk/receptions/search";
    /// One reception.
    reception RECEPTION (id) = "/desk/receptions/{id}";
    /// One step of a reception.
    reception_step RECEPTION_STEP (id, verb) = "/desk/receptions/{id}/{verb}";
    /// How much attention somebody needs, and why.
    attention ATTENTION (id) = "/desk/people/{id}/attention";
    /// Cases at which I have a seat; a new one is posted to it.
    cases CASES () = "/desk/cases";
    /// The form that opens a case for a person.
    case_new CASE_NEW (id) = "/desk/people/{id}/cases/new";
    /// One case.
    case CASE (id) = "/desk/cases/{id}";
    /// Does a verb of a case.
    case_do CASE_DO (id, verb) = "/desk/cases/{id}/{verb}";
    /// The safety plan of a case, to print and hand over.
    case_safety CASE_SAFETY (id) = "/desk/cases/{id}/safety-plan";
    /// Looks for whom a report is about.
    report_search REPORT_SEARCH () = "/desk/report/search";
    /// One signal.
    signal SIGNAL (id) = "/desk/signals/{id}";
    /// A person confirms a signal as a warning.
    signal_confirm SIGNAL_CONFIRM (id) = "/desk/signals/{id}/confirm";
    /// Looks for who the person of a signal is.
    signal_search SIGNAL_SEARCH (id) = "/desk/signals/{id}/search";
    /// Says who the person of a signal is.
    signal_identify SIGNAL_IDENTIFY (id) = "/desk/signals/{id}/identify";
    /// Takes a signal up into a warning that runs already.
    signal_take_up SIGNAL_TAKE_UP (id) = "/desk/signals/{id}/take-up";
    /// The end of a shift: what I owe, what was offered to me.
    shift SHIFT () = "/desk/shift";
    /// Offers what I owe to the next shift.
    shift_offer SHIFT_OFFER () = "/desk/shift/offer";
    /// Accepts what was offered to me.
    shift_accept SHIFT_ACCEPT () = "/desk/shift/accept";
    /// The duty roster of a place and a week; a line is posted to it.
    roster ROSTER () = "/desk/roster";
    /// Takes a line of a roster back.
    roster_end ROSTER_END (id) = "/desk/roster/{id}/end";
    /// A person dismisses a signal.
    signal_dismiss SIGNAL_DISMISS (id) = "/desk/signals/{id}/dismiss";
    /// One warning.
    warning WARNING (id) = "/desk/warnings/{id}";
    /// Second signature under a level.
    warning_second WARNING_SECOND (id) = "/desk/warnings/{id}/second";
    /// Somebody looked again.
    warning_review WARNING_REVIEW (id) = "/desk/warnings/{id}/review";
    /// A graver level, given or proposed.
    warning_raise WARNING_RAISE (id) = "/desk/warnings/{id}/raise";
    /// Second signature under a graver level.
    warning_second_raise WARNING_SECOND_RAISE (id) = "/desk/warnings/{id}/second-raise";
    /// The second person does not agree with a graver level.
    warning_refuse_raise WARNING_REFUSE_RAISE (id) = "/desk/warnings/{id}/refuse-raise";
    /// A milder level, for which reviews speak.
    warning_lower WARNING_LOWER (id) = "/desk/warnings/{id}/lower";
    /// A clinician signs the milder level.
    warning_sign_lower WARNING_SIGN_LOWER (id) = "/desk/warnings/{id}/sign-lower";
    /// Offers the warning to the next shift.
    warning_offer WARNING_OFFER (id) = "/desk/warnings/{id}/offer";
    /// Takes over what was offered.
    warning_accept WARNING_ACCEPT (id) = "/desk/warnings/{id}/accept";
    /// Gives what is owed beside the step to somebody else.
    warning_pass_on WARNING_PASS_ON (id) = "/desk/warnings/{id}/pass-on";
    /// Merges a duplicate.
    warning_merge WARNING_MERGE (id) = "/desk/warnings/{id}/merge";
    /// Opens a closed warning again.
    warning_reopen WARNING_REOPEN (id) = "/desk/warnings/{id}/reopen";
    /// Writes down that the person objects.
    warning_object WARNING_OBJECT (id) = "/desk/warnings/{id}/object";
    /// Answers an objection.
    warning_answer WARNING_ANSWER (id) = "/desk/warnings/{id}/answer";
    /// The second person agrees that an objection is right.
    warning_second_answer WARNING_SECOND_ANSWER (id) = "/desk/warnings/{id}/second-answer";
    /// Takes the warning on.
    warning_acknowledge WARNING_ACKNOWLEDGE (id) = "/desk/warnings/{id}/acknowledge";
    /// Records the check of the facts.
    warning_verify WARNING_VERIFY (id) = "/desk/warnings/{id}/verify";
    /// Records what was done.
    warning_intervene WARNING_INTERVENE (id) = "/desk/warnings/{id}/intervene";
    /// Tells whoever reported.
    warning_feedback WARNING_FEEDBACK (id) = "/desk/warnings/{id}/feedback";
    /// Closes the warning.
    warning_close WARNING_CLOSE (id) = "/desk/warnings/{id}/close";
    /// Second signature under the closing.
    warning_second_close WARNING_SECOND_CLOSE (id) = "/desk/warnings/{id}/second-close";
    /// Gives the warning to somebody else.
    warning_hand_over WARNING_HAND_OVER (id) = "/desk/warnings/{id}/hand-over";
    /// Sets a proposal aside.
    warning_set_aside WARNING_SET_ASIDE (id) = "/desk/warnings/{id}/set-aside";
    /// Writes something down.
    warning_note WARNING_NOTE (id) = "/desk/warnings/{id}/note";
    /// Opens name and phone of the person.
    warning_identity WARNING_IDENTITY (id) = "/desk/warnings/{id}/identity";
    /// Searching people; what is typed is posted, so that no name stands in an address.
    people PEOPLE () = "/desk/people";
    /// The file of a person.
    person PERSON (id) = "/desk/people/{id}";
    /// The history of a score of a person.
    person_scores PERSON_SCORES (id, code) = "/desk/people/{id}/scores/{code}";
    /// Opens name and phone of a person.
    person_identity PERSON_IDENTITY (id) = "/desk/people/{id}/identity";
    /// Moves a person to another class, school or village.
    move_person MOVE (id) = "/desk/people/{id}/move";
    /// Guardians of a person: who is one, and binding one; a search for somebody is posted to it too.
    guardians GUARDIANS (id) = "/desk/people/{id}/guardians";
    /// Ends a guardianship.
    guardian_end GUARDIAN_END (id, bond) = "/desk/people/{id}/guardians/{bond}/end";
    /// Screening campaigns.
    campaigns CAMPAIGNS () = "/desk/campaigns";
    /// The group report of a campaign, once it is over.
    group_report GROUP_REPORT (id) = "/desk/campaigns/{id}/group-report";
    /// The same as printed pages.
    group_report_pdf GROUP_REPORT_PDF (id) = "/desk/campaigns/{id}/group-report.pdf";
    /// The same as a text file.
    group_report_word GROUP_REPORT_WORD (id) = "/desk/campaigns/{id}/group-report.docx";
    /// The same as a workbook.
    group_report_excel GROUP_REPORT_EXCEL (id) = "/desk/campaigns/{id}/group-report.xlsx";
    /// How far the data of a campaign can be trusted.
    reliability RELIABILITY (id) = "/desk/campaigns/{id}/reliability";
    /// One campaign.
    campaign CAMPAIGN (id) = "/desk/campaigns/{id}";
    /// Running a campaign: its life, who is asked, sittings.
    campaign_manage CAMPAIGN_MANAGE (id) = "/desk/campaigns/{id}/manage";
    /// Signs a campaign off, pauses it, lets it go on, ends it.
    campaign_step CAMPAIGN_STEP (id) = "/desk/campaigns/{id}/step";
    /// Asks people.
    campaign_enrol CAMPAIGN_ENROL (id) = "/desk/campaigns/{id}/enrol";
    /// Plans a sitting.
    campaign_sitting CAMPAIGN_SITTING (id) = "/desk/campaigns/{id}/sittings";
    /// Reminds the teachers of a unit.
    campaign_remind CAMPAIGN_REMIND (id) = "/desk/campaigns/{id}/remind";
    /// Who of a class has something open.
    campaign_completion CAMPAIGN_COMPLETION (id) = "/desk/campaigns/{id}/completion";
    /// Whom the answers ask somebody to talk to.
    campaign_talks CAMPAIGN_TALKS (id) = "/desk/campaigns/{id}/talks";
    /// Campaigns that ask the classes of the reader.
    classes CLASSES () = "/desk/classes";
    /// Hands a file of answers in.
    campaign_import CAMPAIGN_IMPORT (id) = "/desk/campaigns/{id}/import";
    /// Hands a device to somebody who answers a campaign on it.
    campaign_hand_over CAMPAIGN_HAND_OVER (id) = "/desk/campaigns/{id}/hand-over";
    /// The form of a campaign to be printed.
    campaign_paper CAMPAIGN_PAPER (id) = "/desk/campaigns/{id}/paper";
    /// The empty file into which sheets of paper are keyed.
    campaign_paper_file CAMPAIGN_PAPER_FILE (id, ending) = "/desk/campaigns/{id}/paper/{ending}";
    /// What an import found.
    import IMPORT (id) = "/desk/imports/{id}";
    /// The file again, with its faults marked.
    import_copy IMPORT_COPY (id) = "/desk/imports/{id}/copy";
    /// What people ask about their information.
    data_requests DATA_REQUESTS () = "/desk/data-requests";
    /// One request; its answer is posted to the same address.
    data_request DATA_REQUEST (id) = "/desk/data-requests/{id}";
    /// What erasing the person of a request would do; posted to the same address it is done.
    data_request_erase DATA_REQUEST_ERASE (id) = "/desk/data-requests/{id}/erase";
    /// Records that were stored only are used again.
    data_request_release DATA_REQUEST_RELEASE (id) = "/desk/data-requests/{id}/release";
    /// The register of what was given to others; a new row is posted to it.
    disclosures DISCLOSURES () = "/desk/disclosures";
    /// The form of a new row about a person.
    disclosure_new DISCLOSURE_NEW (id) = "/desk/people/{id}/disclosures/new";
    /// Accounts of the staff; a new one is posted to it.
    accounts ACCOUNTS () = "/desk/accounts";
    /// Looks for an account by its login.
    accounts_find ACCOUNTS_FIND () = "/desk/accounts/find";
    /// One account.
    account ACCOUNT (id) = "/desk/accounts/{id}";
    /// Locks, unlocks, gives a password or a role, takes second factors away.
    account_do ACCOUNT_DO (id, verb) = "/desk/accounts/{id}/{verb}";
    /// Ends a role of an account.
    account_role_end ACCOUNT_ROLE_END (id, role) = "/desk/accounts/{id}/roles/{role}/end";
    /// The quarter's review of rights.
    access_review ACCESS_REVIEW () = "/desk/access-review";
    /// Which roles open records of minors.
    minors MINORS () = "/desk/minors";
    /// Approves of a role for records of minors, or takes it back.
    minors_decide MINORS_DECIDE (id) = "/desk/minors/{id}";
    /// Holds on deletion; a new one is posted to it.
    holds HOLDS () = "/desk/holds";
    /// Ends a hold.
    hold_end HOLD_END (id) = "/desk/holds/{id}/end";
    /// How long what is kept, and what is due.
    retention RETENTION () = "/desk/retention";
    /// Counts of a place by month.
    aggregates AGGREGATES () = "/desk/aggregates";
    /// The same as a file.
    aggregates_file AGGREGATES_FILE () = "/desk/aggregates.csv";
    /// How well each rule does.
    quality QUALITY () = "/desk/quality";
    /// The same as a file.
    quality_file QUALITY_FILE () = "/desk/quality.csv";
    /// Tries changed rules on answers of the past.
    quality_replay QUALITY_REPLAY () = "/desk/quality/replay";
    /// Reviews of what was missed; a new one is posted to the same address.
    missed MISSED () = "/desk/quality/missed";
    /// The form of a new review.
    missed_new MISSED_NEW () = "/desk/quality/missed/new";
    /// Proposals to whoever keeps the rules.
    missed_advice MISSED_ADVICE () = "/desk/quality/missed/advice";
    /// One review.
    missed_one MISSED_ONE (id) = "/desk/quality/missed/{id}";
    /// One step of a review.
    missed_step MISSED_STEP (id, verb) = "/desk/quality/missed/{id}/{verb}";
    /// How right the levels of attention were.
    model_quality MODEL_QUALITY () = "/desk/quality/model";
    /// How right they would be if the world were as a pack assumes.
    model_simulated MODEL_SIMULATED () = "/desk/quality/model/simulated";
    /// Notices about places.
    areas AREAS () = "/desk/quality/areas";
    /// Somebody has looked at a notice about a place.
    area AREA (id) = "/desk/quality/areas/{id}";
    /// Plans to count kept sheets again; a new one is posted to the same address.
    rescores RESCORES () = "/desk/rescores";
    /// The form of a new plan.
    rescore_new RESCORE_NEW () = "/desk/rescores/new";
    /// One plan.
    rescore RESCORE (id) = "/desk/rescores/{id}";
    /// What would differ, as a file.
    rescore_file RESCORE_FILE (id) = "/desk/rescores/{id}/report.csv";
    /// A decision about a plan.
    rescore_step RESCORE_STEP (id, verb) = "/desk/rescores/{id}/{verb}";
    /// Who was asked about a person, and what they saw.
    informants INFORMANTS (id) = "/desk/people/{id}/informants";
    /// Takes back that somebody is asked.
    informant_withdraw INFORMANT_WITHDRAW (id) = "/desk/informants/{id}/withdraw";
    /// What a class teacher was asked about pupils.
    asked_of_class ASKED_OF_CLASS () = "/desk/classes/asked";
    /// One form that a class teacher was asked to answer.
    asked_of_class_one ASKED_OF_CLASS_ONE (id) = "/desk/classes/asked/{id}";
    /// The class teacher does not answer it.
    asked_of_class_decline ASKED_OF_CLASS_DECLINE (id) = "/desk/classes/asked/{id}/decline";
    /// Questionnaires of the operator's own; a new one is posted to the same address.
    questionnaires QUESTIONNAIRES () = "/desk/questionnaires";
    /// The forms of a new questionnaire; a file of another program is posted to the same address.
    questionnaire_new QUESTIONNAIRE_NEW () = "/desk/questionnaires/new";
    /// One version (what is typed is posted to the same address), its steps, a question as residents see it, trying, its files.
    questionnaire QUESTIONNAIRE (id) = "/desk/questionnaires/{id}";
    questionnaire_step QUESTIONNAIRE_STEP (id, verb) = "/desk/questionnaires/{id}/steps/{verb}";
    questionnaire_preview QUESTIONNAIRE_PREVIEW (id, number) = "/desk/questionnaires/{id}/preview/{number}";
    questionnaire_try QUESTIONNAIRE_TRY (id) = "/desk/questionnaires/{id}/try";
    questionnaire_file QUESTIONNAIRE_FILE (id) = "/desk/questionnaires/{id}/file";
    /// Tasks to ask again.
    retests RETESTS () = "/desk/retests";
    /// What came of a task to ask again.
    retest RETEST (id) = "/desk/retests/{id}";
    /// Audit rows.
    audit AUDIT () = "/desk/audit";
    /// The form that takes audit rows out, and the file.
    audit_export AUDIT_EXPORT () = "/desk/audit/export";
    /// Walks the chain of seals now.
    audit_verify AUDIT_VERIFY () = "/desk/audit/verify";
    /// What somebody found who looked at a hint.
    audit_hint AUDIT_HINT (id) = "/desk/audit/hints/{id}";
    /// Opens somebody's records in an emergency; the own emergencies.
    emergencies EMERGENCIES () = "/desk/emergencies";
    /// What is open under an emergency.
    emergency EMERGENCY (id) = "/desk/emergencies/{id}";
    /// Ends an emergency before its time.
    emergency_end EMERGENCY_END (id) = "/desk/emergencies/{id}/end";
    /// Emergencies to review.
    emergency_reviews EMERGENCY_REVIEWS () = "/desk/emergency-reviews";
    /// Says whether an emergency was justified.
    emergency_review EMERGENCY_REVIEW (id) = "/desk/emergency-reviews/{id}";
    /// Holds telling the person back.
    emergency_hold EMERGENCY_HOLD (id) = "/desk/emergency-reviews/{id}/hold";
    /// Notes that the person was told by somebody.
    emergency_told EMERGENCY_TOLD (id) = "/desk/emergency-reviews/{id}/told";
    /// Background jobs.
    jobs JOBS () = "/desk/jobs";
    /// Events that no receiver took.
    undelivered UNDELIVERED () = "/desk/jobs/undelivered";
}
