//! Closed lists of the ledger.

use xinqiao_kernel::closed_list;

closed_list! {
    /// By which way somebody is told.
    Channel: "channel" {
        /// Inside the program; always, and first.
        InApp = "in_app",
        /// E-mail.
        Email = "email",
        /// A text message to a phone.
        Sms = "sms",
        /// A template message of WeChat.
        Wechat = "wechat",
    }
}

impl Channel {
    /// The ways that leave the program.
    pub const OUTSIDE: [Self; 3] = [Self::Email, Self::Sms, Self::Wechat];
}

closed_list! {
    /// How urgent what a notice is about is, least first; for staff only. The colours of the warning loop.
    Level: "level" {
        /// 蓝色
        Blue = "blue",
        /// 黄色
        Yellow = "yellow",
        /// 红色
        Red = "red",
    }
}

closed_list! {
    /// Languages of letters.
    Language: "language" {
        /// Chinese
        Chinese = "zh-CN",
        /// English
        English = "en",
    }
}

closed_list! {
    /// What the recipient has to be at the moment of sending.
    To: "recipient" {
        /// The owner of what it is about, and active.
        Owner = "owner",
        /// On duty for the place of what it is about, and active.
        OnDuty = "on_duty",
        /// An active account; it is about their own affairs.
        Account = "account",
    }
}

closed_list! {
    /// What a text speaks of.
    Subject: "text" {
        /// Something is to be done.
        Work = "work",
        /// There is something to read.
        News = "news",
        /// Several things at once.
        Digest = "digest",
    }
}

closed_list! {
    /// Why a dispatch is not sent any more.
    Reason: "reason" {
        /// What it is about belongs to somebody else now.
        NotOwner = "not_owner",
        /// The account is not on duty there any more.
        OffDuty = "off_duty",
        /// The account is closed or locked.
        Inactive = "inactive",
        /// What it asks for has been done: acknowledged, decided, closed.
        Done = "done",
        /// It was read inside the program.
        Read = "read",
        /// The same was said by this way a short time ago.
        Said = "said",
    }
}

closed_list! {
    /// Whether it is worth trying again.
    RefusedKind: "kind of refusal" {
        /// The other side said no for good: no such mailbox, no such number.
        Permanent = "permanent",
        /// The other side said not now: greylisting, a full box, a limit.
        Temporary = "temporary",
        /// Nobody was there, or the line broke.
        Unreachable = "unreachable",
    }
}
