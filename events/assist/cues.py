"""Words that speak of a topic, beside its name; ours, in three languages, compared by stems.

A cue is a word or a phrase. Topics that are added to the vocabulary later are found by their
names alone until somebody writes cues for them.
"""

from __future__ import annotations

#: Cues parted by semicolons.
_TEXTS: dict[str, str] = {
    "afghanistan": """
        Afghan; Kabul; Taliban; афганский; Кабул; талибы; 喀布尔; 塔利班
    """,
    "agriculture": """
        agricultural; food; grain; wheat; farm; farmer; harvest; fertilizer; agroindustrial;
        сельскохозяйственный; продовольственный; продовольствие; зерно; мука; урожай;
        агропромышленный; 农业; 粮食; 农产品
    """,
    "border": """
        border; frontier; border guards; delimitation; border control; confidence-building;
        пограничный; граница; делимитация; меры доверия; 边界; 边境; 边防
    """,
    "connectivity": """
        connectivity; corridor; transit; Belt and Road; interconnection; corridors; коридор;
        транзит; взаимосвязанность; Один пояс; Пояс и путь; 互联互通; 走廊; 一带一路; 过境
    """,
    "counter-terrorism": """
        terrorism; terrorist; extremism; separatism; anti-terrorist; counter-terrorism; RATS;
        терроризм; террористический; экстремизм; сепаратизм; антитеррористический; РАТС;
        恐怖主义; 极端主义; 分裂主义; 反恐; 三股势力
    """,
    "culture": """
        cultural; heritage; festival; art; museum; humanitarian ties; people-to-people;
        культурный; наследие; фестиваль; искусство; музей; гуманитарный; 文化; 遗产; 艺术; 人文;
        文明
    """,
    "cyber": """
        cybersecurity; information security; cybercrime; cyber; hacker; network security;
        кибербезопасность; информационная безопасность; киберпреступность; мошенник;
        защита сетей; 网络安全; 信息安全; 网络犯罪
    """,
    "digital": """
        digital; digitalization; artificial intelligence; data center; big data; e-commerce;
        e-government; start-up; innovation; computing; high technology; цифровой; цифровизация;
        искусственный интеллект; дата-центр; большие данные; стартап; инновации; 数字; 人工智能;
        大数据; 电子商务; 创新; 数据中心
    """,
    "drugs": """
        drug; narcotic; anti-drug; drug trafficking; heroin; opium; counter-narcotics;
        наркотики; наркотический; антинаркотический; наркотрафик; наркоугроза; 毒品; 禁毒; 贩毒
    """,
    "education": """
        education; university; student; school; science; scientific; research; scholarship;
        rector; образование; университет; студент; школа; наука; научный; стипендия; 教育; 大学;
        学生; 科研; 科技; 留学生; 高校
    """,
    "elections": """
        election; referendum; polling station; voter; ballot; observer mission;
        mission of observers; candidate; выборы; референдум; избирательный; избиратель;
        наблюдатель; миссия наблюдателей; 选举; 观察团; 投票; 全民公决; 公投
    """,
    "energy": """
        energy; oil; gas; electricity; hydropower; nuclear; renewable; pipeline; power plant;
        энергетика; энергетический; нефть; газ; электроэнергия; гидроэнергетика; трубопровод;
        ВИЭ; 能源; 石油; 天然气; 电力; 核能; 可再生
    """,
    "enlargement": """
        admission of new members; accession; full member; membership; enlargement; admit;
        new members; dialogue partner status; join the SCO; expansion of the SCO;
        приём новых членов; вступление в ШОС; полноправный член; расширение ШОС; начали приём;
        членство; присоединение; 扩员; 新成员; 加入上合组织; 正式成员
    """,
    "environment": """
        environmental; climate; ecology; glacier; water resources; green; biodiversity;
        disaster; emergency situations; экология; экологический; климат; ледник; водные ресурсы;
        зелёный; чрезвычайные ситуации; 环境; 生态; 气候; 冰川; 绿色; 环保; 救灾
    """,
    "external-relations": """
        United Nations; CSTO; CIS; EU; NATO; BRICS; ASEAN; world order; multilateralism;
        international affairs; foreign policy; Eurasian Economic Union; external relations;
        bilateral; ООН; ОДКБ; СНГ; БРИКС; АСЕАН; ЕАЭС; внешняя политика; миропорядок;
        многосторонность; 联合国; 集安组织; 金砖; 多边主义; 国际秩序; 对外
    """,
    "finance": """
        bank; banking; financial; national currency; fund; currency; payment; loan; credit;
        settlements; interbank; банк; банковский; финансовый; финансы; национальная валюта;
        фонд; расчёты; платёж; кредит; деньги; межбанковский; 银行; 金融; 本币; 基金; 贷款;
        结算; 融资; 专门账户
    """,
    "health": """
        health; medical; medicine; pandemic; epidemic; vaccine; COVID; hospital; doctor;
        здравоохранение; здоровье; медицинский; медицина; пандемия; вакцина; эпидемия; 卫生;
        医疗; 疫情; 疫苗; 医学; 健康
    """,
    "institutional": """
        chairmanship; Secretary-General; Secretariat; Charter; budget; reform of the SCO;
        modernization; development strategy; secretariat; anniversary; took office;
        draft documents; председательство; секретариат; генеральный секретарь; Хартия; бюджет;
        стратегия развития; годовщина; вступил в должность; 主席国; 秘书处; 秘书长; 宪章; 预算;
        发展战略; 文件草案; 轮值主席; 机制建设
    """,
    "investment": """
        investment; investor; joint venture; business council; entrepreneur; companies;
        industrial park; инвестиции; инвестиционный; инвестор; предприниматель; Деловой совет;
        совместное предприятие; 投资; 企业家; 实业家; 工业园
    """,
    "organised-crime": """
        organized crime; transnational crime; crime; smuggling; money laundering;
        human trafficking; организованная преступность; преступность; контрабанда;
        отмывание денег; контрабандист; 有组织犯罪; 跨国犯罪; 走私; 洗钱
    """,
    "security": """
        security; stability; threat; defence; military; exercise; armed forces;
        security council; безопасность; стабильность; угроза; оборона; военный; учения;
        вооружённые силы; совет безопасности; 安全; 稳定; 威胁; 国防; 军事; 演习; 军队
    """,
    "tourism": """
        tourist; tourism; travel; visa; cultural capital; hotel; туризм; туристический; турист;
        виза; 旅游; 游客; 签证; 旅游和文化之都
    """,
    "trade": """
        trade; customs; export; import; turnover; market; free trade; goods; tariff; торговля;
        торговый; экономический; таможенный; таможня; экспорт; импорт; товарооборот; рынок;
        贸易; 经贸; 经济; 海关; 出口; 进口; 市场; 自由贸易
    """,
    "transport": """
        transport; railway; road; highway; aviation; flight; logistics; port; air corridor;
        carrier; lorry; tunnel; транспорт; транспортный; железная дорога; автомобильная дорога;
        дорога; авиасообщение; логистика; логистический; порт; перевозки; вагон; 铁路; 公路;
        交通; 运输; 航空; 航班; 物流; 港口; 隧道
    """,
    "youth": """
        youth; young people; women; woman; student games; молодёжь; молодёжный; женщины; 青年;
        妇女; 女性
    """,
}

CUES: dict[str, tuple[str, ...]] = {
    topic: tuple(" ".join(cue.split()) for cue in text.split(";") if cue.strip())
    for topic, text in _TEXTS.items()
}
