# How people sign in: second factors, password, sessions.

second-title = 再确认一步
second-step-text = 密码对了。为了保护大家的信息，请再确认一次是您本人。
second-hint = 打开手机上的验证器，填六位数字；手机不在身边，就填一个恢复码。
second-step-do = 确认
second-lost = 手机和恢复码都不在？请找安全管理员帮您重设。
second-leave = 不登录了
code-label = 验证码
code-hint = 验证器里的六位数字，每半分钟换一次。
fault-code = 这个码不对，或已经用过；请填当前的
fault-passkey = 通行密钥没有通过，请再试一次

security-title = 登录与安全
security-what = 密码、验证器、在哪里登录过
security-missing-enrol = 您的岗位能看到他人的信息，请先加上验证器或通行密钥，再开始工作。
security-missing-password = 请先换一个自己的密码，再继续。
security-said-password = 密码已换好，其他地方的登录都已结束
security-said-added = 已加上
security-said-removed = 已移除
security-said-ended = 已结束
security-said-last-factor = 您的岗位需要至少留一种，请先加上另一种
security-said-totp-there = 已经有一个验证器，先移除再换新的
security-said-passkeys-many = 通行密钥已满十个，请先移除不用的
security-said-page-too-old = 页面放得久了，请再来一次
security-said-no-factor = 恢复码是备用的，请先加上验证器或通行密钥

factors-title = 第二步验证
factors-text = 登录时除了密码再确认一步，别人就算知道密码也进不来。
totp-name = 手机验证器
totp-on = 已启用
totp-off = 未启用，用任意一种验证器应用都行
totp-add = 加上验证器
totp-text = 用手机上的验证器应用扫一扫，再填一次它显示的数字。
totp-picture = 给验证器扫的二维码
totp-spelled = 扫不了，就在应用里手动填这串密钥：
totp-here = 就在这部手机上打开验证器
totp-confirm = 确认并启用
passkey-add = 加上通行密钥
passkey-what = 用指纹、面容或安全钥匙
passkey-text = 通行密钥存在您的设备里，用指纹、面容或屏幕锁确认，不用记，也骗不走。
passkey-label = 给它起个名字
passkey-label-hint = 例如：办公电脑
passkey-make = 在这台设备上创建
passkey-use = 用通行密钥确认
passkey-wait = 请按设备的提示确认…
passkey-again = 没有完成，可以再试一次
passkey-without = 这个浏览器用不了通行密钥，可以改用手机验证器。
passkey-plain = 通行密钥
passkey-used = { $made }加上，{ $used }用过
passkey-never = { $made }加上，还没用过
codes-title = 恢复码
codes-text = 手机丢了的时候，用其中一个就能登录，每个只能用一次。
codes-once = 只显示这一次。请抄下来或打印，放在安全的地方。
codes-kept = 我已收好
codes-left = 还有{ $count }个没用过
codes-renew = 换一批
remove = 移除
remove-of = 移除：{ $name }
add = 加上
add-of = 加上：{ $name }

password-title = 密码
password-old = 现在的密码
password-new = 新密码
password-change = 换密码
password-rules = 至少{ $shortest }个字，{ $kinds ->
    [1] 长一点好记的句子也可以
   *[other] 字母、数字、符号里至少有{ $kinds }种
}
fault-password-old = 现在的密码不对
fault-password-short = 太短了，再长一点
fault-password-long = 太长了，最多200个字
fault-password-kinds = 请用上不止一种字符，比如再加数字或符号
fault-password-login = 密码里不要带账号
fault-password-common = 这个密码太常见，容易被猜到，换一个吧
fault-password-used = 这个密码用过了，换一个吧

sessions-title = 在这些地方登录着
sessions-end-others = 结束其他所有登录
session-detail = { $network }，{ $begun }登录，{ $seen }用过
session-unknown = 不认识的设备
session-present = 现在这里
session-end = 结束
session-end-of = 结束登录：{ $name }

action-change-password = 换密码
action-clock-set-back = 时钟被拨回，结束所有登录

notice-person-factors-reset = 安全管理员移除了您的第二步验证，请重新加上
notice-person-password-reset = 安全管理员给您设了一次性密码，登录后请换成自己的
job-kind-sweep-leavers = 收回过期和久未使用的权限
fault-login-form = 账号用2到64个小写字母、数字或 - _ . @
fault-name-form = 姓名填1到60个字
fault-person-unknown = 没有这个人的档案

login-ways = 其他登录方式
login-with = { $name }登录
phone-way = 手机验证码登录
phone-link = 加上手机号
phone-what = 以后可以用短信验证码登录
phone-of = 手机 { $number }
phone-number = 手机号
phone-text = 填上手机号，我们发一个验证码给您。
phone-ask = 发送验证码
phone-sent-if-known = 如果这个手机号加在了您的账号上，验证码很快就到。没收到？请用账号登录，在“登录与安全”里加上手机号。
phone-sent = 验证码很快就到，请填在下面。
phone-code-hint = 短信里的六位数字，{ $minutes }分钟内有效。
phone-confirm = 确认
phone-again = 再发一次
phone-wait = 验证码要得有点多，过一会儿再来
fault-phone = 请填11位手机号
fault-phone-code = 验证码不对，或已经过期；可以再发一次
ways-title = 其他登录方式
link-of = 加上：{ $name }
link-text = 接下来会到{ $name }的页面，在那里登录一次，再自动回到这里。
link-go = 去{ $name }
fault-subject-form = 对方的编号填1到255个字
security-said-linked = 已加上，以后可以这样登录
security-said-unlinked = 已移除，这样登录不了了
security-said-identity-unknown = 这个身份还没有加到任何账号上。请先用账号登录，在“登录与安全”里加上，或请发账号给您的工作人员帮忙。
security-said-identity-taken = 这个身份或手机号已经加在别的账号上
security-said-identity-declined = 您在对方页面上取消了，什么也没有改变
security-said-identity-down = 对方的登录服务暂时连不上，请过一会儿再试，或用账号登录
security-said-identity-failed = 没能确认您的身份，请再试一次
security-said-identity-audience = 这种登录方式不适用于您的账号
security-said-identities-many = 其他登录方式已满十个，请先移除不用的
security-said-phone-residents = 手机验证码登录只给居民账号用
