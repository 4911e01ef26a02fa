"""Headers of each field in people's files, the most common first; lists are split at commas."""

from matchmaker.domain.imports import ImportKind

_INDUSTRY = "行业,产业,行业领域,所属行业,所属领域,产业领域,技术领域,industry,sector"
_ZONE = "区域,所在区域,所属区域,所在地,所在地区,园区,zone,region,district,area"
_INCUBATOR = "孵化器,孵化基地,孵化机构,入驻孵化器,所属孵化器,incubator"
_EMPLOYER = "单位,工作单位,所在单位,任职单位,organisation,organization,company,employer"
_GBT_CLASS = "行业代码,国标行业代码,gbt class,gb/t 4754"
_ID = "编号,id,external id,企业编号,导师编号,投资人编号,统一社会信用代码,company id,uid"

_STARTUPS = {
    "name": "公司名称,企业,公司,单位名称,项目名称,company,company name,startup,startup name,name,名称",
    "description": "简介,公司简介,项目简介,项目描述,描述,企业介绍,公司介绍,主营业务,主营产品,经营范围,"
    "description,summary,intro,about",
    "needs": "需求,企业需求,主要需求,需求描述,合作需求,帮扶需求,needs,need",
    "industry": _INDUSTRY,
    "gbt_class": _GBT_CLASS,
    "stage": "阶段,轮次,融资阶段,发展阶段,企业阶段,stage,funding stage,round",
    "funding_sought": "融资需求,融资金额,融资额,拟融资额,拟融资金额,计划融资,资金需求,"
    "funding sought,funding,amount sought",
    "team": "团队,核心团队,团队情况,创始团队,team",
    "incubator": _INCUBATOR,
    "zone": _ZONE,
    "external_id": _ID,
    "industry_confidence": "industry confidence",
    "class_confidence": "class confidence",
}

_MENTORS = {
    "name": "姓名,导师,导师名称,mentor,mentor name,full name,name,名称",
    "kind": "类别,类型,导师类型,导师分类,kind,type,mentor kind,mentor type,category",
    "expertise": "擅长领域,专业特长,擅长,专业领域,辅导方向,专业方向,服务专长,expertise,skills,speciality,specialty",
    "experience": "经历,工作经历,从业经历,个人简介,简介,experience,bio",
    "organisation": _EMPLOYER + ",所在机构,机构",
    "title": "职务,职称,职位,头衔,title,position",
    "industries": _INDUSTRY + ",擅长行业,industries,sectors",
    "gbt_class": _GBT_CLASS,
    "zone": _ZONE,
    "capacity": "容量,可带企业数,可辅导企业数,辅导名额,名额,最多辅导企业数,capacity,places,max mentees",
    "certified_until": "有效期,有效期至,证书有效期,认证有效期,聘期至,certified until,valid until",
    "external_id": _ID,
}

_INVESTORS = {
    "name": "姓名,投资人,投资人名称,投资者,联系人,investor,investor name,full name,name,名称",
    "thesis": "投资偏好,投资理念,投资策略,关注方向,简介,thesis,investment thesis,description",
    "organisation": "投资机构,机构,机构名称,所在机构,fund,firm," + _EMPLOYER,
    "industries": "关注行业,投资行业," + _INDUSTRY + ",industries,sectors",
    "gbt_class": _GBT_CLASS,
    "stages": "阶段,轮次,投资轮次,关注阶段,偏好轮次,stages,stage,rounds",
    "ticket_min": "单笔最低,最低投资额,最小投资额,投资下限,ticket min,min ticket",
    "ticket_max": "单笔最高,最高投资额,最大投资额,投资上限,ticket max,max ticket",
    "ticket": "单笔投资额,投资额度,投资规模,单笔投资,单笔投资金额,ticket,ticket size",
    "zones": "投资区域," + _ZONE + ",zones,regions",
    "capacity": "容量,会面数,每日会面数,最多会面,capacity,max meetings",
    "is_club_member": "俱乐部会员,会员,是否会员,是否俱乐部会员,club member,is club member",
    "external_id": _ID,
}

_CANDIDACIES = {
    "startup": "公司名称,企业,公司,企业编号,外部编号,项目名称,startup,startup id,name,company,company name,名称",
    "year": "年份,申报年度,推荐年度,year",
    "nominator": "推荐渠道,推荐来源,推荐类型,申报方式,nominator,nominated via",
    "nominated_by": "推荐人,推荐机构,大赛名称,nominated by",
    "incubator": _INCUBATOR,
    "evidence": "理由,证明材料,申报理由,主要业绩,evidence,grounds",
    "state": "进度,入选状态,state,status",
    "measures": "支持措施,帮扶措施,measures,support",
    "reviews": "评分,得分,专家评分,reviews,scores,score",
}

_ALL = {
    ImportKind.STARTUP: _STARTUPS,
    ImportKind.MENTOR: _MENTORS,
    ImportKind.INVESTOR: _INVESTORS,
    ImportKind.CANDIDACY: _CANDIDACIES,
}


def list_synonyms(kind: ImportKind, name: str) -> tuple[str, ...]:
    """Alternative headers of the field ``name`` in files of ``kind``."""
    return tuple(_ALL[kind][name].split(","))
