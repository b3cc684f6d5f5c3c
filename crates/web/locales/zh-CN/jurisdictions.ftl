level-with-own = { $level }（{ $own }）
level-own-legend = 本单位的叫法：红色为{ $red }，黄色为{ $yellow }，蓝色为{ $blue }。别的单位叫法可能正好相反，以颜色为准。
rule-changed = 当地现在用“{ $name }”：已定的到期时间不变，以后的步骤按它计时
