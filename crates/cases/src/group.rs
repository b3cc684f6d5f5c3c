//! Groups of fields of a case.

use xinqiao_kernel::closed_list;

closed_list! {
    /// Which part of a case a seat sees. Except for `notes`, no group carries what staff wrote in their own words.
    ///
    /// Three kinds of words are not staff's own: those addressed to whoever has a step (seen by that one), a goal and a safety plan, both
    /// written with the person.
    Group: "group of fields" {
        /// That there is a case, where it stands, whether it rests.
        Progress = "progress",
        /// One's own steps: kind, day, and the words addressed to their owner.
        Tasks = "tasks",
        /// Who is in the team, with the seat.
        Team = "team",
        /// Grade of the present risk and the day of the next review.
        Risk = "risk",
        /// Problems by their codes.
        Problems = "problems",
        /// Goals, in the words agreed with the person.
        Goals = "goals",
        /// All steps: kind, owner's seat, day, state.
        Steps = "steps",
        /// The safety plan as agreed with the person.
        Safety = "safety",
        /// The sections of the safety plan that the person shares with this member.
        SharedSafety = "shared_safety",
        /// People close to the person, and what each may be told.
        Contacts = "contacts",
        /// Conferences: day, chair, whether one is invited.
        Meetings = "meetings",
        /// Outcome measures and their trend.
        Outcomes = "outcomes",
        /// When there was contact with the person, and how.
        Encounters = "encounters",
        /// What staff wrote in their own words: problems, steps, minutes, reviews, evidence for closing.
        Notes = "notes",
    }
}
