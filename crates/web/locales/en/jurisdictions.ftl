level-with-own = { $level } ({ $own })
level-own-legend = Words of your organisation: red is { $red }, yellow is { $yellow }, blue is { $blue }. Elsewhere they may mean the opposite: the colour counts.
rule-changed = “{ $name }” holds here by now: due times that were set stay, further steps follow it
