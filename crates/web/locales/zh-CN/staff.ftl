# Shell and parts of the staff pages.
nav-desk = 工作台
nav-people = 查找人员
nav-campaigns = 筛查
nav-audit = 审计日志
nav-jobs = 后台任务
staff-scope = 数据范围：{ $scope }
staff-foot = 本页的每一次打开、导出都会留痕，服务对象本人可查
level-red = 红色
level-yellow = 黄色
level-blue = 蓝色
