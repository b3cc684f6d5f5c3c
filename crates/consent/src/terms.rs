//! What a notice binds: kinds of information, ways of use, who sees it. These decide whether an earlier consent still holds.

use std::collections::BTreeSet;

use crate::closed::words;
use crate::{Basis, Purpose};

words! {
    /// A kind of personal information.
    DataKind: "kinds of information" {
        /// Name, sex, day of birth.
        Identity = "identity",
        /// Phone, address.
        Contact = "contact",
        /// What was answered.
        Answers = "answers",
        /// Scores and bands.
        Scores = "scores",
        /// What staff wrote down about their help.
        Notes = "notes",
        /// Who opened what, when and what for.
        Traces = "traces",
    }
}

words! {
    /// What is done with it.
    Method: "ways of use" {
        /// It is kept.
        Store = "store",
        /// The program computes scores from it.
        Score = "score",
        /// Rules look for signs that somebody may need help; a person decides about them (PIPL 24).
        Signal = "signal",
        /// Named staff read it.
        Read = "read",
        /// The person is called or visited.
        Reach = "reach",
        /// Numbers of people are counted, small numbers hidden.
        Count = "count",
        /// It is given to another organisation (PIPL 23).
        Provide = "provide",
    }
}

words! {
    /// Who sees it, beside the person.
    Recipient: "recipients" {
        /// Counsellors and psychiatrists of the service.
        Counsellor = "counsellor",
        /// Whoever is on duty.
        DutyOfficer = "duty_officer",
        /// The counsellor of the school that asks.
        SchoolCounsellor = "school_counsellor",
        /// A guardian or class teacher who is asked: that they are asked, and their own answers.
        Informant = "informant",
        /// Whoever is asked to help on the spot: village doctor, crisis team.
        Helper = "helper",
        /// Police and ambulance, when a life is in danger.
        Rescue = "rescue",
        /// Those who check the program's records.
        Auditor = "auditor",
    }
}

words! {
    /// What the program does when consent is withdrawn. What was lawful before stays lawful (PIPL 15 ¶2).
    Effect: "effects of a withdrawal" {
        /// Nothing new is used for this purpose.
        StopNew = "stop_new",
        /// Staff no longer see the results.
        HideResults = "hide_results",
        /// Signs that nobody has decided about are dropped, unless a life may be in danger.
        DropSignals = "drop_signals",
        /// A warning that people have confirmed goes on until they close it; its owner is told of the withdrawal.
        TellOwner = "tell_owner",
        /// What was kept is deleted after the period of the retention rules.
        DeleteLater = "delete_later",
    }
}

words! {
    /// Whose word is needed for a minor.
    Childrens: "rules for minors" {
        /// Under 14 the guardian; 14 to 17 the minor alone.
        Guardian = "guardian",
        /// Under 14 the guardian; 14 to 17 the minor, and the guardian's consent is recorded too.
        GuardianToo = "guardian_too",
        /// A child who asks for help is helped at once; staff ask the guardian afterwards.
        HelpFirst = "help_first",
    }
}

/// What a notice binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub purpose: Purpose,
    pub basis: Basis,
    pub data: BTreeSet<DataKind>,
    pub methods: BTreeSet<Method>,
    pub recipients: BTreeSet<Recipient>,
    pub minors: Childrens,
}

impl Terms {
    /// Does a consent to `earlier` cover these terms? A new kind of information, way of use or recipient needs a new one (PIPL 14 ¶2, 23);
    /// fewer do not.
    pub fn are_covered_by(&self, earlier: &Self) -> bool {
        self.purpose == earlier.purpose
            && self.basis == earlier.basis
            && self.data.is_subset(&earlier.data)
            && self.methods.is_subset(&earlier.methods)
            && self.recipients.is_subset(&earlier.recipients)
    }
}
