//! Seats at a case: who works on it, and the most that each may ever see.

use std::collections::BTreeSet;

use xinqiao_kernel::closed_list;

use crate::Group;

closed_list! {
    /// From where somebody looks at a case. Rights hang on it, so the list is closed; what each seat sees is a table of the pack.
    ///
    /// Source: requirements Z2-54, F-13 (team of six kinds), Z2-21 (three sides), F-20, Z2-22; domain_rules A.13.
    Seat: "seat" {
        /// The account that answers for the case.
        Responsible = "responsible",
        /// The person whom the case is about.
        Person = "person",
        /// Whoever is asked to approve the end or to take the case over, as long as the question stands.
        Asked = "asked",
        /// Member of the village or residents' committee 村（居）“两委”成员.
        Committee = "committee",
        /// Grid worker 网格员.
        GridWorker = "grid_worker",
        /// Doctor for prevention 精防医生.
        PreventionDoctor = "prevention_doctor",
        /// Psychiatrist 精神科医师.
        Psychiatrist = "psychiatrist",
        /// Psychological counsellor 心理咨询师.
        Counsellor = "counsellor",
        /// Social worker 社工.
        SocialWorker = "social_worker",
        /// Police 派出所民警.
        Police = "police",
        /// Civil affairs 民政专干.
        CivilAffairs = "civil_affairs",
        /// Disability officer 助残员.
        DisabilityOfficer = "disability_officer",
        /// Justice office 司法所.
        Justice = "justice",
        /// Human resources and social security 人社.
        Employment = "employment",
        /// Teacher or counsellor of the person's school.
        School = "school",
        /// Family, guardian.
        Family = "family",
        /// Volunteer 志愿者.
        Volunteer = "volunteer",
    }
}

closed_list! {
    /// The three sides that help together (政府、社会、家庭“三位一体”). Source: requirements Z2-21, Z1-37.
    Side: "side" {
        /// Offices and public services.
        Government = "government",
        /// Organisations and volunteers.
        Society = "society",
        /// Family and guardians.
        Family = "family",
    }
}

impl Seat {
    /// Can somebody with this seat join and leave the team? The responsible account, the person and whoever is asked
    /// do not join.
    pub const fn is_member(self) -> bool {
        !matches!(self, Self::Responsible | Self::Person | Self::Asked)
    }

    /// Professionals who treat or counsel, and those who answer for the case or are asked to: only they may ever be given what staff wrote.
    pub const fn is_professional(self) -> bool {
        matches!(
            self,
            Self::Responsible | Self::Asked | Self::PreventionDoctor | Self::Psychiatrist | Self::Counsellor | Self::SocialWorker
        )
    }

    /// Does it take the person's consent that this member hears of the case at all?
    ///
    /// Source: PIPL 23 (domain_rules F.3); for the others the work itself is the duty of their office (A.13).
    pub const fn needs_consent(self) -> bool {
        matches!(self, Self::Family | Self::Volunteer | Self::School | Self::Employment)
    }

    /// The side on which a member stands.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Responsible | Self::Person | Self::Asked => None,
            Self::Family => Some(Side::Family),
            Self::Volunteer | Self::SocialWorker | Self::Counsellor => Some(Side::Society),
            Self::Committee
            | Self::GridWorker
            | Self::PreventionDoctor
            | Self::Psychiatrist
            | Self::Police
            | Self::CivilAffairs
            | Self::DisabilityOfficer
            | Self::Justice
            | Self::Employment
            | Self::School => Some(Side::Government),
        }
    }

    /// The most that a pack may give this seat. A table that gives more is a fault of the pack.
    ///
    /// Source: domain_rules A.13 ("share only the minimum fields"), F.3 (PIPL 28); features "Joint care team" ("each member sees only the
    /// fields of their duty; family view is supportive").
    pub fn ceiling(self) -> BTreeSet<Group> {
        use Group as G;
        let most: &[Group] = match self {
            Self::Responsible | Self::Asked => Group::ALL,
            Self::PreventionDoctor | Self::Psychiatrist | Self::Counsellor | Self::SocialWorker => Group::ALL,
            Self::Person => {
                &[G::Progress, G::Tasks, G::Team, G::Goals, G::Steps, G::Safety, G::Contacts, G::Meetings, G::Outcomes]
            }
            Self::Family => &[G::Progress, G::Tasks, G::Team, G::Meetings, G::SharedSafety],
            Self::Volunteer => &[G::Progress, G::Tasks, G::Meetings],
            Self::Police => &[G::Progress, G::Tasks, G::Team, G::Meetings, G::Risk],
            Self::Committee | Self::GridWorker => &[G::Progress, G::Tasks, G::Team, G::Meetings, G::Risk, G::Steps],
            Self::CivilAffairs | Self::DisabilityOfficer | Self::Justice | Self::Employment | Self::School => {
                &[G::Progress, G::Tasks, G::Team, G::Meetings, G::Risk, G::Steps, G::Problems]
            }
        };
        most.iter().copied().collect()
    }
}
