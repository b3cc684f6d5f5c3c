//! Closed lists of words.

use xinqiao_kernel::closed_list;

closed_list! {
    /// How work moves. The three verbs of moving work and a question to a colleague (features 3.1: different icons, different consequences).
    Kind: "kind of referral" {
        /// 指派: another member of the same team becomes the owner when they accept.
        Assign = "assign",
        /// 移交: responsibility and sight move together, in one change, when the receiver accepts.
        Transfer = "transfer",
        /// 转介: the receiver gets a packet and acts; the sender hears back.
        Refer = "refer",
        /// 会商: advice only, about somebody who is not named; the sender stays responsible.
        Consult = "consult",
    }
}

closed_list! {
    /// How soon.
    Urgency: "urgency" {
        /// Danger to life: the clock runs in minutes.
        Emergency = "emergency",
        /// Within a day or so.
        Urgent = "urgent",
        /// In its turn.
        Routine = "routine",
    }
}

closed_list! {
    /// How old the person is, as far as law asks.
    Age: "age class" {
        /// Under 14: the guardian consents (PIPL 31).
        Child = "child",
        /// 14 to 17.
        Minor = "minor",
        /// 18 or older.
        Adult = "adult",
        /// Not known: treated as a child until it is.
        Unknown = "unknown",
    }
}

impl Age {
    /// Under 18, or possibly so.
    pub const fn may_be_minor(self) -> bool {
        !matches!(self, Self::Adult)
    }
}

closed_list! {
    /// What kind of information a field is: the fields of the access policy that may travel, and practical matters.
    ///
    /// Answers to single questions and process notes are not in the list: no packet can hold them.
    Class: "class of a field" {
        /// Name, identity number.
        Identity = "identity",
        /// Phone, address, guardian.
        Contact = "contact",
        /// Language, access needs, what was arranged.
        Practical = "practical",
        /// How soon somebody should look, and what danger is seen.
        Attention = "attention",
        /// Scores of instruments.
        Scores = "scores",
        /// What staff wrote in their own words.
        Notes = "notes",
        /// Counselling notes.
        Counselling = "counselling",
        /// Diagnosis, medication, letters of a hospital.
        Clinical = "clinical",
        /// What the joint care of a severe mental disorder needs.
        SmdDuty = "smd_duty",
        /// A sentence out of the pack, and nothing else.
        Advice = "advice",
    }
}

impl Class {
    /// Does it say something about somebody's health?
    pub const fn is_health(self) -> bool {
        !matches!(self, Self::Identity | Self::Contact | Self::Practical | Self::Advice)
    }

    /// Does it say who somebody is?
    pub const fn is_identifying(self) -> bool {
        matches!(self, Self::Identity | Self::Contact)
    }
}

closed_list! {
    /// How a field is filled in.
    Form: "form of a field" {
        /// Free words.
        Text = "text",
        /// A sentence of the pack, by its code.
        Wording = "wording",
    }
}

closed_list! {
    /// One of two sides.
    Side: "side of a referral" {
        /// Who sends.
        Sender = "sender",
        /// Who receives.
        Receiver = "receiver",
    }
}
