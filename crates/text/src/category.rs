//! What a phrase is about, whom it is about, and what may take away its weight.

words! {
    /// What a phrase is about. The level of each stands in the pack.
    Category {
        /// Wish to die or thoughts of killing oneself.
        Ideation = "ideation",
        /// Not wanting to wake up, wishing to disappear. Source: domain_rules C.1 (medium).
        PassiveIdeation = "passive-ideation",
        /// An act of killing oneself, now or at any time.
        Attempt = "attempt",
        /// A last letter, means gathered, ways looked up.
        Preparation = "preparation",
        /// Things that can kill. Speaks only beside another category.
        Means = "means",
        /// A time that is near. Speaks only beside another category.
        When = "when",
        /// Giving things away, settling debts, thanks and good-byes.
        Farewell = "farewell",
        /// Words about the time after one's own death: 我不在了以后, 来世.
        Afterwards = "afterwards",
        /// Being a burden to others, being better gone for them.
        Burden = "burden",
        /// Something is decided, or soon over; nothing says what. Speaks only beside another category.
        Decision = "decision",
        /// Nobody is to know. Speaks only beside another category.
        Secrecy = "secrecy",
        /// The last time, no more contact. Speaks only beside another category.
        Finality = "finality",
        SelfHarm = "self-harm",
        /// Threats and plans against others.
        Violence = "violence",
        /// Thoughts or acts of a carer against an infant or a child.
        HarmToChild = "harm-to-child",
        /// Violence at home, cruelty, neglect.
        Abuse = "abuse",
        SexualViolence = "sexual-violence",
        Bullying = "bullying",
        /// Voices, being watched or persecuted.
        Psychosis = "psychosis",
        OffMedication = "off-medication",
        Postpartum = "postpartum",
        Substance = "substance",
        Hopelessness = "hopelessness",
        Distress = "distress",
        Insomnia = "insomnia",
        Bereavement = "bereavement",
        Debt = "debt",
        Loneliness = "loneliness",
        Missing = "missing",
        /// Words for children and pupils. Speaks only beside another category.
        Minor = "minor",
        /// Words for diagnosed severe disorders. Speaks only beside another category.
        Diagnosis = "diagnosis",
        /// Small signs that weigh something together and nothing alone.
        Signs = "signs",
        /// Words that somebody acts at this moment. Speaks only beside another category.
        Now = "now",
    }
}

words! {
    /// Whom the text is about.
    Subject {
        /// The writer.
        Writer = "self",
        /// Somebody else. Never lowers a level.
        Other = "other",
    }
}

words! {
    /// What takes weight from a phrase.
    CueKind {
        /// 不想死, 没有想过自杀
        Negation = "negation",
        /// Songs, books, films, news, lessons.
        Quotation = "quotation",
        /// The phrase is part of a set expression: 想死你了, 自杀式.
        Idiom = "idiom",
        /// 以前, 当年
        Past = "past",
        /// 现在好了
        Recovered = "recovered",
        /// Laughter and signs of joking.
        Laughter = "laughter",
        /// A cause that weighs nothing: a cake, a series, a lipstick.
        Trifle = "trifle",
        /// An everyday burden: homework, overtime. It may weigh a lot, so it speaks only beside laughter.
        Chore = "chore",
        /// Words that are said inside games.
        Game = "game",
        /// The text around the phrase weighs next to nothing.
        Harmless = "harmless",
    }
}
