# How people sign in: second factors, password, sessions.

second-title = One more step
second-step-text = The password was right. To protect everybody's information, please confirm once more that it is you.
second-hint = The six digits of the authenticator app on your phone; without the phone, one of your recovery codes.
second-step-do = Confirm
second-lost = Neither phone nor recovery codes at hand? The security administrator can reset them for you.
second-leave = Do not sign in
code-label = Code
code-hint = Six digits of the authenticator app; they change every half minute.
fault-code = This code is not right or was used before; please type the present one
fault-passkey = The passkey was not accepted; please try again

security-title = Sign-in and security
security-what = Password, authenticator, where you are signed in
security-missing-enrol = Your post can see information about others. Please add an authenticator app or a passkey before you begin.
security-missing-password = Please choose a password of your own before you go on.
security-said-password = The password is changed; all other sign-ins have ended
security-said-added = Added
security-said-removed = Removed
security-said-ended = Ended
security-said-last-factor = Your post needs one of them at least; please add another first
security-said-totp-there = There is an authenticator app already; remove it before you add a new one
security-said-passkeys-many = There are ten passkeys already; please remove one that you do not use
security-said-page-too-old = The page was open for too long; please try once more
security-said-no-factor = Recovery codes stand in for an authenticator app or a passkey; please add one of these first

factors-title = Second step
factors-text = With a second step beside the password nobody gets in who merely knows the password.
totp-name = Authenticator app
totp-on = In use
totp-off = Not in use; any authenticator app will do
totp-add = Add an authenticator app
totp-text = Scan the code with the authenticator app on your phone, then type the digits that it shows.
totp-picture = QR code for the authenticator app
totp-spelled = If it cannot be scanned, type this secret into the app:
totp-here = Open the authenticator app on this phone
totp-confirm = Confirm and use
passkey-add = Add a passkey
passkey-what = With fingerprint, face or a security key
passkey-text = A passkey stays in your device and is confirmed with fingerprint, face or screen lock: nothing to remember, nothing to be tricked out of.
passkey-label = A name for it
passkey-label-hint = For example: office computer
passkey-make = Make it on this device
passkey-use = Confirm with a passkey
passkey-wait = Please follow your device…
passkey-again = It was not finished; you can try again
passkey-without = This browser cannot use passkeys; an authenticator app works as well.
passkey-plain = Passkey
passkey-used = Added { $made }, used { $used }
passkey-never = Added { $made }, not used yet
codes-title = Recovery codes
codes-text = If you lose the phone, one of these lets you in. Each works once.
codes-once = They are shown this once. Please write them down or print them, and keep them in a safe place.
codes-kept = I have kept them
codes-left = { $count ->
    [one] { $count } is left
   *[other] { $count } are left
}
codes-renew = New codes
remove = Remove
remove-of = Remove: { $name }
add = Add
add-of = Add: { $name }

password-title = Password
password-old = Present password
password-new = New password
password-change = Change password
password-rules = At least { $shortest } characters, { $kinds ->
    [1] a long sentence that you remember will do
   *[other] of { $kinds } kinds at least: letters, digits, signs
}
fault-password-old = The present password is not right
fault-password-short = That is too short
fault-password-long = That is too long: at most 200 characters
fault-password-kinds = Please use more than one kind of signs, such as digits beside letters
fault-password-login = Please leave the account's name out of the password
fault-password-common = This password is among the first that are guessed; please choose another
fault-password-used = This password was used before; please choose another

sessions-title = You are signed in here
sessions-end-others = End all other sign-ins
session-detail = { $network }, signed in { $begun }, last used { $seen }
session-unknown = Unknown device
session-present = this one
session-end = End
session-end-of = End the sign-in: { $name }

action-change-password = Changed the password
action-clock-set-back = The clock was set back; all sign-ins ended

notice-person-factors-reset = The security administrator took your second factors away; please add them anew
notice-person-password-reset = The security administrator gave you a one-time password; please choose your own after signing in
job-kind-sweep-leavers = Close roles that ran out or that nobody used
fault-login-form = Two to 64 small letters, digits or - _ . @
fault-name-form = One to 60 characters
fault-person-unknown = There is no record of this person
notice-minors-approved = The person in charge has approved that you open records of minors for your work
notice-minors-taken-back = The person in charge has taken back the approval to open records of minors

login-ways = Other ways to sign in
login-with = Sign in with { $name }
phone-way = Sign in with a code to your phone
phone-link = Add a phone number
phone-what = Then you can sign in with a code by text message
phone-of = Phone { $number }
phone-number = Mobile phone number
phone-text = Type your number and we send you a code.
phone-ask = Send the code
phone-sent-if-known = If this number was added to your account, the code will arrive in a moment. Nothing came? Please sign in with your account and add the number under "Sign-in and security".
phone-sent = The code will arrive in a moment; please type it below.
phone-code-hint = Six digits from the text message; they count for { $minutes } minutes.
phone-confirm = Confirm
phone-again = Send it again
phone-wait = That were many codes; please come back in a little while
fault-phone = Please type the number of a mobile phone
fault-phone-code = This code is not right or has expired; you can have it sent again
ways-title = Other ways to sign in
link-of = Add: { $name }
link-text = The next page belongs to { $name }. Sign in there once; it leads you back here.
link-go = Go to { $name }
fault-subject-form = One to 255 characters
security-said-linked = Added; you can sign in this way from now on
security-said-unlinked = Removed; this way no longer signs you in
security-said-identity-unknown = This identity was not added to an account yet. Please sign in with your account and add it under "Sign-in and security", or ask whoever gave you the account.
security-said-identity-taken = This identity or number was added to another account
security-said-identity-declined = You declined on the other page; nothing has changed
security-said-identity-down = The other sign-in service cannot be reached just now; please try again later, or sign in with your account
security-said-identity-failed = We could not confirm who you are; please try again
security-said-identity-audience = This way to sign in is not for your kind of account
security-said-identities-many = There are ten other ways to sign in already; please remove one that you do not use
security-said-phone-residents = Codes by text message are for accounts of residents
