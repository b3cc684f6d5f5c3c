//! Closed lists of words.

use xinqiao_kernel::closed_list;

closed_list! {
    /// The five kinds of workers who look for disputes (requirements Z2-14).
    Worker: "kind of worker" {
        /// 心理服务工作者
        Psychological = "psychological",
        /// 社会工作者
        Social = "social",
        /// 网格管理员
        Grid = "grid",
        /// 人民调解员
        Mediator = "mediator",
        /// 志愿者
        Volunteer = "volunteer",
    }
}

closed_list! {
    /// How it was heard of.
    Origin: "origin of a dispute" {
        /// 摸排: a worker found it.
        Check = "check",
        /// 诉求: somebody brought it.
        Appeal = "appeal",
    }
}

closed_list! {
    /// The four states that are watched for after a settlement (requirements Z2-03, Z2-19, Z3-71, F-21).
    ///
    /// Each is something seen in a matter on a day, never a mark of a person: no observation names anybody, and all are gone when the matter closes.
    Seen: "state that was seen" {
        /// 矛盾突出: the conflict sharpens again.
        Conflict = "conflict",
        /// 生活失意: somebody in it lost work, home, health or somebody close.
        Setback = "setback",
        /// 心态失衡: somebody in it is bitter or in despair.
        Distress = "distress",
        /// 行为失常: somebody in it behaves quite unlike before.
        Change = "change",
    }
}

closed_list! {
    /// A danger that somebody saw: the only ground for a notice to the duty desk.
    Danger: "danger" {
        /// Somebody may harm themselves.
        SelfHarm = "self_harm",
        /// Somebody may harm others.
        HarmToOthers = "harm_to_others",
        /// A child is being harmed or in danger: the mandatory report is owed besides (crate `duties`).
        ChildInDanger = "child_in_danger",
        /// Somebody needs a doctor now.
        Medical = "medical",
    }
}

closed_list! {
    /// What became of the psychological guidance that is offered to everybody who comes to a mediation.
    Guidance: "answer to guidance" {
        /// Taken up.
        Accepted = "accepted",
        /// Not wanted; it has no consequence.
        Declined = "declined",
        /// They were not there.
        Absent = "absent",
    }
}

closed_list! {
    /// Where a dispute stands.
    Stage: "stage of a dispute" {
        /// Registered; the first mediation is owed.
        Registered = "registered",
        /// Being mediated.
        Mediating = "mediating",
        /// With the joint group of departments.
        Joint = "joint",
        /// Settled; looks are owed until the watch ends.
        Watched = "watched",
        /// Closed.
        Closed = "closed",
    }
}

closed_list! {
    /// How it was settled.
    Settlement: "settlement" {
        /// By agreement of the parties.
        Agreement = "agreement",
        /// By a measure of the joint group.
        Measure = "measure",
        /// It goes to court, arbitration or another way of law.
        Law = "law",
        /// The parties let it rest.
        Rested = "rested",
    }
}
