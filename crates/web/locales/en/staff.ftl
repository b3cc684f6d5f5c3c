# Shell and parts of the staff pages.
nav-desk = Work desk
nav-people = People
nav-campaigns = Screening
nav-audit = Audit log
nav-jobs = Background jobs
staff-scope = Data scope: { $scope }
staff-foot = Every opening and export of this page leaves a trace that the person concerned can see
level-red = Red
level-yellow = Yellow
level-blue = Blue
